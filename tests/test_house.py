"""The rules of the house: which way data flows, what a name stands for, what stays outside."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from cuibono import Desk

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "cuibono"
ROOMS = (
    "documents", "language", "actors", "coding", "ledger", "events", "counting", "inquiry",
    "intake", "measures", "scoring", "review", "search", "foretold", "forecasts", "briefs",
    "exchange", "mcp", "desk", "web", "cli",
)  # fmt: skip
# What every room may know, and what knows no room.
SHARED = (
    "errors", "frames", "answer", "answering", "infile", "lasting", "refused", "unseen", "whole",
    "versions",
)  # fmt: skip
WITHIN = {
    # Rooms within rooms: each knows those before it in its house, and nothing after.
    "language": ("intervals", "grammar", "numbers", "quantities", "times"),
    "measures": ("statistics", "deeds"),
    "exchange": ("imports", "exports"),
}
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = (
    "onnxruntime", "tokenizers", "numpy", "deltalake", "duckdb", "pyarrow", "altair",
    "trafilatura", "htmldate", "lxml", "pypdfium2", "openpyxl", "warcio", "striprtf",
    "vl_convert", "yaml", "rich", "statsmodels", "scipy", "pandas", "polars", "mcp",
    "starlette", "jinja2", "uvicorn", "docx", "ray", "obstore",
)  # fmt: skip


def name_of(module: Path) -> str:
    return str(module.relative_to(SOURCE).as_posix())


def dotted(module: Path) -> str:
    parts = ("cuibono", *module.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


NAMES = {dotted(module) for module in MODULES}
PACKAGES = {dotted(module) for module in MODULES if module.name == "__init__.py"}


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """Every module, parsed."""
    return {dotted(module): ast.parse(module.read_text("utf-8")) for module in MODULES}


def room_of(name: str) -> str:
    return name.split(".")[1]


def imports(tree: ast.AST, typing: bool = True) -> set[tuple[str, str]]:
    """What is imported of cuibono, by module and name; also inside functions.

    What only the types ask for is no import when the program runs.
    """
    found: set[tuple[str, str]] = set()
    left = [tree]
    while left:
        node = left.pop()
        if not typing and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            found |= {(node.module or "", alias.name) for alias in node.names}
        left += ast.iter_child_nodes(node)
    return {(module, name) for module, name in found if module.partition(".")[0] == "cuibono"}


def modules_of(tree: ast.AST, typing: bool = True) -> set[str]:
    """The modules that are imported, each by its whole name."""
    whole = ((module, f"{module}.{name}") for module, name in imports(tree, typing))
    return {longer if longer in NAMES else module for module, longer in whole}


def defined(tree: ast.Module) -> set[str]:
    """What a module itself gives a name to, without what it imports."""
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            named.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            named.add(node.id)
    return named


def before(name: str) -> tuple[str, ...]:
    """The rooms that a module may know."""
    if room_of(name) in SHARED:
        return SHARED
    earlier = len(ROOMS) if room_of(name) == "__main__" else ROOMS.index(room_of(name)) + 1
    return (*ROOMS[:earlier], *SHARED)


def test_a_room_knows_only_the_rooms_before_it(trees):
    known = {name: modules_of(tree) - {"cuibono"} for name, tree in trees.items()}
    assert known.pop("cuibono") == {"cuibono.desk", "cuibono.versions"}
    odd = [(n, m) for n, wanted in known.items() for m in wanted if room_of(m) not in before(n)]
    assert len(known) > 300
    assert odd == []


def test_a_room_within_a_room_knows_only_those_before_it(trees):
    inner = [n.split(".") for n in trees if len(n.split(".")) > 3 and room_of(n) in WITHIN]
    odd = []
    for _, house, room, *rest in inner:
        name = ".".join(("cuibono", house, room, *rest))
        earlier = WITHIN[house][: WITHIN[house].index(room) + 1]
        here = [m for m in modules_of(trees[name]) if m.startswith(f"cuibono.{house}.")]
        odd += [(name, m) for m in here if m.split(".")[2] not in earlier]
    assert len(inner) > 30
    assert odd == []


def test_nothing_imports_itself_by_a_detour(trees):
    known = {name: modules_of(tree, typing=False) - {name} for name, tree in trees.items()}
    while free := [name for name, behind in known.items() if not behind & known.keys()]:
        for name in free:
            del known[name]
    assert known == {}, "these import each other"


def test_a_class_name_stands_for_one_thing(trees):
    classes = [
        node.name for tree in trees.values() for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]  # fmt: skip
    assert sorted(name for name, times in Counter(classes).items() if times > 1) == []


def test_what_is_imported_comes_from_where_it_is_defined(trees):
    """No module hands on what it has from another, but a room's front hands out what is in it."""
    given = {name: defined(tree) for name, tree in trees.items()}
    odd = [
        f"{name}: {wanted} is not defined in {module}"
        for name, tree in trees.items()
        for module, wanted in imports(tree)
        if wanted and f"{module}.{wanted}" not in NAMES
        and module not in PACKAGES and wanted not in given[module]
    ]  # fmt: skip
    assert odd == []


