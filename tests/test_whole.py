"""Files are written whole or not at all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cuibono.errors import CuibonoError
from cuibono.whole import write_text, write_whole


def test_what_fails_in_the_middle_leaves_the_earlier_file(tmp_path):
    target = tmp_path / "brief.html"
    target.write_text("earlier", "utf-8")

    def half(part):
        part.write_text("hal", "utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(CuibonoError, match=r"brief\.html: cannot be written: No space left"):
        write_whole(target, half)
    assert target.read_text("utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")
def test_mode_and_link_stay(tmp_path):
    target, link = tmp_path / "real.md", tmp_path / "link.md"
    target.write_text("earlier", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    write_text(link, "now")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "now"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize("where", ["", "missing/brief.md"])
def test_a_folder_and_a_missing_folder_are_one_line(tmp_path, where):
    with pytest.raises(CuibonoError) as raised:
        write_text(tmp_path / where, "now")
    assert "\n" not in str(raised.value)


@pytest.mark.skipif(os.name == "nt", reason="POSIX devices")
def test_a_device_takes_what_it_is_given(tmp_path):
    link = tmp_path / "null"
    link.symlink_to("/dev/null")
    write_text(link, "now")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_standard_output_by_its_path_takes_what_it_is_given():
    words = "from cuibono.whole import write_text; write_text('/dev/stdout', 'now')"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True)
    assert done.stdout == b"now"
