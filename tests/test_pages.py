"""The examples of the pages run, print what the pages show, and rest on measured figures."""

import re
import shlex

import pytest
import typer

from cuibono.cli.app import app
from cuibono.cli.codes import OK
from cuibono.versions import versions
from tests.pages import DATA, DOCS, ROOT, needs_data, pages, ran, reader_of, renewed
from tests.pages import Example as Shown

COMMANDS = typer.main.get_command(app).commands
EVERY = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
FOR = sorted(DOCS.glob("for-*.md"))
named = {"ids": lambda path: path.name}


def text(path):
    return path.read_text("utf-8")


# It imports whole corpora; the other pages run in each quick run.
LONG = "for-political-scientists.md"
RUN = [
    pytest.param(path, marks=pytest.mark.long) if path.name == LONG else path for path in pages()
]


@pytest.mark.parametrize("path", RUN, **named)
def test_the_examples_of_a_page_print_what_it_shows(path):
    page = text(path)
    if needs_data(page) and not DATA.exists():
        pytest.skip("needs the corpora in ../shared/data")
    now, done = ran(page)
    assert [(one.command, one.printed) for one in done if one.code != OK] == []
    assert all(one.printed for one in done)
    if reader_of(page) == versions()["reader"]:  # another reader reads other things
        assert now == page, "run `make docs`"


def written(page):
    """The commands in the blocks of a page, and those in its lines, which may name a part."""
    for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", page, re.M | re.S):
        for command in re.findall(r"^(?:\$ )?(cuibono .*)$", block, re.M):
            yield command, True
    for command in re.findall(r"^    (?:\$ )?(cuibono .*)$", page, re.M):
        yield command, True
    for command in re.findall(r"`(cuibono [a-z]+\b[^`]*)`", page):
        yield command, False


@pytest.mark.parametrize("path", EVERY, **named)
def test_every_command_of_a_page_is_one_that_the_program_understands(path):
    for command, whole in written(text(path)):
        words = shlex.split(re.split(r" [|<>] | +# ", command)[0])[1:]
        if words and words[0] in COMMANDS and words[1:]:
            try:
                COMMANDS[words[0]].make_context(words[0], words[1:])
            except Exception as error:
                if whole or type(error).__name__ != "MissingParameter":
                    raise
        else:
            assert not words or words[0] in COMMANDS or words[0].startswith("-"), command


@pytest.mark.parametrize("path", FOR, **named)
def test_a_page_for_a_kind_of_user_says_what_is_missing_and_leads_on(path):
    page = text(path)
    assert re.findall(r"^## (.+)$", page, re.M)[-2:] == [
        "What it cannot do yet", "Where to read on",
    ]  # fmt: skip
    others = {other.name for other in FOR} - {path.name}
    assert others <= set(re.findall(r"\]\((for-[\w-]+\.md)\)", page))
    assert f"docs/{path.name}" in text(ROOT / "README.md")


@pytest.mark.parametrize("path", FOR, **named)
def test_the_figures_of_a_page_stand_in_the_results(path):
    """In the part on what is missing; each links to the results that hold it."""
    missing = text(path).partition("## What it cannot do yet")[2].partition("\n## ")[0]
    figures = re.findall(r"\b0\.\d+\b|\b\d+ of \d+\b|\b\d+ in \d+\b|\b\d+ to \d+\b", missing)
    results = " ".join(text(DOCS / "results.md").split())
    assert figures
    assert [figure for figure in figures if figure not in results] == []


def test_an_id_is_found_again_by_its_place():
    before = Shown("cuibono claims", ["aaaa1  one", "bbbb2  two"], OK, ["cccc3  one", "dddd4  two"])
    assert renewed("cuibono explain bbbb2", [before]) == "cuibono explain dddd4"
    assert renewed("cuibono explain bbbb", [before]) == "cuibono explain bbbb"  # as short as a year
    assert renewed("cuibono explain eeee5", [before]) == "cuibono explain eeee5"
