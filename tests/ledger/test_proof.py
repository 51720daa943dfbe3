"""A ledger that was tampered with, or damaged, is found out; what a file still holds comes back."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from cuibono.coding.statement import Coding
from cuibono.desk import Desk
from cuibono.documents import Document
from cuibono.ledger import Action, Judgement, Ledger, LedgerError
from cuibono.ledger.journal import FILE
from tests.ledger.test_ledger import TEXT, about


@pytest.fixture(scope="module")
def pattern(tmp_path_factory):
    made = Ledger.open(tmp_path_factory.mktemp("proof") / "ledger")
    for name in ("Kyiv", "Oslo", "Lima"):
        document, coding = about(TEXT.replace("Kyiv", name))
        made.append(document, coding)
    assert complaints(made) == []
    return made.tables.folder


@pytest.fixture
def ledger(pattern, tmp_path):
    return Ledger.open(shutil.copytree(pattern, tmp_path / "ledger"))


def complaints(ledger):
    return [str(problem) for problem in again(ledger).verify()]


def again(ledger):
    return Ledger.open(ledger.tables.folder)


def held(ledger):
    now = again(ledger)
    return now.documents(), now.statements(), set(now.links())


def files(ledger, table):
    return sorted((ledger.tables.folder / table).glob("*.parquet"), key=lambda p: p.stat().st_mtime)


def entry(ledger, table, number):
    return ledger.tables.folder / table / "_delta_log" / f"{number:020}.json"


def rewrite(path, change):
    """Change a value in a file of rows behind the log's back."""
    rows = pq.ParquetFile(path).read()
    pq.write_table(pa.Table.from_pylist([change(r) for r in rows.to_pylist()], rows.schema), path)


# --- what verify proves ------------------------------------------------------------------


def test_every_row_is_proved(ledger):
    proof = ledger.proof()
    assert list(ledger.verify(proof)) == []
    rows = 3 + len(ledger.statements()) + len(ledger.links())
    assert (proof.sealed, proof.unsealed, proof.never) == (rows, 0, [])


@pytest.mark.parametrize("table", ["documents", "statements", "links"])
def test_a_file_that_is_gone_is_named(ledger, table):
    file = files(ledger, table)[1]
    file.unlink()
    assert any(file.name in c and "is missing" in c for c in complaints(ledger))


@pytest.mark.parametrize("table", ["documents", "statements", "links"])
def test_the_last_entry_of_a_log_that_is_gone_is_missed(ledger, table):
    """Without the journal the ledger would look like one of two documents."""
    last = again(ledger).documents()[-1]
    entry(ledger, table, 3).unlink()
    found = complaints(ledger)
    assert any("missing, written" in c for c in found)
    if table == "documents":
        assert any(f"document {last.id}: it is missing" in c for c in found)


@pytest.mark.parametrize(("data", "what"), [(b"", "is empty"), (b'{"add":{"pa', "cut off")])
@pytest.mark.parametrize("number", [0, 2, 3])
def test_an_entry_that_was_cut_is_named(ledger, number, data, what):
    entry(ledger, "statements", number).write_bytes(data)
    assert any(f"statements: entry {number} of its log" in c and what in c
               for c in complaints(ledger))  # fmt: skip


def test_a_gap_in_a_log_is_named(ledger):
    entry(ledger, "documents", 2).unlink()
    assert any("documents: entry 2 of its log is missing" in c for c in complaints(ledger))


FIELDS = {
    "documents": [("title", "Another title"), ("publisher", "Another"), ("published", "2020-01-01"),
                  ("notes", ["none"]), ("path", "elsewhere.txt")],
    "statements": [("when", "2019-01"), ("certainty", "low"), ("confidence", 0.01),
                   ("reason", "none"), ("versions", '{"reader": "9"}'), ("contexts", ["x"]),
                   ("where", {"name": "Lima", "country": "PER", "latitude": 0.0, "longitude": 0.0}),
                   ("actor_text", "Someone"), ("beneficiary", "PRK")],
    "links": [("kind", "because-not"), ("document", "0123456789abcdef")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "field", "value"), [(t, f, v) for t, pairs in FIELDS.items() for f, v in pairs]
)
def test_a_value_that_was_changed_in_a_file_is_found(ledger, table, field, value):
    file = files(ledger, table)[-1]
    rewrite(file, lambda row: {**row, field: value})
    assert any("not as written" in c for c in complaints(ledger))


def test_a_row_that_was_taken_out_through_delta_is_named(ledger):
    gone = ledger.documents()[1]
    DeltaTable(str(ledger.tables.folder / "documents")).delete(f"id = '{gone.id}'")
    assert any(f"document {gone.id}: it is missing" in c for c in complaints(ledger))


