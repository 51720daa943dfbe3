"""The brief: every sentence cited, every citation a quote, one file without the network."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from cuibono import Desk
from cuibono.actors import Registry
from cuibono.actors.mentions import Namer
from cuibono.briefs import html, markdown
from cuibono.briefs.brief import Subject, brief
from cuibono.briefs.cited import Cited, Quotes
from cuibono.briefs.contested import CONTESTED
from cuibono.briefs.headed import BOTH, UNSURE
from cuibono.briefs.heard import Heard
from cuibono.briefs.leaning import REST
from cuibono.briefs.sections import AHEAD, FEW, NEW, NOT, OTHERS, POSSIBLE, SHORT
from cuibono.briefs.telling import LONGEST, TOGETHER, quoted
from cuibono.briefs.topics import ARMED, OTHER, SORTED, SURE
from cuibono.coding.statement import Stance, Statement
from cuibono.documents import About, Document
from cuibono.errors import CuibonoError
from cuibono.events.resolve import resolve

TEXT = """Ankara sent drones to Kyiv in May 2022. Moscow said that Ankara had sold tanks to Kyiv.
Ankara denied it.

Kyiv thanked Ankara. Ankara plans to send grain to Kyiv. Ankara has benefited from the trade."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brief")
    path = folder / "text.txt"
    path.write_text(TEXT, "utf-8")
    made = Desk(folder / "ledger")
    made.read([path], About(title="Grain & <drones>", published=date(2022, 6, 1)))
    return made


def said(quote="Ankara sent drones to Kyiv.", document="d", start=0, **changes):
    fields = {
        "document": document, "quote": quote, "start": start, "end": start + len(quote),
        "trigger": "sent", "trigger_start": start + 7, "trigger_end": start + 11,
        "actor": "TUR", "actor_text": "Ankara", "type": "AID", "recipient": "UKR",
        "recipient_text": "Kyiv", "item": "arms",
        "giver": "TUR", "receiver": "UKR", "published": "2022-06-01",
    }  # fmt: skip
    return Statement(**{**fields, **changes})


def told(*statements, unsure=(), b="UKR", old=None, documents=()):
    """The sections of a brief on Turkey by heading, each as its sentences."""
    subject = Subject("TUR", b, resolve(unsure, documents), old)
    made = brief(subject, resolve(statements, documents), documents, Registry.load())
    return {s.heading: [c.text for c in s.sentences] for s in made.sections}


