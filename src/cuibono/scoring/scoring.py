"""How well a text is read, held against what a careful reader found in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.documents import About, read
from cuibono.inquiry import Inquiry

if TYPE_CHECKING:
    from cuibono.scoring.score import Score


class Scoring:
    """The verb that scores."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def score(self, key: str | Path, text: str | Path, about: About | None = None) -> Score:
        """How well the coding of a text agrees with an answer key; needs no ledger.

        Statements below the reader's own floor are left out.
        """
        from cuibono.scoring.answer_key import read_key
        from cuibono.scoring.score import score

        document = read(text, about)
        answers = read_key(key, document.text, self._ask.kinds)
        return score(answers, self._ask.coded(document).statements)
