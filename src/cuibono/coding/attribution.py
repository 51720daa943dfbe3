"""Who says what in which words: source, cue and content of every attribution of a text.

The coder weighs a proposition by the climb from its trigger; here the same lexicon is read the
other way round, from the cue down, for those who want the spans themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cuibono.coding.speech import Speech
from cuibono.language.sentence import Reading, Sentence, Token

Span = tuple[int, int]
# Kinds of the lexicon whose verbs attribute what hangs below them.
ATTRIBUTING = frozenset({"say", "deny", "believe", "expect", "warn", "ask", "seek", "plan"})
CLAUSES = ("ccomp", "xcomp", "csubj")
# Verbs of judgement: what they judge is all the content there is.
JUDGING = frozenset(
    """praise criticise criticize condemn denounce blame accuse describe dismiss reject thank
    support oppose favor favour back endorse propose discuss question""".split()
)
# Verbs that are cues beyond those that commit a source to an event.
FURTHER = frozenset(
    """tweet post claim learn know hear see agree like love disagree recall joke quip blast slam
    question wonder mention discuss explain call hope want prefer
    support oppose favor favour endorse read note cite allege vow pledge promise threaten offer
    demand propose argue insist wish write echo attack respond decline refuse encourage defend
    chant shout yell scream sing mutter whisper liken compare portray characterise characterize
    cast frame worry fret lament complain regret mock ridicule deride defend tout promote hail
    applaud welcome address raise recount recite outline detail specify identify estimate rate
    rank view regard consider deem see perceive dub label brand accuse fault chide scold criticise
    criticize decry deplore slam lash back endorse urge lobby press push pray vow swear bet guess
    doubt suspect fear dread dismiss reject deny refute dispute contest rebut concede admit confess
    acknowledge grant reveal disclose leak confirm verify certify recommend suggest hint imply
    signal indicate point speak talk testify plead boast brag gush""".split()
)
# Verbs whose words may stand in another sentence: "X. That is all," he said.
SAYING = frozenset("say add tell write continue explain ask tweet reply conclude".split())
# Verbs of the lexicon by which nothing is said or thought: one tries, or is bound to.
EFFORTS = frozenset("struggle try attempt require invite strive work fight sign summon".split())
# Nouns that say what somebody thinks or says of a thing.
OPINIONS = frozenset(
    """call criticism concern question support demand warning claim comment opposition praise
    statement threat plea hope fear view opinion belief doubt accusation allegation promise
    request remark condemnation endorsement approval disapproval worry complaint skepticism
    scepticism suspicion assessment description account argument denial explanation""".split()
)
# Characters from which quotation marks hold somebody's words rather than a term.
QUOTATION = 12
QUOTES = "\"“”'‘’`"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Character spans in the text: who speaks (None where nobody is named), the cue, the words.

    `depth` counts the attributions in whose words it stands: 0 for what the text itself
    attributes.
    """

    source: Span | None
    cue: Span
    content: Span | None
    depth: int = 0


def attributions(reading: Reading, speech: Speech | None = None) -> list[Attribution]:
    """The attributions that a text makes, in text order; also of what somebody may or is to say.

    >>> from cuibono.language import Reader
    >>> reading = Reader.load().read("Kyiv said that Minsk had lied.")
    >>> [(reading.text[slice(*a.source)], reading.text[slice(*a.cue)],
    ...   reading.text[slice(*a.content)]) for a in attributions(reading)]
    [('Kyiv', 'said', 'that Minsk had lied')]
    """
    lexicon = speech or Speech.load()
    found = [a for s in reading.sentences for a in _Sentence(s, lexicon).all()]
    outer = [a.content for a in found if a.content] + list(_quotations(reading.text))
    ordered = sorted(found, key=lambda a: a.cue)
    return [replace(a, depth=_depth(a, outer)) for a in ordered]


def _depth(found: Attribution, outer: list[Span]) -> int:
    """In how many stretches of somebody's words a cue stands, its own words not counted.

    "According to Kyiv" at the end of what somebody says is as a rule not his.
    """
    first, last = found.cue
    if found.content and found.content[0] < first < found.content[1]:
        outer = [span for span in outer if span != found.content]
    inside = {(a, z) for a, z in outer if a <= first and last <= z}
    return len(inside - {found.content} if found.content else inside)


def _quotations(text: str) -> Iterator[Span]:
    """Stretches between double quotation marks, paired within a paragraph; scare quotes not."""
    for paragraph in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in re.finditer(r'["“”]', paragraph[0]):
            at = paragraph.start() + mark.start()
            if mark[0] == "“" or (mark[0] == '"' and opened is None):
                opened = at
            elif opened is not None:
                if at - opened > QUOTATION:
                    yield opened, at + 1
                opened = None
        if opened is not None:
            yield opened, paragraph.end()