class Page(HTMLParser):
    """Targets, ids and foreign addresses of a page."""

    def __init__(self, text):
        super().__init__()
        self.cited, self.ids, self.loaded, self.tags = [], [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        if given.get("href", "").startswith("#"):
            self.cited.append(given["href"][1:])
        if given.get("id", "").startswith("q"):
            self.ids.append(given["id"])
        if tag in ("link", "script", "img", "iframe") or given.get("src"):
            self.loaded.append(tag)


def test_a_sentence_without_a_citation_cannot_be_made():
    with pytest.raises(CuibonoError, match="without a citation"):
        Cited("Something happened.", ())


def test_every_sentence_of_the_markdown_ends_in_its_quotes(desk):
    page = desk.brief("TUR", "UKR", "md")
    body, quotes = page.split("\n## Quotes\n")
    lines = [line for line in body.splitlines() if line and line[0] not in "#*"]
    known = {int(n) for n in re.findall(r"^(\d+)\. ", quotes, re.M)}
    for line in lines:
        assert re.search(r"[.)”]( \[\d+\](\[\d+\])*)$", line), line
        assert {int(n) for n in re.findall(r"\[(\d+)\]", line)} <= known
    assert known == set(range(1, len(known) + 1))


def test_every_citation_of_the_html_leads_to_a_quote(desk):
    page = Page(desk.brief("TUR", "UKR", "html"))
    assert page.cited
    assert set(page.cited) == set(page.ids)


def test_the_html_is_one_file_without_scripts(desk):
    page = Page(desk.brief("TUR", "UKR", "html"))
    assert page.loaded == []
    assert {"style", "mark"} <= page.tags


def test_marks_of_html_and_markdown_in_titles_are_text(desk):
    assert "Grain &amp; &lt;drones&gt;" in desk.brief("TUR", "UKR", "html")
    assert "Grain & \\<drones\\>" in desk.brief("TUR", "UKR", "md")


def test_two_without_dealings_get_one_line(desk):
    with pytest.raises(CuibonoError, match="holds nothing on what passed between Peru and Chile"):
        desk.brief("PER", "CHL")


ARMS = "Arms"


def test_it_tells_in_the_words_of_the_text_with_its_date():
    (line,) = told(said())[ARMS]
    assert line == "“Ankara sent drones to Kyiv.” (a text without a title, 1 June 2022)"


def test_the_publisher_stands_before_the_title():
    wire = Document("x", title="Drones", publisher="Wire")
    (line,) = told(said(document=wire.id, title="Drones"), documents=[wire])[ARMS]
    assert line.endswith("(Wire, 1 June 2022)")


def test_a_speaker_is_named_where_the_words_do_not():
    (line,) = told(said("“They sent drones to Kyiv.”", source="RUS.MFA"))[ARMS]
    assert line.startswith("“‘They sent drones to Kyiv.’” (")
    assert line.endswith(", citing Russia)")
    (line,) = told(said("Moscow said Ankara sent drones to Kyiv.", source="RUS"))[ARMS]
    assert line.startswith("“Moscow said")


def test_both_sides_of_a_contested_claim_stand_in_their_own_words():
    found = told(
        said(source="RUS"),
        said("Ankara denied it.", start=40, source="TUR", stance=Stance.DENIED),
    )
    (line,) = found[CONTESTED]
    assert "sent drones" in line
    assert "; against this, “Ankara denied it.” (" in line
    assert ARMS not in found


def test_what_may_come_is_never_told_as_done():
    found = told(said("Ankara plans to send drones to Kyiv.", stance=Stance.PLANNED))
    assert list(found) == [AHEAD]


def test_a_deed_to_a_third_counts_where_the_words_name_the_other():
    vote = "Ankara voted against the resolution on Kyiv."
    third = said(vote, type="REJECT", recipient="UNGA", item="vote", giver=None, receiver=None)
    assert told(third)[OTHERS]
    # A pact with a neighbour does not concern whoever only stands beside it.
    pact = said("Ankara signed a pact with Oslo, as Kyiv looked on.", type="AGREE", item=None,
                recipient="NOR", recipient_text="Oslo", giver=None, receiver=None)  # fmt: skip
    assert list(told(pact)) == [BOTH]
    joined = replace(pact, actor="UKR", actor_text="Kyiv")
    assert OTHERS in told(pact, joined)
    alone = said("Ankara voted against it.", type="REJECT", recipient="UNGA", giver=None,
                 receiver=None)  # fmt: skip
    with pytest.raises(CuibonoError, match="nothing"):
        told(alone)


def test_gains_that_have_nothing_to_do_with_the_other_are_left_out():
    gain = said("Ankara has benefited from tourism.", type="GAIN", recipient="---", item=None,
                giver=None, receiver=None)  # fmt: skip
    with pytest.raises(CuibonoError, match="nothing"):
        told(gain)
    assert "Gains" in told(gain, b=None)


def test_what_is_too_unsure_to_count_stands_apart():
    found = told(said(), unsure=[said("Ankara may aid Kyiv.", start=50, confidence=0.1)])
    assert "Ankara may aid Kyiv." in found[UNSURE][0]
    assert len(found[ARMS]) == 1


def test_a_heading_of_a_text_is_not_told():
    with pytest.raises(CuibonoError, match="nothing"):
        told(said("3. Accusations that Ankara sent drones to Kyiv"))


def test_the_same_from_an_independent_source_is_said_so():
    wire, paper = Document("x", publisher="Wire"), Document("y", publisher="Paper")
    first = said(document=wire.id, when="2022-05-01")
    second = said("Turkey sent Ukraine drones.", document=paper.id, when="2022-05-01",
                  published="2022-06-02")  # fmt: skip
    lines = told(first, second, documents=[wire, paper])[ARMS]
    own = "; compare, from another text, “Turkey sent Ukraine drones.” (Paper, 2 June 2022)"
    assert len(lines) == 1 and own in lines[0]


def test_a_new_brief_begins_with_what_the_last_did_not_rest_on():
    first, later = said(), said("Ankara sent tanks to Kyiv.", start=90)
    subject = Subject("TUR", "UKR")
    old = markdown.render(brief(subject, resolve([first], []), [], Registry.load()))
    (line,) = told(first, later, old=old)["New since the last brief"]
    assert "tanks" in line
    assert "New since the last brief" not in told(first, old=old)


def test_words_that_are_printed_again_stand_once():
    first = said(document="a", published="2022-06-01")
    again = said(document="b", published="2022-06-02")
    (line,) = told(first, again)[ARMS]
    assert "1 June 2022" in line


def test_ten_thousand_statements_are_a_page_and_a_line_on_the_rest():
    many = [said(f"Ankara sent {n + 2} drones to Kyiv.", start=50 * n) for n in range(500)]
    made = brief(Subject("TUR", "UKR"), resolve(many, []), [], Registry.load())
    (arms,) = (s for s in made.sections if s.heading == ARMS)
    assert len(arms.sentences) == 20
    assert arms.rest.startswith("480 more passages are left out")


def test_a_long_quote_is_cut_around_its_trigger():
    long = "word " * 200 + "sent " + "word " * 200
    line = quoted(said(long, trigger_start=1000, trigger_end=1004))
    assert "sent" in line
    assert line.startswith("“… word")
    assert len(line) < LONGEST + 10


def test_one_quote_has_one_number_and_all_its_triggers():
    quotes = Quotes()
    both = (said(), said(trigger="drones", trigger_start=12, trigger_end=18, type="COOPERATE"))
    assert quotes.cite(Cited("One.", both[:1])) == [1]
    assert quotes.cite(Cited("Two.", both)) == [1]
    (quote,) = quotes.all()
    assert [text for text, hit in quote.parts if hit] == ["sent", "drones"]
    assert "".join(text for text, _ in quote.parts) == "Ankara sent drones to Kyiv."


def test_the_names_of_a_quote_are_found_once(monkeypatch):
    asked: list[str] = []
    find = Namer.find
    monkeypatch.setattr(Namer, "find", lambda self, cut, day: (
        asked.append(cut[0].text), find(self, cut, day))[1])  # fmt: skip
    heard = Heard(Namer(Registry.load()))
    whom = said("Ankara sent drones to Kyiv."), said("Ankara sent drones to Kyiv.", start=90)
    assert [heard.named(s) for s in whom] == [frozenset({"TUR", "UKR"})] * 2
    assert asked == ["Ankara sent drones to Kyiv."]


def test_what_a_sentence_as_a_whole_foretells_or_guesses_is_not_told_as_done():
    hopes = "Help for Kyiv is expected to go on in light of what Ankara sent."
    found = told(said(hopes, trigger="sent", trigger_start=58, trigger_end=62))
    assert hopes in found[AHEAD][0] and ARMS not in found
    guess = "There is speculation that Ankara sent drones to Kyiv."
    found = told(said(guess, trigger="sent", trigger_start=33, trigger_end=37))
    assert guess in found[POSSIBLE][0] and ARMS not in found
    # What only a clause beside it foretells takes nothing from what was done.
    aside = "Ankara, which is expected to win, sent drones to Kyiv."
    found = told(said(aside, trigger="sent", trigger_start=34, trigger_end=38))
    assert aside in found[ARMS][0] and AHEAD not in found


def test_of_two_claims_the_one_on_somebodys_word_is_set_against_a_denial():
    found = told(
        said("Moscow said that Ankara sent drones to Kyiv.", source="RUS"),
        said("The drones that Ankara sent to Kyiv broke a pact.", start=50),
        said("Ankara denied these reports.", start=100, source="TUR", stance=Stance.DENIED),
    )
    (line,) = found[CONTESTED]
    assert line.startswith("“Moscow said that Ankara sent drones to Kyiv.”")


def test_what_is_new_is_told_though_what_it_stands_beside_is_denied_and_old():
    claim = said("Moscow said that Ankara sent drones to Kyiv.", source="RUS")
    denial = said("Ankara denied that it sent drones.", "e", source="TUR", stance=Stance.DENIED)
    fresh = said("Ankara sent grain to Kyiv.", "f", item="food", giver=None, receiver=None)
    old = f"{claim.id[:8]} {denial.id[:8]}"
    assert NEW in told(claim, denial, fresh, old=old)
    # A line that points to a denial says nothing new.
    assert all("denied: see" not in line for line in told(claim, denial, old="deadbeef")[NEW])


def test_how_many_unsure_passages_are_left_out_is_said():
    many = [said(f"Ankara sent Kyiv {n} drones.", f"d{n}", confidence=0.1) for n in range(16)]
    subject = Subject("TUR", "UKR", resolve(many, []))
    made = brief(subject, resolve([said()], []), [], Registry.load())
    assert made.sections[-1].more == 6


def test_iran_strikes_and_its_strikes_are_told_apart():
    strikes = {"type": "ASSAULT", "item": None, "giver": None, "receiver": None, "actor": "IRN"}
    for words, trigger, expected in (
        ("Iran struck Kyiv and then left.", "struck", "Use of force"),
        ("Oslo left over Iranian strike on Kyiv.", "strike", BOTH),
    ):
        at = words.index(trigger)
        span = {"trigger": trigger, "trigger_start": at, "trigger_end": at + len(trigger)}
        struck = said(words, actor_text="Iran", **strikes, **span)
        left = said(words, actor="NOR", type="SANCTION", recipient="---", item=None, giver=None,
                    receiver=None)  # fmt: skip
        subject = Subject("IRN", "UKR")
        made = brief(subject, resolve([struck, left], []), [], Registry.load())
        assert [s.heading for s in made.sections] == [expected]


def test_a_passage_that_holds_a_denied_claim_says_where_the_denial_stands():
    quotes = ("Moscow said that Ankara sent drones to Kyiv.", "Birds sang as Kyiv thanked Ankara.")
    document = Document(" ".join(quotes))
    claim = said(quotes[0], document=document.id, source="RUS")
    thanks = said(
        quotes[1], document=document.id, start=document.text.index(quotes[1]), type="SUPPORT",
        item=None, actor="UKR",
        actor_text="Kyiv", recipient="TUR", recipient_text="Ankara", **LOOSE,
    )  # fmt: skip
    denial = said("Ankara denied that it sent drones.", "e", source="TUR", stance=Stance.DENIED)
    found = told(claim, thanks, denial, documents=[document])
    assert len(found[CONTESTED]) == 1
    (line,) = found[BOTH]
    assert line.endswith("; a claim in it is denied: see “What is contested or denied”")


def test_force_by_one_while_the_other_is_only_named_is_not_between_the_two():
    words = "While Kyiv and Warsaw met, Ankara tested missiles."
    test = said(words, type="MOBILIZE", recipient="---", giver=None, receiver=None)
    assert list(told(test)) == [BOTH]
    assert "Troops or weapons tests" in told(test, b=None)


@pytest.mark.parametrize("label", ["", "MR DOE: It rained.\n\nMS ROE: "])
def test_a_passage_that_the_next_takes_up_is_told_once(label):
    """However many take up each other, and whoever speaks."""
    quotes = ("Ankara sent drones to Kyiv.", "They came from Ankara to Kyiv.", "They fell on Kyiv.")
    document = Document(f"{label}{' '.join(quotes)}")
    at = [said(q, document=document.id, start=document.text.index(q)) for q in quotes]
    (line,) = told(*at, documents=[document])[ARMS]
    assert line.startswith(f"“{' '.join(quotes)}” (")


LOOSE = {"confidence": SURE - 0.1}


def test_what_no_heading_explains_is_shown_after_the_sentence_before_it():
    quote = "Ankara sent drones to Kyiv."
    document = Document(f"Rain fell on the coast. {quote}\n\nAnkara sent tanks to Kyiv.")
    at = said(quote, document=document.id, start=document.text.index(quote), **LOOSE)
    (line,) = told(at, documents=[document])[BOTH]
    assert line.startswith(f"“Rain fell on the coast. {quote}” (")
    (line,) = told(at, documents=[document], b=None)[OTHER]
    assert line.startswith("“Rain fell on the coast. ")
    sure = said(quote, document=document.id, start=at.start)
    (line,) = told(sure, documents=[document])[ARMS]
    assert line.startswith(f"“Rain fell on the coast. {quote}” (")


def test_what_no_heading_explains_and_stands_together_is_told_together():
    quotes = tuple(f"Ankara sent {what} to Kyiv." for what in ("drones", "tanks", "men"))
    document = Document(" ".join(quotes))
    at = [said(q, document=document.id, start=document.text.index(q), **LOOSE) for q in quotes]
    (line,) = told(*at, documents=[document])[BOTH]
    assert line.startswith(f"“{document.text}” (")
    # The words of two speakers are told apart.
    at[1] = said(quotes[1], document=document.id, start=at[1].start, source="USA", **LOOSE)
    assert len(told(*at, documents=[document])[BOTH]) == 3


def test_a_treaty_on_troops_hands_over_none():
    treaty = said("Ankara and Kyiv signed a treaty on forces.", type="AGREE", item="troops")
    assert "Agreements" in told(treaty)


def test_what_somebody_is_meant_in_without_words_has_no_heading():
    quote = "The provincial congress backed Kyiv."
    backed = said(quote, actor_text="", type="SUPPORT", item=None, giver=None, receiver=None)
    named = said(f"Ankara saw how {quote}", actor_text="", type="SUPPORT", item=None)
    assert list(told(backed, b=None)) == [UNSURE]
    assert "Political support, recognition or thanks" in told(named)


def test_a_capital_in_which_others_meet_names_nobody():
    quote = "Ankara and Oslo met in Kyiv."
    met = said(quote, type="CONSULT", recipient="NOR", item=None, giver=None, receiver=None)
    with pytest.raises(CuibonoError, match="holds nothing"):
        told(met)
    officials = said(
        "Ankara met officials in Kyiv.", type="CONSULT", recipient_text="officials in Kyiv",
        item=None, giver=None, receiver=None,
    )  # fmt: skip
    assert "Talks, visits or letters" in told(officials)


def test_a_brief_on_one_actor_twice_is_refused(desk):
    with pytest.raises(CuibonoError, match="are one actor"):
        desk.brief("Turkey", "Ankara")


def test_what_stands_around_is_set_off_and_said_to_be(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("Rain fell on the coast. Ankara sent drones to Kyiv.", "utf-8")
    made = Desk(tmp_path / "ledger")
    made.read([path], About(published=date(2022, 6, 1)))
    page = made.brief("TUR", "UKR", "md")
    assert "“Rain fell on the coast. **Ankara sent drones to Kyiv.**” (" in page
    assert "Words around those in bold are context" in page
    html = made.brief("TUR", "UKR", "html")
    assert '“<span class="around">Rain fell on the coast. </span>Ankara sent' in html
    assert "Words in grey are context" in html


def test_an_actor_is_called_as_the_texts_call_it():
    quote = "Korea sent drones to Kyiv."
    sent = said(quote, actor="KOR", actor_text="Korea", giver="KOR")
    subject = Subject("KOR", "UKR")
    title = brief(subject, resolve([sent], []), [], Registry.load()).title
    assert title == "Korea and Ukraine"
    other = said("Seoul sent drones to Kyiv.", actor="KOR", actor_text="Seoul", giver="KOR")
    assert brief(subject, resolve([other], []), [], Registry.load()).title.startswith("South Korea")


def test_what_is_unsure_stands_in_the_order_of_the_text():
    quotes = ("Ankara sent drones to Kyiv.", "Ankara sent tanks to Kyiv.")
    document = Document(" ".join(quotes))
    chances = (0.1, 0.15)
    at = [
        said(q, document=document.id, start=document.text.index(q), confidence=chance)
        for q, chance in zip(quotes, chances, strict=True)
    ]
    (line,) = told(unsure=at, documents=[document])[UNSURE]
    assert line.startswith(f"“{document.text}” (")


def test_what_one_does_alone_while_the_other_is_named_is_not_between_the_two():
    quote = "Ankara had granted its people land that Kyiv wanted."
    alone = said(
        quote, type="CONCEDE", recipient="TUR.CIV", recipient_text="its people", item=None,
        giver=None, receiver=None,
    )  # fmt: skip
    assert list(told(alone)) == [BOTH]


def test_what_has_no_heading_is_told_with_what_has_one_and_goes_before_it_in_its_paragraph():
    quotes = tuple(f"Ankara sent {what} to Kyiv." for what in ("drones", "tanks", "men"))
    document = Document(f"{quotes[0]} {quotes[1]}\n\n{quotes[2]}")
    at = [said(q, document=document.id, start=document.text.index(q)) for q in quotes]
    loose = [said(s.quote, document=document.id, start=s.start, **LOOSE) for s in at[1:]]
    found = told(at[0], *loose, documents=[document])
    assert [line.startswith(f"“{quotes[0]} {quotes[1]}” (") for line in found[ARMS]] == [True]
    assert [line.startswith(f"“{quotes[2]}” (") for line in found[BOTH]] == [True]


def test_stretches_do_not_grow_without_end():
    quotes = [f"Ankara sent {n} drones to Kyiv{', and more' * 20}." for n in range(9)]
    document = Document(" ".join(quotes))
    at = [said(q, document=document.id, start=document.text.index(q), **LOOSE) for q in quotes]
    lines = told(*at, documents=[document])[BOTH]
    assert len(lines) == 2
    assert max(map(len, lines)) < TOGETHER + REST + 100


@pytest.mark.parametrize(("recipient", "heading"), [("UKR.REB", BOTH), ("UKR.MIL", "Help")])
def test_help_for_those_who_fight_a_government_is_not_told_as_given_to_it(recipient, heading):
    quote = "Ankara backed Ukrainian fighters."
    help_ = said(quote, recipient=recipient, item=None, giver=None, receiver=None)
    assert list(told(help_)) == [heading]
    assert "Help" in told(help_, b=recipient)


def war(quote, trigger):
    at = quote.index(trigger)
    return said(
        quote, type="ASSAULT", item=None, giver=None, receiver=None,
        trigger=trigger, trigger_start=at, trigger_end=at + len(trigger),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "trigger"),
    [
        ("Oslo left the club over Ankara’s brutal war against Kyiv.", "war"),
        ("Oslo will share what it knows with Kyiv about the Turkish invasion.", "invasion"),
        ("Oslo takes up the cause of Kyiv, in line with current Turkish sanctions.", "sanctions"),
        ("Jane Roe led Kyiv after the 2001 Turkish invasion.", "invasion"),
        ("Charges of a part in the killing of Ukrainians by Ankara are dropped.", "killing"),
    ],
)
def test_force_that_is_only_mentioned_where_something_else_is_told_has_no_heading_of_force(
    quote, trigger
):
    assert set(told(war(quote, trigger))) <= {BOTH}


@pytest.mark.parametrize(
    ("quote", "trigger"),
    [
        ("Ankara’s brutal war against Kyiv goes on.", "war"),
        ("Two people are killed in a Turkish raid on Kyiv.", "raid"),
        ("Ankara in its fury launched an attack on Kyiv.", "attack"),
    ],
)
def test_force_that_a_sentence_tells_of_has_that_heading(quote, trigger):
    assert "Use of force" in told(war(quote, trigger))


def test_what_stands_beside_another_act_by_a_noun_has_no_heading_either():
    quote = "Ankara’s brutal war against Kyiv, Oslo said, was why it left the club."
    left = said(
        quote, actor="NOR", type="SANCTION", recipient="---", item=None, giver=None, receiver=None
    )
    assert list(told(war(quote, "war"), left)) == [BOTH]


def test_what_a_citizen_says_or_praises_is_no_support_by_the_state():
    praise = said("A Turk praised Kyiv.", actor="TUR.CIV", actor_text="A Turk", type="SUPPORT",
                  item="praise", giver=None, receiver=None)  # fmt: skip
    assert list(told(praise)) == [BOTH]


def test_force_against_rebels_is_not_told_as_force_against_their_state():
    hit = war("Ankara hit Ukrainian rebels.", "hit")
    rebels = replace(hit, recipient="UKR.REB", recipient_text="rebels")
    assert "Force by or against armed groups" in told(rebels)
    # So are the fighters of a party, but not its leaders.
    party = replace(hit, recipient="UKR.PTY.DOM", recipient_text="militants of Dom")
    assert ARMED in told(party)
    assert ARMED not in told(replace(party, recipient_text="leaders of Dom"))
    assert "Use of force" in told(hit)
    both = replace(war("Ankara hit the port of Kyiv.", "hit"), document="e")
    assert {"Force by or against armed groups", "Use of force"} <= told(rebels, both).keys()


def test_words_that_break_off_are_not_told():
    with pytest.raises(CuibonoError, match="none that can be understood by itself"):
        told(said("Ankara sent drones to Kyiv after U.S."))


def test_a_state_that_is_only_the_place_of_an_act_takes_no_part_in_it():
    words = "A Turkish pilot was arrested in Odesa, Ukraine."
    one = said(words, trigger="arrested", type="COERCE", actor="UKR", actor_text="",
               recipient="TUR.CIV", recipient_text="A Turkish pilot")  # fmt: skip
    assert list(told(one)) == [BOTH]


def test_a_text_that_begins_as_if_something_had_been_told_needs_its_title():
    words = "The drones were sent by Ankara to Kyiv."
    titled, bare = Document(words, title="Turkish drones"), Document(words)
    assert ARMS in told(said(words, document=titled.id), documents=[titled])
    with pytest.raises(CuibonoError, match="none that can be understood by itself"):
        told(said(words, document=bare.id), documents=[bare])


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("Turkish attacks on Kyiv subside as the truce holds.", "attacks"),
        ("Ankara spoke of the Turkey–Ukraine crisis and of the attacks on Kyiv.", "attacks"),
    ],
)
def test_force_that_is_over_or_only_named_has_no_heading_of_its_own(words, trigger):
    assert not any("force" in heading.lower() for heading in told(war(words, trigger)))


