"""Every verb that writes on a disk that is full: one line, and what was there is there."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults.work import complaints, material
from benchmarks.growth import build
from cuibono.ledger import Ledger

LIMITS = (0, 64, 700, 1_500, 4_000, 20_000, 200_000)
BEFORE = "what was there before"
DOCUMENTS = 30


def full_disk(work: Path) -> list[str]:
    """What was wrong: not one line, an earlier file that is gone, a ledger that is not whole."""
    ledger, wrong, runs, refused = work / "ledger", list[str](), 0, 0
    build(ledger, DOCUMENTS)
    source = material(work / "source") / "deeds"
    some = Ledger.open(ledger).statements()[0].id
    outputs = [work / name for name in ("brief.html", "rows.csv", "rows.jsonl", "rows.parquet")]
    verbs: list[tuple[list[str], Path | None]] = [
        (["brief", "RUS", "PRK", "-o", str(outputs[0])], outputs[0]),
        *((["export", p.suffix[1:], str(p)], p) for p in outputs[1:]),
        (["import", str(source / "plan.toml"), str(source / "deeds.csv")], None),
        (["accept", some], None),
        (["compact"], None),
    ]
    for limit in LIMITS:
        for words, output in verbs:
            runs += 1
            if output:
                output.write_text(BEFORE, "utf-8")
            done = subprocess.run(
                [sys.executable, "-m", "cuibono", *words, "--ledger", str(ledger)],
                capture_output=True, text=True, check=False, preexec_fn=limited(limit),
            )  # fmt: skip
            refused += bool(done.returncode)
            found = judged(done, output) + complaints(ledger)
            if len(Ledger.open(ledger).documents()) != DOCUMENTS:
                found.append("documents are missing")
            wrong += [f"{words[0]} at {limit} bytes: {one}" for one in found]
    wrong += [f"{p.name} was left behind" for p in work.iterdir() if p.name.startswith(".")]
    print(f"full disk, {runs} runs, {refused} refused: {len(wrong)} faults", flush=True)
    return wrong


def limited(limit: int) -> Callable[[], None]:
    """Let no file of a process grow beyond so many bytes, as on a full disk."""

    def before() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return before


def judged(done: subprocess.CompletedProcess[str], output: Path | None) -> list[str]:
    """What is wrong with how a verb ended."""
    wrong: list[str] = []
    lines = done.stderr.strip().splitlines()
    held = output.read_text("utf-8", "replace") if output else ""
    if done.returncode:
        if len(lines) != 1 or not lines[0].startswith("cuibono: "):
            wrong.append(f"not one line: {done.stderr[-400:]!r}")
        if output and held != BEFORE:
            wrong.append("the earlier file is gone")
    elif output and held == BEFORE:
        wrong.append("said to be done, and is not")
    return wrong
