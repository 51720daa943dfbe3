import asyncio
import re

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from cuibono import Desk
from cuibono.errors import CuibonoError, UsageError
from cuibono.web import guard
from cuibono.web.app import workbench
from cuibono.web.guard import Door
from cuibono.web.serving import Serving, serve
from tests.web.conftest import HOST, hidden, token

SECRET = "abcdefgh12345678"


def writing(app):
    """The addresses of everything that writes."""
    found = [r.path for r in app.routes if isinstance(r, Route) and "POST" in (r.methods or ())]
    return [re.sub(r"\{\w+\}", "x", path) for path in found]


def test_every_answer_carries_the_policy(client):
    for address in ("/documents", "/nothing", "/static/style.css", "/static/none.js"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "",
                                  "192.168.0.7"])  # fmt: skip
def test_a_rebound_name_gets_nothing(client, host):
    answer = client.get("/documents", headers={"host": host})
    assert answer.status_code == 421
    assert "Shells by rail" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:8765", "LOCALHOST:1"])
def test_this_machine_is_known_by_its_names(client, host):
    assert client.get("/documents", headers={"host": host}).status_code == 200


def test_no_write_without_the_word_of_a_form(client, ledger):
    client.get("/documents")
    every = writing(client.app)
    assert len(every) >= 12
    for address in every:
        for data in ({}, {"form_token": "0" * 64}, {"form_token": "ä"}):
            answer = client.post(address, data=data)
            assert answer.status_code == 403, address
    assert Desk(ledger.tables.folder).history() == []


def test_the_word_of_another_browser_does_not_count(client):
    other = TestClient(client.app, base_url=HOST)
    word = token(other.get("/documents"))
    client.get("/documents")
    assert client.post("/undo", data={"form_token": word}).status_code == 403


@pytest.mark.parametrize("headers", [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://localhost:9999"},
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
])  # fmt: skip
def test_no_write_from_another_site(client, ledger, headers):
    statement = ledger.statements()[0]
    action = f"/statements/{statement.id}/accept"
    fields = hidden(client.get(f"/statements/{statement.id}"), action)
    assert client.post(action, data=fields, headers=headers).status_code == 403
    assert Desk(ledger.tables.folder).history() == []
    ours = {"origin": HOST, "sec-fetch-site": "same-origin"}
    assert client.post(action, data=fields, headers=ours).status_code == 200


def test_a_form_leads_nowhere_else(client):
    fields = hidden(client.get("/review"), "/reviewer")
    for away in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"):
        answer = client.post("/reviewer", data={**fields, "back": away}, follow_redirects=False)
        assert answer.headers["location"] == "/review"


def test_cookies_are_for_this_site_and_no_script(client):
    given = client.get("/documents").headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given


def test_a_body_that_is_too_large_is_refused(client, monkeypatch):
    page = client.get("/review")
    fields = hidden(page, "/reviewer")
    long = client.post("/reviewer", data={**fields, "who": "x" * (guard.LARGEST_FORM + 1)})
    assert long.status_code == 413

    def chunks():
        for _ in range(20):
            yield b"x" * 100_000

    unsaid = client.post("/reviewer", content=chunks(),
                         headers={"content-type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert unsaid.status_code == 413


# --- beyond this machine --------------------------------------------------------------------


def test_beyond_this_machine_a_token_is_needed(ledger):
    door = Door("0.0.0.0", SECRET)
    client = TestClient(workbench(ledger.tables.folder, door), base_url="http://192.168.0.7:8765")
    assert client.get("/documents").status_code == 401
    assert client.get("/documents?token=wrong").status_code == 401
    assert client.post("/undo").status_code == 401
    entered = client.get(f"/?token={SECRET}")
    assert entered.status_code == 200
    assert SECRET not in str(entered.url)
    assert SECRET not in entered.text
    assert client.get("/claims").status_code == 200
    assert client.get("/documents", headers={"host": "evil.example"}).status_code == 421


def test_another_host_without_a_token_is_refused(ledger, monkeypatch):
    monkeypatch.delenv("CUIBONO_TOKEN", raising=False)
    folder = ledger.tables.folder
    with pytest.raises(UsageError, match="give a token"):
        serve(Serving(folder, host="0.0.0.0", browser=False))
    with pytest.raises(UsageError, match="16 or more"):
        serve(Serving(folder, host="0.0.0.0", token="short", browser=False))


def test_a_port_in_use_is_one_line(ledger):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CuibonoError, match=rf"127.0.0.1:{port}: .*in use.*--port"):
            serve(Serving(ledger.tables.folder, port, browser=False))


def test_without_the_extra_one_line_names_it(ledger, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(CuibonoError, match=r'pip install "cuibono\[web\]"'):
        serve(Serving(ledger.tables.folder, browser=False))


def test_what_is_no_ledger_is_said_before_anything_is_served(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(CuibonoError, match="not a ledger"):
        serve(Serving(tmp_path, browser=False))


@pytest.mark.parametrize("query", [b"as_of=\xff", b"q=\xe9\x80", "q=평".encode(), b"\x80=%ff&"])
def test_bytes_that_stand_in_no_address_are_no_error(ledger, query):
    app = workbench(ledger.tables.folder)
    for path, expected in (("/documents", {200, 400}), ("/nowhere", {404})):
        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
            "query_string": query, "headers": [(b"host", b"localhost")], "root_path": "",
            "scheme": "http", "http_version": "1.1", "server": ("x", 80), "client": ("x", 1),
        }  # fmt: skip
        sent = []

        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message, sent=sent):
            sent.append(message)

        asyncio.run(app(scope, receive, send))
        assert sent[0]["status"] in expected
