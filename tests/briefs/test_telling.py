"""Passages as sentences: the words, who says them, what they hang on."""

from datetime import date

import pytest

from cuibono.actors import Registry
from cuibono.actors.mentions import Namer
from cuibono.briefs import transcript
from cuibono.briefs.cited import Quotes
from cuibono.briefs.heard import Heard
from cuibono.briefs.names import namer
from cuibono.briefs.passages import Passage
from cuibono.briefs.telling import LONGEST, Teller, quoted
from cuibono.briefs.topics import ORDER, OTHER, QUADRANTS, topic
from cuibono.coding.statement import Stance
from cuibono.documents import Document
from cuibono.events.kinds import SHIPPED
from tests.briefs.test_brief import said

REGISTRY = Registry.load()


def teller(*documents):
    return Teller(namer(REGISTRY), {d.id: d for d in documents}, Heard(Namer(REGISTRY)))


def shown(document, statement):
    """The words of a passage with what stands before them, without who says them."""
    return teller(document).said(statement).rpartition(" (")[0]


def of(document, quote, **more):
    return said(quote, document=document.id, start=document.text.index(quote), **more)


@pytest.mark.parametrize(
    "quote",
    [
        "They sent drones to Kyiv.", "These drones went to Kyiv.",
        "Still, if they sent drones, Kyiv knew.", "Kyiv saw no more of this war than the talks.",
        "The talks failed in Kyiv.", "Ankara shot them down over Kyiv.", "Kyiv called it a crime.",
        "Drones from Ankara, it said, had hit Kyiv.",
        "Alternately, Ankara could send drones to Kyiv.",
        "Until then Ankara sends no drones to Kyiv.",
        "Under the terms of the pact, Ankara sent drones to Kyiv.",
        "Late in spring he met nobody in Kyiv.", "Thereafter Ankara sent drones to Kyiv.",
        "Moreover, Ankara sent drones to Kyiv.", "Ankara sent similar drones to Kyiv.",
        "Kyiv struck such a deal.", "Kyiv chose instead to send drones.",
        "(Ankara never sent drones to Kyiv.)", "Ankara walked out of that meeting in Kyiv.",
        "Kyiv had been hiding the drones from Ankara.", "Again, Ankara sent drones to Kyiv.",
        "Ankara responded by sending drones to Kyiv.",
    ],
)  # fmt: skip
def test_what_hangs_on_the_sentence_before_is_shown_with_it(quote):
    document = Document(f"Ankara met “friends”. {quote}")
    assert shown(document, of(document, quote)).startswith("“Ankara met ‘friends’. ")


def test_what_answers_is_shown_with_what_it_answers():
    document = Document("Ankara met rebels. In response, Kyiv cut its ties.")
    words = shown(document, of(document, "In response, Kyiv cut its ties."))
    assert words == "“Ankara met rebels. In response, Kyiv cut its ties.”"


@pytest.mark.parametrize(
    ("before", "quote"),
    [
        # A month is not what was told before, nor are goods that the sentence itself names.
        ("It rained.", "This past July, Ankara sent drones to Kyiv."),
        ("It rained.", "Ankara sent drones, which cannot buy such goods, to Kyiv."),
        # A name before it is what a pronoun stands for.
        ("It rained.", "Ankara sent its drones to Kyiv."),
        ("It rained.", "Ankara told Moscow that Kyiv had asked it for drones."),
        ("It rained.", "Last year Ankara said that it had sent drones to Kyiv."),
        # What a sentence takes up, it has told itself.
        ("It rained.", "News spread that Ankara sent drones, although Kyiv denied these claims."),
        # What stands above is a heading.
        ("1. What Ankara sent:", "These drones went to Kyiv."),
    ],
)
def test_what_needs_nothing_before_it_is_shown_alone(before, quote):
    document = Document(f"{before} {quote}")
    assert shown(document, of(document, quote)) == f"“{quote}”"


