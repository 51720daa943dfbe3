"""Who does what to whom in the tree: the phrases that fill the slots of a trigger.

Deep subject and object are read off Universal Dependencies, so that active, passive,
relative, infinitival, coordinated and nominal forms of one happening give the same slots.
Every function returns indices of head tokens, coordinated phrases spelled out.
"""

from __future__ import annotations

from cuibono.language.sentence import Sentence, Token, conjuncts

VERBAL = ("VERB", "AUX")
RELATIVE = ("WDT", "WP", "WP$", "WRB")
# Verbs that lend their subject to an event noun: "launched an attack", "hold talks".
LIGHT = frozenset(
    """accelerate adopt apply attend begin boost bring broker carry cast complete conclude conduct
    continue convene create cut deepen deliver do draw effect end engage enter escalate establish
    execute exercise expand express extend finalize foster get give grant halt have heighten hold
    host impose increase initiate intensify issue join keep launch lead levy lift lodge make
    mount move offer open organise organize participate pass pay perform play pledge plan plot
    post pursue put raise ratify reach receive reiterate relaunch renew resume return secure send
    set show sign slap stage start step stop strengthen suspend take tighten undertake unleash
    use voice wage welcome widen withdraw wield agree announce approve authorise authorize order
    prepare promise threaten vow""".split()
)
# Verbs whose object does not control the infinitive that follows: "promised Kyiv to send".
SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "use", "take", "hold", "make"})
# Verbs whose object does what the infinitive says: "pushed Moscow to act". The parser hangs
# such infinitives now as complements, now as adverbial clauses.
OBJECT_CONTROL = frozenset(
    """allow ask authorise authorize beg call cause compel convince drive enable encourage
    force get help implore incite instruct invite lead lobby motivate oblige order permit
    persuade press pressure prompt provoke push require spur summon teach tell tempt urge warn
    advise appeal induce implore request challenge commission hire train expect want""".split()
)
# Nouns that measure out what follows "of": the thing itself is what counts.
MEASURES = frozenset(
    """range series number kind variety form lot set package round wave spate string raft million
    thousand hundred dozen billion ton tonne type array host shipment batch consignment load
    cargo supply mix level amount quantity note letter deal handful couple score barrel volley salvo
    barrage plenty majority part piece step import export provision use delivery some many most
    several few all half third quarter rest remainder ten member group container
    truckload planeload boatload""".split()
)
# Verbs whose object did what it is thanked or blamed for.
JUDGING = frozenset(
    """thank praise blame criticise criticize condemn denounce punish sanction fine rebuke slam
    commend applaud chide fault censure arrest jail detain convict sentence sue credit honour
    honor reward scold laud hail attack reprimand penalise penalize indict charge""".split()
)
# What is issued by somebody and says what its clause says: "passed a law authorising".
DOCUMENTS = frozenset({"law", "bill", "decree", "statement", "letter", "order", "measure", "act",
                       "resolution", "motion", "report", "declaration"})  # fmt: skip
# Nouns that join an action to its aim: "fought in support of Moscow".
IN_AID = frozenset({"support", "defence", "defense", "solidarity", "favour", "favor", "protest",
                    "opposition", "retaliation", "response"})  # fmt: skip
# Prepositions that say no less than a plainer one.
LIKE = {
    "in": frozenset({"inside", "within", "throughout"}),
    "on": frozenset({"upon"}),
    "to": frozenset({"toward", "towards", "onto"}),
    "with": frozenset({"alongside"}),
}
NONE = frozenset[str]()
# Verbs by which an event noun reaches somebody from somewhere: "a warning came from Minsk".
COMING = frozenset({"come", "arrive", "emanate", "originate"})
# What somebody may have had in a deed, and the verbs by which one owns up to it or does not.
SHARES = frozenset({"role", "involvement", "part", "hand", "responsibility", "complicity",
                    "intention", "knowledge", "participation"})  # fmt: skip
OWNING_UP = frozenset({"deny", "disavow", "reject", "dismiss", "admit", "acknowledge", "refute",
                       "disclaim", "confess", "repudiate"})  # fmt: skip
# Participles that say where a thing goes.
BOUND = frozenset({"aim", "bind", "bound", "destine", "intend", "direct", "target", "mean", "head"})
# "In the words of Quito", "by Oslo's account".
WORDED = frozenset({"word", "view", "opinion", "account", "telling", "admission", "reckoning"})
REPORTS = frozenset({"report", "claim", "allegation", "accusation", "rumour", "rumor", "story",
                     "suggestion", "speculation", "talk", "charge"})  # fmt: skip
CALLING = frozenset({"call", "brand", "term", "label", "describe", "dismiss"})
HAVING = frozenset({"have", "see", "get", "order", "want", "leave"})
MOODS = frozenset({"anger", "dismay", "delight", "fury", "annoyance", "relief", "satisfaction",
                   "surprise", "chagrin", "consternation", "alarm", "displeasure"})  # fmt: skip
