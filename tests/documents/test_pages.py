"""Pages as sites make them: what is beside the text stays out, the surest witness dates it."""

from datetime import date

import pytest

from cuibono.documents import Document, read, read_all
from tests.documents.makers import BODY, FIRST, SECOND, page

JUNK = "Iran bombed Iraq in the night."
LINK = f'<a href="/x">{JUNK}</a>'


@pytest.fixture
def found(tmp_path):
    def document(content, name="a.html"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path)

    return document


OUTSIDE = {
    "menu": f"<nav>{LINK}</nav>",
    "banner": f'<div id="cookie-consent"><p>{JUNK} We use cookies.</p><button>Yes</button></div>',
    "foot": f"<footer><p>{JUNK}</p></footer>",
    "aside": f"<aside><h3>More</h3><p>{JUNK}</p></aside>",
    "cards": f'<div class="x"><a href="/1"><h3>{JUNK}</h3><p>{JUNK}</p></a></div>' * 3,
    "articles": f'<article><h3><a href="/1">{JUNK}</a></h3><p>{JUNK}</p></article>' * 3,
    "comments": f'<section id="comments"><h2>3 comments</h2><p>{JUNK}</p></section>',
    "hidden": f'<div style="display: none"><p>{JUNK}</p></div>',
    "script": f"<script>var x = '{JUNK}';</script><noscript><p>{JUNK}</p></noscript>",
    "list": f"<h3>Most read</h3><ol><li>{LINK}</li><li>{LINK}</li></ol>",
}  # fmt: skip
INSIDE = {
    "also read": f"<p>Also read: {JUNK}</p>",
    "linked line": f"<p>{LINK}</p>",
    "don't miss": f"<h4>Don’t miss</h4><ul><li>{LINK}</li></ul>",
    "related": f'<div class="related-stories"><p>{JUNK}</p></div>',
    "read more label": f"<p><strong>Read more:</strong> {LINK}</p>",
    "caption": f"<figure><img src=x><figcaption>{JUNK}</figcaption></figure>",
    "newsletter": f'<div class="newsletter-signup"><p>{JUNK}</p><form><input></form></div>',
}  # fmt: skip
AFTER = {
    "references": f"<h2>References</h2><ol><li>{JUNK}</li><li>{JUNK}</li></ol>",
    "see also": f"<h2>See also</h2><ul><li>{JUNK}</li></ul>",
    "reflist": f'<div class="reflist"><ol><li>{JUNK}</li></ol></div>',
    "footnotes": f'<section role="doc-endnotes"><ol><li>{JUNK}</li></ol></section>',
    "bold label": f"<p><b>Related</b></p><ul><li>{LINK}</li></ul>",
}


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("where", ["before", "after"])
def test_what_stands_around_the_article_stays_out(found, name, where):
    text = found(page(**{where: OUTSIDE[name]})).text
    assert JUNK not in text
    assert all(p in text for p in BODY)


@pytest.mark.parametrize("name", INSIDE)
def test_what_leads_elsewhere_inside_the_article_stays_out(found, name):
    text = found(page(f"<p>{FIRST}</p>{INSIDE[name]}<p>{SECOND}</p>")).text
    assert JUNK not in text
    assert all(p in text for p in BODY)


@pytest.mark.parametrize("name", AFTER)
def test_what_stands_below_the_article_stays_out(found, name):
    text = found(page(f"<p>{FIRST}</p><p>{SECOND}</p>{AFTER[name]}")).text
    assert JUNK not in text
    assert all(p in text for p in BODY)


def test_a_section_after_the_one_that_is_left_out_is_read(found):
    body = f"<p>{FIRST}</p><h2>See also</h2><p>{LINK}</p><h2>Peace</h2><p>{SECOND}</p>"
    text = found(page(body)).text
    assert JUNK not in text
    assert SECOND in text


def test_a_page_without_an_article_is_read_without_its_menu(found):
    body = f"<div class=nav><ul><li>{LINK}</li></ul></div><div><p>{FIRST}</p><p>{SECOND}</p></div>"
    text = found(f"<html><head><title>Ties</title></head><body>{body}</body></html>").text
    assert text.split("\n\n") == list(BODY)


def test_an_old_page_of_tables_and_line_breaks(found):
    body = (
        f"<table><tr><td><a href=a>Home</a><br><a href=b>News</a></td><td><b>Statement</b><br>"
        f"12 March 2019<br><br>{FIRST}<br><br>{SECOND}<hr>See also: <a href=c>{JUNK}</a></table>"
    )
    document = found(f"<html><head><title>Statement</title></head><body>{body}</body></html>")
    assert (JUNK in document.text, "Home" in document.text) == (False, False)
    assert document.text.split("\n\n")[-2:] == list(BODY)


