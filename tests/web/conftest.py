"""A workbench over a small ledger of rows that are made here, so that no text has to be read."""

import re
import shutil

import pytest

pytest.importorskip("starlette")
pytest.importorskip("jinja2")

from datetime import date

from starlette.testclient import TestClient

from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger
from cuibono.web import queues
from cuibono.web.app import workbench

HOST = "http://localhost:8765"
TEXTS = (
    ("Shells by rail", "Northern Desk", date(2022, 11, 2),
     "Officials spoke.\n\nNorth Korea sent shells to Russia by rail in October. Moscow denied it."),
    ("A visit", None, date(2022, 12, 1),
     "Russia thanked North Korea.\n\nRussia will send food to North Korea next year."),
    ("<script>alert(1)</script>", "A & \"B\" <i>", None,
     "أرسلت روسيا القمح إلى كوريا. <img src=x onerror=alert(2)> Russia sent wheat to North Korea."),
)  # fmt: skip


def said(document, quote, trigger, actor, type_, recipient, **more):
    """One statement of a document, found by its words."""
    start = document.text.index(quote)
    at = start + quote.index(trigger)
    given = {"confidence": 0.9, "source_chain": (more.get("source", "AUTHOR"),), **more}
    return Statement(
        document.id, quote, start, start + len(quote), trigger, at, at + len(trigger), actor,
        actor, type_, recipient=recipient, title=document.title,
        published=document.published and document.published.isoformat(),
        versions={"model": "made here"}, **given,
    )  # fmt: skip


def fill(folder):
    """The ledger of three documents with six statements."""
    ledger = Ledger.open(folder)
    one, two, three = (Document(t, title, publisher, published=day, path=f"/secret/place/{n}.txt")
                       for n, (title, publisher, day, t) in enumerate(TEXTS))  # fmt: skip
    sent = "North Korea sent shells to Russia by rail in October."
    ahead = "Russia will send food to North Korea next year."
    rows = {
        one: [
            said(one, sent, "sent", "PRK", "AID", "RUS", item="arms", giver="PRK", receiver="RUS",
                 when="2022-10"),
            said(one, "Moscow denied it.", "denied", "PRK", "AID", "RUS", item="arms",
                 source="RUS", stance=Stance.DENIED, when="2022-10", confidence=0.6),
            said(one, sent, "rail", "PRK", "COOPERATE", "RUS", confidence=0.05),
        ],
        two: [
            said(two, "Russia thanked North Korea.", "thanked", "RUS", "SUPPORT", "PRK"),
            said(two, ahead, "send", "RUS", "AID", "PRK", item="food", stance=Stance.EXPECTED,
                 when="2023", confidence=0.7),
        ],
        three: [
            said(three, "Russia sent wheat to North Korea.", "sent", "RUS", "AID", "PRK",
                 item="food", confidence=0.8),
        ],
    }  # fmt: skip
    for document, statements in rows.items():
        ledger.append(document, Coding(tuple(statements)))
    return ledger


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A queue is waited for, however slow the machine is."""
    monkeypatch.setattr(queues, "PATIENCE", 60.0)


@pytest.fixture(scope="session")
def pattern(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("web") / "ledger").tables.folder


@pytest.fixture
def ledger(pattern, tmp_path):
    return Ledger.open(shutil.copytree(pattern, tmp_path / "ledger"))


@pytest.fixture
def client(ledger):
    return TestClient(workbench(ledger.tables.folder), base_url=HOST)


def token(page):
    """The word that a page's forms bring back."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page.text)
    assert found, "the page has no form that writes"
    return found[1]


def hidden(page, action):
    """The hidden fields of the form with an action."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page.text, re.S)
    assert form, f"no form leads to {action}"
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    return {name: value.replace("&amp;", "&") for name, value in fields}
