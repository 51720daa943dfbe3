"""Hostile words in every field that is shown: terminal, pages, briefs, files, a model's door."""

import csv
import io
import json
import re
import shutil
import sqlite3
import unicodedata
import zipfile
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
import typer

pytest.importorskip("starlette")

from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from cuibono import Desk
from cuibono.cli.app import app
from cuibono.cli.run import run
from cuibono.exchange.exports.export import formats
from cuibono.ledger.journal import FILE
from cuibono.web.app import workbench
from tests import hostile
from tests.hostile import CALLS, EVIL, NET, UNSEEN

VERBS = typer.main.get_command(app).commands
LINES = [(verb, line) for verb, lines in CALLS.items() for line in lines]
QUERIES = ("", "?q={E}", "?publisher={E}", "?a={E}&b={E}", "?as_of={E}", "?sort={E}&page={E}")
WRITES = set(
    "accept add amend compact correct import merge read reject repair resolve split undo watch "
    "withdraw".split()
)
DATA = {"csv", "polecat", "polecat-csv", "ftm-statements", "key", "parquet", "xlsx", "sqlite"}
"""Formats that hold the words as they are: what opens them is told that they are words."""


@pytest.fixture(scope="module")
def pattern(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    (folder / "in" / "\u202e\x1b[2J<script>.txt").write_bytes(b"\xff\xfe\x00")
    return hostile.fill(folder).folder.parent


@pytest.fixture
def folder(verb, pattern, still, tmp_path):
    """Where a verb finds the ledger: what judges, amends and withdraws has a copy of its own."""
    return shutil.copytree(pattern, tmp_path / "copy") if verb in WRITES else still.folder.parent


@pytest.fixture(scope="module")
def still(pattern, tmp_path_factory):
    """A desk that is only asked, on a copy: whoever copies the pattern gets no answers with it."""
    copy = shutil.copytree(pattern, tmp_path_factory.mktemp("still") / "copy")
    return Desk(copy / "ledger")


@pytest.fixture(scope="module")
def ids(still):
    """What stands for the ids of the ledger, and of its copies, in the calls."""
    return hostile.ids_of(still)


def harmless(page):
    """No element, attribute or address of a page is the text's own."""
    assert not re.search(r"<script(?![^>]*\b(?:src=\"/static/|type=\"application/json\"))", page)
    assert "<img src=x" not in page
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', page))
    assert not re.search(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", page, re.I)
    assert "alert(1)</script>" not in page
    assert not re.search(r"cmd\(\)\|x.{0,400}\s49\s", page, re.S)


def obeyed(text, but="\n\t"):
    """The characters that a terminal obeys or that nobody sees."""
    found = {c for c in set(text) if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")}
    return found - set(but)


def formulas(file):
    """The cells of CSV that a spreadsheet computes."""
    cells = [cell for row in csv.reader(file) for cell in row]
    return [c for c in cells if re.match(r"\s*[=+@\t\r]|-(?!-*$|[\d.]+$)", c)]


class Terminal(io.StringIO):
    """What is printed where somebody looks on."""

    def isatty(self):
        return True


# --- the terminal --------------------------------------------------------------------------


def test_every_verb_is_tried():
    assert set(CALLS) | NET == set(VERBS)
    assert all(CALLS[verb] for verb in set(CALLS) - {"mcp"})


@pytest.mark.parametrize("looked_on", [False, True])
@pytest.mark.parametrize(("verb", "line"), LINES)
def test_no_verb_sends_a_command_to_the_terminal(folder, ids, verb, line, looked_on, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    out, err = (Terminal() if looked_on else io.StringIO() for _ in range(2))
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err if not looked_on else io.StringIO())
    ledger = [] if verb in ("code", "score") else ["--ledger", str(folder / "ledger")]
    written = (folder / "ledger" / FILE).read_bytes()
    code = run([verb, *hostile.words_of(line, ids, folder), *ledger])
    assert verb in WRITES or (folder / "ledger" / FILE).read_bytes() == written
    import sys

    told = out.getvalue() + sys.stderr.getvalue()
    assert code in (0, 1, 2), told[-500:]
    assert "Traceback" not in told
    assert "cuibono: unexpected" not in told, told[-500:]
    assert obeyed(told) == set()
    if "--format csv" in line:
        assert formulas(io.StringIO(out.getvalue())) == []
    for path in folder.glob("series.*") if "{}/series." in line else ():
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                assert formulas(file) == []
        else:
            harmless(path.read_text("utf-8"))
            assert obeyed(path.read_text("utf-8")) == set()


# --- pages ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(still):
    return TestClient(workbench(still.folder), base_url="http://localhost:8765")


def pages():
    """Every address that is read, from the table of routes, with ids that are there or hostile."""
    for route in workbench("nowhere").routes:
        if isinstance(route, Route) and "GET" in (route.methods or ()):
            yield route.path
        assert isinstance(route, Route) or (isinstance(route, Mount) and route.path == "/static")


@pytest.mark.parametrize("page", list(pages()))
def test_no_page_of_the_workbench_takes_words_for_markup(still, client, page):
    held = still.statements(sure=0)
    known = {"code": "RUS", "a": "PRK", "b": "RUS", "format": "html"}
    ids = [held[0].document] if page.startswith("/documents") else [s.id for s in held]
    evil = re.sub(r"\{\w+\}", lambda _: quote(EVIL, ""), page)
    good = {re.sub(r"\{(\w+)\}", lambda f: known.get(f[1], one), page) for one in ids}  # noqa: B023
    for path in [*sorted(good), evil]:
        for query in QUERIES[: 1 + 5 * ("{" not in page)]:
            answer = client.get(path + query.replace("{E}", quote(EVIL, "")))
            assert answer.status_code < 500, (path, query)
            harmless(answer.text)
            assert "Traceback" not in answer.text


@pytest.mark.parametrize("format_", ["html", "md"])
def test_a_brief_is_harmless_where_it_is_opened(still, format_):
    page = still.brief("PRK", "RUS", format_)
    assert obeyed(page) == set()
    if format_ == "html":
        harmless(page)
    else:
        assert not re.search(r"(?<!\\)<\w|(?<!\\)\]\(", page)


# --- files ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(still, tmp_path_factory):
    """Every format of every kind."""
    folder, made = tmp_path_factory.mktemp("out"), {}
    for name, format_ in formats().items():
        for kind in format_.of:
            path = folder / f"{name}-{kind}{format_.suffixes[0] if format_.suffixes else ''}"
            only = still.ledger.documents()[0].id if name == "key" else None
            still.export(name, path, kind, document=only)
            made[name, kind] = path
    return made


def test_every_format_is_written(exported):
    assert {name for name, _ in exported} == set(formats())


def test_what_is_opened_as_text_obeys_nothing(exported):
    for (name, kind), path in exported.items():
        if name in DATA:
            continue
        for file in sorted(path.rglob("*.md")) if path.is_dir() else [path]:
            assert obeyed(file.name) == set()
            text = file.read_text("utf-8")
            assert obeyed(text) == set(), (name, kind, file.name)
            if path.is_dir():
                body = text.split("\n---\n", 1)[-1]
                assert not re.search(r"(?<!\\)<\w|(?<!\\)\]\(", body), file.name


def test_json_and_xml_can_be_read_and_json_gives_the_words_back(exported):
    for (name, kind), path in exported.items():
        if path.suffix in (".graphml", ".kml"):
            for node in ET.parse(path).iter():
                if node.tag.endswith("description"):  # it is shown as HTML
                    harmless(node.text)
        elif name == "ftm" or path.suffix == ".jsonl":
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            if (name, kind) == ("jsonl", "documents"):
                assert EVIL in [row["author"] for row in rows]
        elif path.suffix in (".json", ".geojson", ".jsonld", ".ipynb", ".stix"):
            json.loads(path.read_text("utf-8"))


def test_no_cell_is_a_formula(exported):
    for (name, _), path in exported.items():
        if path.suffix == ".csv" and name != "ftm-statements":
            with path.open(encoding="utf-8", newline="") as file:
                assert formulas(file) == []
        if name == "xlsx":
            from openpyxl import load_workbook

            for sheet in load_workbook(path):
                for row in sheet.iter_rows():
                    assert not [c for c in row if c.data_type in ("f", "e")]
            with zipfile.ZipFile(path) as packed:
                assert not [n for n in packed.namelist() if "externalLink" in n]
                assert b"<f>" not in b"".join(map(packed.read, packed.namelist()))
        if name == "sqlite":
            with sqlite3.connect(path) as base:
                titles = {row[0] for row in base.execute("select author from documents")}
            assert EVIL in titles


def test_no_link_leads_to_a_script(exported):
    for (name, _), path in exported.items():
        if name in ("timelinejs", "claimreview", "csl", "kml", "geojson"):
            said = path.read_text("utf-8")
            assert not re.search(r'"(?:url|URL|href|link)": "javascript:', said), name


def test_an_export_to_a_terminal_obeys_nothing(still, monkeypatch):
    out = Terminal()
    out.buffer = io.BytesIO()
    monkeypatch.setattr("sys.stdout", out)
    still.export("csv", "-")
    assert out.buffer.getvalue() == b""
    assert obeyed(out.getvalue()) == set()
    assert "cmd()" in out.getvalue()


def test_a_word_file_holds_words_alone(still, tmp_path):
    docx = pytest.importorskip("docx")
    path = tmp_path / "brief.docx"
    path.write_bytes(still.brief_word("PRK", "RUS"))
    file = docx.Document(str(path))
    assert obeyed("".join(p.text for p in file.paragraphs)) == set()
    outside = [r.target_ref for r in file.part.rels.values() if r.is_external]
    assert all(address.startswith(("http://", "https://")) for address in outside)


# --- a language model ----------------------------------------------------------------------


def test_a_model_gets_words_as_values_and_nothing_else(still):
    pytest.importorskip("mcp")
    from cuibono.errors import CuibonoError
    from cuibono.mcp.server import Reading

    tools = Reading(still)
    one = still.statements(sure=0)[0]
    given = {
        "statements": {}, "timeline": {"a": "PRK"}, "claims": {},
        "balance": {"a": "PRK", "b": "RUS"},
        "explain": {"statement": one.id}, "documents": {}, "passage": {"document": one.document},
        "verify": {},
    }  # fmt: skip
    assert {tool.__name__ for tool in tools.all()} == set(given)
    for tool in tools.all():
        # The words are exact, for they are cited by their offsets; on the wire they are JSON.
        answer = json.loads(json.dumps(tool(**given[tool.__name__])))
        for row in answer.get("rows", [answer]):
            if isinstance(row, dict) and row.get("quote"):
                assert row["quote"] in still.ledger.document(row["document"]).text
        hostile_ids = {name: EVIL for name, value in given[tool.__name__].items() if value}
        if hostile_ids:
            with pytest.raises(CuibonoError) as raised:
                tool(**dict.fromkeys(hostile_ids, f"{EVIL}?"))
            assert obeyed(str(raised.value)) <= set(UNSEEN)