def test_what_is_told_of_a_month_is_shown_with_the_words_that_give_the_year():
    told = "In 1999 Ankara met rebels. Kyiv denounced the talks. Ankara sent drones in December."
    quote = "Ankara sent drones in December."
    undated, dated = Document(told), Document(told, published=date(1999, 12, 30))
    assert shown(undated, of(undated, quote)) == f"“{told}”"
    assert shown(dated, of(dated, quote)) == f"“{quote}”"
    assert not teller(undated).leaning.adrift(of(undated, quote))
    bare = Document(f"Ankara met rebels. {quote}")
    assert teller(bare).leaning.adrift(of(bare, quote))


def test_what_takes_up_words_that_take_up_others_is_shown_with_all_of_them():
    document = Document("Ankara met rebels. They fled. They sent drones to Kyiv.")
    words = shown(document, of(document, "They sent drones to Kyiv."))
    assert words == f"“{document.text}”"


def test_in_one_text_a_denial_follows_the_claim_and_not_the_sentence_before_it():
    document = Document("Ankara sent drones to Kyiv. It is a good source. It denied this report.")
    claim = of(document, "Ankara sent drones to Kyiv.")
    denial = of(document, "It denied this report.", stance=Stance.DENIED, source="TUR")
    assert "good source" not in teller(document).dispute(claim, denial).text
    assert "good source" in shown(document, denial)


def test_what_is_dated_after_its_text_is_marked():
    quote = "Ankara sent drones to Kyiv in July 2022."
    late = teller().said(said(quote, when="2022-07"))
    assert "the text dates this in July 2022, after it came out" in late
    for when in ("2022-06", "2022-05-30", "2021/..", "../2023-01", None):
        assert "came out" not in teller().said(said(quote, when=when))
    assert "came out" not in teller().said(said(quote, when="2022-07", stance=Stance.PLANNED))
    assert "came out" not in teller().said(said("They met the next month.", when="2022-07"))


def test_what_stands_alone_is_shown_alone():
    document = Document("It rained. Ankara sent drones to Kyiv.")
    statement = of(document, "Ankara sent drones to Kyiv.")
    assert shown(document, statement) == "“Ankara sent drones to Kyiv.”"


@pytest.mark.parametrize("heading", ["", "\n\nWhat It Sent"])
def test_the_first_sentence_of_a_paragraph_takes_up_the_last_of_the_one_before(heading):
    document = Document(f"Ankara met rebels.{heading}\n\nThey sent drones to Kyiv.")
    lead = teller(document).lead(of(document, "They sent drones to Kyiv."))
    assert lead == ("" if heading else "Ankara met rebels. ¶")


def test_a_line_that_ends_in_the_middle_of_a_sentence_begins_none():
    document = Document("Ankara met\nrebels near the\nborder. They sent\ndrones to Kyiv.")
    lead = teller(document).lead(of(document, "They sent\ndrones to Kyiv."))
    assert lead == "Ankara met rebels near the border."


def test_the_title_a_line_above_is_no_part_of_a_sentence():
    document = Document(
        "Drones for Kyiv\nAnkara met rebels. They sent drones.", title="Drones for Kyiv"
    )
    assert teller(document).lead(of(document, "They sent drones.")) == "Ankara met rebels."


def test_what_a_speaker_has_said_before_is_shown_without_the_label():
    document = Document("MR DOE: Ankara met rebels.\n\nThey sent drones to Kyiv.")
    assert teller(document).lead(of(document, "They sent drones")) == "Ankara met rebels. ¶"


def test_what_somebody_else_has_said_before_is_no_lead():
    document = Document("MR DOE: Ankara met rebels.\n\nMS ROE: They sent drones to Kyiv.")
    assert not teller(document).lead(of(document, "They sent drones to Kyiv."))


