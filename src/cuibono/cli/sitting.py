"""A sitting: statements come one by one, and a key says what to do with each."""

from __future__ import annotations

import os
import sys
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cuibono.cli import show
from cuibono.cli.words import Worded
from cuibono.desk import Desk
from cuibono.errors import CuibonoError

if TYPE_CHECKING:
    from cuibono.coding.statement import Statement
    from cuibono.ledger import Judgement
    from cuibono.review.queue import Waiting
    from cuibono.review.saying import Said

HELP = "a accept   r reject   c correct   s skip   u undo   q quit"
FIELDS = {
    "t": "type", "a": "actor", "r": "recipient", "s": "source", "d": "stance", "w": "when",
    "i": "item", "m": "mode", "h": "certainty", "g": "giver", "v": "receiver",
}  # fmt: skip
MOST = 9
TOGETHER = 64
"""Judgements that are written in one commit where keys wait: a commit takes longer than a key."""
ENDS = {"", "\x03", "\x04", "q"}
JUDGED = {"a": "accepted", "r": "rejected"}


class Sitting:
    """One person who goes through a queue.

    What is judged is written before the next key is waited for. Where keys wait already, as those
    of a file do, several judgements are written together.
    """

    def __init__(self, desk: Desk, told: Worded, who: str, via: str, second: bool) -> None:
        self.desk = desk
        self.told = told
        self.who = who
        self.via = via
        self.second = second
        self.made: Counter[str] = Counter()
        self.keys = Keys()
        self._unwritten: list[tuple[str, Waiting]] = []
        self._places: dict[str, int] = {}
        self._shown: tuple[str, list[str]] = ("", [])

    def go_through(self, queue: Sequence[Waiting]) -> None:
        """Ask about each statement until the queue, the input or the person ends."""
        show.say(f"{show.count(len(queue), 'statement')} to review\n{HELP}")
        try:
            self._go_through(queue)
        finally:
            told = ", ".join(f"{n} {what}" for what, n in self.made.items() if n)
            show.say(f"\n{told or 'nothing judged'}")

    def _go_through(self, queue: Sequence[Waiting]) -> None:
        at = 0
        try:
            while at < len(queue):
                self._present(queue[at], at + 1, len(queue))
                if self._unwritten and not self.keys.waiting:
                    self._write()
                key = self.keys.one()
                if key in ENDS:
                    break
                at = self._act(key, queue, at)
        finally:
            self._write()

    def _present(self, waiting: Waiting, nth: int, of: int) -> None:
        show.say(f"\n{nth} of {of}: {waiting.because}")
        if self._shown[0] != waiting.statement.id:
            self._shown = waiting.statement.id, self._lines(waiting.statement)
        for line in self._shown[1]:
            show.say(line)

    def _lines(self, s: Statement) -> list[str]:
        """A statement between the words around it."""
        text = self.desk.ledger.document(s.document, withdrawn=True).text
        # What is far away is not copied: a text may be a book.
        before = text[max(0, s.start - 500) : s.start].rpartition("\n\n")[2].strip()[-160:]
        after = text[s.end : s.end + 500].partition("\n\n")[0].strip()[:160]
        lines = self.told.wrapped(f"… {before}") if before else []
        lines += self.told.statement(s)
        return lines + (self.told.wrapped(f"{after} …") if after else [])

    def _act(self, key: str, queue: Sequence[Waiting], at: int) -> int:
        """Do what a key says; where to go on."""
        if key in JUDGED:
            return self._judge(key, queue[at], at)
        if key not in "cus":
            show.say(HELP)
            return at
        if key == "s":
            return at + 1
        self._write()
        try:
            return at + self._correct(queue[at]) if key == "c" else self._undo(queue, at)
        except CuibonoError as error:
            # What somebody else judged meanwhile is passed by; all else is asked again.
            show.note(str(error))
            return at + hasattr(error, "by")

    def _judge(self, key: str, waiting: Waiting, at: int) -> int:
        """Take down a judgement, and write it unless another key waits; where to go on."""
        self._unwritten.append((key, waiting))
        if self.keys.waiting and len(self._unwritten) < TOGETHER:
            return at + 1
        error = self._write()
        return at + (error is None or hasattr(error, "by"))

    def _write(self) -> CuibonoError | None:
        """Write what was judged, and tell what was refused; why the last one was, if it was.

        Raises CuibonoError where several could not be written: the keys that wait are then meant
        for other statements than those that would be asked again.
        """
        told, self._unwritten = self._unwritten, []
        made = self.desk.judged((w.statement.id, key == "a", self._saying(w)) for key, w in told)
        refused = [one for one in made if isinstance(one, CuibonoError)]
        if len(refused) > 1 and refused[-1] is refused[-2]:
            raise refused[-1]
        for (key, _), one in zip(told, made, strict=True):
            if isinstance(one, CuibonoError):
                show.note(str(one))
            else:
                self.made[JUDGED[key]] += 1
        return refused[-1] if refused and refused[-1] is made[-1] else None

    def _saying(self, waiting: Waiting) -> Said:
        seen = None if self.second else waiting.last
        return {"who": self.who, "seen": seen, "via": self.via, "second": self.second}

    def _correct(self, waiting: Waiting) -> bool:
        """Ask which field is what; whether anything was corrected."""
        show.say("   ".join(f"{key} {name}" for key, name in FIELDS.items()))
        name = FIELDS.get(self.keys.one())
        if name is None:
            show.say("nothing corrected")
            return False
        others = self.desk.alternatives(waiting.statement.id).get(name, [])[:MOST]
        listed = "   ".join(f"{n} {v or 'nothing'}" for n, v in enumerate(others, 1))
        show.say(f"{name}: a number, or the value and Enter:   {listed}")
        typed = self.keys.line(len(others))
        if typed is None:
            show.say("nothing corrected")
            return False
        picked = typed.isdecimal() and len(typed) == 1 and 0 < int(typed) <= len(others)
        value = others[int(typed) - 1] if picked else typed
        made = self.desk.correct(waiting.statement.id, {name: value}, **self._saying(waiting))
        show.say(made.says)
        self.made["corrected"] += 1
        return True

    def _undo(self, queue: Sequence[Waiting], at: int) -> int:
        """Take the person's last judgement back, and come back to its statement."""
        undone = self.desk.undo(who=self.who)
        taken: Judgement = next(j for j in self.desk.history() if j.id == undone.on)
        show.say(f"undone: {taken.says}")
        past = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
        word = past.get(str(taken.action), "")
        self.made[word] -= self.made[word] > 0
        if not self._places:
            self._places = {w.statement.id: n for n, w in enumerate(queue)}
        return self._places.get(taken.on, at)


