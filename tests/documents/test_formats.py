"""Every format gives its words and what is said of them; nothing of heads, notes or replies."""

import json
from datetime import date, datetime

import pytest

from cuibono.documents import (
    Document,
    DocumentError,
    Way,
    read,
    read_all,
    read_columns,
    unpacking,
)  # fmt: skip
from cuibono.errors import CuibonoError
from tests.documents.makers import (
    BODY,
    FIRST,
    SECOND,
    docx,
    gz,
    item,
    mail,
    odt,
    page,
    rss,
    rtf,
    warc,
    xlsx,
    zipped,
)  # fmt: skip

DAY = date(2022, 7, 14)
TEXT = "\n\n".join(BODY)
ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Review</title>'
    '<entry><title>Ties cut</title><link href="https://h.example/1"/><published>2022-07-14T08:00:00Z'
    "</published><updated>2022-07-20T08:00:00Z</updated><author><name>Ida Varga</name></author>"
    f'<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>'
)
JSON_FEED = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "Harbour Review",
    "items": [{"id": "1", "url": "https://h.example/1", "title": "Ties cut", "content_text": FIRST,
               "date_published": "2022-07-14T08:00:00Z", "authors": [{"name": "Ida Varga"}]}],
})  # fmt: skip
ROW = {"title": "Ties cut", "date": "2022-07-14", "source": "Harbour Review", "author": "Ida Varga",
       "url": "https://h.example/1", "text": FIRST}  # fmt: skip
TABLE = [list(ROW), list(ROW.values())]
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://h.example/1\r\nDate: Mon, 5 Feb 2024 "
    b'10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; '
    b'boundary="B"\r\n\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: '
    b"https://h.example/1\r\n\r\n%s\r\n--B--\r\n"
)
DATED = '<meta name="author" content="Ida Varga"><meta name="date" content="2022-07-14">'
PAGE = page(f"<p>{FIRST}</p>", DATED)
HTTP = ("https://h.example/1", "text/html; charset=utf-8", PAGE.encode(), "200 OK")
ARCHIVE = warc([HTTP, ("https://h.example/a.css", "text/css", b"p {}", "200 OK"),
                ("https://h.example/gone", "text/html", b"<p>gone", "404 Not Found")])  # fmt: skip
FULL = {
    "rss.xml": rss([item()]), "atom.xml": ATOM, "feed.json": JSON_FEED, "one.json": json.dumps(ROW),
    "list.json": json.dumps([ROW]), "api.json": json.dumps({"status": "ok", "articles": [ROW]}),
    "lines.jsonl": json.dumps(ROW) + "\n" + json.dumps(ROW | {"text": SECOND}) + "\n",
    "comma.csv": ",".join(ROW) + "\n" + ",".join(f'"{v}"' for v in ROW.values()),
    "semicolon.csv": ";".join(ROW) + "\r\n" + ";".join(f'"{v}"' for v in ROW.values()),
    "tab.tsv": "\t".join(ROW) + "\n" + "\t".join(ROW.values()),
    "sheet.xlsx": xlsx(TABLE), "saved.mhtml": MHTML % PAGE.encode(), "web.warc.gz": ARCHIVE,
    "web.wacz": zipped({
        "archive/data.warc.gz": warc([HTTP, ("https://ads.example/", *HTTP[1:])]),
        "pages/pages.jsonl": '{"format": "json-pages-1.0"}\n{"url": "https://h.example/1"}',
    }),
}  # fmt: skip


@pytest.fixture
def put(tmp_path):
    def file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return file


@pytest.fixture
def all_of(put):
    def documents(name, content, way=None):
        return list(read_all(put(name, content), way))

    return documents


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("told_by", ["name", "content"])
def test_formats_that_say_everything(all_of, name, told_by):
    other = "x.dat" if name.endswith((".csv", ".tsv", ".jsonl")) else "x.txt"
    if told_by == "content" and name.endswith((".csv", ".tsv")):
        pytest.skip("a table of one row may be a text: its name tells")
    found, *rest = all_of(name if told_by == "name" else other, FULL[name])
    assert isinstance(found, Document), found
    assert FIRST in found.text
    assert (found.published, found.publisher, found.title) == (DAY, "Harbour Review", "Ties cut")
    assert (found.author, found.address) == ("Ida Varga", "https://h.example/1")
    assert len(rest) == (name == "lines.jsonl")
    assert found.language == "en"


