"""What the tests of the benchmarks share: a reader and corpora, where they are there."""

import pytest

from benchmarks import setting
from cuibono.coding import Coder


@pytest.fixture(scope="session")
def coder():
    """The coder with the reader base; the test is skipped where its weights are not there."""
    if not setting.has("base"):
        pytest.skip("needs the weights of the reader base in src/cuibono/data/reader/base")
    return Coder.load()


@pytest.fixture(scope="session")
def data():
    """The folder of corpora; the test is skipped where it is not there."""
    if not (setting.DATA / "annotated").is_dir():
        pytest.skip(f"needs the corpora in {setting.DATA}: set CUIBONO_DATA")
    return setting.DATA
