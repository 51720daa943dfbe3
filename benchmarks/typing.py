"""Which event type and quadrant a marked pair of actor and recipient gets.

    python -m benchmarks.typing [--reader FOLDER] [--misses]

PLV (ACL 2024, Zero-Shot PLOVER): 1,050 sentences with a source and a target marked, 15 types
(YIELD joins CONCEDE and RETREAT), four quadrants. The sentence is read without the marks; of its
statements, the one whose parties' words are most like the marked phrases answers, the surest
where several are. PLV was labelled by CAMEO's conventions, which code intent, threat and refusal
as acts of their own; the answers follow this project's codebook and are not translated. The set is
never used for weights. Peers on this half: ZSP 0.743 macro F1 on types, 0.867 on quadrants. On
the other half: UniversalPETRARCH 0.463, GPT-4 0.615, ZSP 0.824, ConfliBERT fine-tuned on this
half 0.867.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.claims import MUTUAL
from benchmarks.phrases import likeness
from benchmarks.setting import coder_of, made, options
from cuibono.coding.statement import Statement
from cuibono.documents import Document

TAG = re.compile(r"</?[st]>")
NOTHING = "nothing"
"""The type of a sentence in which nothing was read."""
QUADRANTS = {
    1: ("AGREE", "CONSULT", "SUPPORT"), 2: ("COOPERATE", "AID", "YIELD"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}  # fmt: skip
QUADRANT = {name: number for number, names in QUADRANTS.items() for name in names}
JOINED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the words of the marked pair (target empty where unmarked), the answer."""

    text: str
    source: str
    target: str
    quadrant: int
    type: str


def cases(data: Path) -> list[Case]:
    """The marked pairs of PLV's development half."""
    with (data / "events" / "plv-dev.tsv").open(encoding="utf-8", newline="") as file:
        return [_case(row) for row in csv.DictReader(file, delimiter="\t")]


def _case(row: dict[str, str]) -> Case:
    marked = row["marked_sentence"]
    text = TAG.sub("", marked)
    return Case(text, _words(marked, "s"), _words(marked, "t"), int(row["quad"]), row["type"])


def _words(marked: str, tag: str) -> str:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", marked)
    return TAG.sub("", found[1]) if found else ""


def plv(name: str) -> str:
    """A type in PLV's list."""
    return JOINED.get(name, name)


def fit(case: Case, s: Statement) -> float:
    """How like a statement's parties are to the marked pair, 0 to 2."""
    ends = [(s.actor_text, s.recipient_text)]
    if s.type in MUTUAL:
        ends.append((s.recipient_text, s.actor_text))
    return max(likeness(case.source, a) + likeness(case.target, b) for a, b in ends)


def answer(case: Case, statements: Sequence[Statement]) -> Statement | None:
    """The statement that answers for the pair; types that PLV does not have are left out."""
    asked = [s for s in statements if plv(s.type) in QUADRANT]
    return max(asked, key=lambda s: (fit(case, s), s.confidence), default=None)


def macro_f1(gold: Sequence[object], found: Sequence[object]) -> tuple[float, dict[object, float]]:
    """Mean F1 over the classes of the answer key, and each class's own.

    >>> macro_f1(["AID", "AID", "REJECT"], ["AID", "nothing", "REJECT"])[0]
    0.8333333333333333
    """
    hits = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    golds, founds = Counter(gold), Counter(found)
    each = {c: 2 * hits[c] / (golds[c] + founds[c]) for c in golds}
    return sum(each.values()) / len(each), each


def report(found: Sequence[Case], answers: Sequence[Statement | None]) -> None:
    """Print the figures."""
    guesses = [plv(a.type) if a else NOTHING for a in answers]
    types, each = macro_f1([c.type for c in found], guesses)
    quadrants, each_quadrant = macro_f1(
        [c.quadrant for c in found], [QUADRANT.get(g, 0) for g in guesses]
    )
    for name, value in {**each, **each_quadrant}.items():
        print(f"  {name!s:12}{value:6.3f}")
    joins = [a is not None and fit(c, a) > 0 for c, a in zip(found, answers, strict=True)]
    print(f"PLV type, macro F1      {types:.3f}   (ZSP 0.743)")
    print(f"PLV quadrant, macro F1  {quadrants:.3f}   (ZSP 0.867)")
    print(f"nothing read            {guesses.count(NOTHING) / len(found):.3f}")
    print(f"words of the pair met   {sum(joins) / len(found):.3f}")


def misses(found: Sequence[Case], answers: Sequence[Statement | None]) -> None:
    """Print every case that was not answered as the key says."""
    for case, a in zip(found, answers, strict=True):
        guess = plv(a.type) if a else NOTHING
        if guess != case.type:
            said = f"{a.actor_text}/{a.recipient_text}/{a.trigger}" if a else ""
            print(f"{case.type}\t{guess}\t{case.source}/{case.target}\t{said}\t{case.text}")


def main() -> None:
    """Print macro F1 over types and quadrants beside the peers."""
    parser = options(__doc__)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    chosen = parser.parse_args()
    found = cases(chosen.data)
    coded = made(coder_of(chosen), (Document(c.text) for c in found), chosen.sure)
    answers = [answer(case, statements) for case, statements in zip(found, coded, strict=True)]
    if chosen.misses:
        misses(found, answers)
    report(found, answers)


if __name__ == "__main__":
    main()