BACKING = frozenset({"support", "help", "backing", "assistance", "approval", "consent", "blessing"})
DEPTH = 6
TIMES = frozenset({"time", "day", "week", "month", "year", "today", "yesterday", "monday"})


def _resolved(sentence: Sentence, index: int) -> list[int]:
    """The heads meant by a phrase; a relative pronoun stands for the noun it hangs on."""
    token = sentence.tokens[index]
    if token.text.lower() == "what":
        # "Strikes on what it called a base".
        named = [c for c in sentence.children(index, "acl:relcl") if c.lemma in CALLING]
        things = [t.index for c in named for t in sentence.children(c.index, "obj", "xcomp")]
        return things[:1] or [index]
    relative = token.xpos in RELATIVE or (token.lemma == "that" and token.upos == "PRON")
    if relative:
        for governor in (token, *sentence.ancestors(index)):
            if governor.deprel == "acl:relcl" and governor.head >= 0:
                return [governor.head]
    return conjuncts(sentence, index)


def _marker(sentence: Sentence, index: int) -> str:
    """The word that introduces a clause or phrase (`to`, `of`, `because`), lower case."""
    marks = sentence.children(index, "mark", "case")
    return marks[0].text.lower() if marks else ""


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Whether a verb's surface subject is what it is done to.

    Reduced forms count: "weapons sent by Pyongyang", "backed by China, Moscow …".
    """
    if sentence.children(verb, "nsubj:pass", "aux:pass", "csubj:pass"):
        return True
    token = sentence.tokens[verb]
    if token.xpos != "VBN" or sentence.children(verb, "aux", "obj", "nsubj"):
        return False
    if token.deprel in ("acl", "advcl", "amod"):
        return True
    if token.deprel == "xcomp" and sentence.tokens[token.head].lemma in HAVING:
        # "Had its request refused".
        return bool(sentence.children(token.head, "obj"))
    return token.deprel == "conj" and token.head >= 0 and is_passive(sentence, token.head)


def surface_subject(sentence: Sentence, verb: int, depth: int = 0) -> list[int]:
    """The grammatical subject of a verb, inherited where the clause leaves it out."""
    own = sentence.children(verb, "nsubj", "nsubj:pass")
    if own:
        # "Peru, this time, agreed": a time is no subject where there is another.
        doers = [t for t in own if t.lemma.lower() not in TIMES] or own
        subject = doers[-1].index
        return _resolved(sentence, subject) + _joining(sentence, verb, subject)
    token = sentence.tokens[verb]
    if token.head < 0 or depth > DEPTH:
        return []
    match token.relation:
        case "acl":
            return _noun_controller(sentence, token, depth)
        case "xcomp" | "advcl" | "ccomp" | "csubj" | "obl":
            return _clause_controller(sentence, token, depth)
        case "conj" | "cop" | "aux":
            if token.upos in VERBAL and sentence.tokens[token.head].upos == "NOUN":
                return _nearest_subject(sentence, token, depth)
            return surface_subject(sentence, token.head, depth + 1)
        case _:
            return []


def _joining(sentence: Sentence, verb: int, subject: int) -> list[int]:
    """Who else does it: "Suva, together with Apia, urged", "as did Lima"."""
    found: list[int] = []
    adverbs = [t for i in (verb, subject) for t in sentence.children(i, "advmod")]
    beside = [t.index for t in adverbs if t.lemma == "together"]
    for other in [t for i in (subject, verb, *beside) for t in sentence.children(i, "nmod", "obl")]:
        joins = {t.text.lower() for t in sentence.children(other.index, "case", "advmod")}
        if "with" in joins and (joins & {"together", "along"} or other.head in beside):
            found += conjuncts(sentence, other.index)
    for clause_ in sentence.children(verb, "advcl"):
        if clause_.lemma == "do" and _marker(sentence, clause_.index) == "as":
            for doer in sentence.children(clause_.index, "nsubj"):
                found += conjuncts(sentence, doer.index)
    return found


def _nearest_subject(sentence: Sentence, verb: Token, depth: int) -> list[int]:
    """The subject of the next verb above, for a verb that was hung on a noun by mistake."""
    for above in sentence.ancestors(verb.index):
        if above.upos in VERBAL:
            return surface_subject(sentence, above.index, depth + 1)
    return []


def _clause_controller(sentence: Sentence, verb: Token, depth: int) -> list[int]:
    """The subject that a governing verb gives to its subjectless clause."""
    governor = sentence.tokens[verb.head]
    if governor.relation in ("advmod", "case", "mark") and governor.head >= 0:
        # "Far from attacking, Asmara withdrew": the verb above says who.
        governor = sentence.tokens[governor.head]
    marker = _marker(sentence, verb.index)
    if marker == "for" and verb.relation == "advcl" and governor.upos in VERBAL:
        return _blamed(sentence, governor) or surface_subject(sentence, governor.index, depth + 1)
    takes_object = verb.relation == "xcomp" or marker in ("of", "from", "into")
    takes_object = takes_object or (marker == "to" and governor.lemma in OBJECT_CONTROL)
    if takes_object and governor.lemma not in SUBJECT_CONTROL:
        objects = sentence.children(governor.index, "obj", "iobj")
        if objects and objects[0].index != verb.index:
            return _resolved(sentence, objects[0].index)
        if governor.lemma in ("call", "appeal") and marker == "to":
            asked = oblique(sentence, governor.index, "on")
            return asked or surface_subject(sentence, governor.index, depth + 1)
    if verb.relation == "ccomp" and marker in ("that", "whether"):
        return []
    if verb.relation == "ccomp" and governor.deprel == "acl:relcl":
        # "Dubai, which officers say has armed them": the noun is the subject further down.
        return [governor.head]
    return surface_subject(sentence, governor.index, depth + 1)


def _blamed(sentence: Sentence, verb: Token) -> list[int]:
    """Who is thanked, sanctioned or condemned for what follows: the one that it is done to."""
    if verb.lemma not in JUDGING | LIGHT:
        return []
    return oblique(sentence, verb.index, "on") or (
        patient(sentence, verb.index) if verb.lemma in JUDGING else []
    )


def _noun_controller(sentence: Sentence, verb: Token, depth: int) -> list[int]:
    """The subject of a clause that hangs on a noun: the noun, or whoever holds it."""
    noun = sentence.tokens[verb.head]
    if verb.deprel == "acl:relcl":
        gap = sentence.children(verb.index, "obj") and not sentence.children(verb.index, "nsubj")
        return [noun.index] if gap else []
    if verb.xpos == "VBG" and noun.lemma.lower() in DOCUMENTS:
        issuers = holders(sentence, noun.index, depth + 1)
        return issuers or conjuncts(sentence, noun.index)
    if verb.xpos == "VBG" and sentence.children(noun.index, "cop"):
        # "Oslo is the first donor, giving a third".
        return surface_subject(sentence, noun.index, depth + 1)
    if verb.xpos in ("VBN", "VBG") and _marker(sentence, verb.index) in ("", "by"):
        return conjuncts(sentence, noun.index) if verb.xpos == "VBG" else [noun.index]
    if sentence.children(noun.index, "cop"):
        return surface_subject(sentence, noun.index, depth + 1)
    return (
        holders(sentence, noun.index, depth + 1)
        or oblique(sentence, noun.index, "between")
        or [noun.index]
    )


def holders(sentence: Sentence, noun: int, depth: int = 0) -> list[int]:
    """Whose plan, effort or attack it is: possessor, by-phrase, or a light verb's subject."""
    owners = sentence.children(noun, "nmod:poss")
    if owners:
        return _resolved(sentence, owners[0].index)
    authors = oblique(sentence, noun, "by")
    if authors:
        return authors
    above = sentence.tokens[noun].head
    if above >= 0 and sentence.tokens[above].lemma in COMING:
        origin = oblique(sentence, above, "from")
        if origin:
            return origin
    if above >= 0 and sentence.tokens[above].lemma in ("responsible", "guilty"):
        # "Is responsible for the killing".
        return surface_subject(sentence, above, depth + 1)
    verb = light_verb(sentence, noun) or _owning_up(sentence, noun)
    if verb is None and sentence.tokens[noun].lemma in IN_AID and _marker(sentence, noun) == "in":
        verbs = (a.index for a in sentence.ancestors(noun) if a.upos in VERBAL)
        verb = next(verbs, None)
    if verb is not None and depth <= DEPTH:
        return agent(sentence, verb, depth + 1)
    return []


