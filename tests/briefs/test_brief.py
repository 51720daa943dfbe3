"""The brief: every sentence cited, every citation a quote, one file without the network."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from cuibono import Desk
from cuibono.actors import Registry
from cuibono.briefs.cited import Cited, Quotes
from cuibono.briefs.names import amount, namer, when
from cuibono.briefs.wording import sentence
from cuibono.coding.statement import Certainty, Quantity, Stance, Statement
from cuibono.documents import About
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


@pytest.fixture(scope="module")
def name():
    return namer(Registry.load())


def said(**changes):
    fields = {
        "document": "d", "quote": "Ankara sent drones.", "start": 0, "end": 19, "trigger": "sent",
        "trigger_start": 7, "trigger_end": 11, "actor": "TUR", "actor_text": "Ankara",
        "type": "AID", "recipient": "UKR", "item": "arms", "giver": "TUR", "receiver": "UKR",
    }  # fmt: skip
    return Statement(**{**fields, **changes})


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
    lines = [line for line in body.splitlines() if line and not line.startswith("#")]
    known = {int(n) for n in re.findall(r"^(\d+)\. ", quotes, re.M)}
    for line in lines:
        assert re.search(r"\.( \[\d+\](\[\d+\])*)$", line), line
        assert {int(n) for n in re.findall(r"\[(\d+)\]", line)} <= known
    assert known == set(range(1, len(known) + 1))


def test_every_citation_of_the_html_leads_to_a_quote(desk):
    page = Page(desk.brief("TUR", "UKR", "html"))
    assert page.cited
    assert set(page.cited) == set(page.ids)


def test_the_html_is_one_file_without_scripts(desk):
    page = Page(desk.brief("TUR", "UKR", "html"))
    assert page.loaded == []
    assert {"svg", "style", "mark"} <= page.tags


def test_marks_of_html_and_markdown_in_titles_are_text(desk):
    assert "Grain &amp; &lt;drones&gt;" in desk.brief("TUR", "UKR", "html")
    assert "Grain & \\<drones\\>" in desk.brief("TUR", "UKR", "md")


def test_it_tells_what_is_contested_and_by_whom(desk):
    page = desk.brief("TUR", "UKR", "md")
    assert re.search("Turkey .* Ukraine.*: said by .*Russia, denied by Turkey", page)
    assert "Turkey plans to provide food to Ukraine." in page
    assert "Turkey gained" in page


def test_two_without_dealings_get_one_line(desk):
    with pytest.raises(CuibonoError, match="holds nothing on what passed between Peru and Chile"):
        desk.brief("PER", "CHL")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Turkey provided arms to Ukraine."),
        ({"when": "2022-05"}, "Turkey provided arms to Ukraine in May 2022."),
        ({"certainty": Certainty.HEDGED}, "Turkey reportedly provided arms to Ukraine."),
        ({"stance": Stance.PLANNED}, "Turkey plans to provide arms to Ukraine."),
        ({"stance": Stance.EXPECTED}, "Turkey is expected to provide arms to Ukraine."),
        ({"stance": Stance.POSSIBLE}, "Turkey might provide arms to Ukraine."),
        ({"source": "RUS"}, "According to Russia, Turkey provided arms to Ukraine."),
        ({"source": "TUR.MFA"}, "Turkey says that it provided arms to Ukraine."),
        ({"source": "RUS", "stance": Stance.DENIED},
         "Russia denies that Turkey provided arms to Ukraine."),
        ({"source": "TUR", "stance": Stance.DENIED},
         "Turkey denies that it provided arms to Ukraine."),
        ({"type": "ASSAULT", "item": None}, "Turkey attacked Ukraine."),
        ({"type": "AID", "item": None, "recipient": "---"}, "Turkey aided others."),
        ({"quantity": Quantity(100, "at most", "tanks")},
         "Turkey provided arms to Ukraine (at most 100 tanks)."),
        ({"type": "MEDIATE", "item": None},
         "Turkey did what the codebook calls MEDIATE to Ukraine."),
    ],
)  # fmt: skip
def test_an_event_reads_as_english(changes, text, name):
    (event,) = resolve([said(**changes)], [])
    assert sentence(event, name).text == text


def test_one_quote_has_one_number_and_all_its_triggers():
    quotes = Quotes()
    both = (said(), said(trigger="drones", trigger_start=12, trigger_end=18, type="COOPERATE"))
    assert quotes.cite(Cited("One.", both[:1])) == [1]
    assert quotes.cite(Cited("Two.", both)) == [1]
    (quote,) = quotes.all()
    assert [text for text, hit in quote.parts if hit] == ["sent", "drones"]
    assert "".join(text for text, _ in quote.parts) == "Ankara sent drones."


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (None, ""),
        ("2022", "in 2022"),
        ("2022-10-12", "on 12 October 2022"),
        ("2020-01/..", "since January 2020"),
        ("../2022-12-05", "by 5 December 2022"),
        ("2022-01/2022-03", "between January and March 2022"),
        ("2021/2022", "between 2021 and 2022"),
        ("2022-10-01/2022-10-10", "between 1 October and 10 October 2022"),
    ],
)
def test_intervals_in_words(interval, words):
    assert when(interval) == words


def test_amounts_in_words():
    assert amount(None) == ""
    assert amount(Quantity(1_000_000, "at least", "shells")) == "at least 1,000,000 shells"
    assert amount(Quantity(2.5, "exactly", "USD")) == "2.5 USD"
