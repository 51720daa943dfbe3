"""Run a command line and turn every way of ending into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from cuibono.cli import show
from cuibono.cli.codes import BROKEN_PIPE, FAILURE, INTERRUPTED, OK, USAGE
from cuibono.errors import CuibonoError, UsageError
from cuibono.refused import refused

DEBUG = "CUIBONO_DEBUG"


def run(arguments: Sequence[str]) -> int:
    """Run `cuibono` with these arguments; every error is one line on standard error."""
    _print_any_character()
    try:
        code = _flushed(_call(arguments))
    except BrokenPipeError:
        code = _leave_pipe()
    return code


def _call(arguments: Sequence[str]) -> int:
    from cuibono.cli.app import program

    try:
        words = list(arguments) or ["--help"]
        code = program()(words, standalone_mode=False, prog_name="cuibono") or OK
        # typer turns Ctrl-C into this code without a word.
        return _stopped() if code == INTERRUPTED else int(code)
    except BrokenPipeError:
        raise
    except SystemExit:
        # typer ends the process when the reader of a pipe has gone; here it ends as others do.
        raise BrokenPipeError from None
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except typer.TyperException as error:
        return _say(_usage_message(error), USAGE)
    except CuibonoError as error:
        return _say(str(error), USAGE if isinstance(error, UsageError) else FAILURE)
    except Exception as error:
        return _unexpected(error)


def _flushed(code: int) -> int:
    """The exit code once all that was printed is where it goes: that disk may be full as well."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What has been said already is not said again.
        return code or _unexpected(error)
    return code


def _stopped() -> int:
    return _say("stopped; everything done before is in the ledger", INTERRUPTED)


def _unexpected(error: Exception) -> int:
    if os.environ.get(DEBUG):
        raise error
    if why := refused(error):
        where = getattr(error, "filename", None)
        return _say(f"{where}: {why}" if where else why, FAILURE)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _say(f"unexpected {what} (set {DEBUG}=1 to see where)", FAILURE)


def _usage_message(error: typer.TyperException) -> str:
    shown = getattr(error, "format_message", error.__str__)()
    shown = shown.replace("Value error, ", "").replace("Input should", "it should")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "cuibono"
    return f"{shown.rstrip('.')} (see {command} --help)"


def _say(message: str, code: int) -> int:
    show.note(message)
    return code


def _leave_pipe() -> int:
    # The reader of the pipe has gone (`| head`): without this Python complains once more
    # when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE


def _print_any_character() -> None:
    # A console that cannot show Pyongyang's 평양 gets an escape instead of an error.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
