"""Nouns that take up who was named before: "the country", "the two sides", "the ministry"."""

from __future__ import annotations

from collections.abc import Iterable

from cuibono.actors.anaphora import BACK, FAR, PRONOUNS, Answer, Known, Pronouns
from cuibono.actors.phrases import FORMER
from cuibono.language.sentence import Sentence, Token

COUNTS = {"two": 2, "both": 2, "2": 2, "three": 3, "four": 4}
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# Nouns for those who deal with one another: the text's two parties, wherever they stand.
SIDES = frozenset({"side", "party", "minister", "leader", "president", "delegation", "capital",
                   "government", "partner", "neighbour", "neighbor", "signatory"})  # fmt: skip
BODIES = frozenset(
    {"council", "assembly", "commission", "court", "agency", "bank", "fund", "union"}
)
BANDS = frozenset({"group", "movement", "militia", "rebel", "insurgent", "militant"})
EACH = frozenset({"each", "both"})
HALVES = frozenset({"North", "South", "East", "West"})
# The half that stands over against a state.
FACING = {"KOR": ("North", "PRK"), "PRK": ("South", "KOR")}
DEEDS = frozenset({"step", "move", "decision", "action", "announcement", "gesture", "provocation"})
HOMELANDS = frozenset({"country", "nation", "homeland", "state", "people"})
# What stands for the body that votes on it.
DRAFTS = frozenset({"resolution", "motion", "text", "draft"})
# Offices that every state has once, and words for people that no state has once.
SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
NATIONAL = frozenset({"government", "treasury", "president", "army", "military", "parliament",
                      "regime", "authority", "ministry", "premier", "police", "junta"})  # fmt: skip
SCATTERED = frozenset(
    """people worker citizen official minister company civilian soldier troop bank house student
    resident population forces firm business diplomat protester militia""".split()
)


