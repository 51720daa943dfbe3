"""What must hold of any statements whatever."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cuibono.coding.statement import Certainty, Stance, Statement
from cuibono.documents import Document
from cuibono.events.dating import days_of
from cuibono.events.event import Kind
from cuibono.events.resolve import resolve
from tests.tries import tries

TEXTS = (
    "Washington said on Tuesday that Moscow buys shells from Pyongyang for its war.",
    "Rail traffic across the Tumen has grown since the summer, pictures of the bridge show.",
    "Seoul expects another test before winter, but no date is known to its ministry.",
    "Builders from the north may be sent to the Donbas, an ambassador has suggested.",
)
# The words and weights are loaded by the first example.
SLOWLY = tries(25)
days = st.dates(date(2022, 1, 1), date(2022, 12, 31))
DOCUMENTS = st.tuples(
    *(
        st.builds(
            Document,
            st.just(text),
            publisher=st.sampled_from([None, "Harbour Review", "Border Watch"]),
            published=days,
        )
        for text in TEXTS
    )
)
WHENS = (
    None,
    "2022",
    "2022-03",
    "2022-09",
    "2022-09-06",
    "2022-02/2022-05",
    "2022-06/..",
    "../2021",
)


@st.composite
def statements(draw):
    """Documents with up to twelve statements of few parties, so that many of them meet."""
    documents = draw(DOCUMENTS)
    made = []
    for start in range(draw(st.integers(0, 12))):
        document = draw(st.sampled_from(documents))
        made.append(
            Statement(
                document.id, f"Sentence {start}", start, start + 10, "x", start, start + 1,
                draw(st.sampled_from(["PRK", "PRK.MIL", "---"])), "",
                draw(st.sampled_from(["AID", "AGREE", "CONSULT", "REJECT", "GAIN"])),
                draw(st.sampled_from(["RUS", "---"])),
                source=draw(st.sampled_from(["AUTHOR", "UNNAMED", "USA", "USA.INTEL", "---"])),
                stance=draw(st.sampled_from(Stance)),
                certainty=draw(st.sampled_from(Certainty)),
                contexts=draw(st.sampled_from([(), ("economic",), ("economic", "military")])),
                when=draw(st.sampled_from(WHENS)),
                item=draw(st.sampled_from([None, "arms", "labour"])),
                published=document.published.isoformat(),
            )
        )  # fmt: skip
    return documents, made


@given(statements())
@SLOWLY
def test_every_statement_is_in_exactly_one_event(made):
    documents, said = made
    held = [s.id for e in resolve(said, documents) for s in e.statements]
    assert sorted(held) == sorted({s.id for s in said})


@given(statements(), st.randoms(use_true_random=False))
@SLOWLY
def test_the_order_of_the_input_does_not_matter(made, random):
    documents, said = made
    events = resolve(said, documents)
    shuffled, mixed = list(said), list(documents)
    random.shuffle(shuffled)
    random.shuffle(mixed)
    assert resolve(shuffled, mixed) == events


@given(statements())
@SLOWLY
def test_every_voice_answers_for_statements_of_its_event(made):
    documents, said = made
    for event in resolve(said, documents):
        spoken = [s.id for v in event.voices for s in v.statements]
        assert sorted(spoken) == sorted(s.id for s in event.statements)
        assert len({(v.key, v.denies) for v in event.voices}) == len(event.voices)
        assert all(v.denies == (s.stance is Stance.DENIED) for v in event.voices
                   for s in v.statements)  # fmt: skip


@given(statements())
@SLOWLY
def test_a_happening_is_dated_by_statements_that_name_its_day(made):
    documents, said = made
    for event in resolve(said, documents):
        whens = [days_of(s.when) for s in event.statements if s.when]
        if event.kind is Kind.HAPPENING:
            assert (event.when is None) == (not whens)
        if event.when:
            inner = days_of(event.when)
            assert any(w.shared(inner) for w in whens)


@given(statements(), st.integers(0, 3), st.integers(0, 30), st.sampled_from([None, "Wire Copy"]))
@SLOWLY
def test_a_reprint_never_adds_a_source(made, which, later, publisher):
    documents, said = made
    first = documents[which]
    copy = Document(
        f"(Reprinted) {first.text}",
        publisher=publisher,
        published=first.published + timedelta(days=later + 1),
    )
    again = [
        replace(s, document=copy.id, start=s.start + 12, end=s.end + 12,
                trigger_start=s.trigger_start + 12, trigger_end=s.trigger_end + 12,
                published=copy.published.isoformat())
        for s in said if s.document == first.id
    ]  # fmt: skip
    before = {s.id: e for e in resolve(said, documents) for s in e.statements}
    after = {s.id: e for e in resolve([*said, *again], [*documents, copy]) for s in e.statements}
    for id_, event in before.items():
        assert (after[id_].sources, after[id_].status) == (event.sources, event.status)
        assert [v.name for v in after[id_].voices] == [v.name for v in event.voices]
