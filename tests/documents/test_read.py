"""Files of every kind in, documents out; whatever cannot be read says why in one line."""

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from cuibono.documents import About, Document, gather, read
from cuibono.documents.unpacking import LARGEST
from cuibono.errors import CuibonoError
from tests.tries import tries

EXAMPLES = Path(__file__).parents[2] / "examples"
BODY = "Kyiv cut ties with Pyongyang on Wednesday, hours after the recognition."
PAGE = f"""<!doctype html><html><head><title>Ties cut</title>
<meta property="og:site_name" content="Harbour Review">
<meta property="article:published_time" content="2022-07-14T08:00:00Z">
<meta name="author" content="Ida Varga">
<link rel="canonical" href="https://harbour.example/ties"></head>
<body><nav>Home | World</nav><article><h1>Ties cut</h1><p>{BODY}</p>
<p>{BODY.replace("Kyiv", "Ukraine")}</p></article>
<footer>All rights reserved</footer></body></html>"""


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_html_gives_its_text_and_where_it_came_from(file):
    found = read(file("a.html", PAGE))
    assert BODY in found.text
    assert "Home" not in found.text
    assert (found.title, found.publisher) == ("Ties cut", "Harbour Review")
    assert (found.author, found.address) == ("Ida Varga", "https://harbour.example/ties")
    assert found.published == date(2022, 7, 14)


def test_front_matter_of_markdown(file):
    front = "---\ntitle: Ties cut\ndate: 2022-07-14\nauthor: Ida Varga\n---\n\n"
    found = read(file("a.md", f"{front}# Ties\n\n**{BODY}**\n"))
    assert (found.title, found.published, found.author) == (
        "Ties cut",
        date(2022, 7, 14),
        "Ida Varga",
    )
    assert BODY in found.text
    assert "**" not in found.text


def test_header_lines_of_plain_text(file):
    found = read(file("a.txt", f"Title: Ties cut\nPublished: 2022-07-14\n\n{BODY}"))
    assert (found.text, found.title, found.published) == (BODY, "Ties cut", date(2022, 7, 14))


def test_options_override_the_file(file):
    about = About(title="Mine", publisher="Me", published=date(2020, 1, 1))
    found = read(file("a.html", PAGE), about)
    assert (found.title, found.publisher, found.published) == ("Mine", "Me", date(2020, 1, 1))
    assert found.author == "Ida Varga"


def test_a_document_without_a_date_says_so(file):
    assert any("date" in note for note in read(file("a.txt", BODY)).notes)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("[0-9]*")), ids=lambda p: p.name)
def test_every_example_has_text_title_and_date(path):
    found = read(path)
    assert len(found.text) > 300
    assert found.title
    assert found.published and found.published.year == 2022


def test_the_same_text_is_one_document_wherever_it_stands(file):
    assert read(file("a.txt", BODY)).id == read(file("b.md", BODY)).id == Document(BODY).id


def test_standard_input(monkeypatch):
    class Stream:
        buffer = io.BytesIO(BODY.encode())

    monkeypatch.setattr("sys.stdin", Stream)
    found = read("-")
    assert (found.text, found.path) == (BODY, "standard input")


def test_a_folder_gives_its_readable_files_in_order(tmp_path, file):
    for name in ("b.txt", "a.html", "c.pdf", "d.md", ".hidden.txt"):
        file(name, BODY)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "e.txt").write_text(BODY, "utf-8")
    names = [Path(p).name for p in gather([tmp_path])]
    assert names == ["a.html", "b.txt", "c.pdf", "d.md", "e.txt"]


def encrypted():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.html", b"<html><body></body></html>", "without text"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary"),
        ("a.txt", bytes(range(256)) * 4, "binary"),
        ("a.pdf", b"%PDF-1.7 broken", "PDF"),
        ("a.pdf", encrypted(), "encrypted"),
        ("a.pdf", blank(), "without a text layer"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(file, name, content, why):
    path = file(name, content)
    with pytest.raises(CuibonoError) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(CuibonoError, match="no such file"):
        read(tmp_path / "no.txt")
    with pytest.raises(CuibonoError, match="not a file"):
        read(tmp_path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as out:
        out.truncate(max(LARGEST + 1, 200_000_000))
    with pytest.raises(CuibonoError, match="too large: 200 MB"):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_old_files(file, encoding):
    text = "Orbán met Erdoğan’s envoy." if encoding != "cp1252" else "Orbán’s café — £5."
    assert read(file("a.txt", text.encode(encoding))).text == text


def test_a_wrong_encoding_is_told(file):
    found = read(file("a.txt", "Café in Kyiv".encode("cp1252")))
    assert any("UTF-8" in note for note in found.notes)


def test_a_date_that_is_no_date_is_told(file):
    found = read(file("a.txt", f"Published: 31 Smarch 2022\n\n{BODY}"))
    assert found.published is None
    assert any("31 Smarch 2022" in note for note in found.notes)


SUFFIXES = st.sampled_from([".txt", ".md", ".html", ".pdf", ""])
STARTS = st.sampled_from([b"", b"%PDF-1.4\n", b"<html>", b"---\n", b"\xff\xfe", b"Published: "])


@tries(200)
@given(SUFFIXES, STARTS, st.binary(max_size=400))
def test_any_bytes_give_a_document_or_one_line(tmp_path_factory, suffix, start, rest):
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(start + rest)
    try:
        found = read(path)
    except CuibonoError as error:
        assert "\n" not in str(error)
        assert str(error).startswith(str(path))
    else:
        assert found.text.strip()
