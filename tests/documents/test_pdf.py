"""PDFs by where their words stand: columns, heads and feet, notes, hyphens, tables, bounds."""

import subprocess
from datetime import date

import pytest

from cuibono.documents import DocumentError, pdf, read, read_all
from tests.documents.makers import Pdf

LEFT = [
    "Iran said that it had not sent any", "drones to Russia. The foreign minis-",
    "try in Kyiv rejected this. Poland gave", "Ukraine tanks, which the govern-",
    "ment in Moscow condemned. On Friday", "Germany announced a well-",
    "known step. The talks with China",
]  # fmt: skip
RIGHT = [
    "will go on in the spring. Turkey did", "not expel the envoys of Norway, as",
    "had been reported. Sweden is wait-", "ing for an answer.",
]  # fmt: skip
WHOLE = (
    "Iran said that it had not sent any drones to Russia. The foreign ministry in Kyiv rejected this. "
    "Poland gave Ukraine tanks, which the government in Moscow condemned. On Friday Germany announced "
    "a well-known step. The talks with China will go on in the spring. Turkey did not expel the "
    "envoys of Norway, as had been reported. Sweden is waiting for an answer."
)


@pytest.fixture
def text(tmp_path):
    def of(drawn):
        path = tmp_path / "a.pdf"
        path.write_bytes(drawn if isinstance(drawn, bytes) else drawn.bytes())
        return read(path)

    return of


def rows(drawn, y=700):
    """Both columns, drawn line by line across the page."""
    for n in range(max(len(LEFT), len(RIGHT))):
        for x, lines in ((50, LEFT), (310, RIGHT)):
            if n < len(lines):
                drawn.text(x, y - 12 * n, lines[n])
    return drawn


def test_columns_are_read_one_after_the_other_however_they_are_drawn(text):
    drawn = Pdf()
    drawn.column(50, 700, LEFT)
    drawn.column(310, 700, RIGHT)
    assert text(drawn).text == WHOLE
    assert text(rows(Pdf())).text == WHOLE
    backwards = Pdf()
    backwards.column(310, 700, RIGHT)
    backwards.column(50, 700, LEFT)
    assert text(backwards).text == WHOLE


def test_three_columns(text):
    drawn = Pdf()
    said = [
        "The first row of a col-",
        "umn that is narrow, and",
        "there are three of them,",
        "so it says {}.",
    ]
    for n in range(3):
        drawn.column(50 + 170 * n, 700, [line.format(n) for line in said])
    assert text(drawn).text.split("\n\n") == [
        f"The first row of a column that is narrow, and there are three of them, so it says {n}."
        for n in range(3)
    ]


def test_a_title_across_the_columns_comes_first(text):
    drawn = rows(Pdf().text(50, 780, "What the war brings to all of the states of the north", 18))
    drawn.text(50, 760, "Ida Varga, 6 December 2022")
    found = text(drawn)
    assert found.text.split("\n\n")[0] == "What the war brings to all of the states of the north"
    assert found.text.endswith(WHOLE)
    assert (found.title, found.published) == (
        "What the war brings to all of the states of the north", date(2022, 12, 6),
    )  # fmt: skip


def test_running_heads_feet_and_numbers_are_left_out(text):
    drawn = Pdf()
    for n in range(4):
        if n:
            drawn.page()
        drawn.text(50, 810, f"Harbour Review | No. 12 | Iran bombed Iraq | {n}")
        drawn.text(290, 30, f"Page {n + 1} of 4")
        drawn.column(50, 700, [f"On page {'abcd'[n]} it is said that the two sides met again,"])
    said = text(drawn).text
    assert said == " ".join(f"On page {n} it is said that the two sides met again," for n in "abcd")


def test_footnotes_and_their_marks_are_left_out(text):
    drawn = Pdf().text(50, 700, "Moscow denied the report.").text(172, 704, "12", 6)
    drawn.text(185, 700, "It said so").text(231, 704, "3", 6).text(238, 700, "on Monday.")
    drawn.column(50, 688, ["The ministry said that the envoys had a week in which to leave."] * 3)
    drawn.text(50, 100, "12 Iran bombed Iraq, see Smith 2020, whose list has the other", 7)
    drawn.text(50, 92, "strikes of Syria.", 7)
    found = text(drawn).text
    assert "Iran" not in found and "Syria" not in found
    assert "12" not in found and "3" not in found