def test_a_sentence_before_that_is_too_long_is_left_out():
    document = Document("Ankara met " + "old " * LONGEST + "friends. They sent drones to Kyiv.")
    statement = of(document, "They sent drones to Kyiv.")
    assert shown(document, statement) == "“They sent drones to Kyiv.”"


def test_a_claim_and_its_denial_in_the_same_words_are_told_once():
    claim, denial = said(), said(stance=Stance.DENIED, source="TUR")
    cited = teller().dispute(claim, denial)
    assert cited.text.count("“") == 1
    assert cited.text.endswith("holds both the claim and its denial")
    assert cited.statements == (claim, denial)


def test_the_publisher_comes_before_the_title_and_no_date_is_said():
    document = Document("Ankara sent drones to Kyiv.", "A title", "A wire")
    assert teller(document).origin(of(document, document.text)) == "A wire, 1 June 2022"
    assert teller().origin(said(title="A title:", published=None)) == "A title, undated"


def test_where_a_text_says_we_its_title_tells_who_that_is():
    told = "We welcomed that Ankara sent drones to Kyiv. Ankara sent drones to Kyiv."
    document = Document(told, title="Joint statement", publisher="Foreign Office")
    ours, theirs = (
        teller(document).said(of(document, quote))
        for quote in ("We welcomed that Ankara sent drones to Kyiv.", "Ankara sent drones to Kyiv.")
    )
    assert ours.endswith("(“Joint statement”, Foreign Office, 1 June 2022)")
    assert theirs.endswith("(Foreign Office, 1 June 2022)") and "Joint" not in theirs


def test_a_long_quote_whose_trigger_is_at_its_end_keeps_it():
    long = "word " * 300 + "sent."
    line = quoted(said(long, trigger_start=1500, trigger_end=1504))
    assert line.startswith("“… ")
    assert line.endswith("sent.”")


def test_marks_of_quotation_inside_become_single():
    assert quoted(said("He said “no” to Kyiv.")) == "“He said ‘no’ to Kyiv.”"


def test_what_is_handed_over_gives_the_heading_before_the_kind_of_act():
    assert topic(said(item="arms"), SHIPPED) == "Arms and military help"
    refused = said(type="REJECT", item="food", giver=None, receiver=None)
    assert topic(said(type="SANCTION", item="food"), SHIPPED) == QUADRANTS["material conflict"]
    assert topic(refused, SHIPPED) == "Accusations, objections, refusals and threats"


def test_a_type_that_no_codebook_has_stands_among_other_dealings():
    assert topic(said(type="JUGGLE", item=None, giver=None, receiver=None), SHIPPED) == OTHER
    assert ORDER[-1] == OTHER


LONG = " Rain fell on Oslo." * 30
"""The rest of a paragraph that is far from its end."""


@pytest.mark.parametrize("turn", ["In May, however, Kyiv sent them back.", "But Kyiv paid none."])
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_sentence_is_shown_with_the_one_that_takes_a_part_of_it_back(turn, gap):
    document = Document(f"Ankara sent drones to Kyiv.{gap}{turn}{LONG}")
    statement = of(document, "Ankara sent drones to Kyiv.")
    cited = teller(document).tell(Passage((statement,), ()))
    mark = " ¶ " if "\n" in gap else gap
    assert cited.text.startswith(f"“Ankara sent drones to Kyiv.{mark}{turn}” (")


@pytest.mark.parametrize(
    ("after", "shown_"),
    [
        ("Talks went on. The plan failed.", True), ("Talks went on. It rained.", False),
        ("Talks went on.\n\nThe plan failed.", False),
    ],
)  # fmt: skip
def test_a_sentence_is_shown_with_what_became_of_it_in_its_paragraph(after, shown_):
    words = f"Ankara sent drones to Kyiv. {after}"
    document = Document(f"{words}{LONG}")
    told = teller(document).tell(Passage((of(document, "Ankara sent drones to Kyiv."),), ()))
    assert told.text.startswith(f"“{words}” (") == shown_


