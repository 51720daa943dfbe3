"""Small texts that came out wrong once (`cases/` beside the corpora), as a user reads them.

A line is `words of the quote: ACTOR TYPE RECIPIENT SOURCE STANCE`, codes up to the first dot, `|`
between what is equally right and `*` for anything. The statement must be there, counted or not, and
no counted statement may be one of the lines that begin with `never`.
"""

from datetime import date

import pytest

from cuibono.coding.confidence import FLOOR
from cuibono.documents import read
from tests.conftest import DATA

CASES = DATA.parent / "cases"
RIGHT = {
    "01-dash-range": """
        13-14 April: IRN ASSAULT ISR * *
        2.5-3 million: TUR AID SOM * *
        12,000 soldiers: PRK AID RUS * *
        10-12 tanks: POL AID UKR * *
        141-5: UNGA ACCUSE RUS * *
    """,
    "03-quote-goes-on": """
        Russia bombed: RUS ASSAULT UKR POL *
        We attacked: IRN ASSAULT ISR IRN *
        attacked Finland: RUS ASSAULT FIN NOR *
        threatened Sweden: RUS THREATEN SWE NOR *
        We did not send: PRK AID RUS PRK denied
    """,
    "08-name-in-a-name": """
        Bangkok Post: KHM ASSAULT THA --- *
        never Moscow Times: * * * RUS *
        never Syrian Observatory: * * * SYR *
        never Havana Times: * * * CUB *
        never Prague Post: * * * CZE *
    """,
    "11-us-with-one-dot": """
        U.S warned: USA THREATEN IRN * *
        U.K warned: GBR THREATEN IRN * *
        U.N condemned: UN ACCUSE ERI * *
        U.A.E sent: ARE AID SDN * *
    """,
    "12-pro-and-anti": """
        Anti-French: --- ASSAULT FRA * *
        never Pro-Russian: RUS * * * *
        never Anti-Chinese: CHN * * * *
        never Chinese-made: CHN ASSAULT * * *
        never Iranian-designed: IRN ASSAULT * * *
        never American-supplied: USA ASSAULT * * *
        Iran-linked: --- COERCE USA * *
    """,
    "23-retraction": """
        Jordan: JOR SANCTION IRN AUTHOR denied
        newspaper retracted: TCD ASSAULT SDN --- denied
        Reuters: SRB ASSAULT XKX REUTERS denied
        France has withdrawn: FRA SANCTION ISR AUTHOR denied
        not true: IRN ASSAULT ISR AUTHOR denied
        The claim: UKR ASSAULT POL AUTHOR denied
        never : * ASSAULT * * reported
        never : * SANCTION * * reported
    """,
    "24-the-ministry-said": """
        foreign ministry: RUS SANCTION DEU RUS *
        summoned: IND ACCUSE CAN IND *
        general: ISR ASSAULT IRN ISR *
        coast guard: CHN ASSAULT PHL CHN *
        defence ministry: TUR ASSAULT KURDS TUR *
    """,
    "26-twin-names": """
        French ambassador: NER SANCTION FRA * *
        Guinea-Bissau: GNB SANCTION GNQ * *
        Papua: GIN ACCUSE PNG * *
        Congo-Kinshasa: COG AID COD * *
        D.R. Congo: COD ACCUSE COG * *
        Dominica: DMA SUPPORT DOM * *
        never : PRK PROTEST|REJECT|ACCUSE * * *
    """,
    "32-remove-military": """
        United States will: USA RETREAT GEO * planned
        Russia pulled: RUS RETREAT GEO * *
        Germany: DEU RETREAT MLI * *
        Niger: USA RETREAT NER * *
        Syria: RUS RETREAT SYR * *
    """,
}  # fmt: skip


def fits(line, s):
    """Whether a statement is what a line says."""
    told = (s.actor, s.type, s.recipient, s.source, str(s.stance))
    roots = [value.partition(".")[0] for value in told]
    return all(w == "*" or r in w.split("|") for w, r in zip(line.split(), roots, strict=True))


@pytest.mark.parametrize("case", RIGHT)
def test_a_kind_that_was_wrong_is_read_rightly(coder, case):
    path = CASES / case / "in.txt"
    if not path.is_file():
        pytest.skip(f"needs the cases in {CASES}")
    statements = coder.code(read(path)).statements
    for line in RIGHT[case].strip().splitlines():
        words, _, wanted = line.strip().rpartition(": ")
        never, words = words.startswith("never"), words.removeprefix("never").strip()
        here = [s for s in statements if words in s.quote]
        if never:
            assert not [s for s in here if s.confidence >= FLOOR and fits(wanted, s)], line
        else:
            assert any(fits(wanted, s) for s in here), (line, [s.reason for s in here])


def test_parted_thousands_are_one_number(coder):
    path = CASES / "13-thousands-with-space" / "in.txt"
    if not path.is_file():
        pytest.skip(f"needs the cases in {CASES}")
    found = [s.quantity and s.quantity.number for s in coder.code(read(path)).statements]
    assert found[:4] == [934000, 12000, 1250000, 400e6]
    assert found[-1] == 2400


@pytest.mark.parametrize(
    ("text", "day", "actor", "when"),
    [
        ("Seoul signed a pact with Accra on 9 February.", "2021-11-20", "KOR", "2021-02-09"),
        ("Moscow signed a pact with Accra.", "1965-06-01", "SUN", None),
        ("Brussels is helping Moldova.", "2023-05-10", "EU", None),
    ],
)
def test_names_and_days_follow_the_time_of_the_text(code, text, day, actor, when):
    one = max(code(text, date.fromisoformat(day)), key=lambda s: s.confidence)
    assert (one.actor, one.when) == (actor, when)
