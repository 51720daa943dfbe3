"""Processes that write, read and die at the worst moment."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from deltalake import DeltaTable

from cuibono.coding.statement import Coding
from cuibono.ledger import Ledger, Query
from cuibono.ledger.locked import locked
from tests.ledger.test_ledger import TEXT, about

# Dies by SIGKILL when it is about to write to the table that is named on its command line.
DYING = textwrap.dedent(
    """
    import os, signal, sys
    from cuibono.ledger import Ledger
    from cuibono.ledger.tables import Tables
    from tests.ledger.test_ledger import TEXT, about
    write = Tables.append
    def append(self, name, rows):
        if name == sys.argv[2]:
            os.kill(os.getpid(), signal.SIGKILL)
        write(self, name, rows)
    Tables.append = append
    Ledger.open(sys.argv[1]).append(*about(TEXT))
    """
)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("table", ["statements", "links", "documents"])
def test_a_writer_killed_between_two_tables_is_made_good(tmp_path, table):
    folder = tmp_path / "ledger"
    command = [sys.executable, "-c", DYING, str(folder), table]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    ledger = Ledger.open(folder)
    assert (ledger.documents(), ledger.statements(), ledger.links()) == ([], [], [])
    assert list(ledger.verify()) == []
    document, coding = about(TEXT)
    assert ledger.append(document, coding)
    assert ledger.documents() == [document]
    assert tuple(ledger.statements()) == coding.statements
    assert tuple(ledger.links()) == coding.links
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("table", ["statements", "links", "documents", "supersessions"])
def test_what_is_added_between_two_reads_is_seen_whole_or_not_at_all(tmp_path, table, monkeypatch):
    """Another process adds a document just before one of the tables is read."""
    ledger = Ledger.open(tmp_path / "ledger")
    ledger.append(*about(TEXT))
    read, added = type(ledger.tables).table, []

    def late(self, name, columns=None):
        if name == table and not added:
            added.append(name)
            Ledger.open(tmp_path / "ledger").append(*about(TEXT.replace("Kyiv", "Oslo")))
        return read(self, name, columns)

    def asked(question):
        added.clear()
        return question()

    monkeypatch.setattr(type(ledger.tables), "table", late)
    assert asked(lambda: list(ledger.verify())) == []
    orphans = "select count(*) as n from {} a anti join {} b on a.{} = b.{}"
    for a, b, left, right in (
        ("documents", "statements", "id", "document"),
        ("statements", "documents", "document", "id"),
        ("links", "statements", "cause", "id"),
    ):
        question = orphans.format(a, b, left, right)
        assert asked(lambda q=question: ledger.sql(q).to_pylist()) == [{"n": 0}]


def test_an_empty_coding_is_a_document_all_the_same(tmp_path):
    ledger = Ledger.open(tmp_path / "ledger")
    document, _ = about(TEXT)
    assert ledger.append(document, Coding(()))
    assert not ledger.append(document, Coding(()))
    assert ledger.documents() == [document]
    assert ledger.statements(Query(document=document.id)) == []
    assert list(ledger.verify()) == []


JOINING = textwrap.dedent(
    """
    import os, sys, time
    from pathlib import Path
    import deltalake
    from cuibono.ledger import Ledger
    ledger = Ledger.open(sys.argv[1])
    held = ledger.statements()
    print("ready", flush=True)
    while not Path(sys.argv[2]).exists():
        pass
    ledger.compact()
    os._exit(0)
    """
)


def test_two_who_join_files_at_once_double_no_row(tmp_path):
    """Each would put the rows of all small files into one of its own, and Delta lets both."""
    ledger = Ledger.open(tmp_path / "ledger")
    for number in range(12):
        ledger.append(*about(TEXT.replace("Kyiv", f"Town {number}")))
    go = tmp_path / "go"
    command = [sys.executable, "-c", JOINING, str(tmp_path / "ledger"), str(go)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    go.touch()
    assert [process.wait() for process in running] == [0, 0]
    assert list(Ledger.open(tmp_path / "ledger").verify()) == []
    held = ledger.tables.raw("statements", ("id",))["id"].to_pylist()
    assert len(held) == len(set(held)) == 24


def test_what_is_being_joined_is_not_joined_by_a_writer(tmp_path, monkeypatch):
    monkeypatch.setattr("cuibono.ledger.tables.EVERY", 4)
    ledger = Ledger.open(tmp_path / "ledger")
    ledger.append(*about(TEXT))
    with locked(tmp_path / "ledger" / "ledger.lock"):
        for number in range(8):
            ledger.append(*about(TEXT.replace("Kyiv", f"Town {number}")))
        assert files_of(ledger) == 9
    for number in range(4):
        ledger.append(*about(TEXT.replace("Kyiv", f"Village {number}")))
    assert files_of(ledger) < 9
    assert list(ledger.verify()) == []


def files_of(ledger):
    return len(DeltaTable(str(ledger.tables.folder / "statements")).file_uris())