def test_a_claim_is_shown_with_the_denial_that_follows_it():
    document = Document(f"Ankara sent drones to Kyiv. Ankara denied the report.{LONG}")
    told = teller(document).tell(Passage((of(document, "Ankara sent drones to Kyiv."),), ()))
    assert told.text.startswith("“Ankara sent drones to Kyiv. Ankara denied the report.” (")


@pytest.mark.parametrize("after", ["Kyiv, however, paid.", "However cold it was", "It rained, but"])
def test_what_follows_is_not_shown_where_it_takes_nothing_back(after):
    document = Document(f"Ankara sent drones to Kyiv. It rained. {after}{LONG}")
    statement = of(document, "Ankara sent drones to Kyiv.")
    assert "rained" not in teller(document).tell(Passage((statement,), ())).text


def test_a_paragraph_that_is_nearly_at_its_end_is_shown_to_its_end():
    words = "Ankara sent drones to Kyiv. It rained. Snow fell."
    document = Document(f"{words}\n\nBirds sang.")
    told = teller(document).tell(Passage((of(document, "Ankara sent drones to Kyiv."),), ()))
    assert told.text.startswith(f"“{words}” (")
    # A line that is broken within a sentence is no paragraph; one that ends with a sentence is.
    for gap, whole in (("It\nrained.", True), ("\nIt rained.", False)):
        lines = Document(f"Ankara sent drones to Kyiv. {gap} Snow fell.\n\nBirds sang.")
        told = teller(lines).tell(Passage((of(lines, "Ankara sent drones to Kyiv."),), ()))
        assert told.text.startswith(f"“{words}” (") == whole
    cited = of(document, "Ankara sent drones to Kyiv.", source="RUS")
    text = teller(document).tell(Passage((cited,), ())).text
    assert text.endswith("citing Russia, at least before the last two sentences)")


def test_a_speaker_is_cited_for_its_own_sentence_alone():
    document = Document("Ankara sent drones to Kyiv. However, Kyiv sent them back.")
    statement = of(document, "Ankara sent drones to Kyiv.", source="RUS")
    text = teller(document).tell(Passage((statement,), ())).text
    assert text.endswith("citing Russia, at least before the last sentence)")


def test_a_numbered_quote_is_what_was_read_and_not_what_is_shown_around_it():
    document = Document("Ankara met “friends”. They sent drones to Kyiv.")
    statement = of(document, "They sent drones to Kyiv.")
    quotes = Quotes()
    quotes.cite(teller(document).tell(Passage((statement,), ())))
    (quote,) = quotes.all()
    assert "".join(text for text, _ in quote.parts) == statement.quote


def test_an_item_of_a_list_is_shown_with_the_line_above_it():
    lines = ("On her trip the envoy:", "Met a mayor.", "Strongly condemned the drones in Kyiv.")
    document = Document("\n".join(("It rained.", *lines)))
    words = f"“{lines[0]} … {lines[2]}”"
    assert shown(document, of(document, lines[2])) == words
    bare = Document("\n".join(("It rained.", *lines[1:])))
    assert shown(bare, of(bare, lines[2])) == f"“{lines[2]}”"


def test_a_passage_is_told_from_the_beginning_of_its_paragraph_where_that_is_near():
    before = "Rain fell. Birds sang. Snow fell."
    quote = "Ankara sent drones to Kyiv."
    document = Document(f"Dawn broke.\n\n{before} {quote}")
    statement = of(document, quote)
    told = teller(document).tell(Passage((statement,), ()))
    assert told.text.startswith(f"“{before} {quote}” (")
    far = Document(f"{'Rain fell on Oslo. ' * 80}{quote}")
    told = teller(far).tell(Passage((of(far, quote),), ()))
    assert told.text.startswith(f"“Rain fell on Oslo. {quote}” (")


