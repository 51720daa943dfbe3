"""What the pages show in blocks of `sh` and `python`, and as indented calls, runs as it stands.

The pages whose `console` blocks show an output are run by `test_pages.py`; here a call only has to
end well. The files that it names lie beside it; an id such as 3f9a stands for one of the ledger.
"""

import contextlib
import io
import re
import shlex
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from cuibono import Desk
from cuibono.cli.codes import OK
from cuibono.cli.run import run
from cuibono.exchange.imports.formats import GDELT
from cuibono.forecasts.dated import Dated
from tests.documents.makers import Pdf, page, zipped
from tests.pages import ROOT, pages
from tests.test_pages import EVERY, text, written

PAGES = [
    path for path in EVERY if path not in pages() and path.name != "cli-reference.md"
    and any(whole for _, whole in written(text(path)))
]  # fmt: skip
AWAY = {
    "serve": "opens a server and waits",
    "review": "asks at a terminal",
    "--llm": "needs a language model",
    "--cluster": "needs a cluster",
    "mirror": "needs a store",
}
"""What needs more than a machine on its own; `test_pages.py` looks at the words of such calls."""
ICEWS = (
    ("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
     "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
     "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
     "Longitude"),
    ("1", "2018-06-01", "Citizen (Peru)", "", "Peru", "Consult", "040", "1", "Chile", "", "Chile",
     "2", "2", "Wire", "Lima", "NA", "NA", "Peru", "-12.0", "-77.0"),
)  # fmt: skip
CODES = {"North Korea": "PRK", "South Korea": "KOR", "Russia": "RUS", "Israel": "ISR"}


def deeds():
    """Ten years of acts between two who answer each other, and between them and others."""
    day, end = date(2012, 1, 2), date(2022, 12, 31)
    while day < end:
        yield day, "North Korea", "KOR", "shelling"
        yield day + timedelta(days=3), "South Korea", "PRK", "shelling" if day.day % 2 else "talks"
        yield day, "North Korea", "RUS", "talks"
        yield day + timedelta(days=2), "Russia", "PRK", "talks"
        yield day, "Israel", "PSE", "talks" if day.day % 3 else "shelling"
        day += timedelta(days=14 if day.year < 2020 else 5)


def gdelt():
    """Two rows as GDELT gives them."""
    cells = dict.fromkeys(GDELT.layouts[0], "")
    rows = ("1", "20240105", "PRKMIL", "KORGOV", "138"), ("2", "20240106", "RUS", "PRK", "010")
    names = "GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor2Code", "EventCode"
    return "\n".join(
        "\t".join((cells | dict(zip(names, row, strict=True)))[n] for n in GDELT.layouts[0])
        for row in rows
    )


def lay_out(folder: Path) -> None:
    """The files that the pages name."""
    for name in ("notes", "articles", "texts", "gdelt"):
        (folder / name).mkdir()
    said = "Published: 2022-11-02\n\nNorth Korea sent shells to Russia. Moscow denied it.\n"
    for name in ("notes/a.txt", "articles/a.txt", "texts/a.txt"):
        (folder / name).write_text(said, "utf-8")
    (folder / "articles.csv").write_text("path,date,publisher\narticles/a.txt,2022-11-02,Wire\n")
    (folder / "article.html").write_text(page("<p>Seoul condemned Pyongyang on Monday.</p>"))
    words = "Beijing and Moscow signed an agreement on trade."
    (folder / "report.pdf").write_bytes(Pdf().text(60, 700, words).bytes())
    (folder / "20240101.export.CSV.zip").write_bytes(zipped({"20240101.export.CSV": gdelt()}))
    (folder / "gdelt" / "b.CSV").write_text(gdelt().replace("2024010", "2024011"))
    (folder / "events.2018.tab").write_text("\n".join("\t".join(row) for row in ICEWS))
    (folder / "un_roll_calls.csv").write_text("rcid,date\n3,2016-01-01\n4,2017-02-03\n")
    cast = "".join(f"{n},{who},yes\n" for n in (3, 4) for who in ("North Korea,KP", "Russia,RU"))
    (folder / "un_votes.csv").write_text(f"rcid,country,country_code,vote\n{cast}")
    rows = "\n".join(f"{d:%d.%m.%Y};{a};{b};{kind}" for d, a, b, kind in deeds())
    (folder / "my-table.csv").write_text(f"Day;Who;Whom;What\n{rows}\n", "utf-8")
    tests = "\n".join(f"{d},hwasong-{14 + d.day % 3}" for d, *_ in deeds())
    for name in ("launches.csv", "nk_missile_tests.csv"):
        (folder / name).write_text(f"date,missile\n{tests}\n")


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """A folder with all files, and a ledger of the examples and ten years of acts."""
    folder = tmp_path_factory.mktemp("laid")
    lay_out(folder)
    (folder / "examples").symlink_to(ROOT / "examples")
    plans = re.findall(r"^```toml\n(.*?)^```", text(ROOT / "docs" / "imports.md"), re.M | re.S)
    (folder / "my-table.toml").write_text(plans[0], "utf-8")
    desk = Desk(folder / "ledger")
    receipts = desk.read([folder / "examples"])
    assert [r.error for r in receipts if r.error] == []
    report = desk.import_(str(folder / "my-table.toml"), [folder / "my-table.csv"])
    assert report.events > 2000 and report.quarantined == 0
    assert desk.import_("unvotes", [folder / "un_votes.csv"]).events == 4
    return folder