def test_cells_of_a_table_are_never_one_sentence(text):
    drawn = Pdf().column(
        50, 740, ["The ministry released its overview of the deliveries on Monday."]
    )
    table = [("Poland", "Ukraine", "14"), ("Iran", "Russia", "6"), ("Norway", "Moldova", "9")]
    for n, cells in enumerate(table):
        for x, cell in zip((60, 220, 380), cells, strict=True):
            drawn.text(x, 700 - 14 * n, cell)
    assert text(drawn).text.split("\n\n")[1:] == [cell for row in table for cell in row]


def test_a_caption_parts_no_sentence(text):
    drawn = Pdf().column(
        50, 700, ["The ministry said on Monday that the envoys of the North had to"]
    )
    drawn.text(50, 660, "Figure 1: Iran and Iraq at the table, a picture of 1988", 8)
    drawn.column(50, 620, ["leave the country within a week, and they did so without delay."])
    said = text(drawn).text.split("\n\n")
    assert said[0].endswith(
        "had to leave the country within a week, and they did so without delay."
    )
    assert said[1].startswith("Figure 1:")


def test_references_at_the_end_are_left_out(text):
    drawn = Pdf().column(
        50, 700, ["The ministry said that the envoys had left the country in the night."] * 4
    )
    drawn.text(50, 600, "References", 14).column(
        50, 570, ["Smith, J. (2020). Iran invaded Kuwait."]
    )
    assert "Smith" not in text(drawn).text


def test_turned_words_at_the_edge_are_left_out(text):
    drawn = rows(Pdf())
    drawn.pages[-1].append(b"BT /F1 10 Tf 0 1 -1 0 20 300 Tm (Iran bombed Iraq.) Tj ET")
    assert text(drawn).text == WHOLE


def test_when_a_file_was_made_is_not_when_it_was_published(text):
    drawn = rows(Pdf())
    drawn.info = "/CreationDate(D:20220714080000Z)/Title(Ties)/Author(Ida Varga)"
    found = text(drawn)
    assert (found.published, found.title, found.author) == (None, "Ties", "Ida Varga")


def test_a_scanned_page_says_so(text, tmp_path):
    drawn = rows(Pdf()).page()
    drawn.pages[-1].append(b"0.5 g 50 50 400 400 re f")
    # Where no program is installed that reads pictures, the note says so too.
    assert text(drawn).notes[0].startswith("page 2: a picture without a text layer, not read")
    drawn.pages = drawn.pages[1:]
    with pytest.raises(DocumentError, match="without a text layer: it seems to be scanned"):
        text(drawn)


def test_a_damaged_file_gives_what_is_left_or_one_line(tmp_path):
    whole = rows(Pdf()).bytes()
    for cut in range(50, len(whole), 400):
        (tmp_path / "a.pdf").write_bytes(whole[:cut])
        for found in read_all(tmp_path / "a.pdf"):
            assert "\n" not in str(found) or found.text


def test_a_page_of_very_many_operators_is_read_in_bounded_time(text):
    drawn = rows(Pdf())
    drawn.pages[-1] += [b"1 0 0 RG 10 10 m 20 20 l S"] * 200_000
    assert text(drawn).text == WHOLE


def test_a_page_of_very_many_words_is_read_in_bounded_time(text):
    drawn = Pdf()
    for n in range(20_000):
        drawn.text(50 + n % 500, 780 - (n // 500) % 700, "word")
    assert "word" in text(drawn).text


def test_a_file_that_takes_too_long_is_one_line(text, monkeypatch):
    def slow(*_, **__):
        raise subprocess.TimeoutExpired("pdf", 1)

    monkeypatch.setattr(pdf.subprocess, "run", slow)
    with pytest.raises(DocumentError, match=r"takes more than \d+ seconds: not read"):
        text(rows(Pdf()))


def test_what_was_read_when_the_time_is_up_is_kept(monkeypatch):
    drawn = rows(Pdf())
    for _ in range(5):
        rows(drawn.page())
    monkeypatch.setattr(pdf, "LONGEST", -1.0)
    assert pdf._read(drawn.bytes())["read"] == 0


def test_the_cases_of_one_hyphen(cases):
    folder = cases / "22-pdf-one-hyphen"
    narrow, control = read(folder / "narrow.pdf"), read(folder / "control.pdf")
    assert narrow.text == control.text
    assert "air forces said that Russia had bombarded Odesa" in read(folder / "wide.pdf").text
