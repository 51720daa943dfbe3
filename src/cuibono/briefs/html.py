"""The brief as one self-contained HTML file: no script, no network, light or dark, printable."""

from __future__ import annotations

import html

from cuibono.briefs.brief import Brief
from cuibono.briefs.cited import AROUND, Cited, Quote, Quotes, Section
from cuibono.briefs.pictures import CAPTION
from cuibono.briefs.places import ids, origin, spot
from cuibono.briefs.sections import SHORT
from cuibono.unseen import written_out

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --faint: #6a6a6a; --line: #d5d5d5;
  --mark: #fff1b8; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #e6e6e6; --faint: #a0a0a0;
  --line: #3a3d42; --mark: #5c4d12; } }
body { background: var(--paper); color: var(--ink); max-width: 46rem; margin: 2.5rem auto;
  padding: 0 1.25rem; font: 1.02rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
.around { color: var(--faint); }
.made, figcaption, .place { color: var(--faint); font: .82rem/1.45 system-ui, sans-serif; }
.short { font-size: 1.08rem; }
ul { padding-left: 1.15rem; } li { margin: .3rem 0; }
sup { line-height: 0; }
sup a { text-decoration: none; color: inherit; padding: 0 .1em;
  font: .72rem system-ui, sans-serif; }
a:hover { text-decoration: underline; }
figure { margin: 1.4rem 0; overflow-x: auto; } figure svg { max-width: 100%; height: auto; }
.quotes li { margin: .8rem 0; border-top: 1px solid var(--line); padding-top: .6rem; }
blockquote { margin: 0; } mark { background: var(--mark); color: inherit; font-weight: 600; }
code { font-size: .8rem; }
@media print { body { max-width: none; margin: 0; } a { color: inherit; } h2 { break-after: avoid; }
  li, figure { break-inside: avoid; } }
"""


def render(brief: Brief) -> str:
    """The page as HTML."""
    quotes = Quotes()
    body = [_section(s, quotes) for s in brief.sections]
    listed = "\n".join(_quote(q, brief) for q in quotes.all())
    title = escape(brief.title)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<p class="made">{escape(brief.shaded)} Made on {brief.made.isoformat()}.</p>
{body[0]}{_figure(brief.picture)}{"".join(body[1:])}
<h2>Quotes</h2>
<ol class="quotes">
{listed}
</ol>
</body>
</html>
"""


def _section(section: Section, quotes: Quotes) -> str:
    lines = [_sentence(s, quotes) for s in section.sentences]
    if section.heading == SHORT:
        return f'<p class="short">{" ".join(lines)}</p>\n'
    items = "\n".join(f"<li>{line}</li>" for line in lines)
    rest = f'<p class="made">{escape(section.rest)}</p>\n' if section.rest else ""
    return f"<h2>{escape(section.heading)}</h2>\n<ul>\n{items}\n</ul>\n{rest}"


def _sentence(sentence: Cited, quotes: Quotes) -> str:
    numbers = "".join(f'<a href="#q{n}">[{n}]</a>' for n in quotes.cite(sentence))
    text = "".join(
        f'<span class="around">{escape(text)}</span>' if kind == AROUND else escape(text)
        for text, kind in sentence.parts
    )
    return f"{text}<sup>{numbers}</sup>"


def escape(text: str) -> str:
    """A text that is no markup, with what is not seen written out."""
    return html.escape(written_out(text))


def _figure(svg: str | None) -> str:
    if svg is None:
        return ""
    return f"<figure>\n{svg}\n<figcaption>{escape(CAPTION)}</figcaption>\n</figure>\n"


def _quote(quote: Quote, brief: Brief) -> str:
    text = "".join(f"<mark>{escape(t)}</mark>" if hit else escape(t) for t, hit in quote.parts)
    source = escape(origin(quote, brief.documents))
    document = brief.documents.get(quote.first.document)
    if document and document.address and document.address.startswith(("http://", "https://")):
        source = f'<a href="{escape(document.address)}">{source}</a>'
    place = escape(spot(quote, brief.documents))
    return (
        f'<li id="q{quote.number}"><blockquote>{text}</blockquote>'
        f'<div class="place">{source}; {place}; <code>{escape(ids(quote))}</code></div></li>'
    )
