"""Trees put right where grammar leaves no doubt, after the learned parser has spoken."""

from __future__ import annotations

from cuibono.language.mending_fronted import Fronted
from cuibono.language.mending_speech import Speaking

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
HANDING = frozenset("hand hands handed handing turn turned turning take took taking".split())
FINITE = frozenset("has have had is are was were will would can could may might must".split())
PERFECT = ("have", "has", "had", "'ve", "’ve", "having")


class Mending(Speaking, Fronted):
    """A tree with what puts it right."""

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
            if self.words[index].lower() == "over" and index:
                self._handed(index)
            if relation == "obl" and self.words[self.heads[index]].lower() in GIVING:
                self._given(index)
            if relation == "compound" and self.upos[index] == "PROPN":
                self._two_objects(index)
            if relation == "conj":
                self._coordinated(index)
            if relation == "amod" and self.words[index].istitle():
                self._peoples(index)
            if relation == "mark" and self.words[index].lower() in MARKS:
                self._before_marker(index)
        self.mend_speech()
        self.mend_fronted()

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

    def _handed(self, over: int) -> None:
        """ "Hand over four villages", "handed over more than a ton": over is the verb's."""
        verb = self.words[over - 1].lower()
        if verb in HANDING and self.heads[over] != over - 1:
            below = [i for i, h in enumerate(self.heads) if h == over]
            for index in below:
                self.heads[index] = self.heads[over]
            self.heads[over], self.relations[over] = over - 1, "compound:prt"

    def _given(self, thing: int) -> None:
        """ "Was promised by Oslo a new road": the road is promised."""
        verb = self.heads[thing]
        passive = verb < thing and self._has(verb, "aux:pass")
        if passive and not self._has(thing, "case") and not self._has(verb, "obj"):
            self.relations[thing] = "obj"

    def _two_objects(self, name: int) -> None:
        """ "Promised Tonga 15 million dollars": Tonga gets them, it does not describe them."""
        thing = self.heads[name]
        verb = self.heads[thing]
        number = name + 1 < len(self.words) and self.upos[name + 1] == "NUM"
        given = name == verb + 1 and self.words[verb].lower() in GIVING
        counted = number and name + 1 < thing and 0 <= verb < name
        if (given or counted) and self._base(thing) == "obj":
            self.heads[name], self.relations[name] = verb, "iobj"

    def _coordinated(self, word: int) -> None:
        if self.upos[word] == "PROPN":
            self._listed(word)
        elif self.upos[word] == "VERB":
            self._second_verb(word)

    def _listed(self, name: int) -> None:
        """ "Weapons from Sofia, Lima and Suva": a name is listed with the name before its comma."""
        noun, before = self.heads[name], name - 2
        if self.words[name - 1] != "," or self.upos[noun] != "NOUN" or not noun < before:
            return
        if self.upos[before] == "PROPN" and self.heads[before] == noun:
            self.heads[name] = before

    def _peoples(self, adjective: int) -> None:
        """ "Armenian, Greek and Cypriot officials": three states' officials."""
        before = adjective - 2
        if adjective < 2 or self.words[adjective - 1] != "," or not self.words[before].istitle():
            return
        listed = self.relations[before] == "amod" and self.heads[before] == self.heads[adjective]
        if listed and self._has(before, "conj"):
            self.heads[adjective], self.relations[adjective] = before, "conj"

    def _second_verb(self, verb: int) -> None:
        """ "Accuses Minsk of lying and has left": who accuses has left, not who lied."""
        if self._has(verb, "nsubj") or not self._is_finite(verb):
            return
        above = self.heads[verb]
        while above >= 0 and not (self.upos[above] == "VERB" and self._is_finite(above)):
            if self._has(above, "cop") or self._has(above, "nsubj"):
                return
            above = self.heads[above]
        if above >= 0:
            self.heads[verb] = above

    def _is_finite(self, verb: int) -> bool:
        helped = any(h == verb and self.words[i].lower() in FINITE
                     for i, h in enumerate(self.heads))  # fmt: skip
        return helped or self.xpos[verb] in ("VBZ", "VBP", "VBD")

    def _active(self, subject: int) -> None:
        """A verb with an object of its own and no auxiliary is not passive."""
        verb = self.heads[subject]
        perfect = any(h == verb and self._base(i) == "aux" and self.words[i].lower() in PERFECT
                      for i, h in enumerate(self.heads))  # fmt: skip
        if (perfect or self._has(verb, "obj")) and not self._has(verb, "aux:pass"):
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
