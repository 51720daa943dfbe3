"""The rules of the house: which way data flows, how long things may be, what stays outside."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "cuibono"
ROOMS = (
    "documents", "language", "actors", "coding", "ledger",
    "explanation", "events", "measures", "review", "forecasts", "briefs", "exchange",
    "inquiry", "patterns", "tested", "foresight", "receipt", "collecting", "parts",
    "cluster", "intake", "finding",
    "workbench", "mcp", "handing", "keeping", "pipeline", "web", "cli",
)  # fmt: skip
SHARED = {"errors", "frames", "whole", "versions", "__version__"}
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = (
    "onnxruntime", "tokenizers", "numpy", "deltalake", "duckdb", "pyarrow", "altair",
    "trafilatura", "htmldate", "lxml", "pypdfium2", "openpyxl", "warcio", "striprtf",
    "vl_convert", "yaml", "rich", "statsmodels", "scipy", "pandas", "polars", "mcp",
    "starlette", "jinja2", "uvicorn", "docx", "ray", "obstore",
)  # fmt: skip


def name_of(module: Path) -> str:
    return str(module.relative_to(SOURCE).as_posix())


def imported_rooms(tree: ast.AST) -> set[str]:
    dotted = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            dotted |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            module = node.module or ""
            names = [alias.name for alias in node.names]
            dotted |= {f"{module}.{name}" for name in names} if module == "cuibono" else {module}
    return {name.split(".")[1] for name in dotted if name.startswith("cuibono.")}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_room_knows_only_the_rooms_before_it(module):
    room = module.relative_to(SOURCE).parts[0].removesuffix(".py")
    if room not in ROOMS:
        pytest.skip("not a room")
    earlier = set(ROOMS[: ROOMS.index(room) + 1]) | SHARED
    assert imported_rooms(ast.parse(module.read_text("utf-8"))) <= earlier


@pytest.mark.parametrize("module", sorted((SOURCE / "cli").glob("*.py")), ids=name_of)
def test_the_command_line_knows_only_the_pipeline(module):
    known = {
        "cli",
        "pipeline",
        "inquiry",
        "intake",
        "patterns",
        "tested",
        "foresight",
        "finding",
        "workbench",
        "explanation",
        "web",
        *SHARED,
    }
    assert imported_rooms(ast.parse(module.read_text("utf-8"))) <= known


def test_every_folder_is_a_room():
    folders = {path.parent.relative_to(SOURCE).parts[0] for path in SOURCE.glob("*/__init__.py")}
    assert folders <= set(ROOMS)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_modules_and_functions_are_short(module):
    text = module.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 40, f"{node.name} has {length} lines"


@pytest.mark.parametrize("module", ["cuibono", "cuibono.pipeline", "cuibono.cli.app"])
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
