"""Links: the words that tie one statement to another."""

import pytest

from cuibono.coding.links import Placed, find_links
from cuibono.coding.statement import Statement
from cuibono.language.sentence import cut


def placed(text, *triggers):
    sentences = cut(text)
    found = []
    for word in triggers:
        start = text.index(word)
        number = next(n for n, s in enumerate(sentences) if s.start <= start < s.end)
        s = sentences[number]
        found.append(Placed(Statement(
            "d", s.text, s.start, s.end, word, start, start + len(word), "A", "", word.upper(),
        ), number))  # fmt: skip
    return sentences, found


@pytest.mark.parametrize(
    ("text", "triggers", "wanted"),
    [
        ("Kyiv cut ties. In response, Minsk recalled its envoy.", ("cut", "recalled"),
         [("CUT", "response_to", "RECALLED")]),
        ("Oslo froze funds because Minsk jailed him.", ("froze", "jailed"),
         [("JAILED", "because", "FROZE")]),
        ("Oslo sent arms despite the embargo.", ("sent", "embargo"),
         [("EMBARGO", "despite", "SENT")]),
        ("The truce held, allowing Oslo to deliver grain.", ("truce", "deliver"),
         [("TRUCE", "enables", "DELIVER")]),
        ("Oslo massed troops in order to deter Minsk.", ("massed", "deter"),
         [("MASSED", "in_order_to", "DETER")]),
        ("Oslo sent arms and Minsk jailed him.", ("sent", "jailed"), []),
    ],
)  # fmt: skip
def test_links(text, triggers, wanted):
    sentences, found = placed(text, *triggers)
    types = {p.statement.id: p.statement.type for p in found}
    links = find_links(sentences, found)
    assert [(types[k.cause], k.kind, types[k.effect]) for k in links] == wanted
