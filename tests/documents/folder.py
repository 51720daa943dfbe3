"""A folder such as people keep: forty files of all kinds, with what must come out of each.

`JUNK` stands wherever a file holds words that are none of its text: heads and feet, teasers,
notes, references, signatures, what is quoted of others.
"""

import io
import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP

from tests.documents.makers import (
    Pdf,
    docx,
    gz,
    mail,
    odt,
    page,
    rss,
    rtf,
    warc,
    xlsx,
    zipped,
)  # fmt: skip

JUNK = "Iran bombed Iraq in the night."
REVIEW, DAY = "Harbour Review", date(2023, 3, 14)
TITLE = "Envoys leave"


@dataclass(frozen=True)
class Held:
    """A document that must come out: its words, its day, its publisher, its title."""

    words: tuple[str, ...]
    published: date | None = DAY
    publisher: str | None = REVIEW
    title: str | None = TITLE


def two(n):
    """Two sentences that stand in one file only."""
    return (
        f"Norway expelled {n} envoys of Chile on Monday, hours after the talks had failed.",
        f"The ministry in Oslo said that the last of the {n} had a week to leave the country.",
    )


def text(n):
    return "\n\n".join(two(n))


def marked(n):
    return "".join(f"<p>{said}</p>" for said in two(n))


# --- pages -------------------------------------------------------------------------------

