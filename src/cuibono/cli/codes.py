"""The exit codes of the command line."""

from __future__ import annotations

OK, FAILURE, USAGE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
