"""Two writers, a reader and the workbench on one ledger at once, each a process of its own.

The writers read texts and import rows, the reader asks one question after the other and looks for
documents that are there in part, and the workbench is `cuibono serve` with somebody who opens its
pages and judges through its forms. All that any of them tells must be there at the end.
"""

from __future__ import annotations

import random
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.faults.work import PLAN, complaints, desk_of
from benchmarks.ledgers import build, files
from cuibono.errors import CuibonoError
from cuibono.ledger import Ledger

BEFORE, TEXTS, PAUSE = 100, 4, 1.5
LONGEST = 120.0
"""Seconds that a page has for its answer on a machine that does much else."""
HALF = "select d.id from documents d left join statements s on s.document = d.id "
HALF += "where d.title is null or d.title not like 'Old%' group by d.id having count(s.id) <> 3"
PAGES = ("/documents", "/review?order=document", "/claims", "/actors", "/actors/RUS", "/ledger",
         "/dyads/RUS/PRK", "/forecasts", "/quality", "/search?q=shells", "/review",
         "/documents?sort=title", "/dyads/RUS/PRK/brief.html")  # fmt: skip


def together(work: Path, seconds: float, draw: random.Random) -> list[str]:
    """What was wrong: documents that were seen in part, what was told and is missing at the end."""
    ledger = work / "ledger"
    build(ledger, BEFORE)
    roles = (("writer", "one"), ("writer", "two"), ("reader", "three"))
    running = [_role(role, ledger, work / name, seconds) for role, name in roles]
    bench, address = _serving(ledger)
    try:
        judged, answers, wrong = _browse(ledger, address, seconds, draw)
    finally:
        bench.terminate()
    said = [process.communicate() for process in running]
    wrong += [f"{r[0]}: {p.returncode}: {error[-300:]}" for r, p, (_, error) in
              zip(roles, running, said, strict=True) if p.returncode]  # fmt: skip
    wrong += [f"the workbench said {line}" for line in bench.communicate()[1].splitlines()[-3:]]
    told = Counter(line for out, _ in said for line in out.splitlines())
    held = Ledger.open(ledger)
    wrong += [line for line in told if line.startswith("wrong ")]
    documents, rows = [x[5:] for x in told if x.startswith("read ")], _many(told, "imported")
    wrong += [f"{one} was read and is not there" for one in set(documents) - held.known()]
    if rows != held.tables.imported().num_rows:
        wrong.append(f"{held.tables.imported().num_rows} rows of {rows} that were imported")
    given = {j.root for j in held.replay.judgements}
    wrong += [f"{one} was judged, and the judgement is not there" for one in judged - given]
    wrong += [f"document {id_} is there in part" for id_ in held.sql(HALF)["id"].to_pylist()]
    wrong += complaints(ledger)
    looks, asked = _many(told, "looks"), sum(answers.values())
    print(f"two writers, a reader and the workbench for {seconds:.0f} s: {len(documents)} "
          f"documents, {rows} rows, {looks} looks of the reader, {asked} requests "
          f"{dict(answers)}, {len(judged)} judgements: {len(wrong)} faults",
          flush=True)  # fmt: skip
    return wrong


def _many(told: Counter[str], what: str) -> int:
    return sum(int(line.split()[1]) * n for line, n in told.items() if line.startswith(what))


def _role(role: str, ledger: Path, work: Path, seconds: float) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "benchmarks.faults.together", role, ledger, work, str(seconds)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


# --- the writers and the reader --------------------------------------------------------------


def writer(ledger: Path, work: Path, until: float) -> Iterator[str]:
    """Read new texts again and again, and import new rows now and then."""
    number = 0
    (work / "plan.toml").write_text(PLAN, "utf-8")
    while time.monotonic() < until:
        number += 1
        source = files(work / "texts", TEXTS)
        for path in source.iterdir():
            text = path.read_text("utf-8").replace("New", f"New {work.name} {number}")
            path.write_text(text, "utf-8")
        for receipt in desk_of(ledger).read([source]):
            yield f"read {receipt.document.id}" if receipt.document else f"wrong {receipt.error}"
        shutil.rmtree(source)
        if number % 5 == 0:
            deeds = work / f"deeds-{number}.csv"
            lines = (f"2022-05-0{n},Russia,North Korea,{work.name} {number}" for n in range(1, 8))
            deeds.write_text("\n".join(["day,who,whom,what", *lines]) + "\n", "utf-8")
            report = desk_of(ledger).import_(str(work / "plan.toml"), [deeds])
            yield f"imported {report.events}"
        time.sleep(PAUSE)