CORE = "<dc:title>Ties cut</dc:title><dc:creator>Ida Varga</dc:creator>"
MADE = "<dcterms:created>2020-01-01T00:00:00Z</dcterms:created>"
WRITTEN = {
    "a.docx": docx(("Published: 14 July 2022", *BODY), CORE + MADE),
    "b.docx": docx(("Harbour Review, 14 July 2022", *BODY), CORE + MADE),
    "a.odt": odt(("Published: 2022-07-14", *BODY), meta=CORE + "<dc:date>2020-01-01</dc:date>"),
    "a.rtf": rtf(("Date: 14 July 2022", *BODY), r"{\title Ties cut}{\author Ida Varga}"),
    "a.txt": f"---\ntitle: Ties cut\nauthor: Ida Varga\ndate: 2022-07-14\n---\n{TEXT}",
    "a.md": f"# Ties cut\n\nBy: Ida Varga\n\n{FIRST}",
}  # fmt: skip


@pytest.mark.parametrize("name", [n for n in WRITTEN if n != "a.md"])
def test_what_writers_make(put, name):
    found = read(put("x.bin" if name != "a.txt" else name, WRITTEN[name]))
    assert found.text.endswith(TEXT)
    assert (found.published, found.title, found.author) == (DAY, "Ties cut", "Ida Varga")


JUNK = "Iran bombed Iraq."
RUN = f"<w:r><w:t>{JUNK}</w:t></w:r>"
SHUT = {
    "deleted": f"<w:p><w:del><w:r><w:delText>{JUNK}</w:delText></w:r></w:del></w:p>",
    "moved away": f"<w:p><w:moveFrom>{RUN}</w:moveFrom></w:p>",
    "contents": f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{RUN}</w:p>',
    "caption": f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{RUN}</w:p>',
    "field": f"<w:p><w:r><w:instrText>{JUNK}</w:instrText></w:r></w:p>",
    "references": f"<w:p><w:r><w:t>References</w:t></w:r></w:p><w:p>{RUN}</w:p>",
}
SHUT_ODT = {
    "note": f"<text:p>So<text:note><text:note-body><text:p>{JUNK}</text:p></text:note-body></text:note>.</text:p>",
    "deleted": f"<text:tracked-changes><text:p>{JUNK}</text:p></text:tracked-changes>",
    "comment": f"<text:p><office:annotation><text:p>{JUNK}</text:p></office:annotation>So.</text:p>",
    "contents": f"<text:table-of-content><text:p>{JUNK}</text:p></text:table-of-content>",
}


@pytest.mark.parametrize("name", SHUT)
def test_what_word_does_not_show_as_its_text(put, name):
    text = read(put("a.docx", docx(inner=SHUT[name]))).text
    assert JUNK not in text
    assert SECOND in text


@pytest.mark.parametrize("name", SHUT_ODT)
def test_what_opendocument_does_not_show_as_its_text(put, name):
    text = read(put("a.odt", odt(inner=SHUT_ODT[name]))).text
    assert JUNK not in text
    assert SECOND in text


def test_heads_and_feet_of_rich_text_stay_out(put):
    assert read(put("a.rtf", rtf())).text == TEXT


