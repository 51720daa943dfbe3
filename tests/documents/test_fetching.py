"""Fetching from a server on this machine: politely, within bounds, and what came is kept."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from cuibono.documents import DocumentError, read
from cuibono.documents.fetching import Fetcher, linked
from cuibono.intake.collecting import fetch, watch
from cuibono.intake.receipt import Receipt
from tests.documents.makers import item, page, rss


@pytest.fixture
def server():
    seen, pages = [], {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, time.monotonic(), dict(self.headers)))
            if self.path == "/hangs":
                time.sleep(1.5)
            answer = pages.get(self.path)
            if self.path.startswith("/loop"):
                self.send_response(302)
                self.send_header("Location", f"/loop{len(seen)}")
                self.end_headers()
            elif answer is None:
                self.send_error(404)
            elif self.headers.get("If-None-Match") == '"1"':
                self.send_response(304)
                self.end_headers()
            else:
                kind, body = answer
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("ETag", '"1"')
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    here = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=here.serve_forever, args=(0.01,), daemon=True).start()
    yield SimpleNamespace(at=f"http://127.0.0.1:{here.server_port}", seen=seen, pages=pages)
    here.shutdown()
    here.server_close()


def test_a_page_is_kept_as_it_came_and_knows_its_address(server, tmp_path):
    server.pages["/a"] = ("text/html; charset=utf-8", page().encode())
    path = Fetcher(tmp_path, pause=0).fetch(f"{server.at}/a")
    assert path.read_bytes() == page().encode()
    assert read(path).address == f"{server.at}/a"


def test_what_did_not_change_is_not_fetched_again(server, tmp_path):
    server.pages["/a"] = ("text/html", page().encode())
    first = Fetcher(tmp_path, pause=0).fetch(f"{server.at}/a")
    again = Fetcher(tmp_path, pause=0).fetch(f"{server.at}/a")
    assert first == again
    assert server.seen[-1][2]["If-None-Match"] == '"1"'


def test_robots_are_obeyed_and_hosts_left_in_peace(server, tmp_path):
    server.pages |= {"/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /no"),
                     "/a": ("text/plain", b"x"), "/b": ("text/plain", b"y")}  # fmt: skip
    waits = []
    fetcher = Fetcher(tmp_path, pause=1000, wait=waits.append)
    with pytest.raises(DocumentError, match=r"robots\.txt asks programs not to fetch it"):
        fetcher.fetch(f"{server.at}/no/x")
    fetcher.fetch(f"{server.at}/a")
    fetcher.fetch(f"{server.at}/b")
    assert [path for path, *_ in server.seen] == ["/robots.txt", "/a", "/b"]
    first, *others = waits
    assert first == 0
    assert len(others) == 2
    assert all(800 < seconds <= 1000 for seconds in others)


@pytest.mark.parametrize(
    ("path", "said"),
    [("/none", "the server answers 404"), ("/loop", "without end"), ("/hangs", "timed out")],
)
def test_what_goes_wrong_is_one_line(server, tmp_path, path, said):
    with pytest.raises(DocumentError, match=said) as raised:
        Fetcher(tmp_path, pause=0, patience=0.5).fetch(f"{server.at}{path}")
    assert str(raised.value).startswith(f"{server.at}{path}: ")
    assert "\n" not in str(raised.value)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://x.example/a", "no address", "http://"]
)
def test_only_the_web_is_fetched(tmp_path, address):
    with pytest.raises(DocumentError, match="not an address that begins with http"):
        Fetcher(tmp_path).fetch(address)


def test_a_host_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(DocumentError, match="cannot be fetched"):
        Fetcher(tmp_path, patience=1).fetch("http://127.0.0.1:9/")


def test_a_feed_brings_the_pages_that_it_names(server, tmp_path):
    server.pages |= {"/feed": ("application/rss+xml", rss([item(link=f"{server.at}/a")])),
                     "/a": ("text/html", page().encode())}  # fmt: skip
    handed = []

    def reads(paths, *, each=None):
        handed.extend(paths)
        return [Receipt(str(path), 1, 1) for path in paths]

    receipts = fetch(reads, [f"{server.at}/feed", f"{server.at}/none"], tmp_path, pause=0)
    assert [read(path).address for path in handed] == [f"{server.at}/a"]
    assert [bool(r.error) for r in receipts] == [True, False]
    assert linked(handed[0]) == []


def test_watching_tells_only_what_is_new(tmp_path):
    told = []

    def reads(paths, *, each):
        for known in (True, False):
            each(Receipt(str(paths), 1, 1, known=known))
        return []

    watch(reads, ["inbox"], tmp_path, told.append, every=0, times=2)
    assert [receipt.known for receipt in told] == [False, False]
