"""What stands beside files: manifest, sidecars, lists of references; and what is amended by it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from cuibono.coding.statement import Coding
from cuibono.documents import (
    About,
    Document,
    Shelf,
    Sure,
    Way,
    Witness,
    amended,
    gather,
    read,
    read_all,
)  # fmt: skip
from cuibono.errors import CuibonoError, UsageError
from cuibono.ledger import Ledger
from tests.documents.makers import FIRST, SECOND, docx, page, zipped

DAY = date(2022, 7, 14)


@pytest.fixture
def put(tmp_path):
    def file(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return file


MANIFEST = "path,date,publisher,title,address,author\n"


def test_a_manifest_says_what_each_file_is(put, tmp_path):
    put("in/a.txt", f"Published: 2020-01-01\n\n{FIRST}")
    put("in/b.zip", zipped({"c.txt": SECOND}))
    put("in/d.txt", "Mali met Chad.")
    table = put("m.csv", MANIFEST + "in/a.txt,14/07/2022,Harbour Review,Ties cut,https://h.example/1,Ida\n"
                "in/b.zip!c.txt,2022-07-15,,,,\nin/none.txt,2022-07-15,,,,\n")  # fmt: skip
    shelf = Shelf(table)
    a, b, d = (
        found for p in gather([tmp_path / "in"], shelf) for found in read_all(p, Way(shelf=shelf))
    )
    assert (a.published, a.publisher, a.title, a.author) == (
        DAY,
        "Harbour Review",
        "Ties cut",
        "Ida",
    )
    assert a.address == "https://h.example/1"
    assert a.witness("published") == Witness("published", "2022-07-14", "manifest", Sure.GIVEN)
    assert b.published == date(2022, 7, 15)
    assert d.published is None
    assert list(shelf.manifest.unused()) == ["line 4: in/none.txt: no such file"]
    assert read(tmp_path / "in" / "a.txt").published == date(2020, 1, 1)


def test_a_manifest_in_the_folder_is_no_document(put, tmp_path):
    put("a.txt", FIRST)
    shelf = Shelf(put("m.csv", MANIFEST + "a.txt,2022-07-14,,,,\n"))
    assert [p.name for p in gather([tmp_path], shelf)] == ["a.txt"]


def test_a_wrong_manifest_is_one_line(put, tmp_path):
    with pytest.raises(UsageError, match="a manifest needs a column `path`"):
        Shelf(put("m.csv", "when,who\n1,2"))
    with pytest.raises(CuibonoError, match="cannot be read as a manifest"):
        Shelf(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx.json", '{"date": "2022-07-14", "publisher": "Harbour Review"}'),
        ("a.json", '{"published": "2022-07-14", "source": "Harbour Review"}'),
        ("a.meta.json", '{"date": "2022-07-14", "publisher": "Harbour Review"}'),
        ("a.yaml", "date: 2022-07-14\npublisher: Harbour Review\n"),
        ("a.toml", 'date = 2022-07-14\npublisher = "Harbour Review"\n'),
        (
            "a.csl.json",
            '[{"issued": {"date-parts": [[2022, 7, 14]]}, "container-title": "Harbour Review"}]',
        ),
    ],
)
def test_a_sidecar_says_what_its_file_is_and_is_none_itself(put, tmp_path, name, content):
    put("a.docx", docx())
    put(name, content)
    assert [p.name for p in gather([tmp_path])] == ["a.docx"]
    found = read(tmp_path / "a.docx")
    assert (found.published, found.publisher) == (DAY, "Harbour Review")


def test_a_record_of_an_article_is_no_sidecar(put, tmp_path):
    put("a.txt", FIRST)
    put("a.json", json.dumps({"text": SECOND, "date": "2022-07-14"}))
    assert [p.name for p in gather([tmp_path])] == ["a.json", "a.txt"]


ZOTERO = {"items": [
    {"itemType": "report", "title": "What the war brings", "date": "2022-07-14",
     "institution": "Meridian Institute", "creators": [{"firstName": "Lena", "lastName": "Abramova"}],
     "url": "https://m.example/1", "attachments": [{"path": "files/12/Abramova.txt"}]}]}  # fmt: skip
CSL = [{"id": "abramova2022", "type": "report", "title": "What the war brings",
        "issued": {"date-parts": [[2022, 7, 14]]}, "publisher": "Meridian Institute",
        "author": [{"given": "Lena", "family": "Abramova"}], "URL": "https://m.example/1"}]  # fmt: skip
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dcterms="http://purl.org/dc/terms/">
<bib:Report rdf:about="https://m.example/1"><z:itemType>report</z:itemType>
<dc:title>What the war brings</dc:title><dc:date>2022-07-14</dc:date>
<dc:publisher><foaf:Organization><foaf:name>Meridian Institute</foaf:name></foaf:Organization></dc:publisher>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Abramova</foaf:surname>
<foaf:givenName>Lena</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
<dc:identifier><dcterms:URI><rdf:value>https://m.example/1</rdf:value></dcterms:URI></dc:identifier>
<link:link rdf:resource="#item_7"/></bib:Report>
<z:Attachment rdf:about="#item_7"><z:itemType>attachment</z:itemType>
<rdf:resource rdf:resource="files/12/Abramova.txt"/></z:Attachment></rdf:RDF>"""


