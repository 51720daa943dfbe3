"""Pages of docs/ whose examples are run: the commands of each `console` block, and what they print.

    python -m tests.pages      # runs them, and writes into the pages what they print now

The pages are those with the line `<!-- run: reader VERSION -->`. The blocks of a page run in order
in one empty folder, which holds `examples/` and, where the corpora are, `data/`. A `yaml`, `toml`
or `text` block whose first line is `# NAME` is a file of that name. Output that ends in a line "…"
is cut there; a line "…" alone is filled with all that is printed. An id that an earlier command
printed is found by its place there, so that examples stay right when a new reader gives others.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from cuibono.cli.codes import OK
from cuibono.cli.run import run
from cuibono.versions import versions

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
DATA = Path(os.environ.get("CUIBONO_DATA") or ROOT / "../shared/data").resolve()
MARK = re.compile(r"<!-- run: reader (\S+) -->")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"# (\w[\w.-]*\.(yaml|toml|txt))\n")
ID = re.compile(r"\b[0-9a-f]{5,16}\b")
PROMPT, CUT = "$ cuibono ", "…"
SCREEN = {"COLUMNS": "90", "TERM": "xterm", "NO_COLOR": "1", "CUIBONO_REVIEWER": "you"}
BOLD = re.compile(r"\x1b\[[\d;]*m")


class Terminal(io.StringIO):
    """What is printed, as it looks to somebody who sits before it."""

    def isatty(self) -> bool:
        return True


@dataclass
class Example:
    """A command of a page, what the page shows of its output, and what it prints now."""

    command: str
    shown: list[str] = field(default_factory=list)
    code: int = OK
    printed: list[str] = field(default_factory=list)

    @property
    def cut(self) -> bool:
        """Whether the page leaves out the rest."""
        return self.shown[-1:] == [CUT]

    @property
    def now(self) -> list[str]:
        """What the page should show."""
        if not self.cut or len(self.shown) == 1:
            return self.printed
        kept = self.printed[: len(self.shown) - 1]
        return [*kept, CUT] if len(kept) < len(self.printed) else kept


def pages() -> list[Path]:
    """The pages whose examples are run."""
    return [path for path in sorted(DOCS.glob("*.md")) if MARK.search(path.read_text("utf-8"))]


def reader_of(page: str) -> str:
    """The version of the reader that gave the outputs of a page."""
    found = MARK.search(page)
    return found[1] if found else ""


def needs_data(page: str) -> bool:
    """Whether commands of a page read corpora that do not come with the project."""
    return bool(re.search(rf"^{re.escape(PROMPT)}.* data/", page, re.M))


def examples(block: str) -> list[Example]:
    """The commands of a block, each with what is shown below it."""
    found: list[Example] = []
    for line in block.splitlines():
        if line.startswith(PROMPT):
            found.append(Example(line.removeprefix("$ ")))
        elif found:
            found[-1].shown.append(line)
    return found


def ran(page: str) -> tuple[str, list[Example]]:
    """The page as it should be, and its commands with what they print."""
    done: list[Example] = []

    def block(match: re.Match[str]) -> str:
        language, body = match.groups()
        name = FILE.match(body)
        if language in ("yaml", "toml", "text") and name:
            text = body[name.end() :] if name[2] == "txt" else body
            Path(name[1]).write_text(text, "utf-8")
        if language != "console":
            return match[0]
        lines: list[str] = []
        for one in examples(body):
            one.command = renewed(one.command, done)
            call(one)
            done.append(one)
            lines += [f"$ {one.command}", *one.now]
        return "\n".join(["```console", *lines, "```"])

    with workplace():
        text = BLOCK.sub(block, page)
    return MARK.sub(f"<!-- run: reader {versions()['reader']} -->", text), done


def renewed(command: str, before: list[Example]) -> str:
    """A command whose ids are those that stand now where the page's stood in an earlier output."""

    def id_(match: re.Match[str]) -> str:
        for one in before:
            old, new = (ID.findall("\n".join(lines)) for lines in (one.shown, one.now))
            places = [n for n, found in enumerate(old) if found.startswith(match[0])]
            if places and places[0] < len(new):
                return new[places[0]][: len(match[0])]
        return match[0]

    return ID.sub(id_, command)


def call(one: Example) -> None:
    """Run a command as on a terminal of ninety columns."""
    screen = Terminal()
    # Of the two streams only the output is a terminal: a bar of progress is not part of it.
    errors = io.StringIO()
    errors.write = screen.write  # type: ignore[method-assign]
    with redirect_stdout(screen), redirect_stderr(errors):
        one.code = run(shlex.split(one.command)[1:])
    said = BOLD.sub("", screen.getvalue())
    lines = [line.rstrip() for line in said.splitlines()]
    one.printed = "\n".join(lines).strip("\n").splitlines()


@contextmanager
def workplace() -> Iterator[None]:
    """An empty folder with the example texts, as a terminal of ninety columns sees it."""
    here, before = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="pages-") as name:
        os.chdir(name)
        os.environ.update(SCREEN)
        Path("examples").symlink_to(ROOT / "examples")
        if DATA.exists():
            Path("data").symlink_to(DATA.resolve())
        try:
            yield
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(before)


def main() -> int:
    """Write what the commands print into their pages; pages without their data stay as they are."""
    failed = 0
    for path in pages():
        page = path.read_text("utf-8")
        if needs_data(page) and not DATA.exists():
            print(f"{path.name}: left as it is: {DATA} is not there", file=sys.stderr)
            continue
        new, done = ran(page)
        for one in done:
            if one.code != OK:
                failed += 1
                print(f"{path.name}: {one.command}: {' '.join(one.printed)}", file=sys.stderr)
        path.write_text(new, "utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