def test_lines_that_a_text_is_broken_into_do_not_begin_a_paragraph():
    quote = "Ankara sent drones to Kyiv."
    document = Document(f"Dawn broke.\n\nRain fell on the\nroofs. Birds sang. {quote}")
    told = teller(document).tell(Passage((of(document, quote),), ()))
    assert told.text.startswith(f"“Rain fell on the roofs. Birds sang. {quote}” (")


def test_in_a_transcript_whoever_speaks_is_named_as_it_names_them():
    document = Document(
        "HOST: What is new?\n\nMS DOE: Ankara sent drones to Kyiv.\n\nIt is so.\n\n"
        "HOST: Kyiv said that Ankara sent tanks to Kyiv."
    )
    told = teller(document)
    first = of(document, "Ankara sent drones to Kyiv.", source="RUS")
    assert told.said(first).endswith("spoken by “MS DOE”)")
    assert told.said(of(document, "It is so.")).endswith("spoken by “MS DOE”)")
    assert told.said(of(document, "Kyiv said that Ankara")).endswith("spoken by “HOST”)")


def test_a_transcript_names_its_speakers_in_any_latin_letters():
    document = Document("MINISTER ÇELİK: Good day.\n\nMS ŽIŽKA: Ankara sent drones to Kyiv.")
    assert "spoken by “MS ŽIŽKA”" in teller(document).said(of(document, "Ankara sent drones"))


def test_what_is_spoken_is_shown_with_what_was_spoken_before():
    document = Document(
        "MS ROE: We will win.\n\nDrones from Ankara came to Kyiv.\n\nMR DOE: Thanks."
    )
    statement = of(document, "Drones from Ankara came to Kyiv.")
    told = teller(document).tell(Passage((statement,), ()))
    assert told.text.startswith("“We will win. ¶ Drones from Ankara came to Kyiv.” (")


def test_two_speakers_with_their_titles_make_a_transcript():
    document = Document("MINISTER ROE: Good morning.\n\nMR DOE: Ankara sent drones to Kyiv.")
    words = teller(document).said(of(document, "Ankara sent drones to Kyiv."))
    assert words.endswith("spoken by “MR DOE”)")


def test_two_lines_in_capitals_make_no_transcript():
    document = Document("BREAKING: It rained.\n\nNOTE: Ankara sent drones to Kyiv.")
    assert "spoken" not in teller(document).said(of(document, "Ankara sent drones to Kyiv."))


def test_who_speaks_without_a_name_is_not_the_text_itself():
    document = Document(
        "Ankara had sent drones to Kyiv. Officials said that it sent tanks to Kyiv."
    )
    told = teller(document)
    reason = "read as AID; “Officials” is UNNAMED (0.90): no actor of the registry"
    bare = of(document, "Ankara had sent drones to Kyiv.", source="UNNAMED", reason=reason)
    assert told.said(bare).endswith("citing unnamed sources)")
    # Nobody's words are cited where nobody is named as speaking: "is charged with".
    silent = of(document, "Ankara had sent drones to Kyiv.", source="UNNAMED")
    assert "citing" not in told.said(silent)
    shown_ = of(document, "Officials said that it sent tanks to Kyiv.", source="UNNAMED")
    assert "citing" not in told.said(shown_)


def test_a_speaker_whom_the_words_name_is_not_named_again():
    document = Document("Ankara, wrote Roe, sent drones to Kyiv.")
    reason = "read as AID; “Roe” is USA.MFA (1.00): taken from its surroundings"
    statement = of(document, document.text, source="USA.MFA", reason=reason)
    assert "citing" not in teller(document).said(statement)


def test_a_thing_that_is_spoken_of_as_known_is_shown_with_the_sentence_that_tells_it():
    first = "Ankara signed the Treaty of Oslo."
    quote = "Ankara must send drones to Kyiv under the Treaty."
    document = Document(f"{first} It rained. {quote}")
    assert shown(document, of(document, quote)) == f"“{document.text}”"
    other = Document(f"It rained. {quote}")
    assert shown(other, of(other, quote)) == f"“{quote}”"