@pytest.mark.parametrize(("who", "armed"), [("rebels", True), ("men", False)])
def test_an_attacker_of_whom_only_the_nation_is_told_is_no_armed_group(who, armed):
    words = f"Turkish {who} shot three soldiers of Ukraine."
    one = said(words, trigger="shot", type="ASSAULT", actor="TUR.REB", actor_text=f"Turkish {who}",
               recipient="UKR.MIL", recipient_text="three soldiers of Ukraine", confidence=0.9,
               item=None, giver=None, receiver=None)  # fmt: skip
    assert (ARMED in told(one)) == armed


def test_a_sentence_in_a_criminal_case_is_no_penalty_on_a_state():
    one = said("A Turkish court sentenced a Ukrainian singer.", trigger="sentenced",
               type="SANCTION", actor="TUR.JUD", actor_text="A Turkish court",
               recipient="UKR.CIV", recipient_text="a Ukrainian singer")  # fmt: skip
    assert list(told(one)) == [BOTH]


def test_an_execution_after_a_trial_is_no_force_against_a_state():
    words = "Turkey executed a Ukrainian singer convicted of spying."
    of = {"actor": "TUR", "actor_text": "Turkey", "recipient": "UKR.CIV",
          "recipient_text": "a Ukrainian singer", "item": None, "confidence": 0.9}  # fmt: skip
    killed = said(words, trigger="executed", type="ASSAULT", **of)
    tried = said(words, trigger="convicted", type="SANCTION", mode="convict", **of)
    assert list(told(killed, tried)) == [BOTH]
    assert list(told(killed)) == ["Use of force"]


