"""Formats of maps, graphs, timelines, references, databases and notes."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cuibono.coding.statement import Coding, Place
from cuibono.errors import UsageError
from cuibono.exchange.exports import export
from cuibono.exchange.exports.key import anchor
from cuibono.exchange.exports.sqlite import _value
from cuibono.exchange.exports.tables import to_statement
from cuibono.ledger import Ledger
from cuibono.scoring.answer_key import plain, read_key
from cuibono.scoring.score import score
from tests.exchange.exports.world import FIRST, documents, matter, say, statements


def test_geojson_is_valid_and_says_how_sure_a_point_is(tmp_path):
    import geojson

    made = export(matter(), "geojson", tmp_path / "p.geojson")
    whole = geojson.loads((tmp_path / "p.geojson").read_text("utf-8"))
    assert whole.is_valid, whole.errors()
    (one,) = whole["features"]
    assert one["geometry"]["coordinates"] == [30.52, 50.45]
    assert one["properties"]["place_kind"] == "capital"
    assert (one["properties"]["place_precision"], one["properties"]["place_sure"]) == (
        "point", "alone",
    )  # fmt: skip
    assert one["properties"]["quote"] == statements()[0].quote
    assert made.notes == (
        "2 statements name no place",
        "1 statement names a place that cannot be put on the map",
    )


def test_the_middle_of_a_country_is_called_that(tmp_path):
    somewhere = replace(statements()[0], where=Place("Ukraine", "UKR", 49.0, 31.4))
    export(replace(matter(), statements=(somewhere,)), "geojson", tmp_path / "p.geojson")
    (one,) = json.loads((tmp_path / "p.geojson").read_text("utf-8"))["features"]
    assert one["properties"]["place_precision"] == "area"


@pytest.mark.parametrize(
    ("text", "country"),
    [("Moscow and Kyiv met in Georgia, near Tbilisi.", "GEO"),
     ("Moscow and Kyiv met in Georgia, near Atlanta.", "USA"),
     ("Moscow and Kyiv met in Georgia.", None)],
)  # fmt: skip
def test_georgia_is_put_where_the_text_says_or_nowhere(tmp_path, text, country):
    from cuibono.documents import Document

    document = Document(text)
    met = say(document, text, "met", "RUS", "CONSULT", "UKR", where=Place("Georgia"))
    given = replace(matter(), statements=(met,), documents={document.id: document})
    export(given, "geojson", tmp_path / "p.geojson")
    found = json.loads((tmp_path / "p.geojson").read_text("utf-8"))["features"]
    assert [f["properties"]["country"] for f in found] == ([country] if country else [])
    assert all(f["properties"]["place_sure"] == "settled" for f in found)


def test_what_is_only_foretold_is_no_edge_and_no_event(tmp_path):
    from cuibono.coding.statement import Stance
    from cuibono.events.resolve import resolve

    planned = replace(statements()[0], stance=Stance.PLANNED)
    given = replace(matter(), statements=(planned,), resolve=lambda: resolve([planned], []))
    for name, suffix in (("graphml", "graphml"), ("ftm", "json"), ("polecat", "tsv")):
        made = export(given, name, tmp_path / f"x.{suffix}")
        assert "foretold" in made.notes[0]
        assert planned.id not in (tmp_path / f"x.{suffix}").read_text("utf-8")


def test_kml_has_a_placemark_with_dates_and_data(tmp_path):
    odd = replace(statements()[0], actor_text="a\x00b")
    export(replace(matter(), statements=(odd,)), "kml", tmp_path / "p.kml")
    space = {"k": "http://www.opengis.net/kml/2.2"}
    (mark,) = ET.parse(tmp_path / "p.kml").getroot().findall(".//k:Placemark", space)
    assert mark.findtext("k:Point/k:coordinates", None, space) == "30.52,50.45"
    assert mark.findtext("k:TimeSpan/k:begin", None, space) == "2022-07-04"
    data = {
        d.get("name"): d.findtext("k:value", None, space)
        for d in mark.iter(f"{{{space['k']}}}Data")
    }
    assert (data["quote"], data["statement"]) == (odd.quote, odd.id)
    # The order of elements that the schema wants.
    assert [e.tag.partition("}")[2] for e in mark] == [
        "name", "description", "TimeSpan", "ExtendedData", "Point",
    ]  # fmt: skip


def test_networkx_reads_the_graph(tmp_path):
    import networkx

    export(matter(), "graphml", tmp_path / "g.graphml")
    graph = networkx.read_graphml(tmp_path / "g.graphml")
    assert graph.is_directed()
    assert graph.nodes["PRK"]["label"] == "North Korea"
    edge = graph.edges["PRK", "RUS"]
    edge = edge if "type" in edge else next(iter(edge.values()))
    assert (edge["type"], edge["sources"], edge["deniers"], edge["status"]) == (
        "AID", 1, 1, "contested",
    )  # fmt: skip
    evidence = json.loads(edge["evidence"])
    assert FIRST[evidence[0]["start"] : evidence[0]["end"]] == evidence[0]["quote"]


def test_a_timeline_has_days_and_no_markup_of_the_texts(tmp_path):
    made = export(matter(), "timelinejs", tmp_path / "t.json")
    whole = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert made.count == len(whole["events"]) == 2
    assert made.notes == ("1 happenings have no date and are not on the timeline",)
    shells, visit = sorted(whole["events"], key=lambda e: e["group"])
    assert shells["start_date"] == {"year": 2022, "month": 7, "day": 4}
    assert (visit["display_date"], visit["end_date"]["month"]) == ("2022", 12)
    assert "&lt;b&gt;Moscow&lt;/b&gt;" in visit["text"]["text"]
    assert 'href="https://example.org/a?b=1&amp;c=2"' in visit["text"]["text"]


# The names of CSL's input schema that are used, with the types that it wants.
CSL = {
    "id": str, "type": str, "title": str, "container-title": str, "publisher": str, "URL": str,
    "author": list, "issued": dict, "note": str, "custom": dict,
}  # fmt: skip


def test_csl_json_has_the_names_and_types_of_the_schema(tmp_path):
    export(matter(), "csl", tmp_path / "c.json")
    one, two = json.loads((tmp_path / "c.json").read_text("utf-8"))
    for item in (one, two):
        assert all(isinstance(value, CSL[name]) for name, value in item.items())
    assert (one["type"], one["issued"]) == ("webpage", {"date-parts": [[2022, 9, 6]]})
    assert one["author"] == [{"literal": "A. Writer"}]
    assert "issued" not in two and two["type"] == "document"


def test_sqlite_holds_everything_and_finds_words(tmp_path):
    export(matter(), "sqlite", tmp_path / "l.db")
    with sqlite3.connect(tmp_path / "l.db") as base:
        base.row_factory = sqlite3.Row
        assert base.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert base.execute("pragma foreign_key_check").fetchall() == []
        told = [dict(row) for row in base.execute("select * from statements order by rowid")]
        back = [to_statement(_read(row)) for row in told]
        assert tuple(back) == statements()
        found = base.execute(
            "select id from statements where rowid in "
            "(select rowid from statements_fts where statements_fts match 'shells') order by rowid"
        )
        assert [row["id"] for row in found] == [statements()[0].id, statements()[3].id]
        assert base.execute("select count(*) from denials").fetchone()[0] == 1
        assert base.execute("select count(*) from links").fetchone()[0] == 1
        texts = base.execute("select id, text, publisher from documents order by rowid").fetchall()
        assert [row["text"] for row in texts] == [d.text for d in documents()]
    base.close()


def _read(row):
    values = {k: v for k, v in row.items() if k not in ("latitude", "longitude")}
    for name in ("contexts", "source_chain", "versions", "where", "quantity"):
        values[name] = json.loads(values[name]) if values[name] else None
    return values


def test_datasette_finds_keys_and_search(tmp_path):
    """What it looks for: a first key of one column, foreign keys, an FTS table with its content."""
    export(matter(), "sqlite", tmp_path / "l.db")
    base = sqlite3.connect(tmp_path / "l.db")
    refers = base.execute(
        'select "from", "table", "to" from pragma_foreign_key_list(\'statements\')'
    )
    assert refers.fetchall() == [("document", "documents", "id")]
    for table in ("statements", "documents", "happenings"):
        keys = base.execute(f"select name from pragma_table_info('{table}') where pk").fetchall()
        assert keys == [("id",)]
    (sql,) = base.execute("select sql from sqlite_master where name = 'statements_fts'").fetchone()
    assert 'content="statements"' in sql
    base.close()
    assert _value([1]) == "[1]"


def test_every_link_of_a_vault_leads_to_a_note(tmp_path):
    import re

    made = export(matter(), "vault", tmp_path / "vault")
    notes = {p.stem: p.read_text("utf-8") for p in (tmp_path / "vault").rglob("*.md")}
    assert len(notes) == made.count
    links = {x for text in notes.values() for x in re.findall(r"(?<!\\)\[\[([^\]]+)\]\]", text)}
    assert links and links <= notes.keys()
    assert not re.search(r'[\\/:*?"<>|#^\[\]]', "".join(notes))
    (shells,) = [text for name, text in notes.items() if "AID" in name]
    assert f"^{statements()[0].id}" in shells
    (visit,) = [text for name, text in notes.items() if "CONSULT" in name]
    assert r"\<b\>Moscow\</b\>" in visit


def test_a_note_may_have_a_long_name_in_any_script(tmp_path):
    one = documents()[0]
    odd = [
        replace(one, title=title) for title in ("평양" * 300, "🚀" * 300, "..", "CON/…", "a\x00b")
    ]
    for nth, document in enumerate(odd):
        given = replace(matter(), documents={document.id: document})
        export(given, "vault", tmp_path / str(nth))
        (note,) = (tmp_path / str(nth) / "Documents").iterdir()
        assert one.id[:8] in note.name


def test_the_properties_of_a_note_are_yaml(tmp_path):
    import yaml

    export(matter(), "vault", tmp_path / "vault")
    (note,) = Path(tmp_path / "vault" / "Documents").glob("Shells*.md")
    head = yaml.safe_load(note.read_text("utf-8").split("---")[1])
    assert head["title"] == documents()[0].title
    assert head["publisher"] == "The Daily | Record"


def ledger_of(tmp_path):
    ledger = Ledger.open(tmp_path / "ledger")
    for document in documents():
        said = tuple(s for s in statements() if s.document == document.id)
        ledger.append(document, Coding(said))
    return ledger


def test_the_notebook_is_valid_and_runs(tmp_path):
    import nbformat

    ledger_of(tmp_path)
    export(replace(matter(), ledger=tmp_path / "ledger"), "notebook", tmp_path / "n.ipynb")
    book = nbformat.read(tmp_path / "n.ipynb", as_version=4)
    nbformat.validate(book)
    names = {}
    for cell in book.cells:
        if cell.cell_type == "code":
            exec(cell.source, names)
    assert len(names["statements"]) > 0


def test_an_answer_key_scores_its_own_statements_in_full(tmp_path):
    one = documents()[0]
    given = replace(matter(floor=0), only=one.id)
    given = replace(given, statements=tuple(s for s in statements() if s.document == one.id))
    made = export(given, "key", tmp_path / "k.tsv")
    answers = read_key(tmp_path / "k.tsv", one.text)
    assert made.count == len(answers) == 3
    told = score(answers, given.statements)
    assert (told.precision, told.recall, told.f1) == (1, 1, 1)
    for answer, s in zip(answers, given.statements, strict=True):
        assert s.start <= answer.start <= s.trigger_start < s.trigger_end <= answer.end <= s.end


def test_an_answer_key_is_of_one_text(tmp_path):
    with pytest.raises(UsageError, match="for one text, not for 2: name it with --document"):
        export(matter(), "key", tmp_path / "k.tsv")


@pytest.mark.parametrize(
    ("text", "quote", "wanted"),
    [
        ("He met her. He met him.", "He met him.", "He met him."),
        ("A met B. C met D.", "C met D.", "C met D."),
        ("It fell. It fell.", "It fell.", None),
        ("a\nmet\nb. x met y", "a\nmet\nb.", None),
    ],
)
def test_an_anchor_is_as_short_as_tells_it_apart(text, quote, wanted):
    from cuibono.documents import Document

    s = say(Document(text), quote, "fell" if "fell" in quote else "met", "A", "CONSULT")
    assert anchor(s, text, plain(text)) == wanted