@pytest.fixture
def place(laid, tmp_path, monkeypatch):
    """That folder, as a page's first call finds it."""
    here = tmp_path / "here"
    shutil.copytree(laid, here, symlinks=True)
    monkeypatch.chdir(here)
    monkeypatch.setenv("CUIBONO_REVIEWER", "you")
    return here


def ids(ledger):
    """What stands for the ids of the pages, in a ledger."""
    held = Desk(ledger).statements(sure=0)
    ahead = [s for s in held if s.stance in ("expected", "planned")] or held
    return {
        "ID": held[0].document, "3f9a": ahead[0].id, "81c2": held[0].id, "6b5f": held[0].id,
        "document": held[0].document,
    }  # fmt: skip


def called(command):
    """The words of a call, with ids that there are; none where it needs more than this machine."""
    words = shlex.split(re.split(r" [|<>] | +# ", command)[0])[1:]
    if any(word in AWAY for word in words):
        return None
    ledger = words[words.index("--ledger") + 1] if "--ledger" in words else "ledger"
    if {"ID", "3f9a", "81c2", "6b5f"} & set(words):
        named = ids(ledger)
        named["3f9a"] = named["document"] if "--document" in words else named["3f9a"]
        words = [named.get(word, word) for word in words]
    return words


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_calls_of_a_page_end_well(path, place, capsys):
    held = text(path)
    for name, body in re.findall(r"^```yaml\n(?:# (\w+\.yaml)\n)?(.*?)^```", held, re.M | re.S):
        if name or "MEDIATE" in body:
            (place / (name or "mine.yaml")).write_text(body, "utf-8")
    for command, whole in written(held):
        words = called(command) if whole else None
        if words is None:
            continue
        code = run(words)
        told = capsys.readouterr()
        assert code == OK, (command, told.err)


@pytest.mark.parametrize(
    "path",
    [path for path in EVERY if re.search(r"^```python", text(path), re.M)],
    ids=lambda path: path.name,
)
def test_the_python_of_a_page_runs(path, place):
    events = [Dated(day, CODES[one], kind, other) for day, one, other, kind in deeds()]
    # Base rates stand only where ten pairs have met.
    events += [Dated(date(2022, 12, day), "USA", "talks", other) for day, other in enumerate(
        ("GBR", "FRA", "DEU", "POL", "JPN", "IND", "BRA", "MEX"), start=1)]  # fmt: skip
    for number, block in enumerate(re.findall(r"^```python\n(.*?)^```", text(path), re.M | re.S)):
        names = {"events": events}
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(block, f"{path.name}, block {number + 1}", "exec"), names)
        assert "print(" not in block or said.getvalue()


@pytest.mark.parametrize(
    ("path", "code", "printed"),
    [
        pytest.param(path, *found, id=f"{path.name}-{number}")
        for path in EVERY
        for number, found in enumerate(
            re.findall(r'^\$ python -c "(.*?)"\n(.*?)^```', text(path), re.M | re.S)
        )
    ],
)
def test_a_program_on_one_line_prints_what_the_page_shows(path, code, printed):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, path.name, "exec"), {})
    assert said.getvalue() == printed


def test_every_call_that_is_left_out_says_what_it_needs():
    """What is named in `AWAY` stands on some page; nothing is left out for no reason."""
    used = [shlex.split(c.partition(" #")[0]) for p in EVERY for c, _ in written(text(p))]
    assert [name for name in AWAY if not any(name in words for words in used)] == []