def test_what_settlers_do_is_not_done_by_their_state():
    one = said("Turkish settlers attacked three Ukrainians.", trigger="attacked", type="ASSAULT",
               actor="TUR.CIV.SETTLERS", actor_text="Turkish settlers", recipient="UKR.CIV",
               recipient_text="three Ukrainians", item=None, giver=None, receiver=None)  # fmt: skip
    assert list(told(one)) == [BOTH]


def test_what_another_passage_mentions_besides_corroborates_nothing():
    wire, paper = Document("x", publisher="Wire"), Document("y", publisher="Paper")
    first = war("Oslo left the club after the Turkish attack on Kyiv on 1 May.", "attack")
    second = war("Rome kept out of the Turkish attack on Kyiv on 1 May.", "attack")
    given = [
        replace(s, document=d.id, when="2022-05-01", source="AUTHOR")
        for s, d in ((first, wire), (second, paper))
    ]
    lines = told(*given, documents=[wire, paper])[BOTH]
    assert len(lines) == 2 and not any("another text" in line for line in lines)


def test_armed_groups_that_a_brief_counts_under_their_state_are_named():
    quote = "Ankara sent drones to Hezbollah in Lebanon."
    given = said(quote, recipient="LBN.REB.HEZBOLLAH", recipient_text="Hezbollah")
    subject = Subject("TUR", "LBN")
    made = brief(subject, resolve([given], []), [], Registry.load())
    assert made.stamp.endswith(
        "Passages on Hezbollah, an armed or opposition group in Lebanon, are included."
    )


