"""A small world of bare statements to export: emoji, formulas, denials, places, no dates."""

from datetime import UTC, date, datetime

from cuibono.actors import Registry
from cuibono.coding.statement import Certainty, Coding, Link, Place, Quantity, Stance, Statement
from cuibono.documents import Document
from cuibono.events.resolve import resolve
from cuibono.exchange.exports.matter import Matter
from cuibono.ledger import Ledger

FIRST = (
    "🚀🇰🇵 Opening. Pyongyang sent shells to Moscow on 4 July 2022, Kyiv said.\n\n"
    '=HYPERLINK("http://x") is how <b>Moscow</b> & Kyiv met 𝕏 in Tripoli.\n\n'
    "Gunmen may strike @Kyiv."
)
SECOND = "Pyongyang denied that it sent shells to Moscow. Seoul gained in trade."
AT = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
REGISTRY = Registry.load()


def named(code):
    return REGISTRY[code].name if code in REGISTRY else code


def say(document, quote, trigger, actor, type_, recipient="---", **of):
    """A statement on words of a document."""
    start = document.text.index(quote)
    at = document.text.index(trigger, start)
    values = {"actor_text": "", "title": document.title, "versions": {"model": "m1"}}
    values["published"] = document.published.isoformat() if document.published else None
    return Statement(
        document.id, quote, start, start + len(quote), trigger, at, at + len(trigger), actor,
        type=type_, recipient=recipient, **(values | of),
    )  # fmt: skip


def documents():
    one = Document(
        FIRST, title="Shells: a \"story\" / part 1?", publisher="The Daily | Record",
        author="A. Writer", address="https://example.org/a?b=1&c=2", published=date(2022, 9, 6),
        notes=("a note",),
    )  # fmt: skip
    return one, Document(SECOND)


def statements():
    one, two = documents()
    sent = FIRST[FIRST.index("Pyongyang") : FIRST.index("\n\n")]
    return (
        say(one, sent, "sent", "PRK", "AID", "RUS", source="UKR", source_chain=("UKR",),
            item="arms", giver="PRK", receiver="RUS", when="2022-07-04", contexts=("military",),
            quantity=Quantity(-3, "at least", "shells"), where=Place("Kyiv", "UKR", 50.45, 30.52),
            confidence=0.9),
        say(one, '=HYPERLINK("http://x") is how <b>Moscow</b> & Kyiv met 𝕏 in Tripoli.', "met",
            "RUS", "CONSULT", "UKR", mode="visit", where=Place("Tripoli"), when="2022",
            confidence=0.8),
        say(one, "Gunmen may strike @Kyiv.", "strike", "---", "ASSAULT", "UKR",
            actor_text="@Gunmen", stance=Stance.POSSIBLE, certainty=Certainty.HEDGED,
            confidence=0.2),
        say(two, "Pyongyang denied that it sent shells to Moscow.", "sent", "PRK", "AID", "RUS",
            source="PRK.MFA", source_chain=("PRK.MFA",), stance=Stance.DENIED, item="arms",
            confidence=0.7),
        say(two, "Seoul gained in trade.", "gained", "KOR", "GAIN", contexts=("trade",),
            confidence=0.6),
    )  # fmt: skip


def matter(floor=0.5, every=True, **of):
    said = statements()
    counted = [s for s in said if s.confidence >= floor]
    held = {d.id: d for d in documents()}
    first, second = said[:2]
    link = Link(first.id, "because", second.id, first.document, 0, 4, FIRST[:4])
    values = {
        "resolve": lambda: resolve(counted, held.values()), "links": (link,), "name": named,
        "floor": floor, "read_at": dict.fromkeys(held, AT),
    }  # fmt: skip
    return Matter(said if every else tuple(counted), held, **(values | of))


def ledger_in(folder):
    """The folder of a ledger that holds this world."""
    ledger = Ledger.open(folder)
    for document in documents():
        said = tuple(s for s in statements() if s.document == document.id)
        ledger.append(document, Coding(said))
    return folder
