"""Why two statements were taken to speak of one happening, in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cuibono.coding.statement import Stance, Statement
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.spread import texts_with

MOST = 4
"""So many reasons are given, those that moved the score most."""
PHRASES = {
    "parties shared": "the same parties", "parties at odds": "no party contradicts another",
    "parties unnamed": "both parties have names", "same direction": "who acts on whom",
    "same organs": "the same organs", "type": "types of act that tell of one happening",
    "kind of act": "the same kind of act", "mode": "the same mode", "item": "the same item",
    "contexts": "the same domain", "place": "the same place", "country": "the same country",
    "quantity": "the same number", "days between their dates": "the dates that they name",
    "days between date and report": "a report soon after the named date",
    "days between reports": "reports of the same days", "dates given": "a named date",
    "chance of one day": "the chance that they mean one day",
    "width of dates": "how exact dates are",
    "looking back": "one refers back to what the other reports",
    "rarest name shared": "a rare name in both", "names shared": "names in both",
    "share of names": "most names are shared", "figures shared": "the same figures",
    "words near the act": "the words near the act", "words of the sentence": "the same words",
    "word of the act": "the same word for the act", "sense of the act": "acts of similar meaning",
    "sense near the act": "similar meaning near the act",
    "sense of the sentence": "similar meaning",
    "meaning of the act": "acts that mean the same in their sentences",
    "meaning around it": "sentences that mean the same",
    "names apart": "no name that only one has", "texts with the name": "a name that few texts have",
    "texts with the word": "a word that few texts have",
    "same text": "one text", "same sentence": "one sentence", "same speaker": "the same speaker",
}  # fmt: skip


def why(
    a: Statement,
    b: Statement,
    kinds: Kinds = SHIPPED,
    counted: Mapping[str, int] | None = None,
) -> str:
    """What speaks for two statements being of one happening, the weightiest first.

    `counted` says in how many texts of the ledger the words of the first stand (`texts_with`).

    >>> said = [Statement(d, "Ankara closed its border with Syria.", 0, 36, "closed", 7, 13, "TUR",
    ...                   "", "SANCTION", "SYR", published="2025-04-19") for d in "ab"]
    >>> why(*said).startswith("log odds ")
    True
    """
    import numpy as np

    from cuibono.events.likeness import features
    from cuibono.events.rules import ruled
    from cuibono.events.scorer import shipped
    from cuibono.events.sheet import sheet

    if Stance.DENIED in (a.stance, b.stance):
        return "one denies what the other claims: made before, of the same parties and thing"
    judge = shipped()
    columns = sheet([a, b], [a.document, b.document], kinds, counted=counted)
    pair = np.array([[0, 1]], np.int64)
    row = features(columns, pair, judge.types)
    score = judge.scores(row)
    final = float(ruled(columns, pair, score, (judge.meet, judge.sure))[0])
    moves = sorted(judge.moves(row[0]).items(), key=lambda m: -m[1])
    said = [PHRASES[name] for name, move in moves if move > 0.05 and name in PHRASES][:MOST]
    if final > float(score[0]) + 1e-6:
        said.insert(0, "the same deed on the same named day")
    against = [PHRASES[name] for name, move in moves[::-1] if move < -0.3 and name in PHRASES][:1]
    told = ", ".join(dict.fromkeys(said)) or "the others of the group"
    return f"log odds {final:+.1f}: {told}" + (f"; against it: {against[0]}" if against else "")


def reasons(
    statement: Statement,
    others: Iterable[Statement],
    kinds: Kinds = SHIPPED,
    among: Iterable[Statement] = (),
) -> tuple[tuple[str, str], ...]:
    """For each other statement of a happening its id, and why it met this one.

    `among` are the statements of the ledger: what few of its texts name tells more.
    """
    held = tuple(others)
    counted = texts_with(statement, among or held)
    return tuple((o.id, why(statement, o, kinds, counted)) for o in held if o.id != statement.id)