QUOTED = {
    "reply": f"{TEXT}\n\nOn Mon, 3 Jan 2022 at 10:00, Ola Berg <o@x.example> wrote:\n> {JUNK}\n",
    "broken line": f"{TEXT}\n\nOn Mon, 3 Jan 2022 at 10:00, Ola Berg\n<o@x.example> wrote:\n> {JUNK}\n",
    "outlook": f"{TEXT}\n\n-----Original Message-----\nFrom: Ola\nSent: Monday\n\n{JUNK}",
    "head": f"{TEXT}\n\nFrom: Ola Berg\nSent: Monday\nTo: Ida\nSubject: x\n\n{JUNK}",
    "german": f"{TEXT}\n\nAm 3.1.2022 um 10:00 schrieb Ola Berg:\n> {JUNK}",
    "signature": f"{TEXT}\n\n-- \nIda Varga\n{JUNK}",
    "closing": f"{TEXT}\n\nBest regards,\nIda\nHarbour Review\n{JUNK}",
    "phone": f"{TEXT}\n\nSent from my iPhone\n{JUNK}",
}  # fmt: skip


@pytest.mark.parametrize("name", QUOTED)
def test_quoted_mail_and_signatures_stay_out(put, name):
    found = read(put("a.eml", mail(QUOTED[name])))
    assert JUNK not in found.text
    assert found.text.startswith(FIRST) and SECOND in found.text
    assert (found.published, found.title, found.author) == (DAY, "Ties cut", "Ida Varga")


def test_mail_in_html_and_other_charsets(put):
    quoted = f'<div class="gmail_quote">{JUNK}</div>'
    found = read(put("a.eml", mail("see HTML", f"<p>{FIRST}</p><p>{SECOND}</p>{quoted}")))
    assert found.text == TEXT
    raw = (
        b"From: =?iso-8859-1?Q?Andr=E9?= <news@harbour.example>\nSubject: =?utf-8?B?w4lsw6lz?=\n"
        b"Date: Thu, 14 Jul 2022 08:00:00 GMT\nContent-Type: text/plain; charset=iso-8859-1\n\n"
        b"\x93Orb\xe1n\x94 said no to the plan of the other members of the union.\n"
    )
    found = read(put("b.eml", raw))
    assert found.text.startswith("“Orbán” said")
    assert (found.publisher, found.title) == ("André", "Élés")


def test_a_mail_gives_the_files_attached_to_it(all_of):
    files = [
        ("note.docx", docx()),
        ("key.asc", b"x"),
        ("in.zip", zipped({"a.txt": "Mali met Chad."})),
    ]
    found = all_of("a.eml", mail(files=files))
    assert [d.path.split("!", 1)[1:] for d in found] == [[], ["note.docx"], ["in.zip!a.txt"]]


def test_a_mail_that_is_passed_on_is_the_one_inside(put):
    inner = f"---------- Forwarded message ---------\nFrom: Ola Berg <o@berg.example>\nDate: Fri, 1 Jul 2022 10:00:00 +0000\nSubject: Other ties\nTo: x@y.example\n\n{TEXT}"
    found = read(put("a.eml", mail(inner, Subject="Fwd: Other ties")))
    assert (found.author, found.published, found.text) == ("Ola Berg", date(2022, 7, 1), TEXT)


def test_a_mailbox_gives_its_messages(all_of):
    box = b"".join(
        b"From ida@h.example Thu Jul 14 23:30:00 2022\n"
        + mail(f"{text}\n\n>From here on {n}.").replace(b"\r\n", b"\n") + b"\n\n"
        for n, text in enumerate(BODY)
    )  # fmt: skip
    found = all_of("a", box)
    assert [d.path[-2:] for d in found] == ["!1", "!2"]
    assert [d.text.split("\n")[0] for d in found] == list(BODY)


def test_a_feed_of_xhtml_and_teasers(all_of):
    inner = (
        f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p><p>Also read: {JUNK}</p></div>'
    )
    found = all_of("a", ATOM.replace('type="html"', 'type="xhtml"').replace(
        f"&lt;p&gt;{FIRST}&lt;/p&gt;", inner))  # fmt: skip
    assert [d.text for d in found] == [FIRST]
    assert found[0].updated == date(2022, 7, 20)


