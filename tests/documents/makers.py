"""Files of every kind, made with the formats' own means, for tests."""

import gzip
import io
import zipfile
from email.message import EmailMessage
from email.policy import SMTP

FIRST = "Kyiv cut its ties with Pyongyang on Wednesday, hours after the recognition of the two."
SECOND = "The ministry said that the envoys of the North had a week in which to leave the country."
BODY = (FIRST, SECOND)


def zipped(files, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, **more)
    return out.getvalue()


PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


def page(
    body=PARAGRAPHS,
    head="",
    title="Ties cut",
    before="",
    after="",
    **more,
):
    site = more.get("site", "Harbour Review")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="{site}">{head}</head>'
        f"<body>{before}<article><h1>{title}</h1>{body}</article>{after}</body></html>"
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(paragraphs=BODY, core="", inner="", **parts):
    written = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{written}{inner}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {W}><w:p><w:r><w:t>Iran bombed Iraq.</w:t></w:r></w:p></w:hdr>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>',
    }
    return zipped(files | parts)


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)


def odt(paragraphs=BODY, inner="", meta="", **parts):
    written = "".join(f"<text:p>{p}</text:p>" for p in paragraphs)
    content = (
        f"<office:document-content {ODF}><office:body><office:text>{written}{inner}"
        "</office:text></office:body></office:document-content>"
    )
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>",
    }
    return zipped(files | parts)


def rtf(paragraphs=BODY, info=""):
    body = "\\par ".join(paragraphs)
    return (
        rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}{{\info{info}}}"
        rf"{{\header \pard Iran bombed Iraq.\par}}{{\footer Syria bombed Iraq.\par}}\f0 {body}\par}}"
    ).encode("latin-1")


WHOLE = f"{FIRST}\n\n{SECOND}"


def mail(text=WHOLE, html=None, files=(), **heads):
    message = EmailMessage(policy=SMTP)
    said = {
        "From": "Ida Varga <ida@harbour.example>", "To": "desk@example.org",
        "Subject": "Ties cut", "Date": "Thu, 14 Jul 2022 23:30:00 +0200",
    } | {name.replace("_", "-"): value for name, value in heads.items()}  # fmt: skip
    for name, value in said.items():
        if value:
            message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in files:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def rss(items, title="Harbour Review", more=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title>{more}'
        f"{''.join(items)}</channel></rss>"
    ).encode()


def item(
    text=FIRST, title="Ties cut", day="Thu, 14 Jul 2022 08:00:00 GMT", link="https://h.example/1"
):
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate>"
        f"<dc:creator>Ida Varga</dc:creator><description><![CDATA[<p>{text}</p>]]></description></item>"
    )


def warc(pages, packed=True):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for address, kind, content, status in pages:
        heads = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(content), http_headers=heads
            )
        )
    return out.getvalue()


def xlsx(rows, *sheets):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for more in sheets:
        sheet = book.create_sheet()
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def gz(data):
    return gzip.compress(data, compresslevel=1)


class Pdf:
    """A PDF drawn word by word: text(x, y, words, size) puts words on the page at hand."""

    def __init__(self, width=595, height=842):
        self.size = (width, height)
        self.pages = [[]]
        self.info = ""

    def text(self, x, y, words, size=10, rise=0, font="F1"):
        said = (
            words.encode("cp1252")
            .replace(b"\\", rb"\\")
            .replace(b"(", rb"\(")
            .replace(b")", rb"\)")
        )
        self.pages[-1].append(
            b"BT /%s %g Tf %g Ts %g %g Td (%s) Tj ET" % (font.encode(), size, rise, x, y, said)
        )
        return self

    def column(self, x, y, lines, size=10, pitch=12):
        for line in lines:
            self.text(x, y, line, size)
            y -= pitch
        return self

    def page(self):
        self.pages.append([])
        return self

    def bytes(self, compress=False):
        font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
        objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
        kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(self.pages)))
        objects.append(b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(self.pages)))
        objects.append(font)
        for n, drawn in enumerate(self.pages):
            box = b"%d %d" % self.size
            objects.append(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents %d 0 R"
                b"/Resources<</Font<</F1 3 0 R>>>>>>" % (box, 5 + 2 * n)
            )
            stream = b"\n".join(drawn)
            objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(b"<<%s>>" % self.info.encode("latin-1"))
        out, places = io.BytesIO(), []
        out.write(b"%PDF-1.4\n")
        for n, content in enumerate(objects, 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (n, content))
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(
            b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF"
            % (len(objects) + 1, len(objects), start)
        )
        return out.getvalue()
