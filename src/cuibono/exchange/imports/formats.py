"""The formats that are known, one plan each; column lists as their publishers give them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from cuibono.exchange.imports import crosswalks as cross
from cuibono.exchange.imports.plan import (
    NOBODY,
    NOWHERE,
    Lookup,
    Plan,
    Point,
    Side,
    Typed,
    Who,
)

EARLIEST = 1600
"""Before that, a year in event data is a slip: 0025 for 2025."""


@lru_cache(maxsize=100_000)
def iso(text: str) -> str | None:
    """An ISO day, with or without a time after it; None for what is not a day that can be meant.

    >>> iso("2018-06-01 00:00:00"), iso("2018-13-01"), iso("0025-06-01")
    ('2018-06-01', None, None)
    """
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return day.isoformat() if day.year >= EARLIEST else None


@lru_cache(maxsize=100_000)
def digits(text: str) -> str | None:
    """A day written as eight digits."""
    bare = text.strip()
    return iso(f"{bare[:4]}-{bare[4:6]}-{bare[6:]}") if len(bare) == 8 else None


def written(*forms: str) -> Callable[[str], str | None]:
    """How a day in one of several strptime forms is read; ISO is always understood."""

    def day(text: str) -> str | None:
        for form in forms:
            try:
                return iso(datetime.strptime(text.strip(), form).date().isoformat())
            except ValueError:
                continue
        return iso(text)

    return day


Span = tuple[str | None, str | None]


def span(first: str, last: str) -> Span:
    """The days of an event that lasted; none where they are one day, or no days in order.

    >>> span("2018-06-01", "2018-06-03"), span("2018-06-01", "2018-06-01")
    (('2018-06-01', '2018-06-03'), (None, None))
    """
    begun, ended = iso(first), iso(last)
    return (begun, ended) if begun and ended and begun < ended else (None, None)


def point(latitude: str, longitude: str, area: bool = False) -> Point:
    """Where an event was, by its degrees; nowhere where they are none.

    >>> point("33.5", "36.3"), point("", "36.3") == NOWHERE
    (Point(latitude=33.5, longitude=36.3, area=False), True)
    """
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return NOWHERE
    return Point(north, east, area) if abs(north) <= 90 and abs(east) <= 180 else NOWHERE


def _in_city(latitude: str, longitude: str, city: str) -> Point:
    """Without a city the degrees are those of a province or a country."""
    return point(latitude, longitude, city.strip() in ("", "None", "NA"))


# --- GDELT -------------------------------------------------------------------------------

_ACTOR = """Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code
    Type2Code Type3Code""".split()
_EVENT = """IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions
    NumSources NumArticles AvgTone""".split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()


def _gdelt(district: bool) -> tuple[str, ...]:
    names = ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
    names += [f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR]
    names += _EVENT
    geo = [part for part in _GEO if district or part != "ADM2Code"]
    names += [f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in geo]
    return (*names, "DATEADDED", "SOURCEURL")


GDELT = Plan(
    "GDELT",
    Lookup(("SQLDATE",), digits),
    (Side(Lookup(("Actor1Code",), cross.cameo_actor), ("Actor1Code",)),),
    Side(Lookup(("Actor2Code",), cross.cameo_actor), ("Actor2Code",)),
    Lookup(("EventCode",), cross.cameo),
    ("EventCode",),
    event_id="GLOBALEVENTID",
    url="SOURCEURL",
    # The last layout is that of the reduced files of 1979 to 2013, which name no source.
    layouts=(_gdelt(district=True), _gdelt(district=False), _gdelt(district=False)[:-1]),
    untyped="CAMEO codes of statements and appeals, which have no PLOVER type",
    # Types 3 and 4 are cities; the others are states, provinces and countries.
    place=Lookup(
        ("ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_Type"),
        lambda north, east, kind: point(north, east, kind not in ("3", "4")),
    ),
)

# --- ICEWS and POLECAT -------------------------------------------------------------------


def _sectored(name: str, country: str, sectors: str) -> Who:
    """A state in its first known sector; without a state, the body or group of the name."""
    if country in ("", "NA", "None"):
        return cross.named(name)
    listed = (part.strip() for part in re.split(r"[,;]", sectors))
    role = next((cross.roles()[part] for part in listed if part in cross.roles()), "")
    known = len(country) == 3 and country.isupper()
    return cross.coded("iso3" if known else "name", country, role)


def _icews(side: str) -> Side:
    columns = (f"{side} Name", f"{side} Country", f"{side} Sectors")
    return Side(Lookup(columns, _sectored), (f"{side} Name", f"{side} Country"))


def _icews_variant(plan: Plan, columns: frozenset[str]) -> Plan:
    """Files of 2017 name no code, only its text."""
    if "cameo_code" in columns:
        return plan
    texts = ("Event Text",)
    return replace(plan, type=Lookup(texts, cross.cameo_text), raw_type=texts)


ICEWS = Plan(
    "ICEWS",
    Lookup(("Event Date",), written("%m/%d/%Y")),
    (_icews("Source"),),
    _icews("Target"),
    Lookup(("CAMEO Code",), cross.cameo),
    ("CAMEO Code",),
    event_id="Event ID",
    publisher="Publisher",
    distinct=True,
    untyped="CAMEO codes of statements and appeals, which have no PLOVER type",
    adapted=_icews_variant,
    place=Lookup(("Latitude", "Longitude", "City"), _in_city),
)


def _polecat(side: str, sectors: str) -> Side:
    columns = (f"{side} Name", f"{side} Country", sectors)
    return Side(Lookup(columns, _sectored), (f"{side} Name", f"{side} Country"))


POLECAT = Plan(
    "POLECAT",
    Lookup(("Event Date",), iso),
    (_polecat("Actor", "Primary Actor Sector"),),
    _polecat("Recipient", "Primary Recipient Sector"),
    Lookup(("Event Type", "Event Mode", "Contexts"), cross.plover),
    ("Event Type", "Event Mode"),
    event_id="Event ID",
    publisher="Source",
    unfilled=("Headline",),
    distinct=True,
    place=Lookup(("Latitude", "Longitude", "City"), _in_city),
)

# --- ACLED and UCDP ----------------------------------------------------------------------

_FORCES = re.compile(
    r"(?P<sort>Military Forces|Police Forces|Government|Protesters|Rioters|Civilians)"
    r"(?: of (?:the )?(?P<of>[^(]+))?\s*(?:\((?P<in>[^()]*)\)\s*(?P<part>.*))?"
)
_SORTS = {
    "Military Forces": "MIL", "Police Forces": "COP", "Government": "GOV",
    "Protesters": "CIV", "Rioters": "CIV", "Civilians": "CIV",
}  # fmt: skip
# What stands behind a state's forces names a branch of them, or the side that they fight on.
_BRANCH = re.compile(
    r"guards?|garde|police|navy|naval|air force|army|border|customs|prison|coast|special|security"
    r"|intelligence|directorate|ministry|command|corps|gendarmerie|presidential|republican|units?"
    r"|brigade|battalion|battalions|division|regiment|commandos?|rangers|rifles|patrol|service"
    r"|national accord|national unity|defen[cs]e",
    re.I,
)
_SIDE = re.compile(
    r"faction|mutin|opposition|rebel|dissident|defect|council|haftar|houthi|rapid support"
    r"|splinter|former|interim|militia|popular mobili[sz]ation",
    re.I,
)


def acled_actor(name: str) -> Who:
    """Forces, governments and people of a state, or a body or group that is known by name.

    Forces of a side in a civil war are not the state's: the side where it is known, else nobody.

    >>> acled_actor("Military Forces of Syria (2000-)"), acled_actor("Protesters (India)")
    ((('SYR.MIL', None),), (('IND.CIV', None),))
    >>> acled_actor("Military Forces of Libya (2014-) Haftar Faction")
    ()
    """
    found = _FORCES.fullmatch(name.strip())
    if found is None:
        return _group(name)
    part = (found["part"] or "").strip(" -:,")
    if part and found["sort"] != "Civilians":
        known = cross.named(part)
        if known and not _BRANCH.search(part):
            return known
        if _SIDE.search(part) or not _BRANCH.search(part):
            return NOBODY
    state = found["of"] or found["in"] or ""
    return cross.coded("name", state, _SORTS[found["sort"]]) if state else NOBODY


def _group(name: str) -> Who:
    """A group by its name, without what ACLED puts before or behind it.

    >>> _group("Hamas Movement"), _group("Private Military Forces - Wagner Group")
    ((('PSE.REB.HAMAS', None),), (('RUS.MIL.WAGNER', None),))
    """
    if name.strip().startswith("Mutiny"):
        return NOBODY
    bare = (name.partition("(")[0] if ":" not in name else name.partition(":")[0]).strip()
    last = bare.rpartition(" - ")[2]
    for tried in (bare, last, last.removesuffix(" Movement"), last.removeprefix("The ")):
        found = cross.named(tried)
        if found:
            return found
    return NOBODY


def _acled_type(sub_event: str) -> Typed:
    kinds = {cells[0]: (*cells[1:], "")[:2] for cells in cross.rows("acled.tsv")}
    return cross.plover(*kinds.get(sub_event.strip(), ("", "")))


ACLED_DATES = written("%d %B %Y", "%d-%b-%Y", "%d %b %Y")


def _acled_day(text: str, year: str) -> str | None:
    """The day of an event, None where the row's own year contradicts it."""
    day = ACLED_DATES(text)
    stated = year.strip().removesuffix(".0")
    return day if day is None or not stated.isdigit() or day[:4] == stated else None


