"""The ledger keeps what it is given, whoever writes, reads, dies or fills the disk meanwhile."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cuibono.coding.statement import Coding, Link, Place, Quantity, Stance, Statement
from cuibono.documents import Document
from cuibono.errors import UsageError
from cuibono.ledger import Ledger, LedgerError, Query
from cuibono.ledger.schema import FORMAT

TEXT = "Kyiv cut ties with Pyongyang. Pyongyang had recognised Donetsk."


def about(text):
    """A document with two statements and a link between them."""
    document = Document(text, title="Ties", published=date(2022, 7, 14), notes=("a note",))
    first = text.index(".") + 1
    cut = Statement(
        document.id, text[:first], 0, first, text[5:8], 5, 8, "UKR", "Kyiv", "SANCTION", "PRK",
        "Pyongyang", contexts=("diplomatic",), when="2022-07", published="2022-07-14",
        where=Place("Kyiv", "UKR", 50.45, 30.52), quantity=Quantity(1, "exactly", "ties"),
        reason="rule SANCTION.cut", confidence=0.8, versions={"model": "m"},
    )  # fmt: skip
    rest = text[first + 1 :]
    recognised = Statement(
        document.id, rest, first + 1, len(text), rest[:4], first + 1, first + 5,
        "PRK", "Pyongyang", "SUPPORT", "DNR", "Donetsk", stance=Stance.REPORTED,
        item="recognition", giver="PRK", receiver="DNR",
    )  # fmt: skip
    link = Link(recognised.id, "response_to", cut.id, document.id, 0, first, text[:first])
    return document, Coding((cut, recognised), (link,))


@pytest.fixture
def ledger(tmp_path):
    return Ledger.open(tmp_path / "ledger")


def test_what_goes_in_comes_out(ledger):
    document, coding = about(TEXT)
    assert ledger.append(document, coding)
    assert ledger.documents() == [document]
    assert tuple(ledger.statements()) == coding.statements
    assert tuple(ledger.links()) == coding.links
    assert list(ledger.verify()) == []


def test_the_same_text_is_kept_once(ledger):
    assert ledger.append(*about(TEXT))
    assert not ledger.append(*about(TEXT))
    assert len(ledger.statements()) == 2


def test_queries(ledger):
    ledger.append(*about(TEXT))
    assert [s.actor for s in ledger.statements(Query(actor="UKR"))] == ["UKR"]
    assert len(ledger.statements(Query(actor="PRK"))) == 2
    assert [s.type for s in ledger.statements(Query(actor="PRK", other="DNR"))] == ["SUPPORT"]
    assert ledger.statements(Query(type="AID")) == []
    assert len(ledger.statements(Query(since="2022-07-15"))) == 0


def test_sql_over_the_tables(ledger):
    ledger.append(*about(TEXT))
    answer = ledger.sql("select actor, count(*) as n from statements group by 1 order by 1")
    assert answer.to_pylist() == [{"actor": "PRK", "n": 1}, {"actor": "UKR", "n": 1}]
    with pytest.raises(LedgerError, match="SQL: "):
        ledger.sql("select nothing from nowhere")


def test_a_correction_replaces_and_both_stay_on_record(ledger):
    document, coding = about(TEXT)
    ledger.append(document, coding)
    before = datetime.now(UTC)
    old = coding.statements[0]
    ledger.supersede(old.id, replace(old, type="REJECT"), "an analyst", "it was a refusal")
    assert [s.type for s in ledger.statements()] == ["REJECT", "SUPPORT"]
    assert [s.type for s in ledger.as_of(before).statements()] == ["SANCTION", "SUPPORT"]
    assert ledger.statement(old.id).type == "SANCTION"
    assert ledger.supersessions()[0]["why"] == "it was a refusal"


def test_the_ledger_can_be_read_as_of_any_moment(ledger):
    ledger.append(*about(TEXT))
    between = datetime.now(UTC)
    time.sleep(0.01)
    ledger.append(*about("Oslo cut ties with Minsk. Minsk had recognised Donetsk."))
    assert len(ledger.documents()) == 2
    assert len(ledger.as_of(between).documents()) == 1
    assert len(ledger.as_of(between).statements()) == 2
    assert ledger.as_of(datetime(2000, 1, 1, tzinfo=UTC)).statements() == []


EAST, WEST = timezone(timedelta(hours=5)), timezone(timedelta(hours=-5))


def test_as_of_the_first_and_the_last_moment(ledger):
    ledger.append(*about(TEXT))
    assert ledger.as_of(datetime.min.replace(tzinfo=UTC)).documents() == []
    assert len(ledger.as_of(datetime.max.replace(tzinfo=UTC)).documents()) == 1
    assert len(ledger.as_of(datetime.max.replace(tzinfo=EAST)).documents()) == 1
    for moment in (datetime.min.replace(tzinfo=EAST), datetime.max.replace(tzinfo=WEST)):
        with pytest.raises(UsageError, match="outside of the years 1 to 9999 in UTC"):
            ledger.as_of(moment)


@pytest.mark.parametrize("moment", [datetime.min, datetime.max])
def test_an_edge_in_local_time_is_a_moment_or_one_line(ledger, moment):
    # Which of the two depends on the zone of the machine.
    try:
        ledger.as_of(moment)
    except UsageError as error:
        assert "outside of the years 1 to 9999 in UTC" in str(error)


def test_an_id_may_be_abbreviated_but_not_ambiguous(ledger):
    document, coding = about(TEXT)
    ledger.append(document, coding)
    wanted = coding.statements[1]
    assert ledger.statement(wanted.id[:8]) == wanted
    with pytest.raises(LedgerError, match="no statement with id"):
        ledger.statement("zzz")


def test_compacting_changes_nothing(ledger):
    for n in range(3):
        ledger.append(*about(TEXT.replace("Kyiv", f"Kyiv{n}")))
    before = ledger.statements()
    ledger.compact()
    assert ledger.statements() == before


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"quote": "Kyiv kept its ties with Minsk"}, "quote"),
        ({"trigger_start": 6, "trigger_end": 9}, "trigger"),
        ({"end": 10_000}, "quote"),
    ],
)
def test_verify_finds_what_does_not_stand_in_the_text(ledger, changes, what):
    document, coding = about(TEXT)
    wrong = replace(coding.statements[0], **changes)
    ledger.append(document, Coding((wrong,)))
    problems = [str(p) for p in ledger.verify()]
    assert problems
    assert any(what in p for p in problems)


# --- what others do to it ----------------------------------------------------------------


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").write_text("precious", "utf-8")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_ledger_of_a_newer_version_is_left_alone(ledger):
    ledger.append(*about(TEXT))
    marker = ledger.tables.folder / "ledger.json"
    marker.write_text(json.dumps({"format": FORMAT + 1}), "utf-8")
    with pytest.raises(LedgerError, match="newer cuibono"):
        Ledger.open(ledger.tables.folder)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(LedgerError, match="denied"):
            Ledger.open(tmp_path / "ledger").append(*about(TEXT))
    finally:
        tmp_path.chmod(0o700)


WRITER = textwrap.dedent(
    """
    import sys
    from cuibono.coding.statement import Coding, Statement
    from cuibono.documents import Document
    from cuibono.ledger import Ledger
    folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    ledger = Ledger.open(folder)
    for n in range(count):
        text = f"{name} attacked number {n}."
        d = Document(text)
        s = [Statement(d.id, text, 0, len(text), text[:1], 0, 1, "PER", name, "ASSAULT", f"X{k}")
             for k in range(3)]
        ledger.append(d, Coding(tuple(s)))
        print(n, flush=True)
    # Threads of the table library may abort an interpreter that ends while they run.
    import os
    os._exit(0)
    """
)


def writer(folder, name, count):
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_writers_and_a_reader_at_once_lose_nothing(tmp_path):
    folder, count = tmp_path / "ledger", 8
    writers = [writer(folder, name, count) for name in ("Peru", "Chile")]
    seen = 0
    while any(w.poll() is None for w in writers):
        ledger = Ledger.open(folder)
        if not ledger.tables.exists:
            continue
        documents = {d.id for d in ledger.documents()}
        held = [s.document for s in ledger.statements()]
        # Every document that is seen is seen whole.
        assert all(held.count(d) == 3 for d in documents)
        assert len(documents) >= seen
        seen = len(documents)
    for w in writers:
        assert w.wait() == 0, w.stderr.read()
    ledger = Ledger.open(folder)
    assert len(ledger.documents()) == 2 * count
    assert len(ledger.statements()) == 6 * count
    assert list(ledger.verify()) == []


def test_two_writers_of_the_same_texts_keep_each_once(tmp_path):
    writers = [writer(tmp_path / "ledger", "Peru", 5) for _ in range(2)]
    assert [w.wait() for w in writers] == [0, 0]
    ledger = Ledger.open(tmp_path / "ledger")
    assert len(ledger.documents()) == 5
    assert len(ledger.statements()) == 15
    assert list(ledger.verify()) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_killed_writer_leaves_the_ledger_whole(tmp_path):
    folder = tmp_path / "ledger"
    process = writer(folder, "Peru", 50)
    for _ in range(3):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    ledger = Ledger.open(folder)
    assert list(ledger.verify()) == []
    kept = len(ledger.documents())
    assert 3 <= kept < 50
    assert writer(folder, "Peru", kept + 2).wait() == 0
    assert len(ledger.documents()) == kept + 2
    assert len(ledger.statements()) == 3 * (kept + 2)


def test_statements_without_their_document_are_not_seen(ledger):
    """What a writer leaves that dies between its first row and its last."""
    from cuibono.ledger import rows

    document, coding = about(TEXT)
    ledger.tables.create()
    ledger.tables.append("statements", [rows.statement_row(s, "lost") for s in coding.statements])
    assert ledger.statements() == []
    assert list(ledger.verify()) == []
    assert ledger.append(document, coding)
    assert tuple(ledger.statements()) == coding.statements


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
def test_a_full_disk_is_one_line_and_changes_nothing(ledger):
    ledger.append(*about(TEXT))
    code = textwrap.dedent(
        """
        import resource, signal, sys
        from cuibono.errors import CuibonoError
        from cuibono.documents import Document
        from cuibono.coding.statement import Coding
        from cuibono.ledger import Ledger
        ledger = Ledger.open(sys.argv[1]); ledger.documents()
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
        try:
            ledger.append(Document("Lima is quiet. " * 50), Coding(()))
        except CuibonoError as error:
            print(error); sys.exit(7)
        """
    )
    folder = ledger.tables.folder
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 7, done.stderr
    (line,) = done.stdout.splitlines()
    assert str(folder) in line
    again = Ledger.open(folder)
    assert len(again.documents()) == 1
    assert list(again.verify()) == []
