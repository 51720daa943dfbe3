"""The people of the registry: everyone parses, terms make sense, names mean who held office."""

import itertools
from collections import defaultdict
from datetime import date

import pytest

from cuibono.actors import Registry
from cuibono.actors.people import parse_terms
from cuibono.errors import CuibonoError

REGISTRY = Registry.load()
# Offices that several hold at once: co-presidents, rival governments, spokesmen and ministers.
SHARED = {"GOV", "MIL", "LEG", "INTEL", "MED", "OPP", "PTY", "BUS", "JUD", "COP", "REB", "ELI"}
DOUBLE = {"NIC.HOS", "LBY.HOS", "LBY.HOG", "YEM.HOG", "AFG.HOS", "CIV.HOS", "VEN.HOS", "KEN.HOG"}


def test_the_most_written_about_states_have_leaders_since_2000():
    ruled = {p.root for p in REGISTRY.people for t in p.terms if t.role in ("HOS", "HOG")}
    assert len([c for c in ruled if c in REGISTRY and REGISTRY[c].kind == "state"]) >= 100
    ministers = {p.root for p in REGISTRY.people for t in p.terms if t.role == "MFA"}
    assert len(ministers) >= 40


def test_terms_end_after_they_begin():
    for person in REGISTRY.people:
        for term in person.terms:
            assert term.until is None or term.since < term.until, person.name


def test_heads_of_state_and_government_follow_one_another():
    """No two hold one office for more than two months at once, interregna aside."""
    held = defaultdict(list)
    for person in REGISTRY.people:
        for term in person.terms:
            if term.role in ("HOS", "HOG", "MFA"):
                held[f"{person.root}.{term.role}"].append((term.since, term.until, person.name))
    wrong = []
    for office, terms in held.items():
        terms.sort()
        for (_, until, one), (since, _, other) in itertools.pairwise(terms):
            if one != other and (until is None or _days(since, until) > 60):
                wrong.append(f"{office}: {one}, {other}")
    assert [w for w in wrong if w.partition(":")[0] not in DOUBLE] == []


def _days(since, until):
    full = [text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text for text in (since, until)]
    first, last = (date.fromisoformat(text[:10]) for text in full)
    return (last - first).days


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("Lavrov", date(2015, 1, 1), "RUS.MFA"),
        ("Kim Jong Un", date(2022, 1, 1), "PRK.HOS"),
        ("Medvedev", date(2010, 1, 1), "RUS.HOS"),
        ("Medvedev", date(2015, 1, 1), "RUS.HOG"),
        ("Xi Jinping", date(2020, 1, 1), "CHN.HOS"),
        ("Angela Merkel", date(2010, 1, 1), "DEU.HOG"),
        ("Angela Merkel", date(2023, 1, 1), "DEU.ELI"),
        ("Guterres", date(2020, 1, 1), "UN.GOV"),
        ("Netanyahu", date(2018, 1, 1), "ISR.HOG"),
        ("Stoltenberg", date(2010, 1, 1), "NOR.HOG"),
    ],
)
def test_a_name_means_the_office_of_the_day(name, on, code):
    assert REGISTRY.find(name, on).code == code


def test_a_line_that_is_no_term_is_named():
    with pytest.raises(CuibonoError, match=r"PER\.HOS.*“since 2000 Somebody”"):
        list(parse_terms("PER", "HOS", "since 2000 Somebody"))
