"""Files that the command line takes: a pipe that nobody writes to is refused, not waited for."""

import inspect
import os
import signal
from contextlib import contextmanager
from datetime import date
from typing import get_type_hints

import pytest

from cuibono.cli.app import program
from cuibono.cli.options import path
from cuibono.coding.statement import Coding
from cuibono.documents import Document
from tests.review.telling import act, one, told

FILES = {"FILE", "CSV", "GOLD", "PATH", "DATE|CSV", "FORMAT"}
"""What the parser calls a file that is read, or may be one."""
WRITTEN = {"output", "chart", "csv_", "file"}
"""What is written: a pipe or a device is a place to write to. `file` is that of `export`."""
NEEDED = {
    "A": "PRK", "B": "RUS", "X": "PRK", "DOC": "{document}", "ID": "{statement}", "WORDS": "sent",
    "FIELD=VALUE": "actor=RUS", "PATH": "{text}", "GOLD": "{text}", "FILE": "{text}",
    "CSV": "{text}", "FORMAT": "gdelt",
}  # fmt: skip
MORE = {
    "propose": ["--llm", "http://127.0.0.1:9/v1", "--model", "m"],
    "serve": ["--no-browser", "--port", "50123"],
    "correct": ["recipient=CHN"],
}
FIFO = hasattr(os, "mkfifo")


def taken():
    """Every option and argument that takes a file to read, with its verb."""
    for name, verb in program().commands.items():
        for option in verb.params:
            plan = option.metavar != "FORMAT" or name == "import"
            if plan and option.metavar in FILES and option.name not in WRITTEN:
                yield name, option.name


@contextmanager
def soon():
    """Raise where something is waited for; only POSIX has pipes with names and such alarms."""

    def late(*_):
        raise TimeoutError("the pipe is waited for")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    made = told(tmp_path_factory.mktemp("files") / "ledger")
    for month in range(1, 13):  # as many as `escalation` needs
        raid = Document(f"Pyongyang raided Moscow {month}.", published=date(2021, month, 5))
        deed = act(raid, raid.text, "raided", "PRK", "ASSAULT", "RUS", when=f"2021-{month:02}-05")
        made.ledger.append(raid, Coding((deed,)))
    return made


def call(verb, option, file, desk, text):
    """A call of a verb that has all it needs, and a file under one of its options."""
    statement = one(desk, source="UKR")
    names = {"document": statement.document, "statement": statement.id, "text": text}
    words = [verb]
    for known in program().commands[verb].params:
        if known.name == option:
            long = [o for o in known.opts if o.startswith("--")]
            words += [long[0], str(file)] if long else [str(file)]
        elif known.required:
            flags = [o for o in known.opts if o.startswith("--")][:1]
            words += [*flags, NEEDED[known.metavar].format(**names)]
    return [*words, *MORE.get(verb, ())]


@pytest.mark.skipif(not FIFO, reason="pipes with a name")
@pytest.mark.parametrize(("verb", "option"), list(taken()))
def test_a_pipe_that_nobody_writes_to_is_refused(cuibono, desk, tmp_path, verb, option):
    pipe, text = tmp_path / "silent.toml", tmp_path / "text.txt"
    os.mkfifo(pipe)
    text.write_text("Kyiv cut ties with Pyongyang.", "utf-8")
    words = call(verb, option, pipe, desk, text)
    ledger = any(o.name == "ledger" for o in program().commands[verb].params)
    with soon():
        ended = cuibono(*words, *(["--ledger", desk.folder] if ledger else []))
    assert ended.code in (1, 2), ended
    assert ended.error.startswith(f"{pipe}: ")
    assert ended.error.endswith("not a file")


def test_every_path_is_left_to_the_verb_that_opens_it():
    """The parser itself would look at a path, and wait for a drive that is gone."""
    looked_at = []
    for name, verb in program().commands.items():
        hints = get_type_hints(inspect.unwrap(verb.callback), include_extras=True)
        for option, hint in hints.items():
            info = getattr(hint, "__metadata__", (None,))[0]
            if "Path" in str(getattr(hint, "__origin__", "")) and info.parser is not path:
                looked_at.append((name, option))
    assert looked_at == []
