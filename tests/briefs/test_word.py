"""The brief as a Word file: the same content as the Markdown, in what Word shows as such."""

import dataclasses
import io
import re
import zipfile

import pytest

pytest.importorskip("docx")

import docx

from cuibono.actors import Registry
from cuibono.briefs import markdown, word
from cuibono.briefs.brief import Subject, brief
from cuibono.briefs.sections import FEW
from cuibono.coding.statement import Stance
from cuibono.documents import Document, read
from cuibono.events.resolve import resolve
from tests.briefs.test_brief import said

WIRE = Document("Ankara sent drones to Kyiv.", publisher="Wire & <Sons>",
                address="https://example.org/a?b=1&c=2")  # fmt: skip


def made(*statements):
    """A brief on Turkey and Ukraine."""
    documents = [WIRE]
    return brief(Subject("TUR", "UKR"), resolve(statements, documents), documents, Registry.load())


CLAIMS = (
    said(document=WIRE.id, title="Drones"),
    said("Ankara sent tanks to Kyiv.", start=40, source="RUS"),
    said("Ankara denied that it sent tanks.", start=80, source="TUR", stance=Stance.DENIED),
    said("Ankara plans to send drones to Kyiv.", start=120, stance=Stance.PLANNED),
)


def test_the_summary_of_a_long_page_is_a_paragraph_of_its_own():
    sent = [said(f"Ankara gave Kyiv {n + 2} shells.", f"f{n}") for n in range(FEW)]
    paragraphs = docx.Document(io.BytesIO(word.render(made(*sent)))).paragraphs
    (summary,) = (p for p in paragraphs if p.text.startswith("Arms (10)."))
    assert summary.style.name == "Normal"


def test_a_long_line_on_how_it_was_made_is_cut_for_the_properties_of_the_file():
    long = dataclasses.replace(made(*CLAIMS), stamp="Read by machine. " * 40)
    told = docx.Document(io.BytesIO(word.render(long))).core_properties.comments
    assert told == long.stamp[:255]


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "brief.docx"
    file.write_bytes(word.render(made(*CLAIMS)))
    return file


def test_the_headings_are_those_of_the_markdown(page):
    written = docx.Document(str(page)).paragraphs
    heads = [p.text for p in written if p.style.name.startswith("Heading")]
    told = markdown.render(made(*CLAIMS))
    assert heads == re.findall(r"^## (.+)$", told, re.M)
    assert [p.text for p in written if p.style.name == "Title"] == ["Turkey and Ukraine"]


def test_the_words_are_those_of_the_markdown(page):
    def bare(text):
        return re.sub(r"[^\w“”]+", " ", re.sub(r"\*\*|\[\d+\]|\\", "", text)).strip()

    words = {bare(p.text) for p in docx.Document(str(page)).paragraphs}
    lines = markdown.render(made(*CLAIMS)).splitlines()
    wanted = [bare(line.lstrip("#*-– ")) for line in lines if line.strip()]
    # The stamp and the last line differ in where the day stands.
    missing = [w for w in wanted if w not in words and "Made by" not in w and "machine" not in w]
    assert missing == []


def test_the_programs_own_reader_reads_it(page):
    text = read(page).text
    assert "“Ankara sent drones to Kyiv.” (Wire & <Sons>, 1 June 2022)" in text
    assert "; against this, “Ankara denied that it sent tanks.”" in text
    for statement in CLAIMS:
        assert statement.id[:8] in text
    assert "read by machine; no person has checked" in text


def test_every_citation_leads_to_a_quote(page):
    xml = zipfile.ZipFile(page).read("word/document.xml").decode()
    cited, marked = re.findall(r'w:anchor="(q\d+)"', xml), re.findall(r'w:name="(q\d+)"', xml)
    assert cited
    assert set(cited) == set(marked)
    assert len(marked) == len(set(marked))
    links = zipfile.ZipFile(page).read("word/_rels/document.xml.rels").decode()
    assert 'Target="https://example.org/a?b=1&amp;c=2"' in links


def test_acts_are_bold_and_what_no_file_can_hold_is_marked():
    bad = said("Ankara sent\x00 drones\ud800 to Kyiv.")
    written = docx.Document(io.BytesIO(word.render(made(bad))))
    bold = [r.text for p in written.paragraphs for r in p.runs if r.bold]
    assert bold == ["sent"]
    assert any("sent\ufffd drones\ufffd" in p.text for p in written.paragraphs)


def test_the_picture_of_dated_events_is_in_it():
    import xml.etree.ElementTree as Tree

    months = [said(f"Ankara sent {n + 2} drones to Kyiv.", start=50 * n, when=f"2022-{n + 1:02}-03")
              for n in range(6)]  # fmt: skip
    Tree.fromstring(made(*months).picture)
    held = zipfile.ZipFile(io.BytesIO(word.render(made(*months))))
    (picture,) = (n for n in held.namelist() if n.startswith("word/media/"))
    assert held.read(picture).startswith(b"\x89PNG")
    assert len(held.read(picture)) > 5_000


def test_without_the_library_one_line_says_what_to_install(monkeypatch):
    import sys

    from cuibono.errors import CuibonoError

    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(CuibonoError, match=r"pip install 'cuibono\[word\]'"):
        word.render(made(*CLAIMS))
