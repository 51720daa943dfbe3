import time

import pytest
from starlette.testclient import TestClient

from cuibono import Desk
from cuibono.coding import Coder
from cuibono.web.app import workbench
from tests.web.conftest import HOST, token

TEXT = b"Published: 2022-07-15\n\nKyiv cut ties with Pyongyang."


@pytest.fixture
def client(ledger, coder, monkeypatch):
    monkeypatch.setattr(Coder, "load", classmethod(lambda cls, *_: coder))
    return TestClient(workbench(ledger.tables.folder), base_url=HOST)


def send(client, *files, **fields):
    word = token(client.get("/documents"))
    return client.post("/documents", data={"form_token": word, **fields},
                       files=[("files", file) for file in files])  # fmt: skip


def finished(client, page):
    """The page of an upload once everything is read."""
    for _ in range(600):
        page = client.get(page.url.path)
        if "Done:" in page.text:
            return page
        time.sleep(0.1)
    raise AssertionError("the reading never ends")


def test_files_are_read_and_each_says_what_became_of_it(client, ledger):
    page = send(client, ("ties.txt", TEXT), ("empty.md", b"  "), ("shells.txt", b"\x89PNG1234"))
    assert page.url.path.startswith("/adding/")
    page = finished(client, page)
    assert "Done: 3 files, 2 could not be read" in page.text
    assert "empty: there is no text in it" in page.text
    assert "binary data, not text" in page.text
    document = ledger.documents()[-1]
    assert document.text == "Kyiv cut ties with Pyongyang."
    assert document.path == "ties.txt", "where it was kept aside is forgotten"
    assert f'href="/documents/{document.id}"' in page.text
    again = finished(client, send(client, ("ties.txt", TEXT)))
    assert "already in the ledger" in again.text


def test_a_pasted_text_is_read_with_what_is_said_of_it(client, ledger):
    page = send(client, text="Kyiv recognised nobody.", published="2022-08-01", publisher="Me")
    finished(client, page)
    document = ledger.documents()[-1]
    assert (document.publisher, str(document.published)) == ("Me", "2022-08-01")


def test_the_first_document_makes_the_ledger(tmp_path, coder, monkeypatch):
    monkeypatch.setattr(Coder, "load", classmethod(lambda cls, *_: coder))
    client = TestClient(workbench(tmp_path / "new"), base_url=HOST)
    finished(client, send(client, ("ties.txt", TEXT)))
    assert "1 document" in client.get("/documents").text
    assert [d.title for d in Desk(tmp_path / "new").ledger.documents()]


@pytest.mark.parametrize("name", ["x.exe", "x", "x.zip.sh", "..", "a/../../etc/passwd"])
def test_other_kinds_of_file_are_refused(client, ledger, name):
    page = send(client, (name, b"MZ"))
    assert page.status_code == 400
    assert "are not read" in page.text
    assert len(ledger.documents()) == 3


def test_a_name_with_folders_stays_inside(client, ledger):
    finished(client, send(client, ("../../up\\<b>&.txt", b"Kyiv met nobody at all.")))
    assert ledger.documents()[-1].path == "<b>&.txt"
    assert "&lt;b&gt;&amp;.txt" in client.get(f"/documents/{ledger.documents()[-1].id}").text


def test_nothing_chosen_is_said(client):
    assert "no file was chosen" in send(client).text.lower()


def test_a_day_that_is_none_is_said_and_nothing_is_read(client, ledger):
    page = send(client, ("ties.txt", TEXT), published="yesterday")
    assert page.status_code == 400
    assert len(ledger.documents()) == 3


def test_a_script_that_drops_files_is_told_where_to_look(client):
    word = token(client.get("/documents"))
    answer = client.post("/documents", data={"form_token": word}, files={"files": ("t.txt", TEXT)},
                         headers={"accept": "application/json"})  # fmt: skip
    assert answer.json()["at"].startswith("/adding/")


def test_every_kind_that_is_read_is_accepted():
    from cuibono.web.adding import ACCEPTED

    assert {".txt", ".html", ".pdf", ".docx", ".eml", ".zip", ".gz"} <= set(ACCEPTED)
    assert all(ending.count(".") == 1 for ending in ACCEPTED)