def test_who_resolves_not_to_do_something_denies_nothing():
    quote = "Ankara was determined not to yield to Kyiv."
    at = quote.index("yield")
    resolve_ = said(
        quote, type="CONCEDE", source="TUR", stance=Stance.DENIED, item=None, giver=None,
        receiver=None, trigger="yield", trigger_start=at, trigger_end=at + 5,
    )  # fmt: skip
    assert CONTESTED not in told(resolve_)


def test_what_a_third_plans_for_one_of_the_two_is_not_told_as_ahead_between_them():
    plan = said(
        "Oslo will send drones to Ankara for the talks with Kyiv.", actor="NOR", actor_text="Oslo",
        recipient="TUR", giver="NOR", receiver="TUR", stance=Stance.PLANNED,
    )  # fmt: skip
    assert list(told(plan)) == [BOTH]
    assert AHEAD in told(plan, b=None)


def test_a_release_that_names_no_actor_tells_of_whoever_published_it():
    quote = "The owner of a Ukrainian mill is being designated."
    act = {"type": "SANCTION", "actor_text": "", "item": None, "giver": None, "receiver": None}
    release = Document(quote, publisher="Foreign Ministry of Turkey")
    by_it = said(quote, document=release.id, **act)
    assert "Restrictions, penalties or broken ties" in told(by_it, documents=[release])
    # Somebody else's text does not say who designates, nor does the reader where it is unsure.
    wire = Document(quote, publisher="Wire")
    by_wire = said(quote, document=wire.id, **act)
    unsure = said(quote, document=release.id, **act, **LOOSE)
    for one, document in ((by_wire, wire), (unsure, release)):
        with pytest.raises(CuibonoError, match="none that can be understood by itself"):
            told(one, documents=[document])


