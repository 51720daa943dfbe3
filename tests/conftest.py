"""What many tests share: the coder, loaded once, and the data, where it is."""

import os
import pickle
from datetime import date
from pathlib import Path

import pytest

from cuibono import Desk
from cuibono.coding import Coder
from cuibono.documents import Document
from cuibono.language.encoder import Encoder
from tests import encoded
from tests.once import once

DATA = Path(os.environ.get("CUIBONO_DATA") or Path(__file__).parents[2] / "shared" / "data")


@pytest.fixture(scope="session")
def coder():
    return Coder.load()


@pytest.fixture
def encoder_anew(monkeypatch):
    """Nothing that was encoded before is used again; see `encoded.py`."""
    monkeypatch.setattr(Encoder, "vectors", encoded.anew)


@pytest.fixture(scope="session")
def code(coder):
    """A text to its statements, those that the reader is sure of or all."""

    def statements(text, published=date(2022, 12, 5), **about):
        return coder.code(Document(text, published=published, **about)).statements

    return statements


@pytest.fixture(scope="session")
def data():
    """The folder of corpora; the test is skipped where it is not there."""
    if not DATA.is_dir():
        pytest.skip(f"needs the corpora in {DATA}: set CUIBONO_DATA")
    return DATA


@pytest.fixture(scope="session")
def votes(data, tmp_path_factory):
    """A folder with a `ledger` of all votes of the General Assembly, and the report of its import.

    Whoever adds to the ledger copies it first.
    """

    def make(folder):
        report = Desk(folder / "ledger").import_(
            "unvotes", [data / "series" / "unvotes" / "un_votes.csv.gz"]
        )
        (folder / "report").write_bytes(pickle.dumps(report))

    return once(tmp_path_factory, "votes", make)


@pytest.fixture(scope="session")
def cases(data):
    """The folder of cases beside the corpora."""
    folder = data.parent / "cases"
    if not folder.is_dir():
        pytest.skip(f"needs the cases in {folder}")
    return folder
