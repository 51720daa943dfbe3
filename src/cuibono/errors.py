"""The errors that cuibono raises: each message is one line that says what and why."""

from __future__ import annotations


class CuibonoError(Exception):
    """Something that a user can put right; the command line exits with 1."""


class UsageError(CuibonoError):
    """A call that cannot be meant, such as an unknown actor; the command line exits with 2."""
