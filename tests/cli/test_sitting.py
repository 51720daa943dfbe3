"""A sitting whose keys come faster than judgements are written."""

import contextlib
import io
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ledgers import build
from cuibono import Desk
from cuibono.cli.run import run
from cuibono.cli.sitting import TOGETHER
from tests.tries import tries


class Pieces(io.BytesIO):
    """What a pipe holds whenever it is read; `before` is done before each piece but the first."""

    def __init__(self, pieces, before=lambda: None):
        super().__init__()
        self.pieces = list(pieces)
        self.before = before
        self.begun = False

    def read1(self, size=-1):
        if self.begun:
            self.before()
        self.begun = True
        return self.pieces.pop(0) if self.pieces else b""


def sat(folder, pieces):
    """How a sitting ends that is given keys in these pieces: its code, and what it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(pieces))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(["review", "--order", "document", "--ledger", str(folder), "--who", "zoe"])
    return code, out.getvalue().splitlines()[-1], err.getvalue()


@pytest.fixture
def desk(tmp_path):
    """A desk on many statements of few documents."""
    build(tmp_path / "ledger", 20)
    return Desk(tmp_path / "ledger")


@tries(4)
@given(keys=st.text("aarrsxu", min_size=10, max_size=90))
def test_keys_that_come_at_once_do_what_they_do_one_by_one(keys):
    told = []
    for pieces in ([keys.encode()], [key.encode() for key in keys]):
        with tempfile.TemporaryDirectory() as name:
            build(Path(name) / "ledger", 3)
            code, said, _ = sat(f"{name}/ledger", Pieces(pieces))
            desk = Desk(f"{name}/ledger")
            place = {j.id: n for n, j in enumerate(desk.history())}
            judged = [(str(j.action), place.get(j.on, j.on)) for j in desk.history()]
            assert list(desk.verify()) == []
            told.append((code, said, judged))
    assert told[0] == told[1]


def test_judgements_that_come_at_once_are_whole_and_few_commits(desk):
    assert sat(desk.folder, Pieces([b"ar" * 100]))[1] == "100 accepted, 100 rejected"
    assert len({j.at for j in desk.history()}) == 200
    assert [str(j.action) for j in desk.history()] == ["accept", "reject"] * 100
    written = [e for e in desk.ledger.tables.journal.read().entries if e.table == "judgements"]
    assert len(written) <= 200 // TOGETHER + 1
    assert list(desk.verify()) == []


def test_what_is_judged_is_written_before_a_key_is_waited_for(desk):
    seen = []
    sat(desk.folder, Pieces([b"a", b"arx", b"s"], lambda: seen.append(len(desk.history()))))
    assert seen == [1, 3, 3]


def test_a_judgement_that_somebody_else_was_faster_with_is_told_and_the_others_stand(desk):
    second = desk.review("document")[1].statement.id
    pieces = Pieces([b"s", b"aa", b""], lambda: len(desk.history()) or desk.reject(second))
    code, said, complaint = sat(desk.folder, pieces)
    assert (code, said) == (0, "1 accepted")
    assert complaint.count("\n") == 1 and second[:8] in complaint


def test_a_sitting_ends_where_several_judgements_cannot_be_written(desk):
    marker = desk.folder / "ledger.json"
    held, before = marker.read_text(), len(list(desk.folder.iterdir()))
    code, said, complaint = sat(desk.folder, Pieces([b"a", b"aaarr"], marker.unlink))
    assert (code, said) == (1, "1 accepted")
    assert complaint.count("\n") == 1 and "the ledger is no longer there" in complaint
    marker.write_text(held)
    assert len(list(desk.folder.iterdir())) == before + 2
    assert len(desk.history()) == 1
