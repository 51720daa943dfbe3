"""The dictionary of verbal cooperation, gain and loss: who does what to whom."""

from __future__ import annotations

from datetime import date

import pytest

from cuibono.coding import Coder
from cuibono.documents import Document
from cuibono.language import Reader

SENTENCES = [
    ("Mali's junta enjoys the backing of Moscow.", ("RUS", "SUPPORT", "MLI")),
    ("China has sent a special envoy to Myanmar.", ("CHN", "CONSULT", "MMR")),
    ("Qatar conveyed Hamas's reply to Israel on Thursday.", ("QAT", "CONSULT", "ISR")),
    ("Ukraine and the IMF reached a compromise.", ("UKR", "AGREE", "IMF")),
    ("Turkey dropped its objection to Sweden's membership.", ("TUR", "CONCEDE", "SWE")),
    ("Russia has gained a foothold at the expense of France.", ("RUS", "GAIN", "FRA")),
    ("The collapse dealt a heavy blow to Moscow.", ("RUS", "LOSE", "---")),
]


@pytest.fixture(scope="module")
def coder() -> tuple[Reader, Coder]:
    reader = Reader.load(1)
    return reader, Coder.load(embedder=reader)


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_who_does_what_to_whom(
    coder: tuple[Reader, Coder], text: str, wanted: tuple[str, str, str]
) -> None:
    reader, coding = coder
    document = Document(text, published=date(2024, 3, 5))
    statements = coding.code(document, reader.read(text)).statements
    found = {(s.actor.split(".")[0], s.type, s.recipient.split(".")[0]) for s in statements}
    assert wanted in found
