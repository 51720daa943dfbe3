"""forecasts, resolve, scores, forecast: on texts that foretell, a later one and dated events."""

import json
import shutil
from datetime import date

import pytest

from cuibono import Desk
from cuibono.coding.statement import Coding, Stance
from cuibono.documents import Document
from cuibono.forecasts.expecting import Horizon
from cuibono.foretold.foresight import Ruling
from cuibono.ledger import Ledger
from tests.exchange.exports.world import say

FORETOLD = (
    ("North Korea will probably conduct a nuclear test in 2023.", "conduct",
     "PRK", "MOBILIZE", "---", Stance.EXPECTED, "2023"),
    ("Moscow plans to veto a resolution in June 2023.", "veto",
     "RUS", "REJECT", "UNSC", Stance.PLANNED, "2023-06"),
    ("Russia will send food to North Korea.", "send",
     "RUS", "AID", "PRK", Stance.EXPECTED, None),
    ("Seoul will send shells to Kyiv by March 2023.", "send",
     "KOR", "AID", "UKR", Stance.PLANNED, "../2023-03"),
    ("China is expected to visit Pyongyang next week.", "visit",
     "CHN", "CONSULT", "PRK", Stance.EXPECTED, "2022-12-12/2022-12-18"),
)  # fmt: skip
LATER = (
    ("North Korea conducted a nuclear test on 3 March 2023.", "conducted",
     "PRK", "MOBILIZE", "---", Stance.REPORTED, "2023-03-03"),
    ("Russia vetoed a resolution of the Security Council on 5 June 2023.", "vetoed",
     "RUS", "REJECT", "UNSC", Stance.REPORTED, "2023-06-05"),
)  # fmt: skip


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """A text of 2022 that foretells, and one of 2024 in which some of that has come."""
    folder = tmp_path_factory.mktemp("later") / "ledger"
    ledger = Ledger.open(folder)
    for day, rows in ((date(2022, 12, 5), FORETOLD), (date(2024, 2, 1), LATER)):
        text = "\n\n".join(quote for quote, *_ in rows)
        document = Document(text, publisher="Harbour Review", published=day)
        ledger.append(
            document,
            Coding(tuple(
                say(document, *row, stance=stance, when=when, confidence=0.9)
                for *row, stance, when in rows
            )),
        )  # fmt: skip
    return folder


@pytest.fixture
def own(later, tmp_path):
    return shutil.copytree(later, tmp_path / "ledger")


def entries(cuibono, ledger, *options):
    out = cuibono("forecasts", "--ledger", ledger, "--format", "jsonl", *options).out
    return [json.loads(line) for line in out.splitlines()]


def test_forecast(found):
    return found["actor"] == "PRK" and found["type"] == "MOBILIZE" and found["due"] == "2023-12-31"


test_forecast.__test__ = False


def test_what_texts_foretell_is_listed_by_its_day(cuibono, later):
    found = entries(cuibono, later)
    assert len(found) == 5
    assert [f["due"] for f in found] == sorted(f["due"] for f in found)
    (test,) = filter(test_forecast, found)
    assert (test["words"], test["chance"], test["assumed"]) == ("probably", 0.675, False)
    assert (test["verdict"], test["proposed"]) == (None, "came-true")


def test_the_evidence_stands_below_the_table(cuibono, later):
    out = cuibono("forecasts", "--due", "--ledger", later).out
    assert "came-true? later texts say so" in out
    assert "conducted a nuclear test on 3 March 2023" in out


def test_a_verdict_is_given_shown_and_superseded(cuibono, own):
    (test,) = filter(test_forecast, entries(cuibono, own))
    (proof,) = test["evidence"]
    given = cuibono("resolve", test["id"], "--verdict", "came-true", "--because", proof[:10],
                    "--who", "anna", "--ledger", own)  # fmt: skip
    assert (given.code, given.out) == (0, f"{test['id'][:8]}: came-true\n")
    assert not any(map(test_forecast, entries(cuibono, own, "--open")))
    out = cuibono("scores", "--ledger", own).out
    assert "60% to 80%" in out
    drawn = cuibono("scores", "--chart", own.parent / "scores.svg", "--ledger", own)
    assert drawn.error.endswith("scores.svg: written")
    assert "share that came true" in (own.parent / "scores.svg").read_text("utf-8")
    cuibono("resolve", test["id"], "--verdict", "failed", "--why", "not nuclear", "--ledger", own)
    (now,) = filter(test_forecast, entries(cuibono, own))
    assert (now["verdict"], now["why"]) == ("failed", "not nuclear")
    history = Desk(own).verdicts(test["id"])
    assert next((str(v.outcome), v.who) for v in history) == ("came-true", "anna")
    assert history[0].because == (proof,)
    assert list(Desk(own).verify()) == []