def test_a_row_that_somebody_else_put_in_is_found(ledger):
    document = Document("Nobody read this.")
    from cuibono.ledger.rows import document_row

    row = document_row(document, "foreign", (0, 0), datetime.now(UTC))
    ledger.tables.write(
        "documents", pa.Table.from_pylist([row], ledger.tables.raw("documents").schema)
    )
    assert complaints(ledger) == [f"documents: 1 row that cuibono did not write: {document.id}"]


def test_a_table_that_is_gone_is_named(ledger, monkeypatch):
    monkeypatch.setattr("cuibono.ledger.tables.time.sleep", lambda _: None)  # nobody puts it back
    (ledger.tables.folder / "links").rename(ledger.tables.folder.parent / "elsewhere")
    assert any(
        c.startswith("links: the whole table is missing: 3 rows") for c in complaints(ledger)
    )


def test_a_reading_that_was_broken_off_is_told_and_is_no_problem(ledger):
    document = Document("Bern is quiet.", path="bern.txt")
    from cuibono.ledger.rows import document_row

    row = document_row(document, "never", (0, 0), datetime.now(UTC))
    schema = ledger.tables.raw("documents").schema
    ledger.tables.journal.announce("documents", pa.Table.from_pylist([row], schema))
    proof = ledger.proof()
    assert list(ledger.verify(proof)) == []
    (never,) = proof.never
    assert document.id in never
    assert "bern.txt" in never


def test_a_ledger_from_before_the_journal_is_whole_and_its_losses_are_counted(ledger):
    (ledger.tables.folder / FILE).unlink()
    proof = ledger.proof()
    assert list(ledger.verify(proof)) == []
    assert (proof.sealed, proof.unsealed) == (0, 3 + 6 + 3)
    again(ledger).append(*about(TEXT.replace("Kyiv", "Bern")))
    proof = ledger.proof()
    assert list(again(ledger).verify(proof)) == []
    assert (proof.sealed, proof.unsealed) == (4, 12)
    DeltaTable(str(ledger.tables.folder / "documents")).delete(
        f"id = '{again(ledger).documents()[0].id}'"
    )
    assert "documents: 1 of the 3 rows from before the journal are missing" in complaints(ledger)


def test_a_line_that_was_broken_off_in_the_journal_says_nothing(ledger):
    with (ledger.tables.folder / FILE).open("a") as file:
        file.write('\n{"seal":"12","table":"docu')
    ledger.append(*about(TEXT.replace("Kyiv", "Bern")))
    assert complaints(ledger) == []


# --- what repair brings back -------------------------------------------------------------


def mended(ledger):
    return [(str(one), one.done) for one in again(ledger).repair()]


def test_a_whole_ledger_needs_no_repair(ledger):
    before = held(ledger)
    assert mended(ledger) == []
    assert held(ledger) == before


DAMAGED = [  # each damage to each table, and to each entry
    (table, number, ("gone", "empty", "cut")[(n + number) % 3])
    for n, table in enumerate(("documents", "statements", "links"))
    for number in range(4)
]


@pytest.mark.parametrize(("table", "number", "damage"), DAMAGED)
def test_a_damaged_log_is_made_anew_from_the_files(ledger, table, number, damage):
    before = held(ledger)
    path = entry(ledger, table, number)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"" if damage == "empty" else path.read_bytes()[:100])
    assert all(done for _, done in mended(ledger))
    assert held(ledger) == before
    assert complaints(ledger) == []


def test_a_row_that_was_changed_through_delta_is_put_back(ledger):
    before = held(ledger)
    DeltaTable(str(ledger.tables.folder / "statements")).update(
        {"when": "'2019-01'"}, predicate=f"id = '{before[1][0].id}'"
    )
    assert held(ledger) != before
    assert mended(ledger) == [("statements: 1 row brought back", True)]
    assert held(ledger) == before
    assert complaints(ledger) == []


def test_a_row_that_was_deleted_through_delta_is_put_back(ledger):
    before = held(ledger)
    DeltaTable(str(ledger.tables.folder / "documents")).delete(f"id = '{before[0][1].id}'")
    assert mended(ledger) == [("documents: 1 row brought back", True)]
    assert held(ledger) == before


def test_what_no_file_holds_is_named_with_where_it_was_read_from(tmp_path):
    ledger = Ledger.open(tmp_path / "ledger")
    for name in ("Bern", "Lima"):
        ledger.append(Document(f"{name} is quiet.", path=f"{name}.txt"), Coding(()))
    files(ledger, "documents")[0].unlink()
    told = mended(ledger)
    assert any(not done and "no file holds it: read it again from Bern.txt" in one
               for one, done in told)  # fmt: skip
    assert [d.path for d in again(ledger).documents()] == ["Lima.txt"]


