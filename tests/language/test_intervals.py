from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuibono.errors import CuibonoError
from cuibono.language import intervals

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-07-04", date(2022, 7, 4), date(2022, 7, 4)),
        ("2022-W01", date(2022, 1, 3), date(2022, 1, 9)),
        ("1990/1999", date(1990, 1, 1), date(1999, 12, 31)),
        ("2020-01/..", date(2020, 1, 1), None),
        ("../2017", None, date(2017, 12, 31)),
        ("2022-09-01/2022-09-05", date(2022, 9, 1), date(2022, 9, 5)),
        ("2021-12/2022", date(2021, 12, 1), date(2022, 12, 31)),
    ],
)
def test_parse(text, first, last):
    assert intervals.parse(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not like"),
        ("July 2022", "is not like"),
        ("2022-13", "there is no 2022-13"),
        ("2023-02-29", "there is no 2023-02-29"),
        ("2022-W54", "there is no 2022-W54"),
        ("0000", "there is no 0000"),
        ("../0000-12-31", "there is no 0000-12-31"),
        ("9999-W52", "there is no 9999-W52"),
        ("../..", "one end must be known"),
        ("2018/2014", "ends before it begins"),
        ("2014/2018/2020", "is not like"),
        ("2022-7", "is not like"),
        ("２０２２", "is not like"),
        ("2022\n", "is not like"),
    ],
)
def test_what_is_no_interval_says_why_in_one_line(text, why):
    with pytest.raises(CuibonoError, match=why) as raised:
        intervals.parse(text)
    assert not intervals.is_valid(text)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        ("2022", "2022-07-04", True),
        ("2022-07", "2022-08", False),
        ("2020-01/..", "2022", True),
        ("../2017", "2018/..", False),
        ("../2017", "2017-12-31", True),
    ],
)
def test_overlaps_both_ways(a, b, shared):
    assert intervals.overlaps(a, b) is shared
    assert intervals.overlaps(b, a) is shared


def test_contains():
    assert intervals.contains("../2030", "2022-07/2022-09")
    assert intervals.contains("2020-01/..", "2022-07/..")
    assert not intervals.contains("2020-01/2022", "2022-07/..")


@pytest.mark.parametrize(
    ("text", "size"),
    [("2022", "year"), ("2022-07/..", "month"), ("2022/2022-03-01", "day"), ("2022-W03", "week")],
)
def test_grain(text, size):
    assert intervals.grain(text) == size


def test_merge_of_two_open_ends_is_none():
    assert intervals.merge("../2017", "2018/..") is None


@given(DAYS, DAYS)
@example(date.min, date.min)
@example(date.min, date.max)
@example(date.max, date.max)
def test_between_says_exactly_what_it_was_given(a, b):
    first, last = min(a, b), max(a, b)
    assert intervals.parse(intervals.between(first, last)) == (first, last)


@given(DAYS, DAYS, DAYS, DAYS)
def test_what_is_merged_contains_both(a, b, c, d):
    one = intervals.between(min(a, b), max(a, b))
    other = intervals.between(min(c, d), max(c, d))
    whole = intervals.merge(one, other)
    assert whole is not None
    assert intervals.contains(whole, one)
    assert intervals.contains(whole, other)


@given(st.text(max_size=30))
def test_any_text_is_an_interval_or_refused(text):
    if intervals.is_valid(text):
        assert intervals.overlaps(text, text)
        assert intervals.contains(text, text)
        assert intervals.grain(text) in ("year", "month", "week", "day")
    else:
        with pytest.raises(CuibonoError):
            intervals.parse(text)
