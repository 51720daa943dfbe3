"""The actor: a state, body, group or person, with dated names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who can do something in the ledger.

    `code` is ISO 3166-1 alpha-3 or a body's acronym, with a role after a dot where one is
    known (`PRK.MFA`); `kind` is state, polity, historic, body, bloc, group, role or person;
    `since` and `until` are ISO dates between which the actor exists, None where open.
    """

    code: str
    name: str
    kind: str
    since: str | None = None
    until: str | None = None

    @property
    def root(self) -> str:
        """The code before the first dot: the state or body that the actor belongs to."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A phrase in a sentence and who is meant by it.

    `sentence` is the sentence's index in the reading; `first`, `last` and `head` are token
    indices; `codes` holds one code, several for a compound ("the two countries"), or none
    when the phrase cannot be resolved; `how` says in English why these codes were chosen;
    `means` are the words that a pronoun takes up, as they stand earlier in the text.
    """

    sentence: int
    first: int
    last: int
    head: int
    text: str
    codes: tuple[str, ...]
    how: str
    means: str = ""