def test_a_file_that_was_lost_after_files_were_joined_comes_back(ledger):
    before = held(ledger)
    ledger.compact()
    (joined,) = DeltaTable(str(ledger.tables.folder / "documents")).file_uris()
    (ledger.tables.folder / "documents" / joined.rsplit("/", 1)[-1]).unlink()
    assert complaints(ledger)
    assert all(done for _, done in mended(ledger))
    assert held(ledger) == before
    assert complaints(ledger) == []


def test_a_ledger_without_its_marker_is_one_again(ledger):
    before = held(ledger)
    (ledger.tables.folder / "ledger.json").unlink()
    assert any("is there again" in one for one, _ in mended(ledger))
    assert held(ledger) == before


def test_an_old_ledger_with_a_damaged_log_keeps_what_its_files_hold(ledger):
    before = held(ledger)
    (ledger.tables.folder / FILE).unlink()
    entry(ledger, "documents", 2).write_bytes(b"")
    assert all(done for _, done in mended(ledger))
    assert held(ledger) == before


# --- what never grows --------------------------------------------------------------------


def test_small_files_are_joined_on_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr("cuibono.ledger.tables.EVERY", 4)
    ledger = Ledger.open(tmp_path / "ledger")
    between = []
    for n in range(10):
        ledger.append(*about(TEXT.replace("Kyiv", f"Kyiv{n}")))
        between.append(datetime.now(UTC))
    live = DeltaTable(str(ledger.tables.folder / "documents")).file_uris()
    assert len(live) < 6
    assert [len(ledger.as_of(at).documents()) for at in between] == list(range(1, 11))
    assert complaints(ledger) == []


def test_entries_of_the_log_are_never_cleared_away(ledger):
    actions = {json.loads(line).keys().__iter__().__next__()
             for line in entry(ledger, "documents", 1).read_text("utf-8").splitlines()}  # fmt: skip
    assert actions >= {"add"}
    ledger.compact()
    assert entry(ledger, "documents", 0).exists()


# --- beside what amends and what is kept in memory ---------------------------------------


def test_an_amended_document_is_proved_with_both_of_its_readings(ledger):
    first, coding = about(TEXT)
    moment = datetime.now(UTC)
    new = Document("Quito is quiet.")
    known = again(ledger).known()
    ledger.append_all(
        [(replace(first, publisher="Harbour News"), coding), (new, Coding(()))], known
    )
    proof = ledger.proof()
    assert list(ledger.verify(proof)) == []
    rows = 5 + 4 * (len(coding.statements) + len(coding.links))
    assert (proof.sealed, proof.unsealed) == (rows, 0)
    assert [d.publisher for d in again(ledger).documents()].count("Harbour News") == 1
    assert "Harbour News" not in [d.publisher for d in ledger.as_of(moment).documents()]
    assert list(again(ledger).labels([new.id, "nothing"])) == [new.id]


def test_the_same_desk_sees_and_appends_to_what_a_repair_made_anew(ledger):
    before = [d.id for d in ledger.documents()]
    entry(ledger, "documents", 1).write_bytes(b"")
    assert all(one.done for one in ledger.repair())
    assert sorted(d.id for d in ledger.documents()) == sorted(before)
    ledger.append(Document("Quito is quiet."), Coding(()))
    assert len(ledger.documents()) == 4
    assert complaints(ledger) == []


def test_columns_that_are_younger_than_the_ledger_come_with_the_next_document(tmp_path):
    folder = tmp_path / "old"
    made = Ledger.open(folder)
    made.append(Document("Lima is quiet."), Coding(()))
    young = ["updated", "language", "witnesses"]
    old = made.tables.raw("documents").drop_columns(young)
    shutil.rmtree(folder / "documents")
    made.tables.make("documents", old)
    held = again(made)
    assert [d.language for d in held.documents()] == [None]
    assert complaints(made) == []
    held.append(Document("Quito is quiet.", language="en"), Coding(()))
    assert {d.language for d in held.documents()} == {None, "en"}
    assert complaints(made) == []


@pytest.mark.parametrize("table", ["documents", "statements", "judgements"])
def test_what_somebody_writes_meanwhile_is_not_taken_for_a_stranger_s(ledger, table, monkeypatch):
    """Another process writes between the look at the journal and the look at the table."""
    from cuibono.ledger import proof

    held, told = proof._held, []

    def meanwhile(tables, name):
        if name == table and not told:
            told.append(name)
            document, coding = about(TEXT.replace("Kyiv", "Rome"))
            again(ledger).append(document, coding)
            again(ledger).record(lambda at: judgement(coding.statements[0].id, at))
        return held(tables, name)

    again(ledger).record(lambda at: judgement("x", at))
    monkeypatch.setattr(proof, "_held", meanwhile)
    whole = again(ledger).proof()
    assert [p for p in whole.problems() if "did not write" in str(p) or p.where == table] == []
    assert told == [table]
    assert whole.never == []


