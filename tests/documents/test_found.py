"""What a file tells of itself is taken as it is written, and nothing is guessed."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from cuibono.coding.statement import Coding
from cuibono.documents import About, gather, read
from cuibono.documents.dates import parse_date
from cuibono.documents.found import NO_DATE, one_line, tidy
from cuibono.ledger import Ledger

EXAMPLE = Path(__file__).parents[2] / "examples" / "11-what-the-war-brings.pdf"
BODY = "On 3 May 2019 Kyiv cut its ties with Pyongyang, which surprised nobody in the capital."


def page(head="", before="", after=""):
    return (
        f"<html><head><title>Ties</title>{head}</head><body><article>{before}<p>{BODY}</p>"
        f"</article><footer>{after}</footer></body></html>"
    )


@pytest.fixture
def said(tmp_path):
    def document(name, content):
        (tmp_path / name).write_text(content, "utf-8")
        return read(tmp_path / name)

    return document


@pytest.mark.parametrize(
    ("content", "published"),
    [
        (page(), None),
        (page(after="Copyright 2018 Harbour Review"), None),
        (page('<meta property="article:published_time" content="someday">'), None),
        (page('<meta property="article:published_time" content="2021-01-02">'), "2021-01-02"),
        (page(before='<time datetime="2020-06-02">2 June</time>'), "2020-06-02"),
        (page('<link rel="canonical" href="https://a.example/2021/03/04/x">'), "2021-03-04"),
    ],
)
def test_a_page_is_dated_by_its_markup_not_by_its_prose(said, content, published):
    found = said("a.html", content)
    assert found.published == (date.fromisoformat(published) if published else None)
    assert (NO_DATE in found.notes) == (published is None)


@pytest.mark.parametrize(
    ("front", "published", "noted"),
    [
        ("date: 2022-07-14", date(2022, 7, 14), False),
        ("date: 2022-07-14 08:00:00 +0200", date(2022, 7, 14), False),
        ("date: 2022-7-4 8:00", date(2022, 7, 4), False),
        ("date: 2022-13-45", None, True),
        ("date: 2022-02-30", None, True),
        ("date:", None, False),
        ("date: ~", None, False),
    ],
)
def test_dates_of_front_matter(said, front, published, noted):
    found = said("a.md", f"---\ntitle: Ties\n{front}\n---\n{BODY}\n")
    assert (found.title, found.published) == ("Ties", published)
    assert any("not understood" in note for note in found.notes) == noted


def test_front_matter_holds_text_lists_and_nothing(said):
    found = said("a.md", f"---\ntitle:\nauthor: [Ida Varga, Ola Berg]\nsource: null\n---\n{BODY}\n")
    assert (found.title, found.author, found.publisher) == (BODY, "Ida Varga, Ola Berg", None)


@pytest.mark.parametrize("front", ["title: " + "[" * 5000, "a: b: c", "\ttitle: x"])
def test_front_matter_that_is_none_is_told(said, front):
    found = said("a.md", f"---\n{front}\n---\n{BODY}\n")
    assert found.text == BODY
    assert any("front matter" in note for note in found.notes)


def test_metadata_of_a_pdf(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(EXAMPLE))
    writer.add_metadata({
        "/Title": "Ties\n cut", "/Author": "Ida Varga", "/CreationDate": "D:20220714080000Z",
    })  # fmt: skip
    writer.write(tmp_path / "a.pdf")
    found = read(tmp_path / "a.pdf")
    assert (found.title, found.author) == ("Ties cut", "Ida Varga")
    # Not the day on which the file was made, but the one that stands under its title.
    assert found.published == date(2022, 12, 6)
    assert found.id == read(EXAMPLE).id


def test_an_encrypted_pdf_that_opens_without_a_password_is_read(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(EXAMPLE))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    assert read(tmp_path / "a.pdf").id == read(EXAMPLE).id


@pytest.mark.parametrize(
    "text",
    ["18 Maybe 2022", "5 Marble 2022", "0 May 2022", "2022-02-30", "2022-00-01", "2022-07 or so"],
)
def test_what_is_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    "2022-09-05|20220905|2022-9-5|2022-09-05T23:30-05:00|5 Sept. 2022|Sep 5th, 2022".split("|"),
)
def test_ways_to_write_a_date(text):
    assert parse_date(text) == date(2022, 9, 5)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_the_stored_form_stays_as_it_is(text):
    once = tidy(text)
    assert tidy(once) == once
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_or_title_in_an_old_encoding_can_be_stored(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    try:
        Path(path).write_text(BODY, "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    found = read(path, About(title="caf\udce9 society"))
    ledger = Ledger.open(tmp_path / "ledger")
    assert ledger.append(found, Coding(()))
    assert ledger.documents() == [found]
    assert found.path.endswith("caf\\udce9.txt")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_folder_that_links_to_itself_is_walked_once(tmp_path):
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [Path(p).name for p in gather([tmp_path])] == ["a.txt"]