def test_a_verdict_needs_evidence_and_a_forecast(cuibono, own):
    (test,) = filter(test_forecast, entries(cuibono, own))
    bare = cuibono("resolve", test["id"], "--verdict", "failed", "--ledger", own)
    assert (bare.code, bare.error) == (
        2,
        "a verdict of failed needs evidence: name a statement, or say why",
    )
    (report,) = test["evidence"]
    past = cuibono("resolve", report, "--verdict", "failed", "--why", "x", "--ledger", own)
    assert past.error.endswith("does not foretell anything: it is reported")
    wrong = cuibono(
        "resolve", test["id"], "--verdict", "failed", "--because", "zz", "--ledger", own
    )
    assert wrong.error == "no statement with id zz"


def test_as_of_knows_no_later_verdict(own):
    desk = Desk(own)
    (test,) = (f for f in desk.forecasts() if test_forecast(f.to_dict()))
    before = test.statement.id
    from datetime import UTC, datetime

    moment = datetime.now(UTC)
    desk.resolve(before, Ruling("unclear", who="anna"))
    then = Desk(own, as_of=moment).forecasts()
    assert next(f for f in then if f.statement.id == before).open


MAPPING = """
dataset = "ICEWS14"
[columns]
date = "date"
actor = "actor"
recipient = "recipient"
type = "type"
"""


def test_forecast_from_imported_events(cuibono, own, tmp_path):
    """Weekly blows from one side, answered: enough for a backtest."""
    from datetime import timedelta

    first = date(2024, 1, 1)
    lines = ["event_id\tdate\tactor\trecipient\ttype"]
    others = [("FRA", "DEU"), ("PER", "CHL"), ("KEN", "UGA"), ("LAO", "THA"), ("NOR", "SWE")]
    others += [(b, a) for a, b in others]
    for n in range(60):
        day = first + timedelta(3 * n)
        lines.append(f"a{n}\t{day}\tISR\tPSE\tASSAULT")
        lines.append(f"b{n}\t{day + timedelta(1)}\tPSE\tISR\tPROTEST")
        for a, b in others[: n % 11]:
            lines.append(f"{a}{n}\t{day}\t{a}\t{b}\tCONSULT")
    events = tmp_path / "events.csv"
    events.write_text("\n".join(lines).replace("\t", ",") + "\n", encoding="utf-8")
    toml = tmp_path / "mine.toml"
    toml.write_text(MAPPING, encoding="utf-8")
    told = cuibono("import", toml, events, "--ledger", own)
    assert told.code == 0, told
    assert Ledger.open(own).tables.imported(columns=("date",)).num_rows > 100
    out = cuibono("forecast", "ISR", "PSE", "--days", "7", "--ledger", own).out
    assert "backtest on the last window: Brier" in out
    assert "ASSAULT" in out.splitlines()[2] + out.splitlines()[3]
    assert "how many events" in out
    numbers = Desk(own).numbers("ISR", "PSE", Horizon(days=7))
    assert 1 <= numbers[0].mean <= 4
    assert sum(numbers[0].chances) == pytest.approx(1, abs=1e-3)


def test_what_cannot_be_forecast_is_said(cuibono, ledger):
    out = cuibono("forecast", "PRK", "RUS", "--ledger", ledger).out
    assert "are too few for a backtest over 30 days: only base rates can be given" in out
    far = cuibono("forecast", "PRK", "--on", "1950-01-01", "--ledger", ledger)
    assert far.code == 1
    assert "nothing to forecast from" in far.err
