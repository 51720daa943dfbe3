"""Write docs/cli-reference.md from the command line itself: `make docs`."""

from __future__ import annotations

import sys

import typer

from cuibono.cli.app import app

HEAD = """# Command line

Written by `make docs` from the help texts; a test fails when this page and the program differ.
Every verb is also a method of `cuibono.Desk` with the same name.
"""
WIDTH = 88


def reference() -> str:
    """The page as Markdown: the command's help, then the help of every verb."""
    group = typer.main.get_command(app)
    top = group.make_context("cuibono", [], resilient_parsing=True, terminal_width=WIDTH)
    pages = [HEAD, _block(group.get_help(top))]
    for name, command in sorted(getattr(group, "commands", {}).items()):
        context = command.make_context(
            name, [], parent=top, resilient_parsing=True, terminal_width=WIDTH
        )
        pages += [f"## {name}\n", _block(command.get_help(context))]
    return "\n".join(pages)


def _block(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"```text\n{lines.strip()}\n```\n"


if __name__ == "__main__":
    # Bytes, so that the page is the same on a system whose text is not UTF-8.
    sys.stdout.buffer.write(reference().encode())