LD = json.dumps({
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": REVIEW},
        {"@type": "WebSite", "name": REVIEW, "datePublished": "2001-01-01"},
        {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-03-14T22:10:00+01:00",
         "dateModified": "2023-03-20T08:00:00+01:00", "publisher": {"name": REVIEW},
         "author": [{"@type": "Person", "name": "Ida Varga"}]},
    ],
})  # fmt: skip
TEASER = f'<li><a href="/x"><h3>{JUNK}</h3><p>{JUNK} {JUNK}</p></a></li>'
NEWS = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | {REVIEW}</title>
<script type="application/ld+json">{LD}</script></head><body>
<div id="onetrust-banner-sdk"><p>We value your privacy. {JUNK}</p><button>Accept</button></div>
<header><nav><a href="/">Home</a><a href="/world">World</a></nav><p>{JUNK}</p></header>
<div class="ticker"><ul>{TEASER * 3}</ul></div>
<main><article><h1>{TITLE}</h1><p class="byline">By Ida Varga</p>{{body}}
<aside class="inline-promo"><p>{JUNK}</p></aside>
<p><strong>Read more:</strong> <a href="/y">{JUNK}</a></p>
<figure><img src="a.jpg"><figcaption>{JUNK} Photo: Agency</figcaption></figure>
<div class="newsletter-signup"><h3>Stay informed</h3><p>{JUNK}</p><form><input></form></div>
<section class="related"><h2>Related stories</h2><ul>{TEASER * 3}</ul></section></article></main>
<section id="comments"><h2>2 comments</h2><div class="comment"><p>{JUNK}</p></div></section>
<footer><p>© 2023 {REVIEW}. {JUNK}</p></footer></body></html>"""
RELEASE = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>Ministry of Foreign Affairs - {TITLE}</title>
<meta name="dc.date" content="2023-03-14"><meta name="dc.publisher" content="Ministry of Foreign Affairs"></head>
<body bgcolor=white><table width=100%><tr><td><a href=a>Home</a> | <a href=b>Minister</a> | <a href=c>Press</a></td></tr>
<tr><td><font size=5><b>{TITLE}</b></font><br><br>{{body}}<br><br>
“It ends,” said Ms. Nuñez.</td></tr></table><hr><small>See also: <a href=d>{JUNK}</a></small></body></html>"""
WIKI = page(
    "{body}<p>Chile answered in kind.<sup class='reference'><a href='#n1'>[1]</a></sup></p>"
    f"<table class='infobox'><tr><td>{JUNK}</td></tr></table>"
    f"<h2>References</h2><ol class='references'><li id='n1'>{JUNK}</li></ol>"
    f"<h2>Further reading</h2><ul><li>{JUNK}</li></ul>"
    f"<div class='navbox'><table><tr><td>{JUNK}</td></tr></table></div>",
    '<meta property="article:published_time" content="2023-03-14T05:00:00Z">',
    TITLE,
)
ESSAY = page(
    "{body}<p>So it went for years.<a href='#fn1' id='r1'><sup>1</sup></a></p>"
    f"<h3>Notes</h3><p id='fn1'>1. {JUNK}</p><p>2. {JUNK}</p>"
    f"<h3>About the author</h3><p>{JUNK}</p>",
    '<meta name="citation_publication_date" content="2023/03/14">'
    '<meta name="citation_author" content="Ida Varga">',
    TITLE,
)
BLOG = f"""<html><head><title>{TITLE} – {REVIEW}</title><meta property="og:site_name" content="{REVIEW}">
</head><body><div id="page"><div id="sidebar"><h3>Recent posts</h3><ul><li><a href=1>{JUNK}</a></li></ul></div>
<div id="content"><div class="post"><h1 class="entry-title">{TITLE}</h1>
<div class="entry-meta">Posted on <a href="/x"><time class="entry-date" datetime="2023-03-14T10:00:00+00:00">March 14, 2023</time></a></div>
<div class="entry-content">{{body}}<p>Also read: <a href="/b">{JUNK}</a></p>
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a>Twitter</a></li></ul></div></div></div>
<div id="comments"><ol class="comment-list"><li><p>{JUNK}</p></li></ol></div></div></div></body></html>"""
PRESS = f"""<!doctype html><html lang="en"><head><title>{TITLE} | Ministry of Foreign Affairs</title>
<link rel="canonical" href="https://mfa.example/press/envoys-leave"></head><body class="page-node">
<a href="#main" class="skip-link">Skip to main content</a><div class="region-header"><div class="menu">
<ul><li><a href="/">Home</a></li><li><a href="/p">Press</a></li></ul></div></div>
<div class="cookie-notice"><p>This site uses cookies. {JUNK}</p></div>
<div id="main"><h1 class="page-title">{TITLE}</h1><div class="field-date">March 14, 2023</div>
<p>For immediate release</p><div class="field-body">{{body}}</div>
<div class="field-tags"><span>Tags:</span> <a href=1>Norway</a>, <a href=2>Chile</a></div>
<ul class="pager"><li><a href="/1">Previous: {JUNK}</a></li><li><a href="/2">Next: {JUNK}</a></li></ul>
<div class="block"><h2>Latest press releases</h2><div><a href="/3">{JUNK}</a><span>13 March 2023</span></div>
<div><a href="/4">{JUNK}</a><span>12 March 2023</span></div></div></div>
<div class="region-footer"><p>Ministry of Foreign Affairs, 7 Harbour Street. {JUNK}</p></div></body></html>"""
MAGAZINE = f"""<!doctype html><html><head><meta charset="utf-8"><title>{TITLE} - {REVIEW}</title>
<meta property="og:site_name" content="{REVIEW}"><meta property="og:title" content="{TITLE}">
<meta name="parsely-pub-date" content="2023-03-14T07:00:00Z"></head><body><div class="app">
<div class="Header-wrap"><span>Subscribe to our newsletter. {JUNK}</span></div><div class="Page-content">
<h1>{TITLE}</h1><div class="Byline">By Ida Varga <span>Mar 14, 2023</span></div>
<div class="RichTextBody">{{body}}<div class="PullQuote"><blockquote><p>{{quote}}</p></blockquote></div>
<div class="Ad"><p>Advertisement</p></div><p><em>Read: <a href="/a">{JUNK}</a></em></p>
<p><b>RELATED:</b> <a href="/b">{JUNK}</a></p><hr>
<p><em>Ida Varga is a fellow. Follow her on <a href="/t">Twitter</a>.</em></p></div>
<div class="Recirculation"><h3>More from {REVIEW}</h3><div class="Card"><a href="/c"><span>{JUNK}</span></a>
<p>{JUNK} Analysts said so on Friday.</p></div><div class="Card"><a href="/d"><span>{JUNK}</span></a>
<p>{JUNK} Analysts said so on Friday.</p></div></div></div><div class="Footer"><p>{JUNK}</p></div></div></body></html>"""