class _Sentence:
    """The attributions of one sentence."""

    def __init__(self, sentence: Sentence, speech: Speech) -> None:
        self.sentence = sentence
        self.speech = speech
        self.tokens = sentence.tokens

    def all(self) -> Iterator[Attribution]:
        """Those of verbs, of "according to", of nouns."""
        for token in self.tokens:
            found = None
            if token.text.lower() in self.speech.prepositions and token.relation != "root":
                found = self._according(token)
            elif token.upos in ("VERB", "AUX"):
                found = self._verb(token)
            elif token.upos == "NOUN":
                found = self._noun(token)
            elif token.text == ":":
                found = self._colon(token)
            if found is not None:
                yield found

    # --- kinds of cue ------------------------------------------------------------------------

    def _verb(self, verb: Token) -> Attribution | None:
        lemma = verb.lemma.lower()
        if lemma in EFFORTS:
            return None
        attributes = bool(self.speech.verbs.get(lemma, frozenset()) & ATTRIBUTING)
        if not attributes and lemma not in FURTHER and not self._reports(verb):
            return None
        content = self._content(verb)
        if content is None and (lemma not in SAYING or self._source(verb) is None):
            return None
        return Attribution(self._source(verb), self._cue(verb), content)

    def _reports(self, verb: Token) -> bool:
        """Whether a verb that the lexicon does not know has somebody's words below it."""
        subjects = self.sentence.children(verb.index, "nsubj")
        somebody = any(s.upos in ("PROPN", "PRON") or self._is_person(s) for s in subjects)
        clauses = self.sentence.children(verb.index, "ccomp")
        that = any(m.lemma.lower() == "that" for c in clauses
                   for m in self.sentence.children(c.index, "mark"))  # fmt: skip
        quoted = any(self._is_quoted(c) for c in
                     self.sentence.children(verb.index, "ccomp", "parataxis"))  # fmt: skip
        return somebody and (that or quoted)

    def _is_person(self, token: Token) -> bool:
        kinds = {m.kind for m in self.sentence.mentions if m.head == token.index}
        return bool(kinds & {"person", "organization"})

    def _according(self, token: Token) -> Attribution | None:
        """ "According to Kyiv, …": the rest of its clause is the content."""
        noun = self.tokens[token.head] if token.head >= 0 else token
        if noun.upos not in ("NOUN", "PROPN", "PRON") or noun.index < token.index:
            return None
        fixed = [c.index for c in self.sentence.children(token.index, "fixed")]
        clause = self.tokens[noun.head] if noun.head >= 0 else noun
        own = set(self.sentence.subtree(noun.index))
        rest = [i for i in self.sentence.subtree(clause.index) if i not in own]
        source = [i for i in sorted(own) if i not in (token.index, *fixed)]
        cue = self._span([token.index, *fixed])
        return Attribution(self._span(self._plain(source)), cue, self._span(self._plain(rest)))

    def _colon(self, mark: Token) -> Attribution | None:
        """ "The minister: “We will go.”": a colon alone hands over the word."""
        before, after = self.tokens[: mark.index], self.tokens[mark.index + 1 :]
        quoted = bool(after) and after[0].text in QUOTES
        speaks = any(t.upos in ("VERB", "AUX") for t in before)
        if not quoted or speaks or not any(t.upos == "PROPN" for t in before):
            return None
        source = self._span(self._plain([t.index for t in before]))
        content = self._span([t.index for t in after])
        return Attribution(source, self._span([mark.index]), content)

    def _noun(self, noun: Token) -> Attribution | None:
        """ "the claim that …", "his promise to …"."""
        kinds = self.speech.nouns.get(noun.lemma.lower(), frozenset())
        if noun.lemma.lower() in OPINIONS and not kinds & {"plan"}:
            found = self._opinion(noun)
            if found is not None:
                return found
        if not kinds & (ATTRIBUTING | {"claim"}):
            return None
        clauses = [c for c in self.sentence.children(noun.index, "acl", "ccomp")
                   if c.deprel != "acl:relcl" and c.xpos not in ("VBN", "VBG")]  # fmt: skip
        if not clauses:
            return None
        content = self.sentence.subtree(clauses[0].index)
        owners = self.sentence.children(noun.index, "nmod:poss")
        verb = self.tokens[noun.head] if noun.head >= 0 else None
        source = self._phrase(owners[0]) if owners else None
        if source is None and verb is not None and noun.relation == "obj":
            source = self._source(verb)
        return Attribution(source, self._span([noun.index]), self._span(self._plain(content)))

    def _opinion(self, noun: Token) -> Attribution | None:
        """ "Kyiv's criticism of the plan", "raised questions about it": what it is about."""
        topics = [c for c in self.sentence.children(noun.index, "nmod") if self._is_topic(c)]
        owners = self.sentence.children(noun.index, "nmod:poss")
        verb = self.tokens[noun.head] if noun.head >= 0 else None
        source = self._phrase(owners[0]) if owners else None
        if source is None and verb is not None and noun.relation == "obj":
            source = self._source(verb)
        if not topics or source is None:
            return None
        content = self._span(self._plain(self.sentence.subtree(topics[0].index)))
        return Attribution(source, self._span([noun.index]), content)

    # --- parts -------------------------------------------------------------------------------

    def _content(self, verb: Token) -> Span | None:
        clauses = self.sentence.children(verb.index, *CLAUSES)
        said = [c for c in clauses if c.index > verb.index] or clauses
        if said:
            return self._span(self._plain(self.sentence.subtree(said[0].index)))
        quoted = [c for c in self.sentence.children(verb.index, "parataxis", "obj", "dep")
                  if self._is_quoted(c)]  # fmt: skip
        if quoted:
            return self._span(self._plain(self.sentence.subtree(quoted[0].index)))
        if verb.relation == "parataxis" and verb.lemma.lower() in self.speech.speakers | SAYING:
            around = self._around(verb)
            if around is not None:
                return around
        if verb.lemma.lower() in self.speech.speakers | JUDGING | FURTHER:
            things = self.sentence.children(verb.index, "obj")
            topics = [c for c in self.sentence.children(verb.index, "obl") if self._is_topic(c)]
            so = [c for c in self.sentence.children(verb.index, "advmod") if c.text == "so"]
            chosen = things or topics or so
            if chosen:
                return self._span(self._plain(self.sentence.subtree(chosen[-1].index)))
        return None

    def _around(self, verb: Token) -> Span | None:
        """ "The road is open, Kyiv said": what the verb is set into."""
        own = set(self.sentence.subtree(verb.index))
        host = self.sentence.subtree(verb.head)
        before = [i for i in host if i not in own and i < min(own)]
        after = [i for i in host if i not in own and i > max(own)]
        chosen = before if len(before) >= len(after) else after
        return self._span(self._plain(chosen)) if len(self._plain(chosen)) > 1 else None

    def _is_topic(self, noun: Token) -> bool:
        return any(c.lemma.lower() in ("about", "of", "on", "against", "for")
                   for c in self.sentence.children(noun.index, "case"))  # fmt: skip

    def _is_quoted(self, token: Token) -> bool:
        inside = self.sentence.subtree(token.index)
        first, last = self.tokens[inside[0]], self.tokens[inside[-1]]
        near = self.sentence.words(
            max(first.index - 1, 0), min(last.index + 1, len(self.tokens) - 1)
        )
        return near[:1] in QUOTES or near[-1:] in QUOTES

    def _source(self, verb: Token) -> Span | None:
        """The subject of a verb, of the first of coordinated verbs, or of what governs it."""
        current = verb
        for _ in range(4):
            passive = self.sentence.children(current.index, "nsubj:pass")
            agents = [c for c in self.sentence.children(current.index, "obl:agent", "obl")
                      if any(k.lemma.lower() == "by"
                             for k in self.sentence.children(c.index, "case"))]  # fmt: skip
            if passive:
                return self._phrase(agents[0]) if agents else None
            subjects = self.sentence.children(current.index, "nsubj")
            if subjects:
                return self._phrase(subjects[-1])
            if current.relation == "acl" and current.head >= 0 and current.xpos == "VBG":
                return self._phrase(self.tokens[current.head])
            climbs = current.relation in ("conj", "xcomp", "advcl", "ccomp") and current.head >= 0
            if not climbs:
                return None
            current = self.tokens[current.head]
        return None

    def _phrase(self, head: Token) -> Span:
        """The words of a noun phrase, without its relative clauses' tail after a comma."""
        clausal = {i for c in self.sentence.children(head.index, "acl:relcl", "parataxis", "conj")
                   if c.relation != "conj" for i in self.sentence.subtree(c.index)}  # fmt: skip
        inside = [i for i in self.sentence.subtree(head.index) if i not in clausal]
        case = {c.index for c in self.sentence.children(head.index, "case") if c.index < head.index}
        return self._span(self._plain([i for i in inside if i not in case]))

    def _cue(self, verb: Token) -> Span:
        helpers = [c.index for c in self.sentence.children(verb.index, "aux", "compound:prt")]
        negation = [c.index for c in self.sentence.children(verb.index, "advmod")
                    if c.lemma.lower() in ("not", "n't", "never", "also")]  # fmt: skip
        near = [i for i in (*helpers, *negation) if abs(i - verb.index) <= 3]
        return self._span([verb.index, *near])

    def _plain(self, indices: list[int]) -> list[int]:
        """Indices without the marks at either end."""
        kept = list(indices)
        while kept and self.tokens[kept[0]].upos == "PUNCT":
            kept.pop(0)
        while kept and self.tokens[kept[-1]].upos == "PUNCT":
            kept.pop()
        return kept

    def _span(self, indices: list[int]) -> Span:
        first, last = (min(indices), max(indices)) if indices else (0, 0)
        return self.tokens[first].start, self.tokens[last].end