def test_what_opens_a_paragraph_and_takes_up_the_one_before_is_shown_with_more_of_it():
    before = "Kyiv met Ankara. It was a long day. They spoke of drones. Night came."
    quote = "In response, Ankara sent drones to Kyiv."
    document = Document(f"Dawn broke. {before}\n\n{quote}")
    assert shown(document, of(document, quote)) == f"“{before} ¶ {quote}”"


def test_a_release_does_not_cite_whoever_published_it():
    document = Document(
        "Ankara sent drones to Kyiv.", title="Remarks of the Secretary",
        publisher="US Department of State",
    )  # fmt: skip
    told = teller(document).said(of(document, document.text, source="USA"))
    assert told.endswith("(“Remarks of the Secretary”, US Department of State, 1 June 2022)")


def test_the_words_that_were_read_are_marked_where_they_stand_and_no_word_stands_twice():
    quote = "Ankara sent drones to Kyiv."
    document = Document(f"Moscow said: {quote} No proof was shown. {quote}")
    last = said(quote, document=document.id, start=document.text.rindex(quote))
    cited = teller(document).tell(Passage((last,), ()))
    assert "".join(text for text, _ in cited.parts) == cited.text
    assert [text for text, kind in cited.parts if kind == "read"] == [quote]
    assert cited.text.index(quote) < cited.marks[0][0]
    claim = of(document, f"Moscow said: {quote}")
    denial = Document(f"It rained. However, Ankara denied the report “{quote}” flatly.")
    against = of(denial, f"However, Ankara denied the report “{quote}” flatly.")
    both = teller(document, denial).dispute(claim, against)
    assert "".join(text for text, _ in both.parts) == both.text


def test_what_another_speaker_says_next_takes_nothing_back():
    turns = (
        "MR ROE: Ankara sent drones to Kyiv.",
        "MS DOE: However, they came back.",
        "MR ROE: No.",
    )
    document = Document("\n\n".join(turns))
    told = teller(document).tell(Passage((of(document, "Ankara sent drones to Kyiv."),), ()))
    assert "However" not in told.text


def test_a_line_that_ends_with_its_sentence_is_a_paragraph():
    document = Document("They met in Oslo.\nThe talks failed when Ankara sent drones to Kyiv.")
    words = shown(document, of(document, "The talks failed when Ankara sent drones to Kyiv."))
    assert words.startswith("“They met in Oslo. ¶ The talks failed")


class Looked:
    """A pattern that counts how many texts it was looked for in."""

    def __init__(self, pattern):
        self.pattern, self.texts = pattern, 0

    def finditer(self, text):
        self.texts += 1
        return self.pattern.finditer(text)


def test_who_speaks_is_looked_for_once_a_document(monkeypatch):
    turns = [f"MS DOE: Ankara sent {n} drones to Kyiv.\n\nMR ROE: Ankara sent {n} tanks to Kyiv."
             for n in range(20)]  # fmt: skip
    documents = [Document("\n\n".join(turns)), Document("\n\n".join(reversed(turns)))]
    looked = Looked(transcript.SPEAKS)
    monkeypatch.setattr(transcript, "SPEAKS", looked)
    told = teller(*documents)
    for document in documents:
        for n in range(20):
            drones, tanks = (f"Ankara sent {n} {what} to Kyiv." for what in ("drones", "tanks"))
            assert "spoken by “MS DOE”" in told.said(of(document, drones))
            assert "spoken by “MR ROE”" in told.said(of(document, tanks))
    assert looked.texts == len(documents)


def test_a_title_that_is_the_beginning_of_the_words_is_not_said_twice():
    document = Document("Ankara sent drones to Kyiv.", title="Ankara sent …")
    assert teller(document).said(of(document, document.text)) == (
        "“Ankara sent drones to Kyiv.” (1 June 2022)"
    )
