"""Speakers put where they belong: behind a quotation, in an aside, beside their names."""

from __future__ import annotations

from cuibono.language.tree import Tree

NOUNS = ("NOUN", "PROPN", "PRON")
# Past and present of what is said of a speaker in passing.
SAID = frozenset(
    """said says told reported reports claimed claims complained complains added adds noted notes
    wrote writes announced announces warned warns argued argues insisted insists stated states
    alleged alleges charged conceded admitted explained declared confirmed confirms calculated
    disclosed discloses revealed reveals hinted boasted lamented remarked observed recalled asserted
    countered retorted replied responded stressed suggested believed feared contended pointed
    estimated predicted maintained maintains acknowledged cautioned reiterated testified""".split()
)
SAYING = frozenset({"adding", "saying", "noting", "warning", "insisting", "claiming", "arguing",
                    "stressing", "citing", "accusing", "calling", "urging"})  # fmt: skip
WHEN = frozenset({"after", "before", "when", "as", "while", "since", "until", "once"})
CLAIMS = frozenset({"claims", "reports", "claim", "report", "suggestions", "charges"})
# What ends a quoted clause.
CUTS = frozenset({",", '"', "”", "''", "’"})


class Speaking(Tree):
    """A tree whose verbs of saying get their speakers back."""

    def mend_speech(self) -> None:
        """Put right who says what, in place."""
        for index, relation in enumerate(self.relations):
            if relation == "parataxis" or (self._base(index) == "acl" and self._says(index)):
                self._aside(index)
            if self.words[index].lower() in SAID:
                self._interrupting(index)
                self._speaker_last(index)
            if relation == "ccomp":
                self._meanwhile(index)
            if relation == "advcl" and self.words[index].lower() in SAYING:
                self._adding(index)
            if self.words[index].lower() in CLAIMS and self.upos[index] == "VERB":
                self._claimed(index)

    def _says(self, verb: int) -> bool:
        """Whether a relative clause without its pronoun says that somebody spoke."""
        pronoun = any(h == verb and self.words[i].lower() in ("who", "which", "that", "whom")
                      for i, h in enumerate(self.heads))  # fmt: skip
        return self.words[verb].lower() in SAID and not pronoun and not self._has(verb, "obj")

    def _interrupting(self, verb: int) -> None:
        """ "Lima, envoys complained, had closed the road": Lima closed it, envoys complained."""
        below = [i for i, h in enumerate(self.heads) if h == verb]
        subjects = [i for i in below if self._base(i) == "nsubj" and i < verb]
        # "Lima, envoys claimed on Sunday, had closed the road".
        beside = [self._span(i)[1] for i in below if i > verb and self._base(i) == "obl"]
        stop = max([verb, *(end for end in beside if end < verb + 5)]) + 1
        after = stop < len(self.words) and self.words[stop] == ","
        clauses = [i for i in below if i > verb and self._base(i) in ("ccomp", "parataxis")]
        if len(subjects) != 2 or not after or not clauses or self._has(clauses[0], "nsubj"):
            return
        first, main = subjects[0], clauses[0]
        if "," not in self.words[first + 1 : subjects[1]]:
            return
        self.heads[main], self.relations[main] = self.heads[verb], self.relations[verb]
        self.heads[verb], self.relations[verb] = main, "parataxis"
        self.heads[first] = main

    def _meanwhile(self, verb: int) -> None:
        """ "Oslo will not yield, it said, a day after Minsk fired": nobody said that it fired."""
        speech = self.heads[verb]
        said = any(h == speech and i < speech and self._base(i) == "ccomp"
                   for i, h in enumerate(self.heads))  # fmt: skip
        marks = (self.words[i].lower() for i, h in enumerate(self.heads)
                 if h == verb and self._base(i) == "mark")  # fmt: skip
        if said and speech < verb and not WHEN.isdisjoint(marks):
            self.relations[verb] = "advcl"

    def _claimed(self, noun: int) -> None:
        """ "Reports that Minsk fled are false": reports are no verb, and false is said of them."""
        below = [i for i, h in enumerate(self.heads) if h == noun and i > noun]
        content = [i for i in below if self._base(i) in ("acl", "ccomp") and self._has(i, "mark")]
        judged = [i for i in below if self._has(i, "cop") and content and i > content[0]]
        if not judged or self.words[noun + 1].lower() != "that":
            return
        above, verdict = self.heads[noun], judged[0]
        self.heads[verdict] = above
        self.relations[verdict] = "ccomp" if above >= 0 else "root"
        self.heads[noun], self.relations[noun], self.upos[noun] = verdict, "nsubj", "NOUN"
        self.relations[content[0]] = "acl"
        for index in below:
            if index > verdict or self.upos[index] == "PUNCT":
                self.heads[index] = verdict

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

    def _adding(self, verb: int) -> None:
        """ "“Minsk lied,” Oslo said, adding that it fled": Oslo adds it, not Minsk."""
        clause = self.heads[verb]
        speech = self.heads[clause]
        quoted = self._base(clause) == "ccomp" and clause < speech < verb
        if quoted and self.words[speech].lower() in SAID:
            self.heads[verb] = speech

    def _aside(self, verb: int) -> None:
        """ "Lima, the envoy told reporters, agreed": the envoy is who told."""
        noun = self.heads[verb]
        if self.upos[verb] != "VERB" or self.upos[noun] not in NOUNS or self._has(verb, "nsubj"):
            return
        named = [i for i, h in enumerate(self.heads) if h == noun and self._base(i) == "appos"]
        if named and noun < named[-1] < verb and self.heads[noun] > verb:
            self.heads[named[-1]], self.relations[named[-1]] = verb, "nsubj"
            self.heads[verb], self.relations[verb] = self.heads[noun], "parataxis"
