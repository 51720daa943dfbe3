"""A sitting: statements come one by one, and a key says what to do with each."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cuibono.cli import show
from cuibono.cli.words import Worded
from cuibono.desk import Desk
from cuibono.errors import CuibonoError

if TYPE_CHECKING:
    from cuibono.ledger import Judgement
    from cuibono.review.judge import Said
    from cuibono.review.queue import Waiting

HELP = "a accept   r reject   c correct   s skip   u undo   q quit"
FIELDS = {
    "t": "type", "a": "actor", "r": "recipient", "s": "source", "d": "stance", "w": "when",
    "i": "item", "m": "mode", "h": "certainty", "g": "giver", "v": "receiver",
}  # fmt: skip
MOST = 9
ENDS = {"", "\x03", "\x04", "q"}


class Sitting:
    """One person who goes through a queue; what is judged is written at once."""

    def __init__(self, desk: Desk, told: Worded, who: str, via: str, second: bool) -> None:
        self.desk = desk
        self.told = told
        self.who = who
        self.via = via
        self.second = second
        self.made: Counter[str] = Counter()
        self.keys = Keys()

    def go_through(self, queue: Sequence[Waiting]) -> None:
        """Ask about each statement until the queue, the input or the person ends."""
        show.say(f"{show.count(len(queue), 'statement')} to review\n{HELP}")
        at = 0
        while at < len(queue):
            self._present(queue[at], at + 1, len(queue))
            key = self.keys.one()
            if key in ENDS:
                break
            at = self._act(key, queue, at)
        told = ", ".join(f"{n} {what}" for what, n in self.made.items() if n) or "nothing judged"
        show.say(f"\n{told}")

    def _present(self, waiting: Waiting, nth: int, of: int) -> None:
        s = waiting.statement
        text = self.desk.show(s.document).document.text
        show.say(f"\n{nth} of {of}: {waiting.because}")
        before = text[: s.start].rpartition("\n\n")[2].strip()[-160:]
        after = text[s.end :].partition("\n\n")[0].strip()[:160]
        lines = self.told.wrapped(f"… {before}") if before else []
        lines += self.told.statement(s)
        lines += self.told.wrapped(f"{after} …") if after else []
        for line in lines:
            show.say(line)

    def _act(self, key: str, queue: Sequence[Waiting], at: int) -> int:
        """Do what a key says; where to go on."""
        waiting = queue[at]
        id_ = waiting.statement.id
        try:
            if key == "a":
                self.desk.accept(id_, **self._saying(waiting))
                self.made["accepted"] += 1
            elif key == "r":
                self.desk.reject(id_, **self._saying(waiting))
                self.made["rejected"] += 1
            elif key == "c":
                return at + self._correct(waiting)
            elif key == "u":
                return self._undo(queue, at)
            elif key != "s":
                show.say(HELP)
                return at
        except CuibonoError as error:
            # What somebody else judged meanwhile is passed by; all else is asked again.
            show.note(str(error))
            return at + hasattr(error, "by")
        return at + 1

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
        places = [n for n, w in enumerate(queue) if w.statement.id == taken.on]
        return places[0] if places else at


class Keys:
    """Keys as they are pressed; where nobody sits at a terminal, the characters of the input."""

    def __init__(self) -> None:
        self.typed = sys.stdin.isatty()

    def one(self) -> str:
        """The next key, "" at the end of the input."""
        if not self.typed:
            while (found := sys.stdin.read(1)) and found.isspace():
                pass
            return found.lower()
        return _pressed().lower()

    def line(self, numbers: int) -> str | None:
        """One of so many numbers, by one key, or a value up to Enter; None for neither."""
        if not self.typed:
            return sys.stdin.readline().strip()
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
