"""Processes that write, read and die at the worst moment."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from cuibono.coding.statement import Coding
from cuibono.ledger import Ledger, Query
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
