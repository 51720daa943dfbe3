"""What is dear is made once a run; the tests of a file stay where its fixtures are."""

import os
from contextlib import suppress

import pytest

from conftest import ALONE_EACH, together
from tests.once import once, shared


@pytest.mark.parametrize("number", range(8))
def test_the_tests_of_a_file_stay_on_one_worker(tmp_path_factory, number):
    """Each test of this file finds the worker that the first one ran on."""
    here = os.environ.get("PYTEST_XDIST_WORKER", "the only one")
    first = shared(tmp_path_factory) / "first worker of test_once"
    with suppress(FileExistsError), first.open("x", encoding="utf-8") as file:
        file.write(here)
    assert first.read_text("utf-8") == here, f"test {number} runs elsewhere"


def test_a_file_is_told_by_the_name_of_a_test():
    (alone,) = ALONE_EACH
    assert together("tests/a/test_b.py::test_c[x::y]") == "tests/a/test_b.py"
    assert together(f"{alone}::test_d") == f"{alone}::test_d"


def test_what_is_dear_is_made_once(tmp_path_factory):
    made = []

    def make(folder):
        made.append(folder)
        (folder / "it").write_text("made", "utf-8")

    found = [once(tmp_path_factory, "dear thing", make) for _ in range(3)]
    assert len(made) == len(set(found)) == 1
    assert (found[0] / "it").read_text("utf-8") == "made"


def test_what_failed_is_made_anew(tmp_path_factory):
    def fail(_):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        once(tmp_path_factory, "failing thing", fail)
    folder = once(tmp_path_factory, "failing thing", lambda made: (made / "it").touch())
    assert (folder / "it").exists()
