"""The units of quantities: which nouns count the same thing, currencies, measures."""

from __future__ import annotations

SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₽": "RUB", "₹": "INR",
         "₺": "TRY", "₪": "ILS", "₴": "UAH"}  # fmt: skip

_SAME: dict[str, str] = {
    "persons": """person people man men woman women child children soldier troop troops trooper
        servicemen serviceman worker laborer labourer labor labour civilian fighter militant
        refugee migrant prisoner hostage protester protestor demonstrator personnel conscript
        reservist mercenary officer official diplomat resident citizen inhabitant victim casualty
        death fatality dead detainee voter employee engineer adviser advisor instructor expert
        student pilot sailor marine policeman policemen rebel insurgent recruit builder
        infantryman infantrymen paratrooper commando guard peacekeeper observer settler
        immigrant evacuee survivor captive convict national partisan terrorist spy agent
        journalist activist specialist technician operator volunteer deserter defector
        expatriate combatant gunman gunmen militiaman militiamen passenger tourist patient
        returnee staff lives life believer doctor nurse teacher scientist trainee
        dissident monk member killed wounded injured displaced missing arrested""",
    "USD": "dollar dollars usd buck",
    "EUR": "euro eur",
    "GBP": "pound gbp sterling",
    "JPY": "yen jpy",
    "KRW": "won krw",
    "RUB": "ruble rouble rub",
    "CNY": "yuan renminbi rmb cny",
    "INR": "rupee inr",
    "CHF": "franc chf",
    "UAH": "hryvnia hryvnias uah",
    "TRY": "lira",
    "ILS": "shekel",
    "IRR": "rial",
    "SAR": "riyal",
    "percent": "percent %",
    "tonnes": "ton tonne tons tonnes",
    "kg": "kg kilogram kilogramme kilo",
    "km": "km kilometer kilometre kilometers kilometres",
    "m": "meter metre",
    "miles": "mile",
    "hectares": "hectare",
    "acres": "acre",
    "barrels": "barrel bbl",
    "MW": "mw megawatt",
    "GW": "gw gigawatt",
    "kilotons": "kiloton",
    "megatons": "megaton",
    "shells": "shell",
    "rounds": "round bullet cartridge",
    "missiles": "missile icbm icbms slbm irbm",
    "rockets": "rocket projectile",
    "drones": "drone uav uavs",
    "tanks": "tank",
    "aircraft": "aircraft plane airplane aeroplane jet warplane airliner bomber",
    "sorties": "sortie",
    "helicopters": "helicopter chopper",
    "ships": "ship vessel warship boat frigate destroyer corvette tanker freighter trawler",
    "submarines": "submarine",
    "vehicles": "vehicle truck lorry car apc apcs",
    "weapons": "weapon arm gun rifle firearm",
    "warheads": "warhead",
    "bombs": "bomb",
    "mines": "mine landmine",
    "howitzers": "howitzer",
    "launchers": "launcher",
    "satellites": "satellite",
    "containers": "container",
    "trains": "train",
    "railcars": "railcar wagon",
    "munitions": "munition ammunition",
    "states": "country nation state",
}

UNITS = {word: unit for unit, words in _SAME.items() for word in words.split()}
KNOWN = frozenset(_SAME)
CURRENCIES = frozenset(unit for unit in _SAME if len(unit) == 3 and unit.isupper())

# Nouns of time and place in a list are counted by the times, not here.
TIME_UNITS = frozenset(
    f"{unit}{plural}"
    for unit in "second minute hour day night week weekend fortnight month quarter year decade "
    "century morning evening season semester".split()
    for plural in ("", "s")
) | {"centuries", "yearlong", "am", "pm", "o", "gmt", "utc", "est"}

# What is counted by one whole unit of the word: "millions of shells" is at least a million.
VAGUE = {
    "several": 3, "few": 2, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000,
    "millions": 10**6, "billions": 10**9, "trillions": 10**12,
}  # fmt: skip
TENS_OF = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000}


def singular(word: str) -> str:
    """A plural noun's singular, by spelling alone.

    >>> singular("missiles"), singular("countries"), singular("dead")
    ('missile', 'country', 'dead')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def known_unit(word: str) -> str | None:
    """The unit that a noun counts, None for a noun outside the list.

    >>> known_unit("soldiers"), known_unit("Warplanes"), known_unit("spoons")
    ('persons', 'aircraft', None)
    """
    lower = word.lower()
    return UNITS.get(lower) or UNITS.get(singular(lower))
