"""A second reader behind a real local address: good answers, and all the bad ones."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cuibono.errors import CuibonoError, UsageError
from cuibono.ledger import LedgerError
from tests.review.telling import WIRE, documents, one

CLAIM = {
    "quote": "Kyiv said that Pyongyang sent shells to Moscow last week.", "trigger": "sent",
    "actor": "Pyongyang", "type": "AID", "recipient": "Moscow", "source": "Kyiv",
    "stance": "reported",
}  # fmt: skip
OTHER = {**CLAIM, "type": "SUPPORT"}
NEW = {
    "quote": "Pyongyang sent shells.", "trigger": "sent", "actor": "Pyongyang", "type": "AID",
    "recipient": "", "source": "AUTHOR", "stance": "reported",
}  # fmt: skip


def chat(content):
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def told(*statements):
    return chat("Here it is:\n```json\n" + json.dumps({"statements": statements}) + "\n```")


@contextmanager
def serving(answer, status=200, wait=0.0):
    """A server that gives one answer to whatever it is asked; the requests that it saw."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.path, json.loads(body)))
            time.sleep(wait)
            try:
                self.send_response(status)
                if status in (301, 302, 307):
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                self.wfile.write(answer)
            except OSError:
                pass  # whoever asked has gone

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", seen
    finally:
        server.shutdown()
        server.server_close()


def proposed(desk, answer, patience=20.0, **of):
    with serving(answer, **of) as (url, _):
        endpoint = desk.endpoint(url, "tiny", patience)
        (found,) = desk.propose([documents()[0].id[:6]], endpoint=endpoint)
    return found


def test_the_model_is_asked_with_the_prompt_and_the_text(desk, tmp_path):
    own = tmp_path / "prompt.md"
    own.write_text("List acts of {types}.", "utf-8")
    with serving(told()) as (url, seen):
        endpoint = desk.endpoint(url, "tiny")
        desk.propose([documents()[0].id], endpoint=endpoint)
        desk.propose([documents()[0].id], endpoint=endpoint, prompt=own)
    (path, body), (_, other) = seen
    assert path == "/v1/chat/completions"
    assert body["model"] == "tiny"
    assert body["messages"][1]["content"] == WIRE
    assert "type: one of ACCUSE, AGREE, AID" in body["messages"][0]["content"]
    assert other["messages"][0]["content"].startswith("List acts of ACCUSE, AGREE")


def test_what_is_new_waits_in_the_queue_and_nothing_counts_it(desk):
    before = desk.ledger.statements()
    found = proposed(desk, told(NEW))
    assert (found.proposed, found.agreed, found.ungrounded, found.error) == (1, 0, 0, None)
    assert desk.ledger.statements() == before
    first, *_ = desk.review()
    assert first.because == "model tiny proposes it"
    assert (first.statement.actor, first.statement.quote) == ("PRK", "Pyongyang sent shells.")
    desk.accept(first.statement.id[:8], who="anna", seen=first.last)
    now = one(desk, quote="Pyongyang sent shells.")
    assert (now.id, now.confidence) == (first.statement.id, 1.0)
    assert now.id not in [w.statement.id for w in desk.review()]
    assert desk.verify() == []
    desk.undo(who="anna")
    assert desk.review()[0].statement.id == now.id


def test_what_it_reads_otherwise_comes_first_and_corrects_the_row_when_accepted(desk):
    claim = one(desk, source="UKR")
    proposed(desk, told(OTHER))
    first, *_ = desk.review()
    assert first.because == f"model tiny reads {claim.id[:8]} differently: type SUPPORT, not AID"
    made = desk.accept(first.statement.id, who="anna", seen="")
    assert (made.on, made.changes["type"]) == (claim.id, "SUPPORT")
    now = one(desk, source="UKR")
    assert (now.type, now.when, now.item) == ("SUPPORT", claim.when, claim.item)
    assert not [w for w in desk.review() if "model" in w.because]


