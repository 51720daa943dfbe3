"""Ledgers on disks that fail, in a process that may mount such disks for itself alone.

    unshare --mount python -m tests.ledger.disks KIND FOLDER    # prints how each verb ended

- `readonly`: a disk that can only be read.
- `vanishing`: a disk that is taken away while a text is being read.
- `silent`: a drive that never answers, as a network drive whose server is gone.
- `gone`: a drive that was cut off: every call of the system fails.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from cuibono import answering
from cuibono.cli.run import run
from cuibono.ledger import Ledger
from tests.ledger.test_ledger import TEXT, about

LIBC = ctypes.CDLL(None, use_errno=True)
WRITING = (
    "import {}/plan.toml {}/deeds.csv", "accept {S}", "reject {S}", "amend {D} --title x",
    "withdraw {D}", "undo", "compact",
)  # fmt: skip
ASKING = ("statements", "documents", "history", "verify", "claims", "search kyiv")


def mount(folder: Path) -> None:
    """A small disk of its own."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(folder)], check=True)


def drive(folder: Path) -> int:
    """A drive whose other end is the handle that comes back, and which nobody answers for."""
    held = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={held},rootmode=40000,user_id=0,group_id=0".encode()
    if LIBC.mount(b"none", str(folder).encode(), b"fuse", 0, options):
        raise OSError(ctypes.get_errno(), "cannot mount a drive")
    return held


def ended(words: str, ledger: Path) -> list[object]:
    """The verb, its exit code, what it said on standard error."""
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = run([*words.split(), "--ledger", str(ledger)])
    return [words.split(maxsplit=1)[0], code, said.getvalue()]


def readonly(folder: Path, work: Path) -> list[list[object]]:
    """Everything that writes and that asks, on a disk that can only be read."""
    mount(folder)
    Ledger.open(folder / "ledger").append(*about(TEXT))
    held = Ledger.open(folder / "ledger")
    one, paper = held.statements()[0].id, held.documents()[0].id
    (work / "plan.toml").write_text('[columns]\ndate = "d"\nactor = "a"\n', "utf-8")
    (work / "deeds.csv").write_text("d,a\n2022-05-01,Russia\n", "utf-8")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    calls = (
        w.replace("{}", str(work)).replace("{S}", one).replace("{D}", paper)
        for w in (*WRITING, *ASKING)
    )
    return [ended(words, folder / "ledger") for words in calls]


def vanishing(folder: Path, _: Path) -> list[list[object]]:
    """A disk that is taken away between two documents; what is below it must stay empty."""
    from cuibono.errors import CuibonoError

    mount(folder)
    ledger = Ledger.open(folder / "ledger")
    ledger.append(*about(TEXT))
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    try:
        ledger.append(*about(TEXT.replace("Kyiv", "Lima")))
        said = ["append", 0, ""]
    except CuibonoError as error:
        said = ["append", 1, f"{error}\n"]
    return [said, ended("statements", folder / "ledger")]


def silent(folder: Path, _: Path) -> list[list[object]]:
    """A drive that never answers: neither for a ledger, nor for what is read or written."""
    answering.PATIENCE = 1.0
    drive(folder)
    (folder.parent / "a.txt").write_text("Kyiv cut ties.", "utf-8")
    calls = ("statements", "accept x", "verify", f"read {folder.parent}/a.txt")
    told = [ended(words, folder / "ledger") for words in calls]
    Ledger.open(folder.parent / "ledger").append(*about(TEXT))
    home = folder.parent
    others = (
        f"read {folder}", f"read {folder}/a.txt", f"read {home}/a.txt --manifest {folder}/m.csv",
        f"read {home}/a.txt --published 2022-12-05 --actors {folder}/actors.yaml",
        f"brief Ukraine --codebook {folder}/own.yaml", f"import {folder}/plan.toml {home}/a.txt",
        f"import gdelt {folder}", f"brief Ukraine --output {folder}/brief.md",
        f"brief Ukraine --since-brief {folder}/brief.md", f"export csv {folder}/rows.csv",
    )  # fmt: skip
    return told + [ended(words, home / "ledger") for words in others]


def gone(folder: Path, _: Path) -> list[list[object]]:
    """A drive that was cut off."""
    os.close(drive(folder))
    return [ended(words, folder / "ledger") for words in ("statements", "accept x", "verify")]


def main() -> None:
    kind, name = sys.argv[1:]
    folder = Path(name)
    disk = folder / "disk"
    disk.mkdir()
    told = {"readonly": readonly, "vanishing": vanishing, "silent": silent, "gone": gone}[kind]
    print(
        json.dumps({"ended": told(disk, folder), "left": below(disk) if kind != "silent" else []})
    )
    sys.stdout.flush()
    # What waits for a drive would be waited for.
    os._exit(0)


def below(disk: Path) -> list[str]:
    """What lies in the folder of a disk that was taken away."""
    try:
        return sorted(str(p.relative_to(disk)) for p in disk.rglob("*"))
    except OSError:
        return []


if __name__ == "__main__":
    main()
