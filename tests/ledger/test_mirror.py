"""A copy of a ledger elsewhere: what it holds, when it is refused, an S3 server that holds it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from threading import Thread

import pytest
from deltalake import DeltaTable

from benchmarks.ledgers import coding_of
from cuibono import Desk
from cuibono.cli.run import run
from cuibono.documents import Document
from cuibono.errors import CuibonoError, UsageError
from cuibono.ledger import Ledger
from cuibono.ledger.schema import TABLES

pytest.importorskip("obstore", reason="needs the extra `objects`")
# What the server needs is older than what cuibono is locked to, so it lies in a folder of its own.
S3 = Path(os.environ.get("CUIBONO_S3") or Path(__file__).parents[2] / "runs" / "s3")


def grow(folder, first, many):
    """Append documents of three statements each, one commit after the other."""
    ledger = Ledger.open(folder)
    for n in range(first, first + many):
        document = Document(f"Paper {n} says that shells were sent.\nLine two: they were sent.")
        ledger.append_all([(document, coding_of(document, 2, n))])
    return ledger


@pytest.fixture(scope="module")
def pattern(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mirror") / "ledger"
    grow(folder, 0, 3)
    return folder


@pytest.fixture
def ledger(pattern, tmp_path):
    return shutil.copytree(pattern, tmp_path / "ledger")


def uri(folder):
    return folder.absolute().as_uri()


def rows(table):
    return sorted(map(str, table.to_pylist()))


def test_a_copy_is_a_ledger_and_is_kept_up(tmp_path, ledger):
    copy, desk = tmp_path / "copy", Desk(ledger)
    first = desk.mirror(uri(copy))
    assert first.commits == 4 + 3 * 2  # four tables were made, and two written to three times
    assert first.files == 6
    assert desk.mirror(uri(copy)) == type(first)()
    grow(ledger, 3, 2)
    desk.compact()
    assert desk.mirror(uri(copy)).commits == 2 * 2 + 2
    there = Desk(copy)
    assert there.ledger.statements() == desk.ledger.statements()
    assert there.ledger.documents() == desk.ledger.documents()
    assert there.verify() == []
    for name in TABLES:
        held = DeltaTable(str(copy / name))
        assert held.version() == DeltaTable(str(ledger / name)).version()
        assert rows(held.to_pyarrow_table()) == rows(Ledger.open(ledger).tables.raw(name))


def test_a_copy_broken_off_is_finished_the_next_time(tmp_path, ledger):
    copy = tmp_path / "copy"
    Desk(ledger).mirror(uri(copy))
    for path in (copy / "documents" / "_delta_log").glob("*2.json"):
        path.unlink()
    (copy / "journal.jsonl").unlink()
    assert Desk(ledger).mirror(uri(copy)).commits == 1
    assert Desk(copy).verify() == []


def test_a_copy_of_a_ledger_that_is_being_written_to_is_whole(tmp_path, ledger):
    writer = Thread(target=grow, args=(ledger, 3, 12))
    writer.start()
    number = 0
    while writer.is_alive() or not number:
        Desk(ledger).mirror(uri(tmp_path / "copy"))
        assert Desk(tmp_path / "copy").verify() == []
        number += 1
    writer.join()
    Desk(ledger).mirror(uri(tmp_path / "copy"))
    assert len(Desk(tmp_path / "copy").ledger.documents()) == 15


def test_what_lies_there_already_is_not_touched(tmp_path, ledger):
    grow(tmp_path / "other", 0, 5)
    shutil.copytree(tmp_path / "other", tmp_path / "copy")
    with pytest.raises(CuibonoError, match="holds commits to statements that this ledger does"):
        Desk(ledger).mirror(uri(tmp_path / "copy"))
    assert Desk(tmp_path / "copy").verify() == []
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(CuibonoError, match="holds other files"):
        Desk(ledger).mirror(uri(tmp_path / "full"))
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_damaged_ledger_is_not_copied(tmp_path, ledger):
    next((ledger / "statements" / "_delta_log").glob("*1.json")).write_text("")
    with pytest.raises(CuibonoError, match="the log of statements is damaged"):
        Desk(ledger).mirror(uri(tmp_path / "copy"))


@pytest.mark.parametrize("address", ["copy", "s3://", "ftp://host/copy", "s3:/bucket", ""])
def test_what_is_no_address_is_one_line(ledger, address):
    with pytest.raises(UsageError, match="is not a place on object storage") as told:
        Desk(ledger).mirror(address)
    assert "\n" not in str(told.value)


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.fixture
def bucket(monkeypatch, tmp_path):
    """A bucket of an S3 server on this machine; the settings to read it with."""
    if not (S3 / "moto").is_dir():
        pytest.skip(f"needs an S3 server: pip install --target {S3} 'moto[s3]' flask flask-cors")
    port = free_port()
    told = (tmp_path / "server.txt").open("wb")
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    apart = {**os.environ, "PYTHONPATH": str(S3)}
    server = subprocess.Popen(command, stdout=told, stderr=told, env=apart)
    settings = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "desk", "AWS_SECRET_ACCESS_KEY": "desk", "AWS_REGION": "us-east-1",
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    try:
        for _ in range(600):
            try:
                ask = urllib.request.Request(f"http://127.0.0.1:{port}/desk", method="PUT")
                urllib.request.urlopen(ask, timeout=60).close()
                break
            except OSError:
                time.sleep(0.1)
        yield settings
    finally:
        server.kill()
        server.wait()
        told.close()


def test_a_copy_in_a_bucket_is_read_by_delta(ledger, bucket, capsys):
    assert run(["mirror", "s3://desk/ledger", "--ledger", str(ledger)]) == 0
    assert "10 commits new, 6 files" in capsys.readouterr().out
    grow(ledger, 3, 2)
    assert Desk(ledger).mirror("s3://desk/ledger").commits == 4
    for name in TABLES:
        held = DeltaTable(f"s3://desk/ledger/{name}", storage_options=bucket)
        assert rows(held.to_pyarrow_table()) == rows(Ledger.open(ledger).tables.raw(name))


def test_no_commit_in_a_bucket_is_overwritten(tmp_path, ledger, bucket):
    from obstore.exceptions import AlreadyExistsError
    from obstore.store import from_url

    Desk(ledger).mirror("s3://desk/ledger")
    store = from_url("s3://desk/ledger")
    entry = "statements/_delta_log/00000000000000000001.json"
    with pytest.raises(AlreadyExistsError):
        store.put(entry, b"{}", mode="create", use_multipart=False)
    grow(tmp_path / "other", 0, 3)
    with pytest.raises(CuibonoError, match="holds commits to statements"):
        Desk(tmp_path / "other").mirror("s3://desk/ledger")


def test_a_bucket_that_is_not_there_is_one_line(ledger, bucket, capsys):
    assert run(["mirror", "s3://nowhere/ledger", "--ledger", str(ledger)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("cuibono: s3://nowhere/ledger: cannot be copied to")


def test_a_server_that_does_not_answer_is_one_line(ledger, monkeypatch, capsys):
    for name in [n for n in os.environ if n.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}", "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "desk", "AWS_SECRET_ACCESS_KEY": "desk",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    assert run(["mirror", "s3://desk/ledger", "--ledger", str(ledger)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_sql_for_other_engines_gives_the_statements_that_count(tmp_path, ledger):
    import duckdb

    held = Ledger.open(ledger)
    document = held.documents()[0]
    held.amend(document, coding_of(document, 1, 5))
    held.tables.append(
        "statements", [{**held.tables.raw("statements").to_pylist()[0], "batch": "x"}]
    )
    Desk(ledger).mirror(uri(tmp_path / "copy"))
    page = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")
    (question,) = re.findall(r"```sql\n(.*?)```", page, re.S)
    with duckdb.connect() as connection:
        for name in ("documents", "statements"):
            table = DeltaTable(str(tmp_path / "copy" / name)).to_pyarrow_table()
            connection.register(name, table)
        found = connection.sql(question).to_arrow_table()["id"].to_pylist()
    assert sorted(found) == sorted(s.id for s in Ledger.open(ledger).statements())
    assert len(found) == 5
