"""One ledger of the bundled examples for all tests, and a way to call the command line."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from cuibono.cli.run import run
from tests.once import once

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line that was said."""
        (line,) = self.err.splitlines()
        assert line.startswith("cuibono: ")
        return line.removeprefix("cuibono: ")


@pytest.fixture
def cuibono(capsys):
    def call(*arguments):
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def examples():
    return EXAMPLES


@pytest.fixture(scope="session")
def ledger(tmp_path_factory):
    def make(folder):
        assert run(["read", str(EXAMPLES), "--ledger", str(folder / "ledger")]) == 0

    made = once(tmp_path_factory, "examples", make) / "ledger"
    return shutil.copytree(made, tmp_path_factory.mktemp("house") / "ledger")