def _owning_up(sentence: Sentence, noun: int) -> int | None:
    """The verb of who denies or admits a part in something: the part is that one's own.

    So is what reports say that somebody denies: "called reports of a withdrawal a lie".
    """
    token = sentence.tokens[noun]
    told = sentence.tokens[token.head] if token.head >= 0 else token
    if token.relation == "nmod" and told.lemma.lower() in REPORTS:
        token = told
    elif token.lemma.lower() not in SHARES and not _nobodys(sentence, noun):
        return None
    if token.relation != "obj" or token.head < 0:
        return None
    verb = sentence.tokens[token.head].lemma
    return token.head if verb in OWNING_UP or (token is told and verb in CALLING) else None


def _nobodys(sentence: Sentence, noun: int) -> bool:
    """Whether a deed that is denied or admitted is said to be nobody's: "denies arms deals"."""
    verb = sentence.tokens[sentence.tokens[noun].head].lemma
    named = sentence.children(noun, "amod", "compound", "nmod:poss", "acl")
    return verb in ("deny", "admit") and not any(
        c.text.istitle() or c.deprel in ("nmod:poss", "acl") for c in named
    )


def light_verb(sentence: Sentence, noun: int) -> int | None:
    """The verb that lends its subject to an event noun, if there is one."""
    for participle in sentence.children(noun, "acl"):
        if participle.xpos == "VBN" and participle.lemma in LIGHT:
            return participle.index
    token = sentence.tokens[noun]
    while token.head >= 0 and _passes_up(sentence, token):
        token = sentence.tokens[token.head]
    if token.head < 0 or token.relation not in ("obj", "nsubj", "obl", "xcomp"):
        return None
    governor = sentence.tokens[token.head]
    if token.relation == "nsubj" and not is_passive(sentence, governor.index):
        return None
    if token.relation == "obl" and _marker(sentence, noun) not in (
        "in",
        "on",
        "with",
        "into",
        "out",
    ):
        return None
    return governor.index if governor.lemma in LIGHT and governor.upos in VERBAL else None


