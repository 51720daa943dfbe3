"""The actor: a state, body, group or person, with dated names."""

from __future__ import annotations

from dataclasses import dataclass

from cuibono.actors.code import root


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
        return root(self.code)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the registry in a sentence: its tokens, both ends in, and whom it names.

    `sort` says what kind of name it is: name, demonym, people, capital, organ, region, person,
    surname, place or prefix; `sure` is false for a word that may mean something else; `how`
    says in English why this code was chosen.
    """

    first: int
    last: int
    code: str
    sort: str
    sure: bool
    how: str

    @property
    def root(self) -> str:
        """The code before the first dot."""
        return root(self.code)
