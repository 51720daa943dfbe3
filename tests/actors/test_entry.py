"""An entry of the registry's files: its names, their sorts, and what is wrong in one line."""

import pytest

from cuibono.actors.entry import Name, read_entry, read_names
from cuibono.errors import CuibonoError


def test_each_field_gives_names_of_its_sort_and_people_come_in_numbers_too():
    fields = {
        "name": "Kyria", "names": "Republic of Kyria; ~KY", "demonym": "Kyrian",
        "capital": "Kyr", "regions": "Lower Kyria", "GOV": "Kyrian Cabinet", "MIL": "~Guards",
    }  # fmt: skip
    assert [*read_names("KYR", fields)] == [
        Name("KYR", "name", "Kyria"),
        Name("KYR", "name", "Republic of Kyria"),
        Name("KYR", "name", "KY", weak=True),
        Name("KYR", "demonym", "Kyrian"),
        Name("KYR", "people", "Kyrians"),
        Name("KYR", "capital", "Kyr"),
        Name("KYR", "region", "Lower Kyria"),
        Name("KYR.GOV", "organ", "Kyrian Cabinet"),
        Name("KYR.MIL", "organ", "Guards", weak=True),
    ]


def test_members_and_codes_have_days():
    entry = read_entry(
        "UNION",
        {"name": "Union", "members": "POL@1999-03-12.. DEU FRA@..2001-01-01", "codes": "EU@1993.."},
        "organisation",
    )
    assert entry.members == (
        ("POL", "1999-03-12", None), ("DEU", None, None), ("FRA", None, "2001-01-01"),
    )  # fmt: skip
    assert entry.codes == (("EU", "1993", None),)
    assert (entry.actor.code, entry.actor.kind, entry.successor) == ("UNION", "organisation", None)


def test_an_entry_may_name_its_own_kind_days_and_heir():
    entry = read_entry(
        "SUN", {"name": "Soviet Union", "kind": "state", "since": 1922, "successor": "RUS"}, "body"
    )
    assert (entry.actor.kind, entry.actor.since, entry.successor) == ("state", "1922", "RUS")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "Kyria", "capitol": "Kyr"}, "actors: KYR: unknown field “capitol”"),
        ({"names": "Kyria"}, "actors: KYR: has no name"),
    ],
)
def test_what_is_wrong_is_one_line(fields, said):
    with pytest.raises(CuibonoError) as error:
        read_entry("KYR", fields, "state")
    assert str(error.value) == said