@pytest.mark.parametrize(
    ("listed", "content", "file"),
    [
        ("lib.json", json.dumps(ZOTERO), "files/12/Abramova.txt"),
        ("lib.rdf", RDF, "files/12/Abramova.txt"),
        ("lib.json", json.dumps(CSL), "abramova2022.txt"),
        ("lib.json", json.dumps(CSL), "Abramova - 2022 - What the war brings.txt"),
    ],
)
@pytest.mark.parametrize("handed", [".", "list"])
def test_lists_of_references_label_the_files_beside_them(
    put, tmp_path, listed, content, file, handed
):
    path = put(listed, content)
    put(file, FIRST)
    put("other.txt", SECOND)
    (found,) = (
        read(p) for p in gather([tmp_path if handed == "." else path]) if "other" not in str(p)
    )
    assert (found.published, found.publisher, found.author) == (
        DAY,
        "Meridian Institute",
        "Lena Abramova",
    )
    assert (found.title, found.address) == ("What the war brings", "https://m.example/1")
    assert read(tmp_path / "other.txt").publisher is None


def test_a_path_that_leads_out_of_the_folder_labels_nothing(put, tmp_path):
    secret = put("secret.txt", FIRST)
    item = ZOTERO["items"][0] | {"attachments": [{"path": f"../{secret.name}"}]}
    path = put("in/lib.json", json.dumps({"items": [item]}))
    assert list(gather([path])) == [path]


def said(sure=Sure.GIVEN, day="2022-07-14"):
    return Document(FIRST, published=date.fromisoformat(day), witnesses=(
        Witness("published", day, "x", sure),))  # fmt: skip


def test_what_is_surer_amends_and_nothing_else():
    bare = Document(FIRST)
    assert amended(bare, said()).published == DAY
    assert amended(said(Sure.WEAK), said(Sure.STATED, "2022-07-15")).published == date(2022, 7, 15)
    assert amended(said(Sure.STATED), said(Sure.WEAK, "2022-07-15")) is None
    assert amended(said(Sure.STATED), said(Sure.STATED, "2022-07-15")) is None
    assert amended(said(), said(day="2022-07-15")).published == date(2022, 7, 15)
    assert amended(said(), bare) is None
    there = replace(said(Sure.WEAK), address="https://a.example")
    assert (
        amended(there, replace(said(Sure.STATED, "2022-07-15"), address="https://b.example"))
        is None
    )


def test_an_amended_document_takes_the_first_ones_place_in_the_ledger(tmp_path):
    ledger = Ledger.open(tmp_path / "ledger")
    bare, other = Document(FIRST, path="a"), Document(SECOND, path="b")
    ledger.append(bare, Coding(()))
    ledger.append(other, Coding(()))
    before = ledger.labels()[bare.id]
    better = amended(before, replace(said(), path="c"))
    ledger.amend(better, Coding(()))
    assert ledger.documents() == [better, other]
    assert ledger.sql("select count(*) as n from documents").to_pylist() == [{"n": 2}]
    assert list(ledger.verify()) == []
    first = min(row["read_at"] for row in ledger.tables.table("documents").to_pylist())
    assert ledger.as_of(first).documents() == [bare]


def test_a_ledger_of_an_earlier_version_is_read_and_added_to(tmp_path):
    from deltalake import write_deltalake

    from cuibono.ledger.rows import document_row
    from cuibono.ledger.schema import schemas

    ledger = Ledger.open(tmp_path / "ledger")
    ledger.tables.create(("statements", "links", "supersessions"))
    from datetime import UTC, datetime

    import pyarrow as pa

    new = ("updated", "language", "witnesses")
    schema = pa.schema([f for f in schemas()["documents"] if f.name not in new])
    row = document_row(Document(FIRST, path="a"), "b", (0, 0), datetime.now(UTC))
    old = pa.Table.from_pylist([{k: v for k, v in row.items() if k not in new}], schema=schema)
    write_deltalake(str(tmp_path / "ledger" / "documents"), old)
    assert [d.text for d in ledger.documents()] == [FIRST]
    ledger.append(replace(said(), text=SECOND), Coding(()))
    assert [d.published for d in ledger.documents()] == [None, DAY]
    assert ledger.documents()[1].witness("published").sure is Sure.GIVEN


def test_options_go_before_all(put, tmp_path):
    put("a.html", page(head='<meta name="date" content="2020-01-01">'))
    put("a.json", '{"date": "2021-01-01", "title": "Beside"}')
    found = read(tmp_path / "a.html", About(published=DAY))
    assert (found.published, found.title) == (DAY, "Beside")
