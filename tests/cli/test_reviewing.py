"""The verbs with which a person finds, judges and corrects, and how they look."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import unicodedata

import pytest

from cuibono import Desk
from cuibono.coding.statement import Coding
from cuibono.documents import Document
from cuibono.ledger import Ledger
from tests.review.telling import act, documents, one, told


@pytest.fixture(scope="module")
def pattern(tmp_path_factory):
    return told(tmp_path_factory.mktemp("reviewing") / "ledger").folder


@pytest.fixture
def desk(pattern, tmp_path):
    return Desk(shutil.copytree(pattern, tmp_path / "ledger"))


@pytest.fixture
def call(cuibono, desk):
    return lambda *arguments: cuibono(*arguments, "--ledger", desk.folder)


def test_documents_as_table_json_and_csv(call):
    table = call("documents").out.splitlines()
    assert table[0] == "3 documents"
    assert table[1].split() == ["id", "published", "statements", "reviewed", "publisher", "title"]
    assert "2022-12-07" in table[3]
    plain = [json.loads(line) for line in call("documents", "--format", "jsonl").out.splitlines()]
    rows = csv.DictReader(io.StringIO(call("documents", "--format", "csv").out))
    assert [r["id"] for r in rows] == [p["id"] for p in plain]
    assert call("documents", "--publisher", "kcna").out.startswith("1 document\n")
    assert call("documents", "--since", "2022-12-06").out.startswith("1 document\n")


def test_search_marks_what_it_found(call):
    out = call("search", "sent shells", "actor:North Korea").out
    assert out.startswith("2 documents\n")
    assert "«sent shells»" in out
    ended = call("search", '"sent')
    assert (ended.code, ended.error) == (2, "search: a quotation mark is not closed")


def test_show_has_the_text_its_statements_and_what_was_judged(call, desk):
    call("reject", one(desk, source="UKR").id[:8], "--who", "anna", "--why", "only a quotation")
    out = call("show", documents()[0].id[:6]).out
    assert "«praised» Russia on Monday" in out
    assert "rejected\n" in out
    assert "anna rejected it: only a quotation" in " ".join(out.split())
    assert all(len(line) <= 80 for line in out.splitlines())


def test_correct_amend_withdraw_undo_and_history(call, desk):
    id_ = one(desk, source="UKR").id[:8]
    said = call("correct", id_, "recipient=China", "when=2022-11", "--who", "anna")
    assert "anna corrected recipient from RUS to CHN" in said.out
    assert call("statements", "--with", "CHN", "--format", "jsonl").out.count("\n") == 1
    again = call("accept", id_, "--who", "bob")
    assert (again.code, again.out) == (1, "")
    assert "anna corrected recipient" in again.error
    doc = documents()[0].id[:6]
    assert "2 statements dated again" not in call("amend", doc, "--published", "2023-03-01").out
    assert one(desk, actor="---").when == "2023-02-27"
    call("withdraw", doc, "--who", "anna", "--why", "a forgery")
    assert call("statements", "--sure", "0").out.startswith("3 statements\n")
    assert "undone: anna withdrew the document" in call("undo", "--who", "anna").out
    assert call("statements", "--sure", "0").out.startswith("5 statements\n")
    history = call("history", doc).out
    assert history.startswith("3 judgements\n") or history.startswith("4 judgements\n")
    assert "(undone)" in history
    assert json.loads(call("history", "--format", "jsonl").out.splitlines()[0])["who"] == "anna"


def test_add_merge_and_split(call, desk):
    doc = documents()[0].id[:6]
    added = call("add", doc, "sent shells.", "actor=PRK", "type=AID")
    assert added.code == 0
    assert one(desk, trigger="sent shells.").quote == "Pyongyang sent shells."
    twice = call("add", doc, "Pyongyang", "actor=PRK", "type=AID")
    assert (twice.code, twice.error) == (
        2,
        "“Pyongyang” is in the text 2 times: name the place as START:END",
    )
    nowhere = call("add", doc, "grain", "actor=PRK", "type=AID")
    assert nowhere.error == "“grain” is not in the text"
    ids = [s.id[:8] for s in desk.ledger.statements()[:2]]
    assert call("merge", *ids).code == 0
    assert [b.together for b in desk.ledger.bonds()] == [True]
    assert call("split", ids[0], "--from", ids[1]).code == 0
    assert [b.together for b in desk.ledger.bonds()] == [True, False]


def typed(call, monkeypatch, keys, *arguments):
    monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
    return call("review", *arguments, "--who", "zoe")


def test_a_sitting_takes_one_key_a_statement(call, desk, monkeypatch):
    ended = typed(call, monkeypatch, "arsux\naq", "--order", "unsure")
    assert "5 statements to review" in ended.out
    assert "undone: zoe rejected it" in ended.out
    assert ended.out.rstrip().endswith("2 accepted")
    said = [(str(j.action), j.via) for j in desk.history()]
    assert said == [("accept", "unsure"), ("reject", "unsure"), ("undo", ""), ("accept", "unsure")]


def test_a_sitting_corrects_by_number_or_value(call, desk, monkeypatch):
    keys = "cd1\ncwsoon\ncx crChina\n"
    ended = typed(call, monkeypatch, keys, "--order", "document", "PRK")
    assert ended.out.rstrip().endswith("2 corrected")
    first, second = desk.history()
    assert first.changes["stance"] == "denied"
    assert second.changes["recipient"] == "CHN"
    assert "when: 'soon' is not an interval" in ended.error
    assert "nothing corrected" in ended.out


def test_a_sitting_ends_with_its_input_and_can_be_listed_only(call, desk, monkeypatch):
    assert typed(call, monkeypatch, "").out.rstrip().endswith("nothing judged")
    listed = call("review", "--list", "--limit", "2")
    assert listed.out.startswith("2 statements to review\n")
    assert desk.history() == []


def test_learn_and_agreement(call, desk):
    assert call("learn").out == "there is nothing new to learn\n"
    assert call("agreement").out == "none of 5 statements has been reviewed\n"
    call("correct", one(desk, actor="---").id, "actor=MMR", "--who", "anna")
    assert (
        "name      “Quorvians” is MMR, read as ---; 0 statements would change" in call("learn").out
    )
    applied = call("learn", "--apply", "--who", "anna")
    assert "`cuibono undo" in applied.out
    assert Desk(desk.folder).registry.find("Quorvians").code == "MMR"
    call("reject", one(desk, source="UKR").id, "--who", "bob")
    assert "0 of 2 (0 to 66 %)" in call("agreement").out
    assert json.loads(call("agreement", "--format", "jsonl").out)["precision"]["judged"] == 2


@pytest.mark.parametrize(
    "verb",
    [("statements",), ("timeline", "PRK"), ("claims",), ("balance", "PRK", "RUS"),
     ("brief", "PRK", "RUS")],
)  # fmt: skip
def test_every_figure_says_how_much_is_reviewed(call, desk, verb):
    assert call(*verb).err == ""
    call("accept", one(desk, actor="NOR").id)
    told = "1 of 5 statements have been reviewed; right as read: 1 of 1 (21 to 100 %)"
    assert call(*verb).error == f"{told}, chosen by the reviewer"


@pytest.mark.parametrize(
    ("options", "types"),
    [
        (("--document", documents()[1].id[:6]), ["AID"]),
        (("--publisher", "blog"), ["SUPPORT", "ACCUSE"]),
        (("--source", "UKR"), ["AID"]),
        (("--source", "author", "--since", "2022-12-01"), ["SUPPORT"]),
        (("--until", "2022-12-04"), ["AID"]),
        (("--since", "2022-12-07", "--until", "2022-12-07"), ["AID"]),
        (("--unreviewed", "--limit", "1"), ["AID"]),
        (("--reviewed",), []),
    ],
)
def test_questions_can_be_narrowed(call, options, types):
    lines = call("statements", "--format", "jsonl", *options).out.splitlines()
    assert [json.loads(line)["type"] for line in lines] == types


def test_narrowing_reaches_events_and_briefs(call):
    assert call("claims", "--publisher", "wire", "--contested").out.startswith("0 claims")
    assert call("timeline", "RUS", "--limit", "1").out.startswith("1 event\n")
    assert "KCNA" not in call("brief", "PRK", "RUS", "--publisher", "wire").out
    assert call("balance", "PRK", "RUS", "--document", documents()[1].id).out.count("\n") == 2
    ended = call("balance", "PRK", "RUS", "--by", "year", "--source", "UKR")
    assert ended.code == 2


def test_propose_needs_an_address_and_says_what_came_of_each_text(call):
    ended = call("propose")
    assert (ended.code, ended.error) == (
        2, "propose: name the address and the model: --llm URL --model NAME",
    )  # fmt: skip
    ended = call("propose", documents()[0].id, "--llm", "http://127.0.0.1:9/v1", "--model", "tiny")
    assert ended.code == 1
    assert ended.out == "Shells: 0 proposed, 0 agreed on, 0 not in the text\n"
    assert ended.error.startswith("Shells: http://127.0.0.1:9/v1: cannot be asked: ")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "zz"), 1, "no document with id zz"),
        (("correct", "zz", "type=AID"), 1, "no statement with id zz"),
        (("correct", "zz", "AID"), 2, "'AID' is not FIELD=VALUE"),
        (("statements", "--document", "zz"), 1, "no document with id zz"),
        (("statements", "--source", "Atlantis"), 2, "no actor is called 'Atlantis'"),
        (("statements", "--since", "soon"), 2, "'soon' is not a date"),
        (("amend", "zz"), 1, "no document with id zz"),
        (("history", "zz"), 1, "no statement or document with id zz"),
        (("undo", "--who", "nobody"), 2, "nobody has judged nothing that could be undone"),
        (("review", "Atlantis"), 2, "no actor is called 'Atlantis'"),
        (("documents", "--limit", "0"), 2, "'--limit': it should be greater"),
    ],
)
def test_bad_input_is_one_line(call, arguments, code, said):
    ended = call(*arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.error


@pytest.mark.parametrize(
    "verb", ["documents", "search x", "show x", "review", "accept x", "undo", "agreement", "learn"]
)
def test_without_a_ledger(cuibono, tmp_path, verb):
    ended = cuibono(*verb.split(), "--ledger", tmp_path / "none")
    assert (ended.code, ended.out) == (1, "")
    assert "no ledger here yet" in ended.error
    assert not (tmp_path / "none").exists()


EVIL = "\x1b[2JKyiv\x07 cut\u202e ties\x9b31m."


def test_no_control_character_reaches_the_terminal(cuibono, tmp_path):
    folder = tmp_path / "ledger"
    wire = Document(EVIL, "\x1b]0;title\x07", "Wire\x1b[31m", path="a\x1bb.txt")
    s = act(wire, EVIL, "cut", "UKR", "SANCTION", "---", recipient_text="\x1b[8mties",
            reason="\x1b]8;;http://x\x07")  # fmt: skip
    Ledger.open(folder).append(wire, Coding((s,)))
    one_ = s.id[:6]
    for verb in (
        "documents", "statements", "timeline UKR", "claims", f"show {wire.id[:6]}", "search kyiv",
        "review --list", f"accept {one_}", "history", "export csv /nowhere/\x1b[2J", "show \x1b[2J",
        "statements --format jsonl", "statements --format csv", "brief UKR RUS",
    ):  # fmt: skip
        ended = cuibono(*verb.split(), "--ledger", folder)
        seen = ended.out + ended.err
        bad = {c for c in seen if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")}
        assert bad == set(), verb


def test_on_a_terminal_the_words_come_first_at_eighty_columns(desk):
    """As a person sees it: a terminal of 80 columns, not a pipe."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    command = [sys.executable, "-m", "cuibono", "statements", "--ledger", str(desk.folder)]
    ours, theirs = pty.openpty()
    done = subprocess.Popen(command, stdout=theirs, env={**os.environ, "COLUMNS": "80"})
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError:  # the other end is closed
        pass
    assert done.wait() == 0
    lines = seen.decode().replace("\r\n", "\n").splitlines()
    assert all(len(line) <= 80 for line in lines)
    text = "\n".join(lines)
    assert "«sent» shells to Moscow last week." in text
    assert "North Korea (PRK): AID (material cooperation) to Russia (RUS): arms" in text