def test_a_visit_that_is_called_off_is_no_penalty():
    words = "Ankara cancels a visit to Kyiv."
    act = {"type": "SANCTION", "item": None, "giver": None, "receiver": None}
    off = said(words, trigger="cancels", trigger_end=14, **act)
    assert NOT in told(off)
    cut = said("Ankara cuts a link to Kyiv.", trigger="cuts", **act)
    assert NOT not in told(cut)


def test_a_heading_names_only_what_stands_under_it():
    refused = said("Ankara refused Kyiv.", type="REJECT", item=None, giver=None, receiver=None)
    gained = said("Ankara gained from Kyiv.", "e", type="GAIN", item=None, recipient="UKR")
    more = [said(f"Ankara gave Kyiv {n + 2} shells.", f"f{n}") for n in range(FEW - 2)]
    found = told(refused, gained, *more)
    assert {"Objections or refusals", "Gains"} <= found.keys()
    assert found[SHORT] == ["Arms (8); objections or refusals (1); gains (1)."]
    # What is read at a look needs no summary.
    assert SHORT not in told(refused, gained, *more[1:])


def test_the_summary_of_a_long_page_stands_above_its_headings():
    sent = [said(f"Ankara gave Kyiv {n + 2} shells.", f"f{n}") for n in range(FEW)]
    made = brief(Subject("TUR", "UKR"), resolve(sent, []), [], Registry.load())
    text, page = markdown.render(made), html.render(made)
    assert text.index("Arms (10).") < text.index("## Arms")
    assert page.index('<p class="short">Arms (10).') < page.index("<h2>Arms</h2>")
    assert SHORT not in text + page


