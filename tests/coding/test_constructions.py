"""What everyday constructions say: who did it, to whom, who says so, and did it happen."""

import pytest

# A sentence and the statements it must give: actor, type, recipient, source, stance.
CASES = {
    # clefts and inversions
    "It was by Kenya, not by Uganda, that the rebels were handed over to South Sudan.": {
        "KEN COOPERATE SSD AUTHOR reported",
        "UGA COOPERATE SSD AUTHOR denied",
    },
    "It was Uganda that Kenya attacked.": {"KEN ASSAULT UGA AUTHOR reported"},
    "It was not Rwanda that attacked Burundi.": {"RWA ASSAULT BDI AUTHOR denied"},
    "Were Vietnam to host American warships, Beijing would be angry.": {
        "VNM COOPERATE USA AUTHOR possible"
    },
    # conditions lend their subject
    "Unless Sudan pays, Chad will shut the border.": {"TCD SANCTION SDN AUTHOR planned"},
    "If India cut off the water, Pakistan could respond with force.": {
        "IND SANCTION PAK AUTHOR possible",
        "PAK ASSAULT IND AUTHOR possible",
    },
    # whose "its" is
    "As long as Honduras does not extradite him, Washington could suspend aid to its police.": {
        "USA SANCTION HND AUTHOR possible"
    },
    "Lebanon told the Council that Israel had violated its airspace.": {
        "ISR COERCE LBN LBN reported"
    },
    # speakers
    "Poland has attacked Belarus, the Russian envoy to Minsk, Boris Gryzlov, said on Monday.": {
        "POL ASSAULT BLR RUS.MFA reported"
    },
    '"Poland has attacked Belarus," the Russian ambassador to Minsk, Boris Ek, told us.': {
        "POL ASSAULT BLR RUS.MFA reported"
    },
    "The old customs house recalls the decade in which Uruguay was occupied by Brazil.": {
        "BRA COERCE URY AUTHOR reported"
    },
    '"Minsk lied," the Taiwanese lawmaker said, adding that Honduras had cut ties with Taipei.': {
        "HND SANCTION TWN TWN.LEG reported"
    },
    # denials
    "Kuwait disavowed any role in financing the Tunisian party.": {"KWT AID TUN KWT denied"},
    "The Ugandan army called reports of a withdrawal from Congo a lie.": {
        "UGA.MIL RETREAT COD UGA.MIL denied"
    },
    "There was no deal with Eritrea, the Djiboutian foreign minister told parliament.": {
        "DJI.MFA AGREE ERI DJI.MFA denied"
    },
    "Olaf Scholz ruled out delivering missiles to Kyiv.": {"DEU.HOG AID UKR DEU.HOG denied"},
    "Botswana's refusal of the Zimbabwean loan request surprised nobody.": {
        "BWA REJECT ZWE AUTHOR reported",
        "ZWE REQUEST BWA AUTHOR reported",
    },
    # followers and mutual acts
    "Honduras could follow Panama in cutting ties with Taiwan.": {
        "HND SANCTION TWN AUTHOR possible",
        "PAN SANCTION TWN AUTHOR reported",
    },
    "Armenia and Azerbaijan accused each other of violating the ceasefire.": {
        "ARM ACCUSE AZE AUTHOR reported",
        "AZE ACCUSE ARM AUTHOR reported",
    },
    # attacks that do what attackers do
    "An Israeli airstrike killed three Syrian soldiers.": {"ISR ASSAULT SYR.MIL AUTHOR reported"},
    "The attack killed three Syrian soldiers.": {"--- ASSAULT SYR.MIL AUTHOR reported"},
    "North Korea fired rounds aimed at a loudspeaker in South Korea.": {
        "PRK ASSAULT KOR AUTHOR reported"
    },
    # gifts
    "Norway pledged 75 billion crowns in aid to Ukraine.": {"NOR AID UKR AUTHOR planned"},
    "Cuba thanked Mexico for sending oil.": {
        "CUB SUPPORT MEX AUTHOR reported",
        "MEX AID CUB CUB reported",
    },
    "The Comoros were promised by China a new hospital.": {"CHN AID COM AUTHOR planned"},
    "In return, Pyongyang received food and fuel.": {"--- AID PRK AUTHOR reported"},
    # a veto counts in the Council for those who have one there
    "Russia vetoed the resolution.": {"RUS REJECT UNSC AUTHOR reported"},
    "Portugal vetoed the mission.": {"PRT REJECT --- AUTHOR reported"},
    "Cairo has instead signed an agreement with Kenya.": {"EGY AGREE KEN AUTHOR reported"},
    "Israel and Hamas traded accusations on Tuesday.": {
        "ISR ACCUSE PSE.REB.HAMAS AUTHOR reported",
        "PSE.REB.HAMAS ACCUSE ISR AUTHOR reported",
    },
    "Pyongyang denies arms deals with Moscow.": {"PRK AGREE RUS PRK denied"},
    "Ukraine hit an oil refinery in Ryazan.": {"UKR ASSAULT RUS AUTHOR reported"},
    "Yerevan accuses Russian soldiers of having lied and has frozen its ties with the CSTO.": {
        "ARM SANCTION CSTO AUTHOR reported"
    },
    "Hezbollah attacked Israel. The group fired rockets at Tyre and Haifa.": {
        "LBN.REB.HEZBOLLAH ASSAULT ISR AUTHOR reported"
    },
    "Armenia met Azerbaijan. Each side blamed the other.": {
        "ARM ACCUSE AZE AUTHOR reported",
        "AZE ACCUSE ARM AUTHOR reported",
    },
    # forms that the reader does not know
    "Iran circumvented the American sanctions.": {"IRN REJECT USA AUTHOR reported"},
    "There will be talks with Iran, Washington said.": {"USA CONSULT IRN USA planned"},
}


@pytest.mark.parametrize("sentence", CASES)
def test_a_construction_is_read(sentence, code):
    found = {f"{s.actor} {s.type} {s.recipient} {s.source} {s.stance}" for s in code(sentence)}
    assert CASES[sentence] <= found, found


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ukrainian War has been long.",
        "The war in Ukraine has killed thousands of Russian soldiers.",
        "The consul owned the villa in which he gave his parties for Oslo.",
    ],
)
def test_nothing_is_read_into_it(sentence, code):
    assert not code(sentence)
