"""Asking, accusing, refusing and threatening, and what only looks like it."""

import pytest

from tests.coding.test_sentences import said

TYPES = ("REQUEST", "ACCUSE", "REJECT", "THREATEN")
SENTENCES = {
    "Oslo told Minsk to free the fishermen.": "NOR REQUEST BLR",
    "Poland wants Germany to pay reparations.": "POL REQUEST DEU",
    "Kenya expressed its displeasure to Uganda.": "KEN ACCUSE UGA",
    "Malaysia has protested to Beijing about the map.": "MYS ACCUSE CHN",
    "Tokyo waved away the Chinese claims.": "JPN REJECT CHN",
    "Serbia said it would never recognise Kosovo.": "SRB REJECT XKX",
    "Ankara told Damascus that it would not hesitate to strike.": "TUR THREATEN SYR",
    "Israel vowed to destroy Hezbollah.": "ISR THREATEN LBN",
    "Demand for oil rose in China.": "",
    "The opposition in Caracas lost.": "",
    "Analysts warned that the war could spread to Chad.": "",
    "A heat wave threatens crops in Spain.": "",
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_verbal_conflict(text, expected, code):
    found = [row for row in said(code(text)) if row.split()[1] in TYPES]
    if expected:
        assert any(row.startswith(expected) for row in found)
    else:
        assert not found
