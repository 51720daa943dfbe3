"""The command line: each verb calls the method of `Desk` that has its name, and formats."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code: 0, 1 failure, 2 usage, 130 Ctrl-C."""
    from cuibono.cli.run import run

    sys.exit(run(sys.argv[1:]))