def _acled_span(text: str, precision: str) -> Span:
    """The days that an event of ACLED may be of: 1 is the day, 2 about a week, 3 the month."""
    day = ACLED_DATES(text)
    if day is None or precision.strip() not in ("2", "3"):
        return None, None
    date_ = date.fromisoformat(day)
    if precision.strip() == "2":
        week = timedelta(days=6)
        return (date_ - week).isoformat(), (date_ + week).isoformat()
    after = (date_.replace(day=28) + timedelta(days=4)).replace(day=1)
    return date_.replace(day=1).isoformat(), (after - timedelta(days=1)).isoformat()


def _acled_variant(plan: Plan, columns: frozenset[str]) -> Plan:
    """Exports have the year of an event beside its day, unless it was left out."""
    if "year" not in columns:
        return plan
    return replace(plan, date=Lookup(("event_date", "year"), _acled_day))


ACLED = Plan(
    "ACLED",
    Lookup(("event_date",), ACLED_DATES),
    (Side(Lookup(("actor1",), acled_actor), ("actor1",)),),
    Side(Lookup(("actor2",), acled_actor), ("actor2",)),
    Lookup(("sub_event_type",), _acled_type),
    ("event_type", "sub_event_type"),
    event_id="event_id_cnty",
    publisher="source",
    delimiter=",",
    quoted=True,
    untyped="sub-event types that are not events between actors",
    adapted=_acled_variant,
    days=Lookup(("event_date", "time_precision"), _acled_span),
    place=Lookup(
        ("latitude", "longitude", "geo_precision"),
        lambda north, east, precision: point(north, east, precision.strip() == "3"),
    ),
)


def _ucdp_actor(name: str, state: str) -> Who:
    if state.strip():
        return cross.coded("gw", state, "GOV")
    if name.startswith("Government of "):
        return cross.named(name.removeprefix("Government of "), "GOV")
    return cross.named(name)


def _ucdp_type(_violence: str) -> Typed:
    return cross.plover("ASSAULT")


UCDP = Plan(
    "UCDP GED",
    Lookup(("date_start",), iso),
    (Side(Lookup(("side_a", "gwnoa"), _ucdp_actor), ("side_a", "gwnoa")),),
    Side(Lookup(("side_b", "gwnob"), _ucdp_actor), ("side_b", "gwnob")),
    Lookup(("type_of_violence",), _ucdp_type),
    ("type_of_violence",),
    event_id="id",
    publisher="source_office",
    delimiter=",",
    quoted=True,
    days=Lookup(("date_start", "date_end"), span),
    # 1 and 2 are points or within 25 km of one; the others districts, provinces, countries.
    place=Lookup(
        ("latitude", "longitude", "where_prec"),
        lambda north, east, precision: point(north, east, precision.strip() not in ("1", "2")),
    ),
)
