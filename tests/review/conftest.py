"""The ledger that the tests of reviewing share, made anew for each of them."""

import shutil

import pytest

from cuibono import Desk
from tests.review.telling import told


@pytest.fixture(scope="session")
def pattern(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review") / "ledger"
    told(folder)
    return folder


@pytest.fixture
def desk(pattern, tmp_path):
    return Desk(shutil.copytree(pattern, tmp_path / "ledger"))
