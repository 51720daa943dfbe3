"""What all tests share, those in docstrings too: how the reader runs, how many inputs are tried."""

import os

import pytest

import tests.tries  # noqa: F401 (it sets hypothesis's profile)

ALONE = "PYTEST_XDIST_WORKER" not in os.environ
if not ALONE:
    # Workers share the cores: threads that wait for each other would take thirty times as long.
    # Numpy looks at this when it is loaded, which is later.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(scope="session", autouse=True)
def _encoded_once(tmp_path_factory):
    """See `tests/encoded.py`."""
    from cuibono.language.encoder import Encoder
    from tests.encoded import Kept

    base = tmp_path_factory.getbasetemp()
    kept = Kept((base if ALONE else base.parent) / "encoded")
    made = Encoder.__init__

    def begin(self, folder, near, threads=0):
        made(self, folder, near, threads or (0 if ALONE else 1))
        kept.named(self, folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Encoder, "__init__", begin)
        patch.setattr(Encoder, "vectors", kept.way())
        yield