def test_a_proposal_is_corrected_or_rejected_like_any_row(desk):
    proposed(desk, told(NEW, OTHER))
    ids = {w.statement.type: w.statement.id for w in desk.review()[:2]}
    desk.reject(ids["SUPPORT"], who="anna")
    assert one(desk, source="UKR").type == "AID"
    made = desk.correct(ids["AID"], {"recipient": "Russia"}, who="anna")
    assert desk.ledger.statement(made.became).recipient == "RUS"
    assert not [w for w in desk.review() if "model" in w.because]


def test_where_both_agree_the_row_is_surer(desk):
    claim = one(desk, source="UKR")
    found = proposed(desk, told(CLAIM))
    assert (found.proposed, found.agreed) == (0, 1)
    surer = one(desk, source="UKR")
    assert claim.confidence < surer.confidence < 1
    proposed(desk, told(CLAIM))
    assert one(desk, source="UKR") == surer, "a second time it says nothing new"


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Pyongyang sent tanks."}, {"trigger": "gave"}, {"actor": "Tehran"}, {"actor": ""},
        {"source": "Washington"}, {"recipient": "Minsk"}, {"type": "GIVE"}, {"stance": "sure"},
        {"quote": None}, {"trigger": 7}, {"actor": ["Pyongyang"]},
    ],
)  # fmt: skip
def test_what_does_not_stand_in_the_text_is_dropped_and_counted(desk, change):
    found = proposed(desk, told({**CLAIM, **change}))
    assert (found.proposed, found.agreed, found.ungrounded) == (0, 0, 1)
    assert desk.history() == []


@pytest.mark.parametrize(
    ("answer", "of", "said"),
    [
        (b"", {}, "its answer is not a chat completion"),
        (b"<html>", {}, "its answer is not a chat completion"),
        (b'{"choices": []}', {}, "its answer is not a chat completion"),
        (chat(None), {}, "its answer does not hold any text"),
        (chat(""), {}, "does not hold a list of statements"),
        (chat("I cannot help with that."), {}, "does not hold a list of statements"),
        (chat('{"statements": [{"type": "AID"'), {}, "does not hold a list of statements"),
        (chat("[" * 50_000), {}, "does not hold a list of statements"),
        (b"x" * 2_100_000, {}, "is longer than 2000000 bytes"),
        (b"{}", {"status": 500}, "it answers 500"),
        (b"", {"status": 302}, "it answers 302"),
        (told(NEW), {"wait": 3.0}, "no answer in 1 s"),
    ],
)
def test_an_answer_that_cannot_be_used_is_one_line_and_changes_nothing(desk, answer, of, said):
    found = proposed(desk, answer, patience=1.0 if "wait" in of else 20.0, **of)
    assert said in str(found.error)
    assert "\n" not in str(found.error)
    assert desk.history() == []


def test_one_document_that_fails_stops_no_other(desk):
    with serving(chat("nothing")) as (url, seen):
        found = desk.propose(endpoint=desk.endpoint(url, "tiny"))
    assert len(seen) == len(found) == 3
    assert all(isinstance(one_.error, CuibonoError) for one_ in found)


def test_nobody_at_the_address_and_no_address(desk):
    (found, *_) = desk.propose(endpoint=desk.endpoint("http://127.0.0.1:9/v1", "tiny", 2))
    assert "cannot be asked" in str(found.error)
    (found, *_) = desk.propose(endpoint=desk.endpoint("file:///etc/passwd", "tiny"))
    assert isinstance(found.error, UsageError)
    with pytest.raises(LedgerError, match="no document with id zz"):
        desk.propose(["zz"], endpoint=desk.endpoint("http://127.0.0.1:9/v1", "tiny"))
    with pytest.raises(CuibonoError, match=r"nowhere.md: cannot be read"):
        desk.propose(endpoint=desk.endpoint("http://127.0.0.1:9", "tiny"), prompt="nowhere.md")
