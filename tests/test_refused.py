"""What the system refused is told in its own words, whatever a library made of it."""

import errno
import os

import pytest

from cuibono.errors import CuibonoError
from cuibono.refused import refused
from cuibono.whole import write_whole

FULL = os.strerror(errno.ENOSPC)


class SerialisationError(Exception):
    """As lxml's own."""


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "x"), SerialisationError("IO_ENOSPC"),
     RuntimeError("IO error: [Errno 28] Error writing bytes"),
     RuntimeError("Generic LocalFileSystem error (os error 28)")],
)  # fmt: skip
def test_the_words_of_the_system(error):
    assert refused(error) == FULL


def test_what_led_to_an_error_counts_even_where_it_was_only_handled():
    try:
        try:
            raise OSError(errno.ENOSPC, FULL)
        except OSError:
            raise SerialisationError("closing failed")  # noqa: B904
    except SerialisationError as error:
        assert refused(error) == FULL


@pytest.mark.parametrize(
    "error", [ValueError("errno 28"), RuntimeError("errno 99999"), KeyError("ENOSPC"),
              RuntimeError("EVERYTHING")],
)  # fmt: skip
def test_other_errors_are_not_the_disks(error):
    assert refused(error) is None


def test_a_mistake_in_a_writer_is_not_taken_for_a_full_disk(tmp_path):
    target = tmp_path / "rows.xlsx"

    def wrong(_):
        raise LookupError("no such column")

    with pytest.raises(LookupError):
        write_whole(target, wrong)

    def full(_):
        raise SerialisationError("IO_EFBIG")

    with pytest.raises(CuibonoError, match=os.strerror(errno.EFBIG)):
        write_whole(target, full)
    assert list(tmp_path.iterdir()) == []
