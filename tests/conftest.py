"""What many tests share: the reader and the coder, loaded once, and the data, where it is."""

import os
from datetime import date
from pathlib import Path

import pytest

from cuibono.coding import Coder
from cuibono.documents import Document
from cuibono.language import Reader

DATA = Path(os.environ.get("CUIBONO_DATA") or Path(__file__).parents[2] / "shared" / "data")


@pytest.fixture(scope="session")
def reader():
    return Reader.load()


@pytest.fixture(scope="session")
def coder(reader):
    return Coder.load(embedder=reader)


@pytest.fixture(scope="session")
def code(coder, reader):
    """A text to its statements."""

    def statements(text, published=date(2022, 12, 5)):
        return coder.code(Document(text, published=published), reader.read(text)).statements

    return statements


@pytest.fixture(scope="session")
def data():
    """The folder of corpora; the test is skipped where it is not there."""
    if not DATA.is_dir():
        pytest.skip(f"needs the corpora in {DATA}: set CUIBONO_DATA")
    return DATA