class Memory(Pronouns):
    """The noun phrases of the text so far, and whom definite nouns mean among them."""

    def definite(self, at: int, token: Token) -> Answer | None:
        """Who "the country", "these two provinces", "the latter" means; None for other nouns."""
        sentence = self.sentences[at]
        lemma = token.lemma.lower()
        first = self._first(sentence, token)
        if lemma in ("latter", "former") and token.relation != "amod":
            return self._one_of_two(at, token, lemma)
        home = self._home(at, token) if lemma in HOMELANDS else None
        found = home or self._body(at, token, first) or self._office(at, token, first)
        if found is not None or first is None or not self._bare(sentence, token):
            return found
        if token.text in HALVES:
            return self._half(at, first, token)
        count = self._count(sentence, token)
        if lemma in self.words.territories and (count or token.xpos == "NNS"):
            return self._group(at, first, token, count or 2, territory=True)
        plural = count or token.xpos == "NNS" or self._each(sentence, token)
        if lemma in SIDES and plural and self.pair and not sentence.children(token.index, "acl"):
            return self._group(at, first, token, count or 2, territory=False)
        if lemma in self.words.states and plural:
            if not count and sentence.children(token.index, "acl"):
                return None
            return self._group(at, first, token, count or 2, territory=False)
        if lemma in BANDS and (token.xpos == "NN" or lemma == "rebel"):
            return self._band(at, first, token)
        if token.xpos != "NN":
            return None
        if lemma in ("country", "nation", "state", "kingdom", "republic"):
            return self._nearest(at, first, token, ("state", "polity", "historic"))
        if lemma in DEEDS:
            return self._doer(at, first, token)
        if lemma in self.words.blocs or lemma in DRAFTS:
            return self._nearest(at, first, token, ("bloc", "body"))
        return None

    def _home(self, at: int, token: Token) -> Answer | None:
        """ "Her country", "their capital": the state of whoever is meant."""
        for owner in self.sentences[at].children(token.index, "nmod:poss"):
            known = self.known[at].get(owner.index)
            if known is not None and owner.text.lower() in PRONOUNS | {"our", "my"}:
                roots = tuple(dict.fromkeys(c.partition(".")[0] for c in known.codes))
                return self._answer(owner.index, token, roots, f"of {known.text}")
        return None

    def _band(self, at: int, first: int, token: Token) -> Answer | None:
        """ "The group", "the rebels": the armed group that was named last."""
        for known in self._before(at, first, BACK + 1):
            groups = tuple(c for c in known.codes if ".REB." in c)
            if len(groups) == 1:
                return self._answer(first, token, groups, f"the group {known.text}")
        return None

    def _half(self, at: int, first: int, token: Token) -> Answer | None:
        """ "The South": the one whose name begins so, if the text has named it."""
        for known in self._before(at, first, at):
            if known.text.startswith(f"{token.text} ") and len(known.codes) == 1:
                root = known.codes[0].partition(".")[0]
                return self._answer(first, token, (root,), f"short for {known.text}")
            facing = {c.partition(".")[0] for c in known.codes} & FACING.keys()
            if facing and token.text == FACING[(root := facing.pop())][0]:
                return self._answer(first, token, (FACING[root][1],), f"faces {known.text}")
        return None

    def _doer(self, at: int, first: int, token: Token) -> Answer | None:
        """ "The step": of whoever the sentence before is about."""
        before = self.known[at - 1].values() if at else ()
        for known in before:
            sentence = self.sentences[known.sentence]
            if sentence.tokens[known.head].relation == "nsubj" and known.codes:
                return self._answer(first, token, known.codes[:1], f"done by {known.text}")
        return None

    def _office(self, at: int, token: Token, first: int | None) -> Answer | None:
        """ "The ministry", "the president": the office of that kind that was named last.

        Where none was named, the one of the state that the last sentences speak of.
        """
        sentence = self.sentences[at]
        lemma = token.lemma.lower()
        role = self._role_before(sentence, token) or self.words.roles.get(lemma)
        names = [c for c in sentence.children(token.index, "flat", "appos") if c.upos == "PROPN"]
        before = sentence.children(token.index, "compound")
        if any(c.upos == "PROPN" and c.text[:1].isupper() for c in before) and lemma in SCATTERED:
            # "Grameen Bank" is a name of its own.
            return None
        if token.xpos == "NNS" and lemma in SIDES:
            return None
        if role is None and lemma in SPOKESMEN and first is not None:
            return self._spokesman(at, token, first)
        if any(c.lemma.lower() in FORMER for c in sentence.children(token.index, "amod")):
            return None
        if role is None or token.upos not in ("NOUN", "PROPN") or not (first is not None or names):
            return None
        if lemma in SCATTERED and role == self.words.roles.get(lemma) and not names:
            # Of ministers there are many, of prime ministers one.
            return None
        start = token.index if first is None else first
        for known in self._before(at, start, FAR):
            noun = self.sentences[known.sentence].tokens[known.head]
            if not known.codes and noun.lemma.lower() == lemma and noun.upos == "PROPN":
                # "The Ministry of Foreign Affairs", nobody knows whose: so is "the ministry".
                return None
            same = tuple(c for c in known.codes if c.endswith(f".{role}"))
            if len(same) == 1:
                return self._answer(start, token, same, "the one named before")
        if lemma not in NATIONAL and not names:
            return None
        state = self._nearest(at, start, token, ("state", "polity", "historic"))
        codes = tuple(f"{code}.{role}" for code in state.codes)
        return self._answer(start, token, codes, "of the state spoken of")

    def _body(self, at: int, token: Token, first: int | None) -> Answer | None:
        """ "The council": the body of that name that the text has named."""
        lemma = token.lemma.lower()
        if first is None or lemma not in BODIES or not self._bare(self.sentences[at], token):
            return None
        for known in self._before(at, first, FAR):
            body = known.codes and "." not in known.codes[0] and len(known.codes) == 1
            if body and known.text.lower().endswith(lemma):
                return self._answer(first, token, known.codes, f"short for {known.text}")
        return None

    def _spokesman(self, at: int, token: Token, first: int) -> Answer | None:
        """ "The spokesman": of the organ that was named last."""
        for known in self._before(at, first, FAR):
            organs = tuple(c for c in known.codes if "." in c)
            if len(organs) == 1:
                return self._answer(first, token, organs, "of the organ named before")
        return None

    def _role_before(self, sentence: Sentence, token: Token) -> str | None:
        """ "Prime minister", "government spokesman": the office by the words before its noun."""
        for length in (2, 1):
            run = sentence.tokens[max(0, token.index - length) : token.index + 1]
            role = self.words.roles.get(" ".join(t.text.lower() for t in run))
            if role is not None and len(run) > 1:
                return role
        if token.lemma.lower() not in self.words.stand_ins:
            return None
        before = sentence.children(token.index, "compound", "amod")
        return next((r for c in before if (r := self.words.roles.get(c.lemma.lower()))), None)

    def _first(self, sentence: Sentence, token: Token) -> int | None:
        """Where a definite phrase begins, None for an indefinite one."""
        for child in sentence.children(token.index, "det"):
            if child.text.lower() in DEFINITE | EACH:
                return child.index
        if self._count(sentence, token):
            for owner in sentence.children(token.index, "nmod:poss"):
                return owner.index
        counted = sentence.children(token.index, "nummod", "advmod", "cc:preconj")
        return next((c.index for c in counted if c.text.lower() == "both"), None)

    def _bare(self, sentence: Sentence, token: Token) -> bool:
        """Whether nothing in the phrase tells it apart from what was named before."""
        allowed = ("breakaway", "separatist", "two", "both", "three", "four", "neighbouring",
                   "neighboring", "rival", "warring", "allied", "korean")  # fmt: skip
        described = sentence.children(token.index, "amod", "compound", "nmod", "acl")
        counted = bool(self._count(sentence, token))
        telling = [
            c for c in described if c.deprel != "acl:relcl" and not (counted and c.upos == "ADJ")
        ]
        return all(c.lemma.lower() in allowed for c in telling) or token.lemma == "latter"

    def _each(self, sentence: Sentence, token: Token) -> bool:
        """ "Each side": both of them."""
        found = sentence.children(token.index, "det")
        return token.lemma == "side" and any(c.text.lower() in EACH for c in found)

    def _count(self, sentence: Sentence, token: Token) -> int:
        for child in sentence.children(token.index, "nummod", "det", "advmod"):
            if child.text.lower() in COUNTS:
                return COUNTS[child.text.lower()]
        return 0

    def _before(self, at: int, index: int, back: int) -> Iterable[Known]:
        """What was named before a token, the nearest first."""
        for sentence in range(at, max(-1, at - back - 1), -1):
            found = sorted(self.known[sentence].values(), key=lambda k: -k.head)
            yield from (k for k in found if sentence < at or k.head < index)

    def _group(self, at: int, first: int, token: Token, count: int, territory: bool) -> Answer:
        """The last so many actors named: "the two countries", a compound of them first."""
        wanted = ("polity",) if territory else ("state", "polity", "historic")
        own = self._subject_codes(at, token)
        if count > 2:
            often = [c for c, _ in self.counts.most_common() if self.kinds.get(c) in wanted]
            fit = tuple(c for c in often if c not in own)[:count]
            return self._answer(first, token, fit if len(fit) == count else (), "named most")
        if token.lemma.lower() in SIDES and self.pair and not own & {*self.pair} and not territory:
            return self._answer(first, token, self.pair, "the two that the text is about")
        roots: list[str] = []
        for known in self._before(at, first, FAR):
            codes = [c.partition(".")[0] for c in known.codes]
            fit = [c for c in dict.fromkeys(codes) if self.kinds.get(c) in wanted and c not in own]
            if len(fit) == count:
                return self._answer(first, token, tuple(fit), "named together before")
            roots += [c for c in fit if c not in roots]
            if len(roots) >= count:
                break
        found = tuple(reversed(roots[:count])) if len(roots) >= count else ()
        return self._answer(first, token, found, "the last that were named")

    def _subject_codes(self, at: int, token: Token) -> set[str]:
        """Who acts in the clause: "Sudan urged both neighbours" does not mean Sudan."""
        if token.relation == "nsubj":
            return set()
        index = self._subject_above(at, token)
        known = self.known[at].get(index) if index is not None else None
        return {c.partition(".")[0] for c in known.codes} if known else set()

    def _one_of_two(self, at: int, token: Token, which: str) -> Answer | None:
        roots: list[str] = []
        for known in self._before(at, token.index, 1):
            roots += [c for c in known.codes if c not in roots]
            if len(roots) >= 2:
                code = roots[0] if which == "latter" else roots[1]
                return self._answer(token.index, token, (code,), "of the two named before")
        return None

    def _nearest(self, at: int, first: int, token: Token, kinds: tuple[str, ...]) -> Answer:
        """The actor of a kind that the last sentences speak of, subjects first."""
        best: tuple[float, str] | None = None
        for known in self._before(at, first, FAR if "body" in kinds else BACK + 1):
            # "The junta" in a text on Wagner is not Russia's.
            roots = {c.partition(".")[0] for c in known.codes if c.count(".") < 2}
            fit = [r for r in roots if self.kinds.get(r) in kinds]
            if len(fit) != 1:
                continue
            value = self._score(at, token, known)
            if best is None or value > best[0]:
                best = value, fit[0]
        return self._answer(first, token, (best[1],) if best else (), "spoken of before")
