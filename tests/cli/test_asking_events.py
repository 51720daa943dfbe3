import csv
import io
import json
from datetime import date

import pytest

from cuibono import Desk
from cuibono.cli.words import Worded
from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger

SHELLS = "Washington says that Pyongyang sells Moscow shells. Pyongyang denies it."
REPRINT = "Capital Evening Post"
TALKS = "Moscow sends Pyongyang flour."


def state(document, quote, trigger, *proposition, **more):
    start = document.text.index(quote)
    inside = document.text.index(trigger, start)
    actor, type_, recipient = proposition
    return Statement(
        document.id, quote, start, start + len(quote), trigger, inside, inside + len(trigger),
        actor, "", type_, recipient, published=document.published.isoformat(), **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A ledger of two short texts: an accusation that is denied, and a gift."""
    folder = tmp_path_factory.mktemp("small") / "ledger"
    ledger = Ledger.open(folder)
    first = Document(SHELLS, publisher="Harbour Review", published=date(2022, 9, 6))
    said, denied = SHELLS[:51], SHELLS[52:]
    arms = {"item": "arms", "when": "2022-08"}
    claim = state(first, said, "sells", "PRK", "AID", "RUS", source="USA", **arms)
    denial = state(first, denied, "denies", "PRK", "AID", "RUS", source="PRK",
                   stance=Stance.DENIED, **arms)  # fmt: skip
    ledger.append(first, Coding((claim, denial)))
    second = Document(TALKS, publisher="Border Watch", published=date(2022, 11, 8))
    gift = state(second, TALKS, "sends", "RUS", "AID", "PRK", item="food")
    ledger.append(second, Coding((gift,)))
    return folder


def test_timeline_as_a_table(cuibono, small):
    lines = cuibono("timeline", "Pyongyang", "Russia", "--ledger", small).out.splitlines()
    assert lines[0] == "2 events"
    assert lines[2].split()[:9] == [
        "2022-08", "PRK", "AID", "RUS", "arms", "contested", "1", "USA", "PRK",
    ]  # fmt: skip
    assert lines[3].startswith("reported on 2022-11-08")
    assert "Border Watch" in lines[3]


def test_a_terminal_says_when_and_how_it_stands_as_the_table_does(cuibono, tmp_path):
    ledger = Ledger.open(tmp_path / "ledger")
    text = Document(SHELLS, publisher="Harbour Review", published=date(2022, 9, 6))
    said, denied = SHELLS[:51], SHELLS[52:]
    unnamed = state(text, said, "sells", "PRK", "AID", "RUS", source="UNNAMED", item="arms")
    apart = state(text, denied, "denies", "PRK", "CONSULT", "RUS", source="PRK",
                  stance=Stance.DENIED)  # fmt: skip
    ledger.append(text, Coding((unnamed, apart)))
    desk = Desk(tmp_path / "ledger")
    lines = [Worded(desk).event(e) for e in desk.timeline("PRK", "RUS")]
    table = cuibono("timeline", "PRK", "RUS", "--ledger", tmp_path / "ledger").out.splitlines()[2:]
    for drawn, row in zip(lines, table, strict=True):
        when, _, _ = drawn[0].partition("  ")
        status, _, _ = drawn[-1].strip().partition(",")
        assert when == "reported on 2022-09-06"
        assert row.startswith(when)
        assert f"  {status}  " in row
    assert {line[-1].strip() for line in lines} == {
        "uncontested, 0 independent sources", "only denied, 0 independent sources",
    }  # fmt: skip


def test_the_ids_of_a_table_can_be_explained(cuibono, small):
    *_, id_ = cuibono("timeline", "RUS", "--ledger", small).out.splitlines()[-1].split()
    assert TALKS in cuibono("explain", id_, "--ledger", small).out.replace("«", "").replace("»", "")


@pytest.mark.parametrize("call", [("timeline", "PRK"), ("claims",), ("claims", "--contested")])
def test_events_as_json_and_csv_say_the_same(cuibono, small, call):
    plain = cuibono(*call, "--format", "jsonl", "--ledger", small).out
    events = [json.loads(line) for line in plain.splitlines()]
    rows = list(
        csv.DictReader(io.StringIO(cuibono(*call, "--format", "csv", "--ledger", small).out))
    )
    assert [r["id"] for r in rows] == [e["id"] for e in events]
    assert [json.loads(r["statements"]) for r in rows] == [e["statements"] for e in events]
    assert events[0]["voices"][1] == {
        "name": "PRK", "denies": True, "counts": True, "statements": [events[0]["statements"][1]],
    }  # fmt: skip


def test_claims_leave_out_what_a_text_says_itself(cuibono, small):
    assert cuibono("claims", "--ledger", small).out.startswith("1 claim\n")


@pytest.fixture
def board(tmp_path):
    """A claim that is denied and joined, and somebody who wrote of other things."""
    ledger = Ledger.open(tmp_path / "ledger")
    for words, publisher, day, of in (
        ("Washington says that Pyongyang sells Moscow shells.", "Harbour Review", 6,
         {"source": "USA", "item": "arms"}),
        ("Pyongyang never sold shells to Moscow.", "Open Desk", 9,
         {"source": "PRK", "item": "arms", "stance": Stance.DENIED}),
        ("Pyongyang and Moscow opened the Tumen bridge again.", "Border Watch", 20,
         {"type": "COOPERATE"}),
    ):  # fmt: skip
        document = Document(words, publisher=publisher, published=date(2022, 9, day))
        trigger = next(w for w in ("sells", "sold", "opened") if w in words)
        type_ = of.pop("type", "AID")
        said = state(document, words, trigger, "PRK", type_, "RUS", **of)
        ledger.append(document, Coding((said,)))
    return tmp_path / "ledger"


def test_the_claim_board_shows_both_sides_the_silent_and_the_history(cuibono, board):
    out = cuibono("claims", "--ledger", board).out
    lines = out.splitlines()
    assert max(map(len, lines)) <= 80
    told = {line[:14].strip(): line[14:] for line in lines if line.startswith("  ")}
    assert told["what"] == "aid (arms): North Korea to Russia"
    assert told["status"] == "contested"
    assert told["for (1)"] == "the United States"
    assert told["against (1)"] == "North Korea"
    assert told["silent (1)"] == "Border Watch"
    assert told["history"] == "2022-09-06  first claimed by the United States"
    assert told[""] == "2022-09-09  first denied by North Korea"
    assert lines[-2].startswith("Silent: wrote about the two")
    assert not {"PRK", "RUS", "USA", "AID"} & set(out.replace("(", " ").split())


def test_what_moves_goes_from_its_giver_whoever_acts(cuibono, tmp_path):
    document = Document("Washington says Moscow buys shells from Pyongyang.", publisher="Open Desk",
                        published=date(2022, 9, 6))  # fmt: skip
    said = state(document, document.text, "buys", "RUS", "COOPERATE", "PRK", source="USA",
                 item="arms", giver="PRK", receiver="RUS")  # fmt: skip
    Ledger.open(tmp_path / "ledger").append(document, Coding((said,)))
    out = cuibono("claims", "--ledger", tmp_path / "ledger").out
    assert "cooperate (arms): North Korea to Russia" in out


def test_the_board_as_rows_holds_statements_behind_all_of_it(cuibono, board):
    line, *_ = cuibono("claims", "--format", "jsonl", "--ledger", board).out.splitlines()
    row = json.loads(line)
    rows = cuibono("statements", "--format", "jsonl", "--ledger", board).out.splitlines()
    ids = {s["type"]: s["id"] for s in map(json.loads, rows)}
    silent = {"name": "Border Watch", "wrote": 1, "statements": [ids["COOPERATE"]]}
    assert row["silent"] == [silent]
    assert [(t["day"], t["what"], t["by"]) for t in row["history"]] == [
        ("2022-09-06", "first claimed", ["USA"]), ("2022-09-09", "first denied", ["PRK"]),
    ]  # fmt: skip
    assert sorted(i for t in row["history"] for i in t["statements"]) == sorted(row["statements"])


def test_who_speaks_in_a_text_that_is_not_asked_for_is_not_silent(cuibono, board):
    out = cuibono("claims", "--publisher", "harbour", "--ledger", board).out
    assert "silent (1)  Border Watch" in out
    assert "North Korea\n" not in out.split("silent")[1].split("history")[0]


def test_balance_as_a_table(cuibono, small):
    title, header, *rows = cuibono("balance", "PRK", "RUS", "--ledger", small).out.splitlines()
    assert title == "PRK and RUS"
    assert header.split()[:4] == ["actor", "did", "what", "to"]
    assert [row.split()[:8] for row in rows] == [
        ["PRK", "gave", "arms", "RUS", "1", "1", "1", "0"],
        ["RUS", "gave", "food", "PRK", "1", "1", "0", "0"],
    ]


def test_balance_as_json_and_csv_say_the_same(cuibono, small):
    call = ("balance", "PRK", "RUS", "--ledger", small, "--format")
    rows = [json.loads(line) for line in cuibono(*call, "jsonl").out.splitlines()]
    table = list(csv.DictReader(io.StringIO(cuibono(*call, "csv").out)))
    assert [(r["actor"], r["what"]) for r in table] == [(r["actor"], r["what"]) for r in rows]
    assert [r["kind"] for r in rows] == ["gave", "gave"]


def test_an_empty_answer_has_its_header(cuibono, small):
    assert cuibono("timeline", "IRN", "--ledger", small).out.startswith("0 events\nwhen")
    header = cuibono("balance", "IRN", "SYR", "--format", "csv", "--ledger", small).out
    assert header.startswith("kind,actor,other,what,")
    assert cuibono("timeline", "IRN", "--format", "jsonl", "--ledger", small).out == ""


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (("timeline", "Atlantis"), 2, "no actor is called 'Atlantis'"),
        (("balance", "PRK", "Atlantis"), 2, "no actor is called 'Atlantis'"),
        (("balance", "RUS", "Moscow"), 2, "a balance needs two actors, not RUS twice"),
    ],
)
def test_what_cannot_be_meant(cuibono, small, call, code, said):
    ended = cuibono(*call, "--ledger", small)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.error


@pytest.mark.parametrize("call", [("timeline", "PRK"), ("balance", "PRK", "RUS"), ("claims",)])
def test_without_a_ledger(cuibono, tmp_path, call):
    ended = cuibono(*call, "--ledger", tmp_path / "none")
    assert ended.code == 1
    assert "no ledger here yet" in ended.error


def test_the_examples_hold_a_contested_sale_of_arms(cuibono, ledger):
    out = cuibono("claims", "--contested", "--format", "jsonl", "--ledger", ledger).out
    events = [json.loads(line) for line in out.splitlines()]
    assert ("PRK", "RUS", "arms") in [(e["actor"], e["recipient"], e["item"]) for e in events]


def test_a_reprint_among_the_examples_has_no_voice_of_its_own(cuibono, ledger):
    held = {d.publisher: d.id for d in Ledger.open(ledger).documents()}
    events = Desk(ledger).events()
    copied = [e for e in events if held[REPRINT] in {s.document for s in e.statements}]
    assert copied
    assert not [v.name for e in copied for v in e.voices if REPRINT in v.name]


def test_only_sure_statements(cuibono, ledger):
    every = cuibono("statements", "--format", "jsonl", "--ledger", ledger).out.splitlines()
    sure = cuibono("statements", "--sure", "0.7", "--format", "jsonl", "--ledger", ledger).out
    kept = [json.loads(line)["confidence"] for line in sure.splitlines()]
    assert 0 < len(kept) < len(every)
    assert min(kept) >= 0.7