def mhtml(n):
    from quopri import encodestring

    markup = NEWS.replace("{body}", marked(n) + "<p>“It ends,” said Núñez.</p>")
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://h.example/news/1\r\n"
        "Subject: =?utf-8?Q?Envoys=20leave?=\r\nDate: Fri, 9 Aug 2024 10:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n'
        "\r\n--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://h.example/news/1\r\n\r\n"
    )
    advert = (
        "\r\n--B\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/frame\r\n\r\n"
        f"<p>{JUNK}</p>\r\n--B--\r\n"
    )
    return head.encode() + encodestring(markup.encode()) + advert.encode()


# --- PDF ---------------------------------------------------------------------------------


def lines(said, wide):
    """Words of a text in lines of a width."""
    from textwrap import wrap

    return wrap(said, wide)


def columns(n):
    """Two columns on two pages, with heads, feet, notes, a turned-off caption and references."""
    first, second = two(n)
    drawn = Pdf()
    drawn.info = f"/Title ({TITLE}) /Author (Ida Varga) /CreationDate (D:20240809100000Z)"
    drawn.text(60, 805, f"{REVIEW} {JUNK}", 8)
    drawn.text(60, 770, TITLE, 18)
    drawn.text(60, 750, f"{REVIEW}, 14 March 2023", 10)
    # Each column runs on in the next one, the second on the next page.
    fill = "Both sides had spoken of it for years without an end in sight, as the papers say. "
    left = lines(fill * 5 + first, 46)
    right = lines(second + " " + fill * 5, 46)
    drawn.column(60, 720, left[:14])
    drawn.column(310, 720, left[14:])
    drawn.text(60, 96, f"1 {JUNK}", 7)
    drawn.text(60, 40, "1", 8)
    drawn.page()
    drawn.text(60, 805, f"{REVIEW} {JUNK}", 8)
    drawn.column(60, 770, right[:6])
    drawn.column(310, 770, right[6:])
    drawn.text(60, 600, "References", 12)
    drawn.column(60, 580, [f"Berg, O. (2020). {JUNK}", f"Dahl, P. (2021). {JUNK}"])
    drawn.text(60, 40, "2", 8)
    return drawn.bytes()


def report(n):
    first, second = two(n)
    drawn = Pdf()
    drawn.info = f"/Title ({TITLE})"
    drawn.text(60, 780, TITLE, 22)
    drawn.text(60, 750, "Published: March 14, 2023", 11)
    drawn.column(60, 700, lines(first, 80))
    drawn.text(60, 560, "Figure 1. The two capitals. Photo: Agency", 9)
    drawn.text(60, 30, f"{JUNK} | 1", 8)
    drawn.page()
    drawn.column(60, 780, lines(second, 80))
    drawn.text(60, 30, f"{JUNK} | 2", 8)
    drawn.page()
    drawn.column(60, 780, lines("Chile has not answered. " * 4, 80))
    drawn.text(60, 30, f"{JUNK} | 3", 8)
    return drawn.bytes()


def printed(n):
    """A page as a browser prints it."""
    first, second = two(n)
    drawn = Pdf()
    for number, said in enumerate((first, second), 1):
        drawn.text(20, 825, "8/9/24, 10:00 AM", 8).text(250, 825, f"{TITLE} | {REVIEW}", 8)
        if number == 1:
            drawn.text(40, 790, TITLE, 20).text(40, 765, "March 14, 2023", 10)
        drawn.column(40, 730, lines(said, 80))
        drawn.text(20, 15, "https://h.example/news/1", 8).text(550, 15, f"{number}/2", 8)
        drawn.page()
    drawn.pages.pop()
    return drawn.bytes()