def measures(token: Token) -> bool:
    """Whether a noun or number only measures out what follows "of": "some, *eleven* of the X"."""
    return token.upos == "NUM" or token.lemma.lower() in MEASURES


def _passes_up(sentence: Sentence, token: Token) -> bool:
    """Whether a noun stands in its governor's place: coordinated, or measured out by it."""
    if token.deprel == "conj":
        return True
    governor = sentence.tokens[token.head]
    measured = token.relation == "nmod" and measures(governor)
    return measured and _marker(sentence, token.index) == "of"


def is_reciprocal(sentence: Sentence, index: int) -> bool:
    """Whether a word is "each other", "one another", or "the other" of "each blaming the other"."""
    word = sentence.tokens[index].text.lower()
    if word in ("each", "one"):
        parts = sentence.children(index, "fixed", "amod", "flat", "dep")
        return any(c.text.lower() in ("other", "another") for c in parts)
    verb = sentence.tokens[index].head
    each = (sentence.tokens[i].text.lower() == "each" for i in sentence.subtree(max(verb, 0)))
    return word == "other" and any(each)


def agent(sentence: Sentence, verb: int, depth: int = 0) -> list[int]:
    """The deep subject of a verb: the by-phrase of a passive, else the surface subject."""
    if is_passive(sentence, verb):
        agents = sentence.children(verb, "obl:agent")
        found = [a.index for a in agents] or oblique(sentence, verb, "by")
        return [head for index in found for head in conjuncts(sentence, index)]
    return surface_subject(sentence, verb, depth)


def patient(sentence: Sentence, verb: int) -> list[int]:
    """The deep object of a verb: what is sent, condemned, attacked."""
    own = sentence.children(verb, "obj") or sentence.children(verb, "iobj")
    if own:
        return [head for o in own for head in _resolved(sentence, o.index)]
    if is_passive(sentence, verb):
        return surface_subject(sentence, verb)
    token = sentence.tokens[verb]
    if token.deprel == "acl:relcl" and not _has_relative(sentence, verb):
        return [token.head]
    for other in sentence.children(verb, "conj") if not sentence.children(verb, "obl") else ():
        if other.upos in VERBAL and not sentence.children(other.index, "nsubj", "mark", "case"):
            shared = sentence.children(other.index, "obj")
            if shared:
                return _resolved(sentence, shared[0].index)
    return []


def _has_relative(sentence: Sentence, verb: int) -> bool:
    """Whether a relative clause holds its own relative pronoun."""
    return any(sentence.tokens[i].xpos in RELATIVE for i in sentence.subtree(verb))


def oblique(sentence: Sentence, index: int, preposition: str) -> list[int]:
    """Heads of the phrases that a preposition joins to a word, coordinated ones included."""
    found: list[int] = []
    for child in sentence.children(index, "obl", "nmod", "advcl", "xcomp"):
        cases = [c for c in sentence.children(child.index, "case", "mark") if c.upos != "PART"]
        words = {w for c in cases for w in (c.text.lower(), c.lemma)}
        if preposition in words or words & LIKE.get(preposition, NONE):
            # "with its border closed": the noun that the preposition introduces is a subject.
            inner = sentence.children(child.index, "nsubj") if child.relation == "advcl" else []
            found.extend(_resolved(sentence, (inner or [child])[0].index))
    return found


def prepositions(sentence: Sentence, index: int) -> set[str]:
    """The prepositions that join phrases to a word."""
    children = sentence.children(index, "obl", "nmod")
    return {c.text.lower() for child in children for c in sentence.children(child.index, "case")}
