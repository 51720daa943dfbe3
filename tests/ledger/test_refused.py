"""Folders that cannot be a ledger: one line, and nothing changed."""

import os
import shutil

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from cuibono.cli.run import run
from cuibono.ledger import Ledger, LedgerError, tables
from tests.ledger.test_ledger import TEXT, about


def kept(path):
    return path.name.startswith("_") and path.is_file()


def files(folder):
    """All that is there but locks, which are empty, and what is kept between questions."""
    found = (p for p in folder.rglob("*") if p.suffix != ".lock" and not kept(p))
    return {p: p.stat().st_mtime_ns for p in found}


@pytest.mark.parametrize("name", ["two\nlines", "a[1]", "a%20b", "tab\there", "bytes\udcff"])
def test_a_name_that_the_tables_cannot_bear(tmp_path, name, capsys):
    with pytest.raises(LedgerError, match=r"--ledger") as raised:
        Ledger.open(tmp_path / name).append(*about(TEXT))
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []
    assert run(["statements", "--ledger", str(tmp_path / name)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("name", ["with space", "Kyïv", "100%", "a#b", "a?b"])
def test_a_name_that_they_can(tmp_path, name):
    if os.name == "nt" and "?" in name:
        pytest.skip("not a name there")
    ledger = Ledger.open(tmp_path / name)
    ledger.append(*about(TEXT))
    ledger.compact()
    assert len(Ledger.open(tmp_path / name).documents()) == 1
    assert list(ledger.verify()) == []


def test_a_table_of_somebody_else(tmp_path):
    folder = tmp_path / "ledger"
    write_deltalake(str(folder / "documents"), pa.table({"price": [1.0]}))
    before = files(folder)
    with pytest.raises(LedgerError, match="its table documents has other columns"):
        Ledger.open(folder).append(*about(TEXT))
    assert files(folder) == before


@pytest.mark.parametrize("table", ["documents", "statements", "links"])
def test_half_a_ledger_is_one_line_for_every_question(tmp_path, table, capsys, monkeypatch):
    # Nobody is making the table that is missing: it need not be waited for.
    monkeypatch.setattr(tables, "TRIES", 2)
    folder = tmp_path / "ledger"
    Ledger.open(folder).append(*about(TEXT))
    (folder / table).rename(tmp_path / "elsewhere")
    before = files(folder)
    asked = [["brief", "UKR", "PRK"], ["export", "csv", str(tmp_path / "x.csv")], ["verify"]]
    # Neither a brief nor an export has any use for links.
    for words in asked[2:] if table == "links" else asked:
        assert run([*words, "--ledger", str(folder)]) == 1
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert len(told.err.splitlines()) == 1
    assert files(folder) == before
    assert not (tmp_path / "x.csv").exists()


def test_an_attempt_to_make_a_table_that_a_full_disk_ended(tmp_path):
    folder = tmp_path / "ledger"
    Ledger.open(folder).append(*about(TEXT))
    (folder / "judgements" / "_delta_log").mkdir(parents=True)
    ledger = Ledger.open(folder)
    assert list(ledger.verify()) == []
    assert len(ledger.statements()) == 2
    ledger.tables.create(("judgements",))
    assert ledger.tables.raw("judgements").num_rows == 0


def cut(folder):
    """Half of a table's one file."""
    (path,) = (folder / "statements").glob("*.parquet")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lost(folder):
    """The file of a table that its log names."""
    (path,) = (folder / "statements").glob("*.parquet")
    path.unlink()


def broken_log(folder):
    """A log that ends in the middle of its last entry."""
    last = max((folder / "statements" / "_delta_log").glob("*.json"))
    last.write_bytes(last.read_bytes()[:60])


def stranger(folder):
    """A table of somebody else in the place of ours."""
    (folder / "statements").rename(folder.parent / "elsewhere")
    write_deltalake(str(folder / "statements"), pa.table({"price": [1.0]}))


def newer(folder):
    (folder / "ledger.json").write_text('{"format": 99}', "utf-8")


def older(folder):
    (folder / "ledger.json").write_text('{"format": 0}', "utf-8")


def no_marker(folder):
    (folder / "ledger.json").write_bytes(b"\xff\xfe{")


DAMAGES = (cut, lost, broken_log, stranger, newer, older, no_marker)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_ledger_is_one_line_for_every_verb(tmp_path, damage, capsys):
    folder = tmp_path / "ledger"
    ledger = Ledger.open(tmp_path / "made")
    ledger.append(*about(TEXT))
    one, paper = ledger.statements()[0].id, ledger.documents()[0].id
    # What was read of a ledger is kept in memory by the name of its folder.
    shutil.copytree(tmp_path / "made", folder)
    damage(folder)
    (tmp_path / "plan.toml").write_text('[columns]\ndate = "d"\nactor = "a"\n', "utf-8")
    (tmp_path / "deeds.csv").write_text("d,a\n2022-05-01,Russia\n", "utf-8")
    before = files(folder)
    asked = ["statements", "brief UKR PRK", f"export csv {tmp_path / 'x.csv'}", "verify", "claims",
             f"accept {one}", f"explain {one}", "search kyiv", "timeline UKR"]  # fmt: skip
    if damage in (newer, older, no_marker):
        asked += [f"import {tmp_path / 'plan.toml'} {tmp_path / 'deeds.csv'}", "compact",
                  "repair", f"amend {paper} --title x", "history"]  # fmt: skip
    for words in asked:
        assert run([*words.split(), "--ledger", str(folder)]) == 1, words
        told = capsys.readouterr()
        assert len(told.err.splitlines()) == 1, (words, told.err)
        assert "Traceback" not in told.err
        assert "unexpected" not in told.err
        assert files(folder) == before, words
    assert not (tmp_path / "x.csv").exists()


def test_a_file_whose_name_is_not_utf8_or_holds_a_line_end_is_one_line(tmp_path, capsys):
    if os.name == "nt":
        pytest.skip("no such names there")
    for name in (b"two\nlines.txt", b"bytes\xff.txt", b"\x1b[2Jgone.txt"):
        missing = os.fsdecode(os.fsencode(tmp_path) + b"/" + name)
        assert run(["read", missing, "--ledger", str(tmp_path / "ledger")]) == 1
        told = capsys.readouterr()
        assert len(told.err.splitlines()) == 1, told.err
        assert "\x1b" not in told.err
    assert not (tmp_path / "ledger").exists()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_ledger_is_one_line_at_the_other_doors(tmp_path, damage):
    pytest.importorskip("starlette")
    from starlette.testclient import TestClient

    from cuibono import Desk
    from cuibono.errors import CuibonoError
    from cuibono.mcp.server import Reading
    from cuibono.web.app import workbench
    from tests.web.conftest import HOST

    folder = tmp_path / "ledger"
    ledger = Ledger.open(tmp_path / "made")
    ledger.append(*about(TEXT))
    one, paper = ledger.statements()[0].id, ledger.documents()[0].id
    shutil.copytree(tmp_path / "made", folder)
    damage(folder)
    before = files(folder)
    client = TestClient(workbench(folder), base_url=HOST)
    for page in ("/review", f"/statements/{one}", f"/documents/{paper}", "/actors/UKR", "/claims"):
        answer = client.get(page)
        assert answer.status_code == 409, (page, answer.status_code)
        assert "Traceback" not in answer.text
        assert str(folder) not in answer.text
    for tool, given in (
        ("statements", {}), ("timeline", {"a": "UKR"}), ("claims", {}),
        ("explain", {"statement": one}),
    ):  # fmt: skip
        with pytest.raises(CuibonoError) as raised:
            getattr(Reading(Desk(folder)), tool)(**given)
        assert "\n" not in str(raised.value)
    assert files(folder) == before