def test_the_heading_is_the_articles_not_the_sites(found):
    document = found(page(before="<header><h1>Harbour Review</h1></header>"))
    assert document.text.split("\n\n") == ["Ties cut", *BODY]


def test_names_of_classes_never_take_out_the_text(found):
    body = f'<div class="related-content social ad"><p>{FIRST}</p><p>{SECOND}</p></div>'
    assert SECOND in found(page(body)).text


def test_links_in_sentences_stay(found):
    body = f'<p>{FIRST} The <a href="/x">ministry of Norway</a> said so.</p><p>{SECOND}</p>'
    assert "The ministry of Norway said so." in found(page(body)).text


def test_cells_and_items_are_paragraphs(found):
    body = (
        f"<p>{FIRST}</p><table><tr><td>Poland<td>Poland sent tanks.</tr></table><ul><li>One.</ul>"
    )
    assert found(page(body)).text.split("\n\n")[2:] == ["Poland", "Poland sent tanks.", "One."]


LD = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"%s","dateModified":"%s"}</script>'
META = '<meta property="article:published_time" content="%s">'
WHERE = '<link rel="canonical" href="https://h.example/2018/05/18/x">'


@pytest.mark.parametrize(
    ("head", "top", "published", "where"),
    [
        (LD % ("2018-05-17T05:40:00-04:00", "") + WHERE, "", "2018-05-17", "JSON-LD"),
        (META % "2018-05-17" + WHERE, "", "2018-05-17", "meta"),
        (WHERE, '<time datetime="2018-05-17">17 May</time>', "2018-05-17", "<time>"),
        (WHERE, "", "2018-05-18", "address"),
        ("", "<p>Published: 17 May 2018</p>", "2018-05-17", "text"),
        ("", '<span class="date">May 17, 2018</span>', "2018-05-17", "text"),
        (META % "1970-01-01" + WHERE, "", "2018-05-18", "address"),
        (META % "2093-01-01", "", None, None),
        ("", '<p><time class="updated" datetime="2018-05-17">17 May</time></p>', None, None),
        ("", f'<aside><time datetime="2018-05-17">17 May</time> {JUNK}</aside>', None, None),
    ],
)
def test_the_surest_witness_dates_a_page(found, head, top, published, where):
    document = found(page(f"{top}<p>{FIRST}</p><p>{SECOND}</p>", head))
    assert document.published == (date.fromisoformat(published) if published else None)
    witness = document.witness("published")
    assert (witness.where if witness else "").startswith(where or "")


def test_an_update_is_kept_beside_the_publication(found):
    document = found(page(head=LD % ("2018-05-17", "2018-06-01")))
    assert (document.published, document.updated) == (date(2018, 5, 17), date(2018, 6, 1))


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "windows-1252", "ascii"])
def test_latin_1_is_what_browsers_take_it_for(found, label):
    content = page(f"<p>“Yes,” said Côte d’Ivoire. {FIRST}</p>").replace("utf-8", label)
    assert "“Yes,” said Côte d’Ivoire." in found(content.encode("cp1252")).text


@pytest.mark.parametrize(
    ("label", "codec", "said"),
    [
        ("windows-1251", "cp1251", "Министр сказал, что войска ушли."),
        ("gb2312", "gb18030", "外交部说，他们已经离开首都。"),
        ("shift_jis", "cp932", "外務省は、①彼らが去ったと述べた。"),
        ("utf-8", "cp1252", "“Yes,” said Côte d’Ivoire’s minister."),
        ("nonsense", "utf-8", "Türkiye said so."),
    ],
)
def test_other_charsets_as_browsers_read_them(found, label, codec, said):
    content = page(f"<p>{said * 3}</p>", title="x").replace("utf-8", label)
    assert said in found(content.encode(codec)).text


def test_a_huge_page_is_read_in_bounded_time(found):
    body = "".join(
        f"<div><div><p>{FIRST} {n}</p><a href=x>{JUNK}</a></div></div>" for n in range(4000)
    )
    text = found(page(body)).text
    assert text.count(FIRST) == 4000
    assert JUNK not in text


def test_a_page_nested_without_end_is_one_line(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text(page("<div>" * 50_000 + FIRST))
    (result,) = read_all(path)
    assert isinstance(result, Document) or "\n" not in str(result)
