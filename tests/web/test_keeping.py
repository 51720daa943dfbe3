import pytest
from starlette.testclient import TestClient

from cuibono import Desk
from cuibono.web.adding import Job
from cuibono.web.app import workbench
from tests.web.conftest import HOST, fill, hidden


def post(client, action, **fields):
    """Send a form of the ledger's page."""
    return client.post(action, data={**hidden(client.get("/ledger"), action), **fields})


def entry(ledger, table, number):
    return ledger.tables.folder / table / "_delta_log" / f"{number:020d}.json"


def test_a_whole_ledger_is_proved(client):
    plain = client.get("/ledger").text
    assert "<dt>Documents</dt><dd>3</dd>" in plain
    assert "Is it whole?" in plain
    assert "9 rows are as they were written" in client.get("/ledger?verify=1").text


def test_files_are_joined_and_all_is_there(client, ledger):
    before = ledger.statements()
    done = post(client, "/ledger/compact")
    assert done.url.path == "/ledger"
    assert "files of rows before" in done.text
    assert Desk(ledger.tables.folder).statements(sure=0) == before
    assert len(list((ledger.tables.folder / "statements").glob("*.parquet"))) > 1, "for a week"


def test_what_is_whole_is_not_repaired(client):
    assert "Nothing had to be repaired" in post(client, "/ledger/repair", alone="1").text


def test_a_repair_waits_for_the_word_that_nobody_else_writes(client, ledger):
    entry(ledger, "statements", 2).unlink()
    refused = post(client, "/ledger/repair")
    assert refused.status_code == 400
    assert "nobody else writes" in refused.text
    client.app.state.jobs._held["x"] = Job("x", 1)
    refused = post(client, "/ledger/repair", alone="1")
    assert "A document is being read into the ledger" in refused.text
    assert not entry(ledger, "statements", 2).exists()


def test_a_damaged_ledger_says_so_and_is_repaired(tmp_path):
    ledger = fill(tmp_path / "ledger")
    held = [s.id for s in ledger.statements()]
    entry(ledger, "statements", 2).unlink()
    client = TestClient(workbench(ledger.tables.folder), base_url=HOST)
    page = client.get("/ledger?verify=1")
    assert page.status_code == 200
    assert "statements: entry 2 of its log is missing" in page.text
    done = post(client, "/ledger/repair", alone="1")
    assert "<li><bdi>statements: " in done.text
    assert "are as they were written" in client.get("/ledger?verify=1").text
    assert sorted(s.id for s in Desk(ledger.tables.folder).ledger.statements()) == sorted(held)
    assert client.get("/documents").status_code == 200


def test_a_ledger_that_lost_its_mark_gets_it_back(tmp_path):
    ledger = fill(tmp_path / "ledger")
    (ledger.tables.folder / "ledger.json").unlink()
    client = TestClient(workbench(ledger.tables.folder), base_url=HOST)
    assert "Ledger.json is missing" in client.get("/ledger").text
    assert "was missing, and is there again" in post(client, "/ledger/repair", alone="1").text
    assert "3 documents" in client.get("/documents").text


def test_what_is_lost_for_good_is_named_without_folders(tmp_path):
    ledger = fill(tmp_path / "ledger")
    min((ledger.tables.folder / "documents").glob("*.parquet")).unlink()
    client = TestClient(workbench(ledger.tables.folder), base_url=HOST)
    for page in (client.get("/ledger?verify=1"), post(client, "/ledger/repair", alone="1")):
        assert "/secret/place" not in page.text
        assert str(tmp_path) not in page.text
    assert "not brought back" in page.text
    assert "read it again from" in page.text


def test_the_past_is_neither_joined_nor_repaired(client):
    assert "Repair it" not in client.get("/ledger?as_of=2030-01-01").text
    fields = hidden(client.get("/ledger"), "/ledger/compact")
    for action in ("compact", "repair"):
        done = client.post(f"/ledger/{action}?as_of=2030-01-01", data={**fields, "alone": "1"})
        assert done.status_code == 403


@pytest.mark.parametrize("address", ["/ledger", "/ledger?verify=1"])
def test_no_ledger_yet(tmp_path, address):
    page = TestClient(workbench(tmp_path / "none"), base_url=HOST).get(address)
    assert page.status_code in (200, 404)
    assert "no ledger here yet" in page.text.lower()
