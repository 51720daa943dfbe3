"""The registry: who there is, by which names, on which day."""

from datetime import date

import pytest

from cuibono.actors import Registry
from cuibono.actors.places import Gazetteer
from cuibono.errors import CuibonoError, UsageError

REGISTRY = Registry.load()


def test_every_member_and_observer_of_the_un_is_there():
    states = [a for a in REGISTRY if a.kind == "state"]
    assert len(states) >= 193
    assert {"VAT", "PSE"} <= {a.code for a in REGISTRY}


@pytest.mark.parametrize(
    "code",
    """DNR LNR TWN XKX ESH SUN YUG DDR UN UNSC UNGA NATO EU AU ASEAN GCC BRICS SCO CSTO G7 G20 IAEA
    WTO IMF ICC WEST PSE.REB.HAMAS LBN.REB.HEZBOLLAH AFG.REB.TALIBAN""".split(),
)
def test_polities_bodies_blocs_and_groups_are_there(code):
    assert REGISTRY[code].name


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("Kyiv", None, "UKR"), ("Kiev", None, "UKR"), ("the Kremlin", None, "RUS.HOS"),
        ("North Koreans", None, "PRK"), ("Türkiye", None, "TUR"), ("Ivory Coast", None, "CIV"),
        ("Soviet Union", date(1985, 1, 1), "SUN"), ("Soviet Union", date(2022, 1, 1), "RUS"),
        ("prk", None, "PRK"), ("RUS.MFA", None, "RUS.MFA"),
    ],
)  # fmt: skip
def test_names_lead_to_codes(name, on, code):
    assert REGISTRY.find(name, on).code == code


def test_an_unknown_name_gives_nothing_but_suggestions():
    assert REGISTRY.find("Ruritania") is None
    assert "Russia" in REGISTRY.suggest("Rusia")
    with pytest.raises(UsageError, match="no actor has the code “RUR”"):
        REGISTRY["RUR"]


def test_membership_has_dates():
    assert "FIN" not in REGISTRY.members("NATO", date(2022, 1, 1))
    assert "FIN" in REGISTRY.members("NATO", date(2024, 1, 1))


def test_actors_of_ones_own(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("RUR: {name: Ruritania, demonym: Ruritanian, capital: Strelsau}\n", "utf-8")
    own = Registry.load(path)
    assert own.find("Strelsau").code == "RUR"
    assert own.version != REGISTRY.version


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("- a list", "must map codes"),
        ("RUR: {nam: x}", "unknown field “nam”"),
        ("RUR: {}", "no name"),
        ("RUR: [", "not YAML"),
        ("RUR: text", "must be a mapping"),
    ],
)
def test_a_broken_file_is_named_in_one_line(tmp_path, content, why):
    path = tmp_path / "mine.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(CuibonoError, match=r"mine\.yaml|RUR") as raised:
        Registry.load(path)
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_place_with_namesakes_has_no_coordinates_until_its_country_is_known():
    gazetteer = Gazetteer.load()
    assert gazetteer.find("Tripoli").latitude is None
    assert gazetteer.find("Tripoli", "LBY").latitude == pytest.approx(32.9, abs=0.1)
    assert gazetteer.find("Nowhere at all") is None
