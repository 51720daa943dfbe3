"""The command line: each verb calls the method of `Desk` that has its name, and formats."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code: 0, 1 failure, 2 usage, 130 Ctrl-C."""
    from cuibono.cli.imports import leave_out
    from cuibono.cli.run import run

    leave_out()
    code = run(sys.argv[1:])
    sys.stderr.flush()
    # Straight out: threads of the table library that still run at the interpreter's own end
    # have been seen to abort the process after all work was done.
    os._exit(code)
