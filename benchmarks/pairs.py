"""Type and pair of actor and recipient, found in a plain PLV sentence.

    python -m benchmarks.pairs [--reader FOLDER] [--sure 0.5]

PLV marks one source and one target in every sentence (ACL 2024, Zero-Shot PLOVER). Ours are read
from the sentence without the marks. A pair is found where a statement's actor and recipient have
half of the words of the marked phrases, or these half of theirs; its type is that of the surest
such statement. Without one there is no type. No peer is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.claims import MUTUAL
from benchmarks.phrases import same
from benchmarks.setting import coder_of, made, options
from benchmarks.typing import NOTHING, Case, cases, macro_f1, plv
from cuibono.coding.statement import Statement
from cuibono.documents import Document


def holds(case: Case, s: Statement) -> bool:
    """Whether a statement's parties are the marked pair, in either order for a mutual act."""
    pairs = [(s.actor_text, s.recipient_text)]
    if s.type in MUTUAL:
        pairs.append((s.recipient_text, s.actor_text))
    return any(same(case.source, a) and same(case.target, b) for a, b in pairs)


def surest(statements: Iterable[Statement]) -> Statement | None:
    """The statement of the highest confidence, the first of several."""
    return max(statements, key=lambda s: s.confidence, default=None)


def type_of(case: Case, statements: Sequence[Statement]) -> str:
    """The type of the pair in PLV's list."""
    found = surest(s for s in statements if holds(case, s))
    return plv(found.type) if found else NOTHING


def main() -> None:
    """Print macro F1 of the types, and precision, recall and F1 of the pairs."""
    chosen = options(__doc__).parse_args()
    found = [case for case in cases(chosen.data) if case.target]
    coded = list(made(coder_of(chosen), (Document(c.text) for c in found), chosen.sure))
    types, each = macro_f1([c.type for c in found], list(map(type_of, found, coded)))
    for name, value in each.items():
        print(f"  {name!s:12}{value:6.3f}")
    print(f"type and pair, macro F1  {types:.3f}  ({len(found)} pairs)")
    told = [[s for s in statements if s.actor_text and s.recipient_text] for statements in coded]
    firsts = [[s] if (s := surest(statements)) else [] for statements in told]
    said, gold = sum(map(bool, told)), len(found)
    for name, asked in (("surest statement", firsts), ("any statement", told)):
        right = sum(any(holds(c, s) for s in some) for c, some in zip(found, asked, strict=True))
        print(f"pair in {name:17} precision {right / max(1, said):.3f}  recall {right / gold:.3f}"
              f"  F1 {2 * right / max(1, said + gold):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