def test_a_very_long_feed_is_read_item_by_item(put, monkeypatch):
    assert unpacking.MOST_DOCUMENTS == 10_000
    monkeypatch.setattr(unpacking, "MOST_DOCUMENTS", 1_000)
    path = put("a.xml", rss([item(f"{FIRST} {n}") for n in range(1_050)]))
    found = [d if isinstance(d, DocumentError) else None for d in read_all(path)]
    assert len(found) == 1_001
    assert str(found[-1]).endswith(
        "more than 1,000 documents: the rest was not read; split the file"
    )


def test_dates_of_a_column_are_read_in_the_order_that_one_of_them_gives_away(all_of):
    rows = ["date,text", f'03/04/2022,"{FIRST}"', f'25/04/2022,"{SECOND}"']
    assert [d.published for d in all_of("a.csv", "\n".join(rows))] == [
        date(2022, 4, 3), date(2022, 4, 25),
    ]  # fmt: skip
    (unclear,) = all_of("b.csv", "\n".join(rows[:2]))
    assert unclear.published is None
    assert unclear.notes[0].endswith("03/04/2022: day and month can be either")


def test_a_mapping_says_which_column_is_which(all_of, put):
    mapping = put("m.toml", '[columns]\ntext = "Inhalt"\ndate = "Tag"\n[codes]\ndate = "%d/%m/%Y"')
    way = Way(columns=read_columns(mapping))
    (found,) = all_of("a.csv", f'Tag;Inhalt;source\n03/04/2022;"{FIRST}";Harbour Review', way)
    assert (found.published, found.publisher) == (date(2022, 4, 3), "Harbour Review")
    (missing,) = all_of("b.csv", "Tag;Text\n03/04/2022;x", way)
    assert "no column 'Inhalt', which the mapping names" in str(missing)


@pytest.mark.parametrize(
    "toml", ["columns = 3", "[columns]\nwho='x'", "= 2", "[codes]\ndate='x'", "delimiter=';;'"]
)
def test_a_wrong_mapping_is_one_line(put, toml):
    with pytest.raises(CuibonoError) as raised:
        read_columns(put("m.toml", toml))
    assert "\n" not in str(raised.value)


def test_sheets_with_dates_of_their_own(all_of):
    rows = [["Headline", "Date", "Body"], ["Ties", datetime(2022, 7, 14, 8), FIRST]]
    found = all_of("a.xlsx", xlsx(rows, [["a", "b"], [1, 2]]))
    assert found[0].published == DAY
    assert isinstance(found[1], DocumentError)


def test_pages_of_a_web_archive_are_dated_by_their_address_at_least(all_of):
    bare = page(f"<p>{FIRST}</p>").encode()
    (found,) = all_of("a", warc([("https://h.example/2022/07/14/x", "text/html", bare, "200 OK")]))
    assert (found.published, found.witness("published").where) == (DAY, "address")


def test_files_in_files(all_of):
    inner = zipped({"b.html": PAGE, "m.eml": mail(files=[("c.zip", zipped({"d.txt": FIRST}))])})
    found = all_of("a.zip", zipped({"in.zip": inner, "z.txt.gz": gz(SECOND.encode())}))
    assert [d.path.split("!", 1)[1] for d in found] == [
        "in.zip!b.html", "in.zip!m.eml", "in.zip!m.eml!c.zip!d.txt", "z.txt.gz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            "Le ministre a dit que les troupes sont parties dans la nuit avec les blindés.",
            "fr",
            "French",
        ),
        ("Министр сказал, что войска ушли ночью из города и области.", "ru", "Russian"),
        ("Міністр сказав, що війська пішли вночі з міста і її області.", "uk", "Ukrainian"),
        ("وزیر گفت که نیروها شب از شهر رفتند و گفتگوها پایان یافت.", "fa", "Persian"),
        ("外交部说，他们已经离开首都，谈判结束了。", "zh", "Chinese"),
    ],
)
def test_other_languages_are_said(put, text, language, said):
    found = read(put("a.txt", text))
    assert found.language == language
    assert f"written in {said}" in found.notes