def test_who_belongs_to_whom_is_decided_in_one_place(trees):
    ways = (
        r"code\.(r?partition|r?split)\(", r"split_part\(\w+, '\.', 1\)",
        r"startswith\(f[\"']\{\w+(\.\w+)?\}\.[\"']",
    )  # fmt: skip
    texts = {n: ast.unparse(trees[n]) for n in trees if n.count(".") and room_of(n) != "actors"}
    odd = [(name, way) for name, text in texts.items() for way in ways if re.search(way, text)]
    assert odd == [], "cuibono.actors.code has it"


def test_the_desk_holds_its_parts():
    assert Desk.__bases__ == (object,)
    parts = {type(part) for part in Desk("nowhere").parts.values()}
    assert all(part.__bases__ == (object,) for part in parts)
    verbs = [v for v in vars(Desk).values() if hasattr(v, "__wrapped__")]
    assert {v.__qualname__.split(".")[0] for v in verbs} == {part.__name__ for part in parts}


def test_every_folder_is_a_room():
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    files = {path.stem for path in SOURCE.glob("*.py")} - {"__init__", "__main__"}
    assert folders | files == {*ROOMS, *SHARED}


def test_modules_and_functions_are_short(trees):
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}
    functions = [
        (name, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [one for one in functions if one[2] > 40] == []


@pytest.mark.parametrize("module", ["cuibono", "cuibono.desk", "cuibono.cli.app"])
def test_importing_loads_nothing_heavy(module):
    told = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def tracked_texts():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content[:8000]:
            yield name, content.decode("utf-8", "replace")


def test_no_path_of_one_machine_is_in_the_tree():
    # Joined here, so that this file does not hold what it looks for.
    folders = ["/".join(("", *parts, "")) for parts in (("work",), ("root",), ("opt", "pypi"))]
    found = [(name, f) for name, text in tracked_texts() for f in folders if f in text]
    assert found == []


def test_the_lock_file_names_no_index():
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith("-")] == []
    assert all("==" in line for line in lines if line and line[0].isalnum())


@pytest.mark.parametrize("room", ["language", "coding", "actors", "briefs"])
def test_a_room_has_a_test_for_every_forty_lines(room):
    """The cases of one test count once, and examples in docstrings not at all."""
    lines = sum(len(p.read_text("utf-8").splitlines()) for p in (SOURCE / room).rglob("*.py"))
    trees = [ast.parse(p.read_text("utf-8")) for p in (ROOT / "tests" / room).rglob("test_*.py")]
    tests = sum(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for tree in trees
        for node in ast.walk(tree)
    )
    print(f"{room}: {tests} tests for {lines} lines, one for {lines / max(tests, 1):.0f}")
    assert lines <= 40 * tests
