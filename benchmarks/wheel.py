"""Build the wheel, install it on bare Pythons as a user would, and run it there.

    python -m benchmarks.wheel [PYTHON ...]

Without a Python named, all of 3.11 to 3.14 that are found are taken. Each gets an empty virtual
environment, and pip fetches what the wheel needs. There `cuibono --version`, `code`, `read`,
`statements` and `verify` run from another folder. For every Python on Linux, macOS and Windows, uv
says whether all dependencies have wheels. Sizes are those on the disk. Exits with 1 where anything
fails.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which

ROOT = Path(__file__).parent.parent
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = ("x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc")
TEXT = "Published: 2022-07-15\n\nNorth Korea sent shells to Russia. Kyiv cut ties with Pyongyang.\n"


def build(folder: Path) -> Path:
    """The wheel of this tree."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (made,) = folder.glob("*.whl")
    return made


def pythons() -> Iterator[str]:
    """The Pythons that are here, one a version."""
    for version in VERSIONS:
        places = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
        # A version manager's own place first: what it puts on the path may be a stand-in.
        found = str(places[-1]) if places else which(f"python{version}")
        if found and _runs(found):
            yield found


def _runs(python: str) -> bool:
    """Whether a Python is there; what a version manager puts in its place is not always one."""
    call = [python, "-c", "import venv, ssl, sqlite3"]
    return subprocess.run(call, capture_output=True, check=False).returncode == 0


def tried(python: str, wheel: Path, work: Path) -> tuple[dict[str, str], list[str]]:
    """Install a wheel in an empty environment and run it: figures, and what went wrong."""
    home = work / "venv"
    subprocess.run([python, "-m", "venv", str(home)], check=True, capture_output=True)
    inside = home / ("Scripts" if sys.platform == "win32" else "bin")
    began = time.monotonic()
    pip = [str(inside / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        return {}, [f"{python}: pip: {done.stderr[-500:]}"]
    took = time.monotonic() - began
    (work / "text.txt").write_text(TEXT, "utf-8")
    calls = (
        ["--version"], ["code", "Kyiv cut ties with Pyongyang."],
        ["read", "text.txt", "--ledger", "ledger"],
        ["statements", "--sure", "0", "--ledger", "ledger"], ["verify", "--ledger", "ledger"],
    )  # fmt: skip
    wrong: list[str] = []
    said = ""
    for call in calls:
        run = subprocess.run(
            [str(inside / "cuibono"), *call], cwd=work, capture_output=True, text=True, check=False
        )
        said = said or " ".join(run.stdout.split())
        if run.returncode or not run.stdout:
            wrong.append(f"{python}: cuibono {call[0]}: {run.stderr[-300:]}")
    (packages,) = home.rglob("site-packages")
    sizes = {"cuibono": _size(packages / "cuibono"), "with all it needs": _size(packages)}
    told = {name: f"{size / 1e6:.0f} MB" for name, size in sizes.items()}
    return {**told, "installed in": f"{took:.0f} s", "says": said}, wrong


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def resolved(version: str, system: str) -> bool:
    """Whether all that the wheel needs has wheels for a Python and a system."""
    call = [
        sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--only-binary", ":all:",
        "--python-version", version, "--python-platform", system, str(ROOT / "pyproject.toml"),
    ]  # fmt: skip
    return subprocess.run(call, capture_output=True, check=False).returncode == 0


def main(words: Sequence[str] | None = None) -> int:
    """Print what was tried, and 1 where anything failed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("python", nargs="*")
    given = parser.parse_args(words)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="wheel-") as name:
        wheel = build(Path(name))
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB", flush=True)
        for number, python in enumerate(given.python or pythons()):
            work = Path(name) / str(number)
            work.mkdir()
            figures, found = tried(python, wheel, work)
            wrong += found
            told = ", ".join(f"{what} {figure}" for what, figure in figures.items())
            print(f"{python}: {told or 'failed'}", flush=True)
    for version in VERSIONS:
        lacking = [system for system in SYSTEMS if not resolved(version, system)]
        wrong += [f"Python {version} on {system}: something has no wheel" for system in lacking]
        kept = ", ".join(system for system in SYSTEMS if system not in lacking) or "no system"
        print(f"Python {version}: all that it needs has wheels on {kept}", flush=True)
    for one in wrong:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
