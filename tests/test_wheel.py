"""The wheel holds all that the program needs, and runs from where it is installed.

What the wheel needs in its turn is taken from this environment; `make wheel` fetches it as a user's
pip would, for every Python that is here.
"""

import json
import subprocess
import sys
import sysconfig
import zipfile

import pytest

pytest.importorskip("hatchling")

from benchmarks.wheel import ROOT, build

pytestmark = pytest.mark.long
LARGEST = 100_000_000
"""What the package index takes."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A bare environment with the wheel, as a way to call what is in it from another folder."""
    work = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", work / "venv"], check=True)
    inside = work / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", inside / "python", "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True)
    (packages,) = (work / "venv").rglob("site-packages")
    # A path in a file is added as it stands: no file in that folder points back at this tree.
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    def call(name, *words):
        done = subprocess.run(
            [inside / name, *words], cwd=work, capture_output=True, text=True, check=False, env={}
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call


def test_the_wheel_is_small_enough_and_names_its_licences(wheel):
    assert wheel.stat().st_size < LARGEST
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
    assert not [name for name in names if name.startswith(("tests/", "training/", "benchmarks/"))]
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any("licenses/src/cuibono/data/reader/LICENSE" in name for name in names)
    for kind in ("*.yaml", "*.tsv", "*.html", "*.js", "*.css", "*.json", "*.npz", "*.onnx", "*.md"):
        for path in (ROOT / "src").rglob(kind):
            assert path.relative_to(ROOT / "src").as_posix() in names


def test_it_runs_from_where_it_is_installed(installed):
    where = installed("python", "-c", "import cuibono; print(cuibono.__file__)")
    assert "site-packages" in where
    assert str(ROOT) not in where
    assert installed("cuibono", "--version").startswith("cuibono ")


def test_it_reads_a_text(installed):
    said = installed("cuibono", "code", "Kyiv cut ties with Pyongyang.", "--sure", "0")
    (row, *_) = map(json.loads, said.splitlines())
    assert (row["actor"], row["recipient"]) == ("UKR", "PRK")
