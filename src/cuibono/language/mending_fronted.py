"""What stands first for weight put back in its place: clefts, conditions without "if"."""

from __future__ import annotations

from cuibono.language.tree import Tree

# What follows the thing that "it was …" puts first.
CLEFTS = ("acl", "advcl", "parataxis", "ccomp", "csubj")
OPENERS = ("that", "who", "which", "whom")


class Fronted(Tree):
    """A tree whose first words get their plain order back."""

    def mend_fronted(self) -> None:
        """Put right what begins the sentence, in place."""
        self._inverted()
        self._cleft()

    def _inverted(self) -> None:
        """ "Were Minsk to agree, Oslo would pay": Minsk's agreeing is the condition."""
        if self.words[0].lower() != "were" or self._base(0) not in ("cop", "aux"):
            return
        subject = self.heads[0]
        below = [i for i, h in enumerate(self.heads) if h == subject and i > subject]
        clauses = [i for i in below if self._base(i) in ("acl", "xcomp") and self._has(i, "mark")]
        main = self.heads[subject]
        if not clauses or main < clauses[0] or self._base(subject) != "nsubj":
            return
        verb = clauses[0]
        for index in (0, subject):
            self.heads[index] = verb
        self.relations[0] = "aux"
        self.heads[verb], self.relations[verb] = main, "advcl"

    def _cleft(self) -> None:
        """ "It was by Minsk that Oslo was warned": Oslo was warned by Minsk."""
        focus = self.heads[0]
        if self.words[0].lower() != "it" or focus < 0 or self.relations[focus] != "root":
            return
        below = [i for i, h in enumerate(self.heads) if h == focus]
        case = next((i for i in below if self._base(i) == "case"), None)
        verbs = [i for i in below if i > focus and self._base(i) in CLEFTS and self._opened(i)]
        named = self.upos[focus] == "PROPN" or case is not None
        if not named or not verbs or not any(self._base(i) == "cop" for i in below):
            return
        verb = verbs[0]
        passive = self._has(verb, "aux:pass")
        agent = case is not None and passive and self.words[case].lower() == "by"
        held = "nsubj:pass" if passive else "nsubj"
        opener = next(i for i, h in enumerate(self.heads)
                      if h == verb and self.words[i].lower() in OPENERS)  # fmt: skip
        inside = self.relations[opener] if self._base(opener) in ("nsubj", "obj") else ""
        inside = inside or ("obj" if self._subject_of(verb) is not None else held)
        self.relations[focus] = ("obl:agent" if agent else "obl") if case is not None else inside
        self.relations[opener] = "mark"
        self.heads[focus], self.heads[verb], self.relations[verb] = verb, -1, "root"
        for index in below:
            if self.relations[index] in ("expl", "cop", "punct") or self._base(index) == "nsubj":
                self.heads[index] = verb
                self.relations[index] = "punct" if self.upos[index] == "PUNCT" else "expl"

    def _opened(self, verb: int) -> bool:
        return any(h == verb and i < verb and self.words[i].lower() in OPENERS
                   for i, h in enumerate(self.heads))  # fmt: skip

    def _subject_of(self, verb: int) -> int | None:
        found = (i for i, h in enumerate(self.heads) if h == verb and self._base(i) == "nsubj"
                 and self.words[i].lower() not in OPENERS)  # fmt: skip
        return next(found, None)
