"""The documentation keeps up with the program."""

import ast
import re
from keyword import iskeyword
from pathlib import Path

import pytest
import typer

from cuibono import Desk
from cuibono.cli.app import app
from cuibono.cli.reference import reference
from cuibono.documents.table import page as table_of_formats
from cuibono.exchange.exports.page import page

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
VERBS = sorted(typer.main.get_command(app).commands)
DOORS = {"serve"}
ISSUED = {
    "read", "code", "statements", "timeline", "balance", "claims", "brief", "explain",
    "verify", "export",
}  # fmt: skip
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


def text(path):
    return path.read_text("utf-8")


def test_the_command_line_has_the_agreed_verbs():
    assert set(VERBS) >= ISSUED


def test_the_reference_is_what_the_program_says():
    assert text(DOCS / "cli-reference.md") == reference(), "run `make docs`"


def test_the_page_of_exports_is_what_the_program_says():
    assert text(DOCS / "exports.md") == page(), "run `make docs`"


def test_the_table_of_formats_is_what_the_program_reads():
    formats = text(DOCS / "formats.md")
    assert formats == table_of_formats(formats), "run `make docs`"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_a_documented_method(verb):
    if verb in DOORS:
        pytest.skip("opens a door; it asks the desk nothing")
    # `import` is a keyword of Python's: its method is `import_`.
    method = getattr(Desk, f"{verb}_" if iskeyword(verb) else verb)
    assert (method.__doc__ or "").strip()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_stands_in_readme_and_reference(verb):
    assert re.search(rf"^\| `{verb}\b", text(ROOT / "README.md"), re.M)
    assert f"\n## {verb}\n" in text(DOCS / "cli-reference.md")


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_ends_with_an_example(verb):
    command = typer.main.get_command(app).commands[verb]
    assert f"cuibono {verb}" in (command.help or "").splitlines()[-1]


def test_the_first_screen_of_the_readme_has_both_commands():
    first = "\n".join(text(ROOT / "README.md").splitlines()[:25])
    assert re.search(r"^ +make demo\b", first, re.M)
    assert re.search(r"^ +make test\b", first, re.M)


def test_how_it_works_opens_with_one_sentence():
    _, opening, *_ = text(DOCS / "how-it-works.md").split("\n\n")
    assert re.fullmatch(r"\*\*[^.]+\.\*\*", opening)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\((?!\w+:)([^)#]+)", text(page))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_named_in_the_pages_exist(page):
    named = re.findall(r"`((?:src|docs|tests|examples|training|benchmarks)/[\w./-]*)`", text(page))
    assert [name for name in named if not (ROOT / name).exists()] == []


STILTED = re.compile(
    r"\b(?:is|are) none of|\bupon\b|\bof like \w+|\blike meaning|(?:is|are) none(?:$|[,;.])"
    r"|' (?:is|are) no (?!longer)|\} (?:is|are) no (?!longer)"
)


def said(tree):
    """The strings of a module that may be shown: all but the docstrings that are not help texts."""
    dumb = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in dumb:
            yield ast.unparse(node)
        elif isinstance(node, ast.FunctionDef):
            words = ast.get_docstring(node) or ""
            yield words if "Example: cuibono" in words else ""


def test_what_the_program_says_is_plain_english():
    """Turns of phrase that were mended once: “x is none of a, b”, “upon”, “like meaning”."""
    shown = [
        (path.name, words)
        for path in (ROOT / "src" / "cuibono").rglob("*.py")
        for words in said(ast.parse(path.read_text("utf-8")))
    ]
    pages = [(p.name, p.read_text("utf-8")) for p in (ROOT / "src" / "cuibono").rglob("*.html")]
    assert len(shown) > 5000
    assert [one for one in (*shown, *pages) if STILTED.search(one[1])] == []


def test_every_picture_can_be_taken_again():
    pytest.importorskip("playwright.sync_api")
    pytest.importorskip("uvicorn")
    from tests.pictures import IMAGES, SHOTS

    assert {path.stem for path in IMAGES.iterdir()} == set(SHOTS)
