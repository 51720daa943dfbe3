"""Two processes read different texts into one ledger again and again while a third looks on."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from benchmarks.faults.work import BEGINS, TEXTS, complaints, started
from benchmarks.growth import files
from cuibono.ledger import Ledger

HALF = "select d.id from documents d left join statements s on s.document = d.id group by d.id "
HALF += "having count(s.id) <> 3"


def together(work: Path, seconds: float) -> list[str]:
    """What was wrong: documents that were seen in part, or are missing at the end."""
    wrong: list[str] = []
    ledger, until, looks, number = work / "ledger", time.monotonic() + seconds, 0, 0
    sources = [work / "one", work / "two"]
    wanted = 0
    while time.monotonic() < until:
        for source in sources:
            shutil.rmtree(source, ignore_errors=True)
            source.mkdir()
            for path in files(source / "texts", TEXTS // 2).iterdir():
                text = path.read_text("utf-8").replace("New", f"New {source.name} {number}")
                path.write_text(text, "utf-8")
        wanted += TEXTS // 2 * len(sources)
        number += 1
        running = [started("read", ledger, source) for source in sources]
        while any(process.poll() is None for process in running):
            held = Ledger.open(ledger)
            if held.tables.exists:
                looks += 1
                found = held.sql(HALF)["id"].to_pylist()
                wrong += [f"document {one} was seen in part" for one in found]
        for process in running:
            said, error = process.communicate()
            if process.returncode or not said.startswith(BEGINS):
                wrong.append(error[-300:])
    held = len(Ledger.open(ledger).documents())
    if held != wanted:
        wrong.append(f"{held} documents of {wanted}")
    wrong += complaints(ledger)
    told = f"two writers for {seconds:.0f} s, {wanted} documents, {looks} looks of a reader"
    print(f"{told}: {len(wrong)} faults", flush=True)
    return wrong
