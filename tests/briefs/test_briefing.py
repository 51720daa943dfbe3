"""The desk's briefs: what is asked again is not made again, unless something has changed."""

import pytest

from cuibono import Desk
from cuibono.coding.statement import Coding
from cuibono.documents import Document
from cuibono.ledger import Ledger
from tests.briefs.test_brief import said

WORDS = "Ankara sent drones to Kyiv."
MORE = "Ankara sent tanks to Kyiv."


def add(folder, words):
    document = Document(words, published=None)
    statement = said(words, document=document.id, confidence=0.9, published=None)
    Ledger.open(folder).append(document, Coding((statement,)))


@pytest.fixture
def folder(tmp_path):
    add(tmp_path / "ledger", WORDS)
    return tmp_path / "ledger"


def test_a_brief_that_is_asked_for_again_is_the_same_page(folder):
    desk = Desk(folder)
    first = desk.briefing("Turkey", "Ukraine")
    assert desk.briefing("TUR", "Kyiv") is first
    assert desk.briefing("UKR", "TUR") is not first
    assert desk.briefing("TUR", "UKR", sure=0) is not first


def test_a_brief_tells_what_was_read_since_it_was_made(folder):
    desk = Desk(folder)
    assert MORE not in desk.brief("TUR", "UKR", format="md")
    add(folder, MORE)
    assert MORE in desk.brief("TUR", "UKR", format="md")


def test_what_is_new_is_told_beside_the_last_brief_and_not_without_it(folder, tmp_path):
    desk, last = Desk(folder), tmp_path / "last.md"
    last.write_text(desk.brief("TUR", "UKR", format="md"), "utf-8")
    add(folder, MORE)
    assert "New since" in desk.brief("TUR", "UKR", format="md", last=last)
    assert "New since" not in desk.brief("TUR", "UKR", format="md")