def locked_pdf(n):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(report(n))))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# --- what writers and desks keep ----------------------------------------------------------

CORE = (
    f"<dc:title>{TITLE}</dc:title><dc:creator>Ida Varga</dc:creator>"
    "<dcterms:created>2020-01-01T00:00:00Z</dcterms:created>"
)
W = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>' + JUNK + "</w:t></w:r></w:p>"


def word(n):
    inner = (
        W.format("Caption") + W.format("FootnoteText") + W.format("Footer")
        + f"<w:p><w:del><w:r><w:delText>{JUNK}</w:delText></w:r></w:del></w:p>"
        "<w:p><w:r><w:t>Bibliography</w:t></w:r></w:p>" + W.format("Normal")
    )  # fmt: skip
    notes = f'<w:footnotes xmlns:w="x"><w:footnote><w:p><w:r><w:t>{JUNK}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    return docx((f"{REVIEW}, 14 March 2023", *two(n)), CORE, inner, **{
        "word/footnotes.xml": notes, "word/comments.xml": notes, "word/footer1.xml": notes,
    })  # fmt: skip


def tracked(n):
    """A Word file with a contents, changes that are tracked, a table, a box and a control."""
    first, second = two(n)
    run = "<w:r><w:t>{}</w:t></w:r>"
    inner = (
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + W.format("TOC1")
        + W.format("TOC2") + "</w:sdtContent></w:sdt>"
        f"<w:p><w:ins>{run.format(first[:20])}</w:ins><w:del><w:r><w:delText>{JUNK}</w:delText></w:r></w:del>"
        f"{run.format(first[20:40])}<w:hyperlink>{run.format(first[40:])}</w:hyperlink></w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run.format(second)}</w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>Endnotes</w:t></w:r></w:p>" + W.format("EndnoteText")
    )  # fmt: skip
    return docx((TITLE, "14 March 2023"), CORE, inner)


def opened(n):
    note = f"<text:note><text:note-body><text:p>{JUNK}</text:p></text:note-body></text:note>"
    inner = f"<text:p>So it stands.{note}</text:p><text:p>Sources</text:p><text:p>{JUNK}</text:p>"
    meta = f"<dc:title>{TITLE}</dc:title><dc:date>2024-08-09T10:00:00</dc:date>"
    return odt((f"{REVIEW} | 14 March 2023", *two(n)), inner, meta)


def reply(n):
    quoted = f"On Mon, 13 Mar 2023 at 09:12, Ola Berg <ola@b.example> wrote:\n> {JUNK}\n>\n> {JUNK}"
    signed = f"Best regards,\nIda Varga\nDesk editor, {REVIEW}\n+47 555 0101"
    html = (
        f"<div>{marked(n)}</div><div class='gmail_signature'>{JUNK}</div>"
        f"<div class='gmail_quote'><div>On Mon, 13 Mar 2023, Ola wrote:</div><blockquote>{JUNK}</blockquote></div>"
    )
    return mail(f"{text(n)}\n\n{signed}\n\n{quoted}\n", html, Subject=f"RE: {TITLE}",
                Date="Tue, 14 Mar 2023 23:50:00 +0100", Organization=REVIEW)  # fmt: skip


