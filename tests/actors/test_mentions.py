"""Names in texts: which words name an actor, and which one on that day."""

from datetime import date

import pytest

from cuibono.actors import Registry
from cuibono.actors.mentions import Namer
from cuibono.language.sentence import cut


@pytest.fixture(scope="module")
def namer():
    return Namer(Registry.load())


def named(namer, text, day=None):
    published = date.fromisoformat(day) if day else None
    sentences = cut(text)
    found = namer.find(sentences, published)
    return [
        (s.words(m.first, m.last), m.code)
        for s, ms in zip(sentences, found, strict=True)
        for m in ms
    ]


@pytest.mark.parametrize(
    ("text", "day", "wanted"),
    [
        ("Kyiv cut ties with Pyongyang.", "2022-12-05", [("Kyiv", "UKR"), ("Pyongyang", "PRK")]),
        ("The Soviet Union recognised Israel.", "1948-06-01",
         [("Soviet Union", "SUN"), ("Israel", "ISR")]),
        ("The Soviet Union recognised Israel.", "2022-12-05",
         [("Soviet Union", "RUS"), ("Israel", "ISR")]),
        ("The Soviet Union recognised Israel.", None,
         [("Soviet Union", "SUN"), ("Israel", "ISR")]),
        ("They told us so.", "2022-12-05", []),
        ("The US told them.", "2022-12-05", [("US", "USA")]),
        ("Talks on the Indo-Pacific and the Euro-Atlantic area began.", "2022-12-05", []),
        ("The U.A.E met the D.R.C envoy.", "2022-12-05", [("U.A.E", "ARE"), ("D.R.C", "COD")]),
        ("Moscow met Prague.", "1965-06-01", [("Moscow", "SUN"), ("Prague", "CSK")]),
        ("Moscow met Prague.", None, [("Moscow", "RUS"), ("Prague", "CZE")]),
        ("The West condemned the raid in the West Bank.", "2022-12-05",
         [("The West", "WEST"), ("West Bank", "PSE")]),
        ("The National Liberation Army met India.", "2022-12-05",
         [("National Liberation Army", "COL.REB.ELN"), ("India", "IND")]),
        ("Jamaica Kincaid wrote a long letter to the Cuba Study Group there.", "2022-12-05",
         []),
        ("President of Peru Hugo Yupanqui met Chile President Boric.", "2022-12-05",
         [("Peru", "PER"), ("Chile", "CHL"), ("Boric", "CHL.HOS")]),
        ("India paid US$20 million.", "2022-12-05", [("India", "IND")]),
        ("Sino-Indian talks began.", "2022-12-05", [("Sino", "CHN"), ("Indian", "IND")]),
        ("North and South Korea met.", "2022-12-05", [("North", "PRK"), ("South Korea", "KOR")]),
        ("The Choctaw moved. The Indians signed a treaty.", None, []),
        ("Settlers reached the frontier. Indian warriors met the settlers there.", None, []),
        ("Indian officials met a Lakota artist in India.", "2022-12-05",
         [("Indian", "IND"), ("India", "IND")]),
        ("Indian troops met the settlers.", "2022-12-05", [("Indian", "IND")]),
    ],
)  # fmt: skip
def test_names_by_the_day_of_the_text(namer, text, day, wanted):
    assert named(namer, text, day) == wanted


def test_a_person_is_known_by_the_office_held_on_the_day(namer):
    then = dict(named(namer, "Sergei Lavrov spoke.", "2022-12-05"))
    before = dict(named(namer, "Sergei Lavrov spoke.", "1975-01-01"))
    assert then["Sergei Lavrov"] == "RUS.MFA"
    assert before["Sergei Lavrov"] == "SUN.ELI"


def test_somebody_elses_first_name_makes_another_person(namer):
    assert named(namer, "The singer Anna Putin sang.", "2022-12-05") == []
    # From then on the surname is theirs, unless the text names whoever is known by it too.
    assert named(namer, "The singer Anna Putin sang. Putin won.", "2022-12-05") == []
    assert named(namer, "Igor Putin, a banker, left. Putin won.", "2022-12-05") == []
    both = "The singer Anna Putin met Vladimir Putin. Putin won."
    assert ("Putin", "RUS.HOS") in named(namer, both, "2022-12-05")
    assert len(named(namer, "On Monday Putin spoke. Putin won.", "2022-12-05")) == 2


def test_a_word_that_may_mean_something_else_is_not_sure(namer):
    (sentence,) = cut("A conference was held in Vienna.")
    (mentions,) = namer.find([sentence], date(2022, 12, 5))
    assert [m.sure for m in mentions] == [False]


def test_phrases_that_only_contain_a_state_are_skipped(namer):
    assert named(namer, "Ships crossed the South China Sea.", "2022-12-05") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Lima Post printed it.",
        "The Syrian Observatory for Human Rights said so.",
        "The University of Ottawa closed.",
        "Chad Brown resigned.",
        "Congressman French Hill spoke.",
        "Pro-Russian hackers struck.",
        "Chinese-made drones fell.",
    ],
)
def test_a_name_inside_another_name_is_not_an_actor(namer, text):
    assert named(namer, text, "2022-12-05") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Two died in the Lebanese city of Tripoli.", ["LBN"]),
     ("Two died in Tripoli, Lebanon.", ["LBN"]),
     ("Tripoli accused Egypt and Lebanon.", ["LBY", "EGY", "LBN"])],
)  # fmt: skip
def test_a_capital_is_none_where_a_town_of_another_state_has_its_name(namer, text, codes):
    assert [code for _, code in named(namer, text, "2024-12-05")] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [("Chad accused a neighbour.", "TCD"), ("Israel Katz spoke.", "ISR"),
     ("French troops left.", "FRA"), ("The U.S warned them.", "USA")],
)  # fmt: skip
def test_a_name_that_stands_alone_is_an_actor(namer, text, code):
    assert [c.partition(".")[0] for _, c in named(namer, text, "2024-12-05")] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Iran met the P5+1.", "North and South Korea met.", "The U.S.'s envoy met Sino-Soviet men.",
        "Peace was near.Russia left.", "TÜRKİYE and Türkiye didn't, and cannot.",
        "Côte d’Ivoire voted.",
    ],
)  # fmt: skip
def test_a_quick_look_overlooks_no_name_however_it_is_written(namer, text):
    for day in (date(1980, 1, 1), date(2024, 1, 1), None):
        for mention in (m for some in namer.find(cut(text), day) for m in some):
            assert namer.may_name(text, mention.root), mention


def test_a_quick_look_overlooks_no_name_of_the_registry(namer):
    names = [name.text for name in namer.registry.names]
    names += [spelling for person in namer.registry.people for spelling in person.spellings]
    for text in names[::9]:
        words = f"Yesterday {text} came."
        for mention in (m for some in namer.find(cut(words), date(2023, 5, 1)) for m in some):
            assert namer.may_name(words, mention.root), mention


def test_a_quick_look_sees_that_a_text_names_others(namer):
    texts = ["Moscow said so.", "Seoul said so.", "The South said so.", ""]
    assert not any(namer.may_name(text, "PRK") for text in texts)
    assert not namer.may_name("Moscow said so.", "nobody")
