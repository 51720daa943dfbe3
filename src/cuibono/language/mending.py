"""Trees put right where grammar leaves no doubt, after the learned parser has spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NOUNS = ("NOUN", "PROPN", "PRON")
MARKS = ("of", "from", "to", "into", "for", "that")
CLAUSES = ("advcl", "xcomp", "acl", "ccomp")
LOST = ("obj", "obl", "nsubj", "iobj", "dep", "nmod")
# Verbs that take two objects.
GIVING = frozenset(
    """grant grants granted granting give gives gave given giving offer offers offered offering
    promise promises promised send sends sent hand hands handed lend lends lent award awards
    awarded deny denies denied pay pays paid guarantee guaranteed cost owes""".split()
)
# Past and present of what is said of a speaker in passing.
SAID = frozenset(
    """said says told reported reports claimed claims complained complains added adds noted notes
    wrote writes announced announces warned warns argued argues insisted insists stated states
    alleged alleges charged conceded admitted explained declared""".split()
)
# What follows the thing that "it was …" puts first.
CLEFTS = ("acl", "advcl", "parataxis", "ccomp", "csubj")
OPENERS = ("that", "who", "which", "whom")
# What ends a quoted clause.
CUTS = frozenset({",", '"', "”", "''", "’"})
PERFECT = ("have", "has", "had", "'ve", "’ve", "having")


@dataclass
class Tree:
    """A tree that may be changed: `heads` is -1 for the root."""

    words: Sequence[str]
    upos: list[str]
    xpos: Sequence[str]
    heads: list[int]
    relations: list[str]

    def mend(self) -> None:
        """Put right what is certainly wrong, in place."""
        for index, word in enumerate(self.words):
            if word.lower() in PERFECT and self._base(index) not in ("aux", "cop"):
                self._perfect(index)
        for index, relation in enumerate(self.relations):
            if relation == "acl:relcl" and self.words[self.heads[index]].lower() == "time":
                self._nth_time(index)
            if relation == "nsubj:pass":
                self._active(index)
            if self._base(index) == "nsubj" and self.heads[index] < index:
                self._afterthought(index)
            if relation == "parataxis" or (relation == "acl:relcl" and self._says(index)):
                self._aside(index)
            if self.words[index].lower() in SAID:
                self._interrupting(index)
                self._speaker_last(index)
            if relation == "compound" and self.upos[index] == "PROPN":
                self._two_objects(index)
            if relation == "conj" and self.upos[index] == "PROPN":
                self._listed(index)
            if relation == "mark" and self.words[index].lower() in MARKS:
                self._before_marker(index)
        self._inverted()
        self._cleft()

    def _perfect(self, have: int) -> None:
        """ "had armed the rebels": the participle is the verb and "had" its auxiliary."""
        verb = have + 1
        while verb < len(self.words) and self.upos[verb] == "ADV":
            verb += 1
        # The reader takes some participles for past tenses.
        if verb == len(self.words) or self.xpos[verb] not in ("VBN", "VBD"):
            return
        if self.heads[verb] not in (have, self.heads[have]):
            return
        for index, head in enumerate(self.heads):
            if head == have:
                self.heads[index] = verb
        self.heads[verb], self.relations[verb] = self.heads[have], self.relations[have]
        self.heads[have], self.relations[have], self.upos[have] = verb, "aux", "AUX"

    def _nth_time(self, clause: int) -> None:
        """ "Denied for the second time that it had lied": the clause is what is denied."""
        time = self.heads[clause]
        verb = self.heads[time]
        marks = [i for i, h in enumerate(self.heads) if h == clause and self.words[i] == "that"]
        if verb < 0 or self.upos[verb] != "VERB" or not marks or marks[0] != time + 1:
            return
        self.heads[clause], self.relations[clause] = verb, "ccomp"
        self.relations[marks[0]] = "mark"

    def _afterthought(self, noun: int) -> None:
        """ "…, a charge that Minsk denied": what follows a comma and its verb is no subject."""
        first = min([noun, *(i for i, h in enumerate(self.heads) if h == noun and i < noun)])
        clause = any(h == noun and r == "acl:relcl" for h, r in
                     zip(self.heads, self.relations, strict=True))  # fmt: skip
        if (
            clause
            and first > 0
            and self.words[first] in (",", "a", "an")
            and (self.words[first] == "," or self.words[first - 1] == ",")
        ):
            self.relations[noun] = "parataxis"

    def _says(self, verb: int) -> bool:
        """Whether a relative clause without its pronoun says that somebody spoke."""
        pronoun = any(h == verb and self.words[i].lower() in ("who", "which", "that", "whom")
                      for i, h in enumerate(self.heads))  # fmt: skip
        return self.words[verb].lower() in SAID and not pronoun and not self._has(verb, "obj")

    def _interrupting(self, verb: int) -> None:
        """ "Lima, envoys complained, had closed the road": Lima closed it, envoys complained."""
        below = [i for i, h in enumerate(self.heads) if h == verb]
        subjects = [i for i in below if self._base(i) == "nsubj" and i < verb]
        after = verb + 1 < len(self.words) and self.words[verb + 1] == ","
        clauses = [i for i in below if i > verb and self._base(i) in ("ccomp", "parataxis")]
        if len(subjects) != 2 or not after or not clauses or self._has(clauses[0], "nsubj"):
            return
        first, main = subjects[0], clauses[0]
        if "," not in self.words[first + 1 : subjects[1]]:
            return
        self.heads[main], self.relations[main] = self.heads[verb], self.relations[verb]
        self.heads[verb], self.relations[verb] = main, "parataxis"
        self.heads[first] = main

    def _speaker_last(self, verb: int) -> None:
        """ "Minsk lied, the envoy to Oslo, Jan Ek, said": the envoy speaks, he is not Minsk's."""
        below = [i for i, h in enumerate(self.heads) if h == verb and i < verb]
        clauses = [i for i in below if self._base(i) == "ccomp"]
        names = [i for i in below if self._base(i) == "nsubj"]
        if not clauses or self.upos[verb] != "VERB" or (names and not self._beside(names[-1])):
            return
        end = names[-1] - 1 if names else verb
        for noun in range(clauses[-1] + 1, end):
            if self.upos[noun] not in ("NOUN", "PROPN") or self._base(noun) in ("flat", "compound"):
                continue
            first, last = self._span(noun)
            opened = first > 0 and not {self.words[first], self.words[first - 1]}.isdisjoint(CUTS)
            closed = last == end - 1 or (last == end - 2 and self.words[end - 1] == ",")
            if opened and closed and first > clauses[-1]:
                self.heads[noun], self.relations[noun] = verb, "nsubj"
                for name in names:
                    self.heads[name], self.relations[name] = noun, "appos"
                return

    def _beside(self, name: int) -> bool:
        """Whether a name follows a comma, as the name of whoever stands before it may."""
        return self.upos[name] == "PROPN" and self.words[name - 1] == ","

    def _span(self, head: int) -> tuple[int, int]:
        """The first and last word below a word."""
        found, stack = {head}, [head]
        while stack:
            above = stack.pop()
            below = [i for i, h in enumerate(self.heads) if h == above and i not in found]
            found.update(below)
            stack += below
        return min(found), max(found)

    def _aside(self, verb: int) -> None:
        """ "Lima, the envoy told reporters, agreed": the envoy is who told."""
        noun = self.heads[verb]
        if self.upos[verb] != "VERB" or self.upos[noun] not in NOUNS or self._has(verb, "nsubj"):
            return
        named = [i for i, h in enumerate(self.heads) if h == noun and self._base(i) == "appos"]
        if named and noun < named[-1] < verb and self.heads[noun] > verb:
            self.heads[named[-1]], self.relations[named[-1]] = verb, "nsubj"
            self.heads[verb], self.relations[verb] = self.heads[noun], "parataxis"

    def _two_objects(self, name: int) -> None:
        """ "Promised Tonga 15 million dollars": Tonga gets them, it does not describe them."""
        thing = self.heads[name]
        verb = self.heads[thing]
        number = name + 1 < len(self.words) and self.upos[name + 1] == "NUM"
        given = name == verb + 1 and self.words[verb].lower() in GIVING
        counted = number and name + 1 < thing and 0 <= verb < name
        if (given or counted) and self._base(thing) == "obj":
            self.heads[name], self.relations[name] = verb, "iobj"

    def _listed(self, name: int) -> None:
        """ "Weapons from Sofia, Lima and Suva": a name is listed with the name before its comma."""
        noun, before = self.heads[name], name - 2
        if self.words[name - 1] != "," or self.upos[noun] != "NOUN" or not noun < before:
            return
        if self.upos[before] == "PROPN" and self.heads[before] == noun:
            self.heads[name] = before

    def _active(self, subject: int) -> None:
        """A verb with an object of its own and no auxiliary is not passive."""
        verb = self.heads[subject]
        if self._has(verb, "obj") and not self._has(verb, "aux:pass"):
            self.relations[subject] = "nsubj"

    def _before_marker(self, mark: int) -> None:
        """Hang what stands before a clause's marker on the verb above.

        A clause begins with its marker, so in "accused Minsk of lying" Minsk is the accused.
        """
        verb = self.heads[mark]
        if verb < mark:
            return
        governor = self.heads[verb]
        if self._base(verb) not in CLAUSES or not 0 <= governor < mark:
            return
        for noun in range(governor + 1, mark):
            lost = self.heads[noun] == verb and self.upos[noun] in NOUNS
            if lost and self._base(noun) in LOST:
                held = self._has(governor, "obj") or self._has(noun, "case")
                self.heads[noun], self.relations[noun] = governor, "obl" if held else "obj"

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

    def _base(self, index: int) -> str:
        return self.relations[index].partition(":")[0]

    def _has(self, head: int, relation: str) -> bool:
        pairs = zip(self.heads, self.relations, strict=True)
        return any(h == head and r == relation for h, r in pairs)
