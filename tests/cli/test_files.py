"""Files that the command line takes: a pipe that nobody writes to is refused, not waited for."""

import inspect
import os
import shutil
import signal
from contextlib import contextmanager
from datetime import date
from typing import get_type_hints

import pytest

from cuibono import Desk
from cuibono.cli.app import program
from cuibono.cli.options import path
from cuibono.coding.statement import Coding
from cuibono.documents import Document
from tests.offline import DEEDS, PLAN
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


ODD = "two\nlines\tand \x1b[2J\u202e.{}"
SHOWN = r"two\nlines\tand \x1b[2J\u202e.{}"
ENDS = {"output": "html", "chart": "svg", "csv_": "csv", "file": "csv"}


def written():
    """Every option and argument that names a file to write, with its verb."""
    for name, verb in program().commands.items():
        for option in verb.params:
            if option.metavar in FILES and option.name in WRITTEN:
                yield name, option.name


@pytest.fixture(scope="module")
def full(desk, tmp_path_factory):
    """The same with three years of imported deeds between three states, and votes of theirs."""
    folder = tmp_path_factory.mktemp("deeds")
    ledger = shutil.copytree(desk.folder, folder / "ledger")
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    more = "".join(
        f"20{year}-{month:02}-{day:02},{a},CHN,{kind}\n"
        for year in (20, 21, 22)
        for month in range(1, 13)
        for day, a, kind in ((4, "PRK", "AID"), (8, "RUS", "AID"), (9, "PRK", "CONSULT"))
    )
    (folder / "deeds.csv").write_text(DEEDS + more, "utf-8")
    Desk(ledger).import_(str(folder / "plan.toml"), [folder / "deeds.csv"])
    return Desk(ledger)


def one_line(ended, name):
    """Nothing of a name is obeyed, and a line shows all of it."""
    said = ended.out + ended.err
    assert not any(part in said for part in ("two\n", "\x1b", "\u202e"))
    return any(name in line for line in said.splitlines())


@pytest.mark.skipif(os.name == "nt", reason="names of files are plain there")
def test_the_name_of_a_file_that_is_written_is_one_line(cuibono, full, tmp_path):
    done, shown = set(), 0
    for verb, option in written():
        target = tmp_path / verb / ODD.format(ENDS[option])
        target.parent.mkdir(exist_ok=True)
        words = call(verb, option, target, full, tmp_path)
        if verb == "export":
            words.insert(1, "csv")
        ended = cuibono(*words, "--ledger", full.folder)
        shown += one_line(ended, SHOWN.format(ENDS[option]))
        done |= {(verb, option)} if target.exists() else set()
        words[words.index(str(target))] = str(tmp_path / "nowhere" / target.name)
        one_line(cuibono(*words, "--ledger", full.folder), "")
    # The others want votes or verdicts, and say so before anything is written.
    assert len(done) >= 8, done
    assert shown >= len(done) - 2  # two say nothing of what they wrote


@pytest.mark.skipif(os.name == "nt", reason="names of files are plain there")
@pytest.mark.parametrize(("verb", "option"), list(taken()))
def test_the_name_of_a_file_that_is_missing_is_one_line(cuibono, desk, tmp_path, verb, option):
    missing, text = tmp_path / ODD.format("toml"), tmp_path / "text.txt"
    text.write_text("Kyiv cut ties with Pyongyang.", "utf-8")
    ledger = any(o.name == "ledger" for o in program().commands[verb].params)
    words = call(verb, option, missing, desk, text)
    ended = cuibono(*words, *(["--ledger", desk.folder] if ledger else []))
    assert one_line(ended, SHOWN.format("toml")) or not ended.code


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
