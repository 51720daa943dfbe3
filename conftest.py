"""What all tests share, those in docstrings too: how the reader runs, how many inputs are tried."""

import atexit
import gc
import os
import sys

import pytest

import tests.tries  # noqa: F401 (it sets hypothesis's profile)

ALONE = "PYTEST_XDIST_WORKER" not in os.environ
if not ALONE:
    # Workers share the cores: threads that wait for each other would take thirty times as long.
    # Numpy looks at this when it is loaded, which is later.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# The source is compiled once, and not anew by each run and each program that tests start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

ALONE_EACH = ("tests/benchmarks/test_accuracy.py",)
"""Files whose tests take long and share nothing that is dear to make: each goes where a core is."""
FIRST = (
    *ALONE_EACH, "tests/documents/test_ocr.py", "tests/cli/",
    "tests/test_pages.py", "tests/test_examples.py", "tests/briefs/test_charts.py",
    "tests/ledger/test_proof.py", "tests/measures/test_escalation.py", "tests/test_fuzz",
    "tests/documents/test_folder.py", "tests/coding/test_reader.py", "tests/test_notebook.py",
    "tests/web/",
)  # fmt: skip
"""What takes longest begins first, so that no worker waits for another at the end.

What reads the same texts does not begin at the same moment: one of them finds them encoded.
"""


def together(test: str) -> str:
    """What stays on one worker with a test: its file, whose fixtures are made once."""
    path = test.partition("::")[0]
    return test if path in ALONE_EACH else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class Files(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return together(nodeid)

    return Files(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Looking for what can go would take half of the time: what is collected stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        # Looking at every 700 new things, as is usual, takes a tenth of the time of the tests.
        gc.set_threshold(50_000, 20, 20)
        # Else what libraries hold looks like a leak at the very end.
        atexit.register(gc.unfreeze)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """The long first."""
    last = len(FIRST)
    items.sort(key=lambda i: next((n for n, p in enumerate(FIRST) if i.nodeid.startswith(p)), last))


@pytest.fixture(scope="session", autouse=True)
def _encoded_once(tmp_path_factory):
    """See `tests/encoded.py`."""
    from cuibono.language.encoder import Encoder
    from tests.encoded import Kept
    from tests.once import shared

    kept = Kept(shared(tmp_path_factory) / "encoded")
    made = Encoder.__init__

    def begin(self, folder, near, threads=0):
        made(self, folder, near, threads or (0 if ALONE else 1))
        kept.named(self, folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Encoder, "__init__", begin)
        patch.setattr(Encoder, "vectors", kept.way())
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk():
    """What is flushed can be seen after a power cut only; `benchmarks/faults` cuts the power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)  # it still refuses what is not open
        yield