class Keys:
    """Keys as they are pressed; where nobody sits at a terminal, the characters of the input."""

    def __init__(self) -> None:
        self.typed = sys.stdin.isatty()
        self._ahead = ""
        self._decoder = getincrementaldecoder("utf-8")("replace")

    @property
    def waiting(self) -> bool:
        """Whether another key is there already. At a terminal each is pressed for what is shown."""
        self._ahead = self._ahead.lstrip()
        return bool(self._ahead)

    def one(self) -> str:
        """The next key, "" at the end of the input."""
        if self.typed:
            return _pressed().lower()
        while not self.waiting and self._more():
            pass
        key, self._ahead = self._ahead[:1], self._ahead[1:]
        return key.lower()

    def _more(self) -> bool:
        """Take what the input holds by now, and wait if that is nothing; False at its end."""
        raw = getattr(sys.stdin, "buffer", None)
        if raw is None:
            found = sys.stdin.read()
            self._ahead += found
        else:
            found = raw.read1(2**16)
            self._ahead += self._decoder.decode(found, not found)
        return bool(found)

    def _line(self) -> str:
        while "\n" not in self._ahead and self._more():
            pass
        line, _, self._ahead = self._ahead.partition("\n")
        return line

    def line(self, numbers: int) -> str | None:
        """One of so many numbers, by one key, or a value up to Enter; None for neither."""
        if not self.typed:
            return self._line().strip()
        first = _pressed()
        if first.isdecimal() and 0 < int(first) <= numbers:
            show.say(first)
            return first
        if first in ("\x1b", "\x03", "\x04", ""):
            return None
        if first in ("\r", "\n"):
            return ""
        show.say(first, end="", flush=True)
        return (first + input()).strip()


if os.name == "nt":  # pragma: no cover

    def _pressed() -> str:
        import msvcrt

        return msvcrt.getwch()  # type: ignore[attr-defined]

else:

    def _pressed() -> str:
        import termios
        import tty

        sys.stdout.flush()
        keyboard = sys.stdin.fileno()
        before = termios.tcgetattr(keyboard)
        try:
            # A key at a time, unseen; Ctrl-C still stops.
            tty.setcbreak(keyboard)
            found = os.read(keyboard, 16).decode(errors="replace")
        finally:
            termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
        # An arrow and its like is several characters: none of them is an answer.
        return "\x1b" if found.startswith("\x1b") else found[:1]