def test_a_section_says_that_a_claim_on_its_topic_is_denied():
    claim = said("Ankara has drones for Kyiv.", "c", source="USA", when="2022-05-01")
    denial = said(
        "Ankara denied it.", "c", 40, source="TUR", stance=Stance.DENIED, when="2022-05-01"
    )
    other = said("Ankara sent tanks to Kyiv.", "d", when="2020-01-01", published="2020-01-02")
    found = told(claim, denial, other)
    assert len(found[CONTESTED]) == 1
    arms = found["Arms"]
    assert arms[-1] == "A claim on this is denied: see “What is contested or denied” below."
    assert told(claim, denial).keys() == {CONTESTED}


def test_what_is_shown_beside_a_passage_is_not_shown_again():
    document = Document("Ankara sent drones to Kyiv. However, Kyiv sent them back to Ankara.")
    first = said(document=document.id)
    second = said("However, Kyiv sent them back to Ankara.", document.id, 28, actor="UKR",
                  recipient="TUR", giver="UKR", receiver="TUR", confidence=0.1)  # fmt: skip
    found = told(first, unsure=[second], documents=[document])
    assert UNSURE not in found
    assert "However, Kyiv" in found["Arms"][0]


def test_a_question_is_not_told():
    with pytest.raises(CuibonoError, match="nothing"):
        told(said("Has Ankara sent drones to Kyiv?"))


def test_what_a_text_itself_says_was_not_done_has_a_heading_of_its_own():
    quote = "Ankara withheld recognition from Kyiv."
    found = told(said(quote, type="SUPPORT", item="recognition", stance=Stance.DENIED))
    assert quote in found[NOT][0]
    assert CONTESTED not in found


def test_who_undertakes_not_to_do_something_denies_nothing():
    quote = "Ankara promised Kyiv to refrain from strikes."
    spared = said(quote, type="ASSAULT", item=None, source="TUR", stance=Stance.DENIED)
    found = told(spared, said(document="e"))
    assert CONTESTED not in found


def test_what_is_several_things_at_once_has_no_heading_that_names_one():
    acts = [said(type=type_, item=None) for type_ in ("REJECT", "AID", "ASSAULT")]
    assert BOTH in told(*acts)


def test_what_the_reader_is_not_sure_to_sort_has_no_heading_that_says_what_it_is():
    sections = told(said(confidence=SURE - 0.1), said("Ankara gave Kyiv shells.", "e"))
    assert [len(sections[heading]) for heading in (ARMS, BOTH)] == [1, 1]


@pytest.mark.parametrize(
    ("stance", "heading", "quote"),
    [
        (Stance.PLANNED, AHEAD, "Ankara will send drones to Kyiv."),
        (Stance.POSSIBLE, POSSIBLE, "Ankara may send drones to Kyiv."),
        (Stance.DENIED, CONTESTED, "Ankara says that it did not send drones to Kyiv."),
    ],
)
def test_what_the_reader_is_hardly_sure_of_is_neither_ahead_nor_denied(stance, heading, quote):
    source = "TUR" if stance is Stance.DENIED else "AUTHOR"
    for confidence, expected in ((SORTED, heading), (SURE - 0.1, BOTH)):
        one = said(quote, stance=stance, source=source, confidence=confidence)
        assert list(told(one)) == [expected]