def judgement(on, at):
    return Judgement(f"j-{on}", Action.ACCEPT, "anna", at, on=on, root=on)


def test_a_ledger_that_was_taken_away_is_not_begun_again(ledger):
    ledger.tables.folder.rename(ledger.tables.folder.with_name("elsewhere"))
    with pytest.raises(LedgerError, match="no longer there"):
        ledger.append(*about(TEXT.replace("Kyiv", "Rome")))
    assert not ledger.tables.folder.exists()


def doubled(ledger, table):
    """All rows of a table once more, as two who joined its files at once left them."""
    ledger.tables.write(table, ledger.tables.raw(table))


@pytest.mark.parametrize("table", ["documents", "statements", "links", "judgements"])
def test_rows_that_were_doubled_are_told_and_taken_out(ledger, table):
    Desk(ledger.tables.folder).accept(ledger.statements()[0].id, who="anna")
    before, count = held(ledger), ledger.tables.raw(table).num_rows
    judged = [j.id for j in Desk(ledger.tables.folder).history()]
    assert count
    doubled(ledger, table)
    assert complaints(ledger)[0].startswith(f"{table}: ")
    assert "more than once" in complaints(ledger)[0]
    made = list(again(ledger).repair())
    many = f"{count} row{'s' * (count != 1)}"
    assert [str(one) for one in made] == [
        f"{table}: {many} taken out that were there more than once"
    ]
    assert all(one.done for one in made)
    assert complaints(ledger) == []
    assert held(ledger) == before
    assert [j.id for j in Desk(ledger.tables.folder).history()] == judged
    assert again(ledger).tables.raw(table).num_rows == count
    assert list(again(ledger).repair()) == []


def test_events_of_an_import_that_were_doubled_are_told_and_taken_out(tmp_path):
    (tmp_path / "plan.toml").write_text('[columns]\ndate = "d"\nactor = "a"\n', "utf-8")
    folder = tmp_path / "ledger"
    for name in ("one", "two"):
        lines = [f"2022-05-{n:02},Russia {name}" for n in range(1, 29)]
        (tmp_path / f"{name}.csv").write_text("d,a\n" + "\n".join(lines), "utf-8")
        Desk(folder).import_(str(tmp_path / "plan.toml"), [tmp_path / f"{name}.csv"])
    ledger = Ledger.open(folder)
    whole = sorted(map(str, ledger.tables.raw("imported").to_pylist()))
    batch = ledger.tables.raw("imports")["batch"].to_pylist()[0]
    ledger.tables.write("imported", ledger.tables.raw("imported", None, batch))
    assert complaints(ledger) != []
    made = list(again(ledger).repair())
    assert ["28 rows taken out that were there more than once" in str(one) for one in made] == [
        True
    ]
    assert complaints(ledger) == []
    assert sorted(map(str, again(ledger).tables.raw("imported").to_pylist())) == whole


def test_rows_from_before_the_journal_that_were_doubled_are_taken_out(ledger):
    (ledger.tables.folder / FILE).unlink()
    other, coding = about(TEXT.replace("Kyiv", "Accra"))
    again(ledger).append(other, coding)
    before = held(ledger)
    assert complaints(ledger) == []
    doubled(ledger, "statements")
    assert complaints(ledger) != []
    assert all(one.done for one in again(ledger).repair())
    assert complaints(ledger) == []
    assert held(ledger) == before


def test_a_stranger_s_row_is_not_taken_out(ledger):
    row = {**ledger.tables.raw("statements").to_pylist()[0], "actor": "XXX"}
    table = pa.Table.from_pylist([row], ledger.tables.raw("statements").schema)
    ledger.tables.write("statements", table)
    doubled(ledger, "documents")
    assert [str(one) for one in again(ledger).repair()] == [
        "documents: 3 rows taken out that were there more than once"
    ]
    assert any("did not write" in line for line in complaints(ledger))


def test_a_ledger_without_what_acts_mean_is_read_and_goes_on(tmp_path):
    folder = tmp_path / "old"
    made = Ledger.open(folder)
    document, coding = about(TEXT)
    made.append(document, coding)
    old = made.tables.raw("statements").drop_columns(["sense"])
    shutil.rmtree(folder / "statements")
    made.tables.make("statements", old)
    held = again(made)
    assert {s.sense for s in held.statements()} == {""}
    document, coding = about(TEXT.replace("Kyiv", "Rome"))
    told = tuple(replace(s, sense="AAAA") for s in coding.statements)
    held.append(document, replace(coding, statements=told))
    assert {s.sense for s in held.statements()} == {"", "AAAA"}
    assert complaints(made) == []
