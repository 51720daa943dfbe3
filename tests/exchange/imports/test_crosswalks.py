import pytest

from cuibono.exchange.imports import crosswalks as cross

CAMEO = [
    ("030", "AGREE", None, ("diplomatic",), 2.5),
    ("1012", "REQUEST", "assist", ("military",), 0.5),
    ("128", "REJECT", "yield", ("legal",), -2.0),
    ("163", "COERCE", "restrict", ("diplomatic",), -7.0),
    ("0813", "RETREAT", None, ("legal",), 6.5),
    ("094", "ACCUSE", "investigate", ("military", "legal"), -3.5),
    ("175", "ASSAULT", None, ("pro_autocracy", "military"), -9.0),
    ("202", "ASSAULT", "massacre", ("religion_ethnicity",), -9.0),
]


@pytest.mark.parametrize(("code", "kind", "mode", "contexts", "score"), CAMEO)
def test_cameo_becomes_plover_by_the_official_table(code, kind, mode, contexts, score):
    assert cross.cameo(code) == (kind, mode, contexts, score)


@pytest.mark.parametrize("code", ["010", "020", "40", "999", "", "---"])
def test_a_code_that_the_table_lacks_has_no_type(code):
    assert cross.cameo(code).type is None


def test_every_state_and_group_of_the_tables_is_in_the_registry():
    registry = cross.registry()
    states = {cells[0] for cells in cross.rows("states.tsv")}
    dated = {cells[2] for cells in cross.rows("dated.tsv")}
    groups = {cells[1] for cells in cross.rows("groups.tsv")}
    assert {code for code in states | dated | groups if code not in registry} == set()


def test_every_living_state_of_the_registry_has_its_codes():
    coded = {cells[0] for cells in cross.rows("states.tsv")}
    assert {a.code for a in cross.registry() if a.kind == "state"} <= coded


@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_no_two_states_share_a_code(column):
    codes = [c for cells in cross.rows("states.tsv") for c in cells[column].split(",") if c != "-"]
    assert sorted(codes) == sorted(set(codes))


SYSTEMS = [
    ("fips", "KN", "PRK"), ("iso2", "KN", "KNA"), ("cow", "731", "PRK"), ("gw", "970", "KIR"),
    ("cow", "970", "NRU"), ("gw", "652.0", "SYR"), ("cameo", "ROM", "ROU"), ("iso3", "xkx", "XKX"),
    ("name", "Cambodia (Kampuchea)", "KHM"), ("name", "Taiwan", "TWN"), ("cow", "002", "USA"),
]  # fmt: skip


@pytest.mark.parametrize(("system", "code", "actor"), SYSTEMS)
def test_codes_of_every_system_name_registry_actors(system, code, actor):
    assert cross.coded(system, code) == ((actor, None),)


def test_a_code_of_several_states_is_dated():
    assert [c for c, _ in cross.coded("cow", "345")] == ["YUG", "SCG", "SRB"]
    assert cross.coded("gw", "678", "GOV") == (("YAR.GOV", "1990-05-22"), ("YEM.GOV", None))


@pytest.mark.parametrize("code", ["", "GOV", "XXXMIL", "ZZ", "\x00"])
def test_an_actor_code_without_a_known_state_is_nobody(code):
    assert cross.cameo_actor(code) == ()


def test_people_are_not_taken_for_states():
    assert cross.named("Vladimir Putin") == ()