def foreign(n):
    """A message of an old program: one part, Base64, letters of Central Europe."""
    body = f"{text(n)}\n\nPříští týden končí.\n\n-- \nIda\n{JUNK}\n"
    head = (
        "From: =?iso-8859-2?Q?Harbour_Review?= <news@harbour.example>\r\nTo: desk@example.org\r\n"
        "Subject: =?iso-8859-2?B?RW52b3lzIGxlYXZl?=\r\nDate: 14 Mar 2023 08:00 EST\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-2\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + b64encode(body.encode("iso-8859-2"))


def outlook(n):
    """An answer in HTML alone; only a line and a head part it from what it answers."""
    body = "".join(f"<p class=MsoNormal>{said}<o:p></o:p></p>" for said in two(n))
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "Ida Varga <ida@harbour.example>", "desk@example.org"
    message["Subject"], message["Date"] = f"RE: {TITLE}", WHEN
    message["Organization"] = REVIEW
    message.set_content(
        f"<html><body><div class=WordSection1>{body}<p class=MsoNormal>Kind regards,</p>"
        f"<p class=MsoNormal>Ida Varga</p><p class=MsoNormal>{JUNK}</p>"
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Ola Berg<br>"
        "<b>Sent:</b> Monday, March 13, 2023 9:12 AM<br><b>To:</b> Ida Varga<br><b>Subject:</b> x</p></div>"
        f"<p class=MsoNormal>{JUNK}</p></div></body></html>",
        subtype="html",
    )
    return message.as_bytes()


def listed(n):
    """An answer below what it answers, with what a list writes under it."""
    body = (
        f"Ola Berg wrote:\n> {JUNK}\n\n{text(n)}\n\n"
        f"_______________________________________________\nDesk mailing list\n{JUNK}\n"
    )
    return mail(body, Subject=f"Re: [desk] {TITLE}", Date=WHEN, List_Id=f"{REVIEW} <d.example>")


def forwarded(n):
    body = (
        "---------- Forwarded message ---------\nFrom: Harbour Review <news@harbour.example>\n"
        f"Date: Tue, Mar 14, 2023 at 9:12 AM\nSubject: {TITLE}\nTo: <desk@example.org>\n\n\n"
        f"{text(n)}\n\n-- \n{JUNK}\n"
    )
    return mail(body, From="Ola Berg <ola@gmail.com>", Subject=f"Fwd: {TITLE}",
                Date="Fri, 9 Aug 2024 10:00:00 +0200")  # fmt: skip


def newsletter(n, within):
    """HTML alone, and a Word file attached to it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{REVIEW} <newsletter@harbour.example>"
    message["To"], message["Subject"] = "desk@example.org", TITLE
    message["Date"] = "Tue, 14 Mar 2023 08:00:00 +0000"
    message["List-Id"] = f"{REVIEW} <news.harbour.example>"
    message.set_content(
        f"<html><body><div style='display:none'>{JUNK}</div><h1>{TITLE}</h1>{marked(n)}"
        f"<p><a href='x'>{JUNK}</a></p><p>You are receiving this email because you signed up. {JUNK}</p>"
        "<p><a href='y'>Unsubscribe</a> from this list</p></body></html>",
        subtype="html",
    )
    message.add_attachment(word(within), maintype="application", subtype="octet-stream",
                           filename="note.docx")  # fmt: skip
    return message.as_bytes()


def box(numbers):
    found = b""
    for n in numbers:
        letter = mail(f"{text(n)}\nFrom Oslo nothing more was heard.\n\nIda wrote:\n> {JUNK}\n",
                      Subject=TITLE, Date="Tue, 14 Mar 2023 10:00:00 +0000",
                      Organization=REVIEW)  # fmt: skip
        stored = letter.replace(b"\r\n", b"\n").replace(b"\nFrom Oslo", b"\n>From Oslo")
        found += b"From ida@harbour.example Tue Mar 14 10:00:00 2023\n" + stored + b"\n"
    return found


def matter(kind, n):
    return {
        "text": f"Title: {TITLE}\nPublisher: {REVIEW}\nDate: 14 March 2023\n\n{text(n)}",
        "front": f"---\ntitle: {TITLE}\nsource: {REVIEW}\ndate: 2023-03-14\n---\n{text(n)}\n",
        "markdown": f"---\npublisher: {REVIEW}\npublished: 2023-03-14\n---\n# {TITLE}\n\n{text(n)}"
        f"[^1]\n\n> {two(n + 900)[0]}\n\n[^1]: {JUNK}\n\n## See also\n\n- [{JUNK}](x)\n\n"
        f"## References\n\n1. {JUNK}\n",
    }[kind]


# --- feeds and tables ---------------------------------------------------------------------

WHEN = "Tue, 14 Mar 2023 08:00:00 GMT"


def full_item(n):
    return (
        f"<item><title>{TITLE}</title><link>https://h.example/{n}</link><pubDate>{WHEN}</pubDate>"
        f"<description>{JUNK} [...]</description><content:encoded><![CDATA[{marked(n)}"
        f"<p>The post <a href='x'>{JUNK}</a> appeared first on <a href='y'>{REVIEW}</a>.</p>"
        f"<h3>Related</h3><ul><li><a href='z'>{JUNK}</a></li></ul>]]></content:encoded></item>"
    )


def rdf(n):
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="x"><title>{REVIEW}</title><description>{JUNK}</description></channel>'
        f'<item rdf:about="y"><title>{TITLE}</title><link>https://h.example/y</link>'
        f"<dc:date>2023-03-14T08:00:00Z</dc:date><description>{text(n)}</description></item></rdf:RDF>"
    )


def gathered(n):
    """An item of a feed that gathers from others: the source is the publisher."""
    return (
        f"<item><title>{TITLE} - {REVIEW}</title><pubDate>{WHEN}</pubDate>"
        f'<source url="https://h.example">{REVIEW}</source><description>{text(n)}</description></item>'
    )


def atom(numbers):
    entries = "".join(
        f'<entry><title type="html">{TITLE}</title><link rel="alternate" href="https://h.example/{n}"/>'
        f"<updated>2023-03-14T08:00:00Z</updated><summary>{JUNK}</summary>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{marked(n)}</div></content></entry>'
        for n in numbers
    )
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{REVIEW}</title>'
        f"<subtitle>{JUNK}</subtitle>{entries}</feed>"
    )


def json_feed(n):
    return json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": REVIEW, "description": JUNK,
        "items": [{"id": "1", "title": TITLE, "summary": JUNK, "content_html": marked(n),
                   "date_published": "2023-03-14T08:00:00Z"}],
    })  # fmt: skip


def row(n, **more):
    return {"Headline": TITLE, "Publication Date": "2023-03-14", "Source": REVIEW,
            "Summary": JUNK, "Body": text(n).replace("\n\n", " ")} | more  # fmt: skip


def comma(rows, delimiter=","):
    import csv

    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def api(n):
    article = {"source": {"id": "hr", "name": REVIEW}, "author": "Ida Varga", "title": TITLE,
               "description": JUNK, "url": "https://h.example/n", "publishedAt": "2023-03-14T08:00:00Z",
               "content": text(n)}  # fmt: skip
    return json.dumps({"status": "ok", "totalResults": 1, "articles": [article]})


def sheet(numbers):
    table = [["Date", "Outlet", "Title", "Text", "Remarks"]]
    table += [[datetime(2023, 3, 14), REVIEW, TITLE, text(n), JUNK] for n in numbers]
    return xlsx(table, [["Codes"], [JUNK]])


def response(n, address="https://h.example/1"):
    markup = NEWS.replace("{body}", marked(n)).encode()
    return (address, "text/html; charset=utf-8", markup, "200 OK")


GONE = ("https://h.example/gone", "text/html", f"<p>{JUNK}</p>".encode(), "404 Not Found")


def nested(n):
    """A ZIP in a mail in a ZIP."""
    inner = zipped({"deep/note.txt": matter("text", n)})
    return zipped({"letter.eml": mail(text(n + 1), files=[("in.zip", inner)], Subject=TITLE,
                                      Date=WHEN, Organization=REVIEW)})  # fmt: skip


def without_end(n):
    data = zipped({"a.txt": text(n)})
    for _ in range(12):
        data = zipped({"again.zip": data})
    return data


def locked_zip(n):
    data = bytearray(zipped({"a.txt": text(n)}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


# --- the folder ---------------------------------------------------------------------------


def plain(n, **more):
    return [Held(two(n), **more)]


def files():
    """Each file's content, with the documents in it or what is said of it instead."""
    body = {n: marked(n) for n in range(10, 20)}
    whole = "20 pages of nothing. "
    return {
        "pages/news.html": (NEWS.replace("{body}", body[10]), plain(10)),
        "pages/release.htm": (
            RELEASE.replace("{body}", "<br><br>".join(two(11))).encode("cp1252"),
            plain(11, publisher="Ministry of Foreign Affairs", title=None),
        ),
        "pages/wiki.html": (WIKI.replace("{body}", body[12]), plain(12)),
        "pages/essay.html": (ESSAY.replace("{body}", body[13]), plain(13)),
        "pages/blog.html": (BLOG.replace("{body}", body[14]), plain(14)),
        "pages/press.html": (
            PRESS.replace("{body}", body[18]), plain(18, publisher="Ministry of Foreign Affairs")
        ),
        "pages/magazine.html": (
            MAGAZINE.replace("{body}", body[19]).replace("{quote}", "“It ends,” she said."),
            plain(19),
        ),
        "pages/saved.mhtml": (mhtml(15), plain(15)),
        "pages/named wrongly.txt": (NEWS.replace("{body}", body[16]), plain(16)),
        "reports/columns.pdf": (columns(20), plain(20, publisher=None)),
        "reports/report.pdf": (report(21), plain(21, publisher=None)),
        "reports/named wrongly.html": (report(22), plain(22, publisher=None)),
        "reports/printed.pdf": (printed(25), plain(25, publisher=None)),
        "reports/scanned.pdf": (Pdf().bytes(), "without a text layer"),
        "reports/locked.pdf": (locked_pdf(23), "an encrypted PDF"),
        "reports/broken.pdf": (report(24)[:200], "a PDF that cannot be read"),
        "notes/release.docx": (word(30), plain(30, publisher=None)),
        "notes/memo.odt": (opened(31), plain(31, publisher=None)),
        "notes/cable.rtf": (
            rtf(("14 March 2023", *two(32)), rf"{{\title {TITLE}}}"),
            plain(32, publisher=None),
        ),
        "notes/head.txt": (matter("text", 33), plain(33)),
        "notes/front.txt": (matter("front", 34), plain(34)),
        "notes/note.md": (matter("markdown", 35), [Held((*two(35), two(935)[0]))]),
        "notes/wide.txt": (matter("text", 36).encode("utf-16"), plain(36)),
        "notes/named wrongly.doc": (word(37), plain(37, publisher=None)),
        "notes/tracked.docx": (tracked(39), plain(39, publisher=None)),
        "notes/broken.docx": (word(38)[:700], "a damaged ZIP archive"),
        "notes/old.doc": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le"),
            "an old Word file (.doc): save it as .docx",
        ),
        "mail/reply.eml": (reply(40), plain(40)),
        "mail/old.eml": (foreign(41), plain(41)),
        "mail/outlook.eml": (outlook(47), plain(47)),
        "mail/list.eml": (listed(48), plain(48)),
        "mail/forwarded.eml": (forwarded(42), plain(42)),
        "mail/newsletter.eml": (
            newsletter(43, 44), [Held(two(43)), Held(two(44), publisher=None)],
        ),
        "mail/desk.mbox": (box((45, 46)), [Held(two(45)), Held(two(46))]),
        "feeds/rss.xml": (
            rss([full_item(50), full_item(51)], f"{REVIEW}", f"<description>{JUNK}</description>"),
            [Held(two(50)), Held(two(51))],
        ),
        "feeds/atom.xml": (atom((52, 53)), [Held(two(52)), Held(two(53))]),
        "feeds/rdf.xml": (rdf(55), plain(55)),
        "feeds/gathered.xml": (rss([gathered(56)], "What others write"), plain(56)),
        "feeds/feed.json": (json_feed(54), plain(54)),
        "tables/comma.csv": (comma([row(60), row(61)]), [Held(two(60)), Held(two(61))]),
        "tables/semicolon.csv": (
            comma([row(62, **{"Publication Date": "14/03/2023"})], ";").encode("cp1252"),
            plain(62),
        ),
        "tables/tab.tsv": (comma([row(63)], "\t"), plain(63)),
        "tables/sheet.xlsx": (
            sheet((64, 65)),
            [Held(two(64)), Held(two(65)), "Sheet1: a table without a column of texts (Codes)"],
        ),
        "tables/lines.jsonl": (
            "\n".join(json.dumps(row(n)) for n in (66, 67)), [Held(two(66)), Held(two(67))],
        ),
        "tables/api.json": (api(68), plain(68)),
        "tables/events.csv": (
            "event_id_cnty,event_date,actor1\nX1,2023-03-14,A\n", "`cuibono import` takes event data"
        ),
        "packed/web.warc.gz": (warc([response(70), GONE]), plain(70)),
        "packed/web.wacz": (
            zipped({
                "archive/data.warc.gz": warc([response(71), response(72, "https://ads.example/")]),
                "pages/pages.jsonl": '{"format": "json-pages-1.0"}\n{"url": "https://h.example/1"}',
            }),
            plain(71),
        ),
        "packed/plain.warc": (warc([response(78), GONE], packed=False), plain(78)),
        "packed/page.html.gz": (gz(NEWS.replace("{body}", body[17]).encode()), plain(17)),
        "packed/nested.zip": (nested(73), [Held(two(74)), Held(two(73))]),
        "packed/without end.zip": (without_end(75), "nested more than 4 files deep, so it was not read"),
        "packed/locked.zip": (locked_zip(76), "encrypted: unpack it with its password first"),
        "packed/climbing.zip": (zipped({"../../out.txt": text(77)}), "leads out of the archive"),
        "packed/bomb.gz": (gz(bytes(50_000_001)), "more than 50 MB once unpacked"),
        "other/picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(60), "a picture (PNG)"),
        "other/empty.txt": (b"", "empty"),
        "other/bare.txt": (text(80), [Held(two(80), title="Envoys leave again")]),
        "other/beside.txt": (text(81), plain(81)),
        "library/files/7/Varga.txt": (text(83), plain(83)),
        "library/varga2023.docx": (word(84), plain(84)),
        "other/future.txt": (
            f"Title: {TITLE}\nSource: {REVIEW}\nPublished: 2093-03-14\n\n{text(82)}",
            plain(82, published=None),
        ),
        "other/table of contents.txt": (whole * 3, [Held((whole.strip(),), None, None, None)]),
    }  # fmt: skip


BESIDE = {
    "other/beside.json": json.dumps({"date": "2023-03-14", "publisher": REVIEW, "title": TITLE}),
    "library/zotero.json": json.dumps({
        "items": [{"itemType": "report", "title": TITLE, "date": "2023-03-14", "institution": REVIEW,
                   "attachments": [{"path": "files/7/Varga.txt"}]}]
    }),
    "library/csl.json": json.dumps([
        {"id": "varga2023", "title": TITLE, "issued": {"date-parts": [[2023, 3, 14]]},
         "publisher": REVIEW}
    ]),
    "manifest.csv": "path,date,publisher,title\n"
    f"other/bare.txt,2023-03-14,{REVIEW},Envoys leave again\n",
}  # fmt: skip
"""What only says what other files are."""


def make(folder):
    """Write the folder."""
    for name, (content, _) in (files() | {n: (c, None) for n, c in BESIDE.items()}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


__all__ = ["BESIDE", "JUNK", "Held", "files", "make"]
