"""The notebook of docs/ runs from its first cell to its last, and says what it should."""

import json
import re
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parent.parent / "docs" / "dyad.ipynb"


def cells(kind):
    held = json.loads(NOTEBOOK.read_text("utf-8"))
    assert (held["nbformat"], held["nbformat_minor"]) == (4, 5)
    return ["".join(c["source"]) for c in held["cells"] if c["cell_type"] == kind]


def test_no_output_is_kept_in_it():
    held = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert all(not c.get("outputs") and c.get("execution_count") is None for c in held)
    assert len({c["id"] for c in held}) == len(held)


@pytest.fixture(scope="module")
def told(data):
    """What the cells print, all together, and the names that they leave behind."""
    import contextlib
    import io
    import os

    kept = os.environ.get("CUIBONO_DATA")
    os.environ["CUIBONO_DATA"] = str(data)
    names, out = {}, io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            for cell in cells("code"):
                exec(compile(cell, str(NOTEBOOK), "exec"), names)
    finally:
        os.environ.pop("CUIBONO_DATA") if kept is None else os.environ.update(CUIBONO_DATA=kept)
    return out.getvalue(), names


def test_its_cells_are_python():
    assert len(cells("code")) > 3
    for cell in cells("code"):
        compile(cell, str(NOTEBOOK), "exec")


@pytest.mark.long
def test_its_cells_run_and_tell_what_was_found(told):
    text, names = told
    assert "90730 events, 0 lines set aside" in text
    assert re.search(r"CHN→JPN conflict \d+", text)
    assert "42 from 2018 to 2021 (27 in 2019, 9 in 2020, 6 in 2021)" in text
    assert names["found"].verdict == "contradicted"
    assert "none from 2018 to 2021, between 2017-11-28 (line 119)" in text
    assert "placebos gain as much fit" in text


@pytest.mark.long
def test_its_pictures_can_be_drawn(told):
    _, names = told
    for result in ("against_japan", "answers", "rise"):
        assert names["chart"](names[result]).to_dict()