def reader(ledger: Path, work: Path, until: float) -> Iterator[str]:
    """Ask one question after the other; nothing that is asked may fail or be seen in part."""
    looks = 0
    while time.monotonic() < until:
        desk = desk_of(ledger)
        questions = (
            lambda d=desk: d.statements("RUS", "PRK"), lambda d=desk: d.documents(),
            lambda d=desk: d.search("shells"), lambda d=desk: d.claims(),
            lambda d=desk: d.ledger.tables.imported(), lambda d=desk: d.brief("RUS", "PRK", "md"),
        )  # fmt: skip
        try:
            for id_ in desk.ledger.sql(HALF)["id"].to_pylist():
                yield f"wrong document {id_} was seen in part"
            questions[looks % len(questions)]()
            if looks % 20 == 19:
                yield from (f"wrong verify: {one}" for one in desk.verify())
        except CuibonoError as error:
            yield f"wrong question {looks}: {error}"
        looks += 1
        time.sleep(PAUSE / 5)
    yield f"looks {looks}"


# --- the workbench ---------------------------------------------------------------------------


def _serving(ledger: Path) -> tuple[subprocess.Popen[str], tuple[str, int]]:
    """`cuibono serve` on a port that is free, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = free.getsockname()
    words = [sys.executable, "-m", "cuibono", "serve", "--no-browser", "--port", str(address[1])]
    made = subprocess.Popen(
        [*words, "--ledger", str(ledger)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    while made.poll() is None:
        with socket.socket() as door:
            if not door.connect_ex(address):
                return made, address
        time.sleep(0.2)
    raise RuntimeError(made.communicate()[1][-500:])


def _browse(
    ledger: Path, address: tuple[str, int], seconds: float, draw: random.Random
) -> tuple[set[str], Counter[int], list[str]]:
    """Open pages and judge; what was judged, how requests were answered, what was wrong."""
    waiting = sorted(s.id for s in Ledger.open(ledger).statements())
    judged, answers, wrong = set[str](), Counter[int](), list[str]()
    cookies: dict[str, str] = {}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        status, page = _ask(address, "GET", draw.choice(PAGES), cookies)
        answers[status] += 1
        if status != 200:
            wrong.append(f"{status}: {' '.join(page.split())[:200]}")
        id_ = waiting.pop(draw.randrange(len(waiting)))
        status, page = _ask(address, "GET", f"/statements/{id_}", cookies)
        answers[status] += 1
        verb = draw.choice(("accept", "reject"))
        form = re.search(rf'<form[^>]*action="/statements/{id_}/{verb}".*?</form>', page, re.S)
        if not form:
            wrong.append(f"{status}: no form to judge {id_}")
            continue
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
        status, page = _ask(address, "POST", f"/statements/{id_}/{verb}", cookies, dict(hidden))
        answers[status] += 1
        if status == 303:
            judged.add(id_)
        else:
            wrong.append(f"{status} to a judgement: {' '.join(page.split())[:200]}")
        time.sleep(PAUSE / 5)
    return judged, answers, wrong


def _ask(
    address: tuple[str, int], method: str, path: str, cookies: dict[str, str],
    form: dict[str, str] | None = None,
) -> tuple[int, str]:  # fmt: skip
    connection = HTTPConnection(*address, timeout=LONGEST)
    headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
    except TimeoutError:
        return 0, f"{path}: no answer within {LONGEST:.0f} s"
    for held in answer.headers.get_all("set-cookie") or ():
        name, _, value = held.partition(";")[0].partition("=")
        cookies[name] = value
    page = answer.read().decode("utf-8")
    connection.close()
    return answer.status, page


if __name__ == "__main__":
    role_, ledger_, work_, seconds_ = sys.argv[1:]
    Path(work_).mkdir(parents=True, exist_ok=True)
    do = {"writer": writer, "reader": reader}[role_]
    for line in do(Path(ledger_), Path(work_), time.monotonic() + float(seconds_)):
        print(line, flush=True)
