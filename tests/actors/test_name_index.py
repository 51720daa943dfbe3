"""Names in sentences: the longest that fits wins, and capitals count where a name needs them."""

from itertools import pairwise

import pytest

from cuibono.actors.name_index import PLACE, SKIP, Meaning, NameIndex
from cuibono.language.sentence import cut

NAMES = ("North Korea", "South Korea", "Korea", "US", "Turkey", "White House", "Guinea-Bissau")


@pytest.fixture(scope="module")
def index():
    made = NameIndex({}, {})
    for name in NAMES:
        made._add(Meaning("name", name.upper(), name))
    made._add(Meaning(SKIP, "", "Turkey sandwich"))
    made._add(Meaning(PLACE, "FRA", "Korea"))
    return made


def hits(index, text):
    (sentence,) = cut(text)
    return [
        (" ".join(t.text for t in sentence.tokens[h.first : h.last + 1]),
         [sense.code or sense.sort for sense in h.senses])
        for h in index.hits(sentence)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("North Korea fired.", [("North Korea", ["NORTH KOREA"])]),
        ("Korea fired.", [("Korea", ["KOREA", "FRA"])]),
        ("North and South Korea met.",
         [("North", ["NORTH KOREA"]), ("South Korea", ["SOUTH KOREA"])]),
        ("The US told us so.", [("US", ["US"])]),
        ("He ate turkey in the white house.", []),
        ("A Turkey sandwich was served in Turkey.",
         [("Turkey sandwich", ["skip"]), ("Turkey", ["TURKEY"])]),
        ("Nobody was there.", []),
    ],
)  # fmt: skip
def test_the_longest_name_that_fits_is_found(index, text, found):
    assert hits(index, text) == found


def test_names_never_lie_inside_each_other(index):
    (sentence,) = cut("The US, North Korea, South Korea and Turkey left the White House.")
    ends = [(h.first, h.last) for h in index.hits(sentence)]
    assert all(one[1] < two[0] for one, two in pairwise(ends))
    assert len(ends) == 5