@pytest.mark.parametrize(
    "quote",
    [
        "Ankara declined to comment on the report that it sent drones to Kyiv.",
        "Ankara gave a guarantee that it would not send drones to Kyiv.",
    ],
)
def test_neither_no_comment_nor_a_promise_denies_anything(quote):
    assert CONTESTED not in told(said(quote, stance=Stance.DENIED, source="TUR"))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (
            None,
            "What is shown here rests on one text, “On drones”, without a date, read by machine; ",
        ),
        (date(2022, 6, 1), "on one text, “On drones”, published on 1 June 2022, read by machine; "),
    ],
)
def test_the_first_line_names_the_one_text(published, expected):
    text = Document("Ankara sent drones to Kyiv.", title="On drones", published=published)
    one = said(document=text.id, published=published and published.isoformat())
    assert expected in brief(Subject("TUR"), resolve([one], [text]), [text], Registry.load()).stamp


def test_what_one_of_them_does_to_a_third_gives_no_heading_to_what_the_two_do():
    words = "Moscow condemned that Ankara sent drones to Kyiv."
    sections = told(
        said(words, confidence=0.5),
        said(words, type="ACCUSE", actor="RUS", recipient="TUR", confidence=0.9, trigger_start=7,
             trigger_end=16, item=None, giver=None, receiver=None),
    )  # fmt: skip
    assert list(sections) == [BOTH]


def test_unsure_words_that_hang_on_what_cannot_be_shown_are_left_out():
    assert UNSURE not in told(said(), unsure=[said("They sent it to Kyiv.", "e", confidence=0.1)])


def test_where_all_is_unsure_no_speaker_is_named():
    one = said("We sent Turkish drones to Kyiv.", "e", source="UKR", confidence=0.1)
    (line,) = told(said(), unsure=[one])[UNSURE]
    assert "citing" not in line


def test_what_an_interviewer_takes_for_granted_is_not_told():
    quote = "Ankara sent drones to Kyiv."
    talk = Document(f"QUESTION: {quote}\n\nMR DOE: Ankara gave Kyiv shells.\n\nMS ROE: Yes.")
    asked, answered = (
        said(words, talk.id, talk.text.index(words))
        for words in (quote, "Ankara gave Kyiv shells.")
    )
    (line,) = told(asked, answered, documents=[talk])[ARMS]
    assert "spoken by “MR DOE”" in line


def test_what_citizens_do_to_citizens_is_not_told_as_done_between_their_states():
    words = "Turkish workers resented the Ukrainian workers."
    one = said(words, type="ACCUSE", item=None, actor="TUR.CIV", recipient="UKR.CIV",
               giver=None, receiver=None)  # fmt: skip
    assert list(told(one)) == [BOTH]


def test_what_is_done_to_neighbours_of_a_state_is_not_told_as_done_to_it():
    headings = [
        list(told(said(f"Ankara accused {whom} at the talks with Kyiv.", type="ACCUSE",
                       recipient_text=whom, item=None, giver=None, receiver=None)))
        for whom in ("Ukraine’s closest neighbours", "Ukraine")
    ]  # fmt: skip
    assert headings[0] == [BOTH]
    assert headings[1] != [BOTH]


def test_words_that_cannot_be_shown_alone_are_said_to_be_there():
    with pytest.raises(CuibonoError, match="holds 1 passage on Turkey and Ukraine, but none that"):
        told(said("They sent it to Kyiv.", confidence=SURE - 0.1))


def test_the_picture_shows_only_what_somebody_says_of_whose_topic_the_reader_is_sure():
    days = ("2022-01-01", "2022-02-01", "2022-03-01", "2022-04-01")
    for confidence, stance, drawn in (
        (SORTED, Stance.REPORTED, True), (SURE, Stance.REPORTED, False),
        (SORTED, Stance.DENIED, False),
    ):  # fmt: skip
        sent = [
            said(f"Ankara sent Kyiv {n} drones.", f"d{n}", when=day, confidence=confidence,
                 stance=stance)
            for n, day in enumerate(days)
        ]  # fmt: skip
        events = resolve(sent, [])
        made = brief(Subject("TUR", "UKR"), events, [], Registry.load())
        assert (made.picture is not None) == drawn


def test_passages_of_many_texts_that_only_mention_both_stand_by_what_they_tell_of():
    def struck(number, type_="ASSAULT", **changes):
        words = f"Turkish shells hit bridge {number} of Kyiv."
        reason = f"read as {type_} 0.99, not COERCE 0.01"
        given = {"type": type_, "item": None, "giver": None, "receiver": None, "confidence": 0.6}
        return said(words, document=f"d{number}", reason=reason, trigger="hit", trigger_start=15,
                    trigger_end=18, **{**given, **changes})  # fmt: skip

    raids = [struck(n) for n in range(3)]
    alone, vague = struck(3, "CONSULT"), struck(4, confidence=0.3)
    found = told(*raids, alone, vague)
    assert len(found["Use of force: passages that mention both"]) == 3
    assert len(found[BOTH]) == 2
    # Those of one text are told as an excerpt of it.
    few = told(*(replace(s, document="d", start=90 * n, end=90 * n + len(s.quote))
                 for n, s in enumerate(raids)))  # fmt: skip
    assert list(few) == [BOTH]
