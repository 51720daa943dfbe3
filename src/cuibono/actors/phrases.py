"""Phrases that name an actor through its owner: "Russian foreign ministry", "Biden's cabinet"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cuibono.actors.registry import Registry
from cuibono.actors.role_words import RoleWords
from cuibono.language.sentence import Sentence, Token, conjuncts

OWNERS = ("amod", "compound", "nmod:poss", "nmod", "nmod:desc", "flat", "appos", "nmod:unmarked")
OWNING_CASES = frozenset({"of", "in", "for", "from", "to", "at", ""})
STATE_KINDS = frozenset({"state", "polity", "historic", "bloc", "group", "body"})
ONES_OWN = frozenset({"HOS", "HOG", "GOV", "MFA", "MIL", "LEG"})
# Who has left office is of the elite, as people are who are known by name.
OFFICES = frozenset({"HOS", "HOG", "MFA"})
FORMER = frozenset({"former", "ex", "late", "ousted", "deposed"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase headed by a role noun, its tokens and the codes that it names."""

    head: int
    first: int
    last: int
    codes: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class Phrases:
    """Finds role phrases in sentences, by the lexicon of role words."""

    registry: Registry
    words: RoleWords

    def role(self, sentence: Sentence, token: Token) -> tuple[str | None, int]:
        """The role that a noun with the words before it names, and where that name begins.

        The role is "" for a noun that merely stands in for its owner, None for other nouns.
        """
        lemma = token.lemma.lower()
        for length in (4, 3, 2):
            first = token.index - length + 1
            if first < 0:
                continue
            run = [t.lemma.lower() for t in sentence.tokens[first : token.index]]
            role = self.words.roles.get(" ".join([*run, lemma]))
            if role is not None:
                return role, first
        after = self._of_phrase(sentence, token)
        if after is not None:
            return after, token.index
        if lemma in self.words.roles:
            return self.words.roles[lemma], token.index
        return ("", token.index) if lemma in self.words.stand_ins else (None, token.index)

    def _of_phrase(self, sentence: Sentence, token: Token) -> str | None:
        """ "ministry of foreign affairs": the role that a noun and its of-phrase name."""
        for length in (4, 3):
            run = sentence.tokens[token.index : token.index + length]
            for form in (lambda t: t.lemma.lower(), lambda t: t.text.lower()):
                role = self.words.roles.get(" ".join(map(form, run)))
                if role is not None:
                    return role
        return None

    def find(self, sentence: Sentence, codes: dict[int, str]) -> Iterator[Phrase]:
        """Role phrases whose owner is known: `codes` maps heads of named actors to codes.

        Inner phrases come first and serve as owners of outer ones.
        """
        known = dict(codes)
        order = sorted(
            (t for t in sentence.tokens if t.upos in ("NOUN", "PROPN") and t.index not in codes),
            key=lambda t: len(sentence.subtree(t.index)),
        )
        for token in order:
            role, begin = self.role(sentence, token)
            if role is None:
                continue
            owner = self._owner(sentence, token, known)
            if owner is None:
                continue
            owners = [i for i in conjuncts(sentence, owner) if i in known and self._owns(known[i])]
            before = {c.lemma.lower() for c in sentence.children(token.index, "amod", "compound")}
            role = "ELI" if role in OFFICES and before & FORMER else role
            named = tuple(dict.fromkeys(self._compose(known[i], role) for i in owners))
            known[token.index] = named[0]
            first, last = min(begin, owner), max(token.index, owner)
            how = f"“{sentence.words(begin, token.index)}” of {known[owner]}"
            yield Phrase(token.index, first, last, named, how)

    def _owner(self, sentence: Sentence, token: Token, known: dict[int, str]) -> int | None:
        """The token that names whose organ it is, nearest in the tree."""
        queue = [token.index]
        for _ in range(8):
            if not queue:
                return None
            at = queue.pop(0)
            for child in sentence.children(at, *OWNERS):
                cases = {c.text.lower() for c in sentence.children(child.index, "case")} or {""}
                # "the former ambassador to Kyiv" is not Kyiv's.
                foreign = token.lemma.lower() in ("ambassador", "envoy", "embassy", "delegation")
                if child.relation == "nmod" and (
                    not cases & (OWNING_CASES | {"'s", "’s"})
                    or (foreign and cases & {"to", "in", "at"})
                ):
                    continue
                if child.index in known and self._owns(known[child.index]):
                    return child.index
                whole = child.relation != "nmod" or bool(cases & {"of", "'s", "’s"})
                if child.index not in known and whole:
                    queue.append(child.index)
        return None

    def _owns(self, code: str) -> bool:
        return code in self.registry

    def _compose(self, owner: str, role: str) -> str:
        """The organ of a state, or of the state that an organ or leader belongs to."""
        root, held = self.registry.split(owner)
        if self.registry.entries[root].actor.kind not in ("state", "polity", "historic"):
            return owner
        if not role:
            return owner
        if held and role == "GOV":
            # The "officials" of a ministry are the ministry's; a president's are the government.
            return owner if held not in ("HOS", "HOG", "ELI") else f"{root}.GOV"
        return f"{root}.{role}"
