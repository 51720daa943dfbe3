"""Ledgers with nothing, little, much, no dates, contradictory dates: each gets a plain sentence."""

from datetime import date

import pytest

from cuibono import Desk
from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger

VERBS = (
    ("brief", "PRK", "RUS"), ("brief", "PRK"), ("claims",), ("timeline", "PRK", "RUS"),
    ("affairs", "PRK", "RUS"),
)  # fmt: skip
SENT = "Pyongyang sent shells to Moscow in crates."


def said(document, quote, trigger, **of):
    start = document.text.index(quote)
    at = start + quote.index(trigger)
    values = {
        "actor": "PRK", "actor_text": "Pyongyang", "type": "AID", "recipient": "RUS",
        "item": "arms", "confidence": 0.9,
        "published": document.published and document.published.isoformat(),
    }  # fmt: skip
    return Statement(
        document.id, quote, start, start + len(quote), trigger, at, at + len(trigger),
        **(values | of),
    )  # fmt: skip


@pytest.fixture
def world(tmp_path, cuibono):
    """Fill a ledger with texts of one statement each, and ask it."""

    def fill(*texts):
        ledger = Ledger.open(tmp_path / "ledger")
        pairs = []
        for words, trigger, publisher, day, of in texts:
            document = Document(
                words, publisher=publisher, published=day and date.fromisoformat(day)
            )
            pairs.append((document, Coding((said(document, words, trigger, **of),))))
        ledger.append_all(pairs)
        return lambda *call: cuibono(*call, "--ledger", tmp_path / "ledger")

    return fill


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


@pytest.mark.parametrize("verb", VERBS)
def test_two_who_have_nothing_to_do_with_each_other(world, verb):
    other = {"actor": "UKR", "recipient": "POL", "type": "CONSULT", "item": None}
    ended = world(("Kyiv met Warsaw.", "met", "Wire", "2022-09-01", other))(*verb)
    between = "between North Korea and Russia"
    if verb[0] == "brief":
        about = f"what passed {between}" if len(verb) == 3 else "North Korea"
        assert ended.error == f"the ledger holds nothing on {about}"
    elif verb[0] == "claims":
        assert ended.out.splitlines()[1:] == ["There is no such claim."]
    else:
        assert ended.out.splitlines()[-1] == f"The ledger holds nothing {between}."


def test_what_is_there_and_too_unsure_to_count_is_said_so(world):
    ask = world((SENT, "sent", "Wire", "2022-09-01", {"confidence": 0.05}))
    line = ask("timeline", "PRK", "RUS").out.splitlines()[-1]
    assert line.startswith(
        "The ledger holds 1 statement between North Korea and Russia, which is too"
    )
    assert "Also said, but the program is unsure of it" in ask("brief", "PRK", "RUS").out


def test_one_statement(world):
    ask = world((SENT, "sent", "Wire", "2022-09-01", {}))
    page = ask("brief", "PRK", "RUS").out
    assert f"“{SENT}” (Wire, 1 September 2022) [1]" in page
    assert "no person has checked the one statement behind it" in page
    assert ask("timeline", "PRK", "RUS").out.startswith("1 event\n")
    line = ask("affairs", "PRK", "RUS").out.splitlines()[-1]
    assert line == "The ledger holds nothing between North Korea and Russia that goes on."


UNDATED = (
    ("Moscow's paper has it that Pyongyang sent shells to Moscow.", "sent", "Wire", None,
     {"source": "UNNAMED"}),
    ("Pyongyang denied that it sent shells to Moscow.", "sent", "Review", None,
     {"source": "PRK", "stance": Stance.DENIED}),
)  # fmt: skip


def test_texts_without_dates(world):
    ask = world(*UNDATED)
    page = ask("brief", "PRK", "RUS").out
    assert (
        "What is shown here rests on two texts, all of them without a date, read by machine;"
        in page
    )
    # Which of the two came first nobody knows: both sides are shown.
    cited = "(Wire, undated)"
    assert f"Pyongyang sent shells to Moscow.” {cited}; against this, “" in page
    board = ask("claims", "--contested").out
    assert "when        no date" in board
    assert "no date     denied by North Korea" in board
    assert "first" not in board
    assert ask("timeline", "PRK", "RUS").out.splitlines()[2].startswith("undated")


def test_texts_of_one_day(world):
    texts = [(f"Pyongyang sent Moscow {n} wagons by bridge {n * n}.", "sent", f"Paper {n}",
              "2022-09-01", {"source": "KOR"}) for n in range(2, 9)]  # fmt: skip
    ask = world(*texts)
    assert (
        "What is shown here rests on seven texts published on 1 September 2022, read"
        in ask("brief", "PRK", "RUS").out
    )
    board = ask("claims").out
    assert board.count("first claimed by South Korea") == int(board.split()[0])
    lines = ask("timeline", "PRK", "RUS").out.splitlines()[2:]
    assert all(line.startswith("reported on 2022-09-01") for line in lines)


CONTRARY = (
    (SENT, "sent", "Wire", "2022-09-01", {"when": "2021-05-05"}),
    ("Seoul said that shells were sent to Moscow by sea.", "sent", "Review", "2022-09-03",
     {"when": "2022-08", "source": "KOR"}),
)  # fmt: skip


def test_contradictory_dates_stay_apart_until_a_person_joins_them(world):
    ask = world(*CONTRARY)
    rows = [line.split()[0] for line in ask("timeline", "PRK", "RUS").out.splitlines()[2:]]
    assert rows == ["2021-05-05", "2022-08"]
    ids = [line.split()[-1] for line in ask("timeline", "PRK", "RUS").out.splitlines()[2:]]
    assert ask("merge", *ids, "--who", "anna").code == 0
    (line,) = ask("timeline", "PRK", "RUS").out.splitlines()[2:]
    assert line.startswith("2021-05-05, or 2022-08 ")
    assert "when        2021-05-05, or 2022-08" in ask("claims").out
    page = ask("brief", "PRK", "RUS").out
    assert "; compare, from another text, “" in page and "(Review, 3 September 2022)" in page


@pytest.mark.parametrize("verb", VERBS)
def test_a_date_that_is_none_costs_no_other_row(world, folder, verb):
    back = {"when": "2022-09/2022-08"}
    ask = world((UNDATED[0][0], "sent", "Wire", "2022-09-01", {**back, "source": "KOR"}),
                CONTRARY[1])  # fmt: skip
    ended = ask(*verb)
    assert (ended.code, ended.err) == (0, "")
    if verb[0] == "timeline":
        assert ended.out.splitlines()[2].split()[:3] == ["2022-08", "PRK", "AID"]
    told = [str(problem) for problem in Desk(folder).verify()]
    assert any("its date “2022-09/2022-08” is not an interval" in p for p in told)


def test_two_thousand_statements_are_a_page(world):
    texts = [
        (f"Pyongyang sent load {n} of shells by lorry {n * 7 % 1000} to Moscow.", "sent",
         f"Paper {n % 50}", f"2022-{n % 12 + 1:02}-{n % 28 + 1:02}",
         {"source": ("KOR", "USA", "AUTHOR")[n % 3]})
        for n in range(2000)
    ]  # fmt: skip
    ask = world(*texts)
    page = ask("brief", "PRK", "RUS").out
    assert page.count("\n- ") == 20
    assert "1,980 more passages are left out here" in page
    board = ask("claims").out
    assert max(map(len, board.splitlines())) <= 80
    assert int(board.split()[0]) == board.count("  history ")
