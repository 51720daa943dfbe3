"""Hostile words in every field that is shown: pages, briefs, files and the terminal."""

import re
import unicodedata
from datetime import date

import pytest

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from cuibono import Desk
from cuibono.cli.run import run
from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger
from cuibono.web.app import workbench

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>\x1b[2J\u202e=cmd()|x {{7*7}} ${x}"
LINK = 'javascript:alert(3)//"><script>alert(4)</script>'
SAID = f"North Korea sent {EVIL} to Russia. Moscow denied it."
PAGES = ("/documents", "/documents/{D}", "/statements/{S}", "/review?order=document", "/claims",
         "/actors", "/actors/RUS", "/dyads/PRK/RUS", "/dyads/PRK/RUS/brief.html", "/quality",
         "/search?q=shells", "/forecasts", "/ledger", "/search?q={E}", "/documents?publisher={E}",
         "/documents/{E}", "/statements/{E}", "/actors/{E}", "/review?a={E}", "/{E}")  # fmt: skip
VERBS = ("statements", "statements --format jsonl", "statements --format csv", "documents",
         "timeline PRK RUS", "affairs PRK", "claims", "search sent", "history",
         "show {D}")  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A ledger in which every field that is free text is hostile, judged by hostile people."""
    folder = tmp_path_factory.mktemp("hostile") / "ledger"
    document = Document(
        SAID, EVIL, EVIL, address=LINK, path=f"/x/{EVIL}.txt", author=EVIL, notes=(EVIL,),
        published=date(2022, 11, 2),
    )  # fmt: skip
    end = SAID.index(" Moscow")
    rows = [
        Statement(
            document.id, SAID[:end], 0, end, "sent", 12, 16, "PRK", EVIL, "AID", recipient="RUS",
            recipient_text=EVIL, item="arms", confidence=0.9, title=EVIL, published="2022-11-02",
            when="2022-11", reason=EVIL, stance=stance, source=source, source_chain=(source,),
            versions={"model": EVIL},
        )
        for stance, source in ((Stance.REPORTED, "AUTHOR"), (Stance.EXPECTED, "USA"),
                               (Stance.DENIED, "RUS"))
    ]  # fmt: skip
    Ledger.open(folder).append(document, Coding(tuple(rows)))
    made = Desk(folder)
    held = made.ledger.statements()
    made.accept(held[0].id, who=EVIL, why=EVIL)
    made.amend(document.id, {"title": f"{EVIL} again"}, who=EVIL, why=EVIL)
    return made


def named(words, desk):
    from urllib.parse import quote

    one = desk.ledger.statements()[0]
    return words.replace("{S}", one.id).replace("{D}", one.document).replace("{E}", quote(EVIL, ""))


def harmless(page):
    """No element, attribute or address of a page is the text's own."""
    assert not re.search(r"<script(?![^>]*\b(?:src=\"/static/|type=\"application/json\"))", page)
    assert "<img src=x" not in page
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', page))
    assert not re.search(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", page, re.I)
    assert "49" not in re.findall(r"onerror.{0,40}", page)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_workbench_takes_words_for_markup(desk, page):
    client = TestClient(workbench(desk.folder), base_url="http://localhost:8765")
    answer = client.get(named(page, desk))
    assert answer.status_code < 500
    harmless(answer.text)


def test_a_brief_is_harmless_where_it_is_opened(desk):
    harmless(desk.brief("PRK", "RUS"))


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_sends_a_command_to_the_terminal(desk, verb, capsys):
    assert run([*named(verb, desk).split(), "--ledger", str(desk.folder)]) in (0, 1)
    told = capsys.readouterr()
    seen = told.out + told.err
    assert "Traceback" not in seen
    assert {c for c in seen if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")} <= {"\t"}
