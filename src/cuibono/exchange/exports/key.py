"""An answer key of one text, in the form that `cuibono score` reads: to be corrected by hand."""

from __future__ import annotations

from pathlib import Path

from cuibono.coding.statement import Statement
from cuibono.errors import UsageError
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter
from cuibono.scoring.answer_key import COLUMNS, NONE, plain


def anchor(s: Statement, text: str, bare: str) -> str | None:
    """The fewest words around a statement's trigger that stand once in its text.

    `bare` is the text as a key's reader looks for anchors in it. None where there are none on
    one line of the sentence.
    """
    begin, end = s.trigger_start, s.trigger_end
    while True:
        found = text[begin:end]
        if found.strip() and bare.count(plain(found)) == 1:
            return found if len(found.splitlines()) == 1 and "\t" not in found else None
        if (begin, end) == (s.start, s.end):
            return None
        begin = max(s.start, text.rfind(" ", s.start, max(s.start, begin - 1)) + 1)
        after = text.find(" ", end + 1, s.end)
        end = after if after >= 0 else s.end


def write(matter: Matter, path: Path) -> int:
    """Write the key and say how many answers it has."""
    if len(matter.texts) != 1:
        raise UsageError(
            f"an answer key is for one text, not for {len(matter.texts)}: name it with --document"
        )
    (document,) = matter.texts
    bare = plain(document.text)
    lines: list[str] = []
    for s in matter.counted:
        words = anchor(s, document.text, bare)
        if words is not None:
            lines.append("\t".join(_row(s, words, len(lines) + 1)))
    left = len(matter.counted) - len(lines)
    matter.note(
        left, "statements are left out, since none of their words occur only once on one line"
    )
    path.write_text("\n".join(("\t".join(COLUMNS), *lines)) + "\n", "utf-8", newline="\n")
    return len(lines)


def _row(s: Statement, words: str, nth: int) -> tuple[str, ...]:
    when, item = s.when or NONE, s.item or NONE
    return (str(nth), words, s.actor, s.type, s.recipient, s.source, str(s.stance), when, item, "C")


FORMAT = Format(
    "key", (".tsv",), ("statements",), "cuibono score, every spreadsheet",
    "modes, contexts, places, quantities, links; all texts but one", write,
)  # fmt: skip
