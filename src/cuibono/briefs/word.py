"""The brief as a Word file: headings, numbered quotes, links from sentences to their quotes."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from typing import Any

from cuibono.briefs.brief import Brief
from cuibono.briefs.cited import AROUND, Cited, Quote, Quotes, Section
from cuibono.briefs.pictures import CAPTION, INK
from cuibono.briefs.places import ids, origin, spot
from cuibono.briefs.sections import SHORT
from cuibono.errors import CuibonoError
from cuibono.unseen import written_out

# Characters that XML 1.0 cannot hold.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARGIN, HANGING, PICTURE = 2.2, 0.8, 16.0
"""In centimetres: the page's margin, the indent of a quote, the width of the picture."""
GREY = 0x60
LONGEST = 255
"""Characters that a property of a Word file may have."""


def render(brief: Brief) -> bytes:
    """The page as the bytes of a .docx file.

    Raises CuibonoError where the extra `word` is not installed.
    """
    page = WordPage(brief)
    quotes = Quotes()
    page.heading(brief.title, 0)
    page.remark(f"{brief.shaded} Made on {brief.made.isoformat()}.")
    for number, section in enumerate(brief.sections):
        page.section(section, quotes)
        if number == 0 and brief.picture:
            page.picture(brief.picture)
    page.heading("Quotes", 1)
    for quote in quotes.all():
        page.quote(quote)
    page.remark("Made by cuibono; `cuibono explain ID` tells more of a statement.")
    return page.written()


def _library() -> Any:
    try:
        import docx
    except ImportError as error:
        raise CuibonoError(
            "a brief in Word needs python-docx, which is not installed: pip install 'cuibono[word]'"
        ) from error
    return docx


class WordPage:
    """A Word document that is being written, from the top to the bottom."""

    def __init__(self, brief: Brief) -> None:
        docx = _library()
        from docx.shared import Cm

        self.brief = brief
        self.file = docx.Document()
        told = self.file.core_properties
        told.title, told.author = _fit(brief.title)[:LONGEST], "cuibono"
        told.comments = _fit(brief.stamp)[:LONGEST]
        told.created = told.modified = datetime.combine(brief.made, time())
        sheet = self.file.sections[0]
        sheet.page_width, sheet.page_height = Cm(21), Cm(29.7)
        sheet.left_margin = sheet.right_margin = sheet.top_margin = Cm(MARGIN)
        sheet.bottom_margin = Cm(MARGIN)
        _number(sheet.footer.paragraphs[0])

    def heading(self, text: str, level: int) -> None:
        """A heading, or at level 0 the title."""
        self.file.add_heading(_fit(text), level)

    def remark(self, text: str) -> None:
        """A paragraph in italics beside what is told."""
        self.file.add_paragraph().add_run(_fit(text)).italic = True

    def section(self, section: Section, quotes: Quotes) -> None:
        """A section: the summary as one paragraph, any other as a list under its heading."""
        if section.heading == SHORT:
            whole = self.file.add_paragraph()
            for sentence in section.sentences:
                self._sentence(whole, sentence, quotes)
            return
        self.heading(section.heading, 1)
        for sentence in section.sentences:
            self._sentence(self.file.add_paragraph(style="List Bullet"), sentence, quotes)
        if section.rest:
            self.remark(section.rest)

    def _sentence(self, paragraph: Any, sentence: Cited, quotes: Quotes) -> None:
        from docx.shared import RGBColor

        for text, kind in sentence.parts:
            run = paragraph.add_run(_fit(text))
            if kind == AROUND:
                run.font.color.rgb = RGBColor(GREY, GREY, GREY)
        paragraph.add_run(" ")
        for number in quotes.cite(sentence):
            _linked(paragraph, f"[{number}]", anchor=f"q{number}", raised=True)
        paragraph.add_run(" ")

    def picture(self, svg: str) -> None:
        """The picture, drawn by what draws it for the web, with its caption."""
        import vl_convert
        from docx.shared import Cm

        drawn = vl_convert.svg_to_png(svg.replace("currentColor", INK), scale=2.5)
        self.file.add_picture(io.BytesIO(drawn), width=Cm(PICTURE))
        self.file.add_paragraph(CAPTION, style="Caption")

    def quote(self, quote: Quote) -> None:
        """A numbered quote with its acts in bold, where it stands, and the ids to ask for."""
        from docx.shared import Cm

        paragraph = self.file.add_paragraph()
        layout = paragraph.paragraph_format
        layout.left_indent, layout.first_line_indent = Cm(HANGING), Cm(-HANGING)
        layout.tab_stops.add_tab_stop(Cm(HANGING))
        _marked(paragraph, f"{quote.number}.", f"q{quote.number}", quote.number)
        paragraph.add_run("\t“")
        for text, hit in quote.parts:
            paragraph.add_run(re.sub(r"\s+", " ", _fit(text))).bold = hit or None
        paragraph.add_run("” — ")
        known = self.brief.documents.get(quote.first.document)
        address = known.address if known else None
        place = _fit(origin(quote, self.brief.documents))
        if address and address.startswith(("http://", "https://")):
            _linked(paragraph, place, address=_fit(address))
        else:
            paragraph.add_run(place)
        paragraph.add_run(f", {spot(quote, self.brief.documents)} ({ids(quote)})")

    def written(self) -> bytes:
        """The file."""
        held = io.BytesIO()
        self.file.save(held)
        return held.getvalue()


def _fit(text: str) -> str:
    """A text without what no XML can hold, and with what is not seen written out."""
    return written_out(UNFIT.sub("\ufffd", text))


def _linked(
    paragraph: Any, text: str, anchor: str = "", address: str = "", raised: bool = False
) -> None:
    """A link to a place in the file, or to an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        kind = RELATIONSHIP_TYPE.HYPERLINK
        link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(text)
    run.font.superscript = raised or None
    run.font.underline = None if raised else True
    link.append(run._r)
    paragraph._p.append(link)


def _marked(paragraph: Any, text: str, name: str, number: int) -> None:
    """Words that links lead to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (begin, end):
        mark.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), name)
    paragraph._p.append(begin)
    paragraph.add_run(text)
    paragraph._p.append(end)


def _number(paragraph: Any) -> None:
    """The number of the page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    run.font.color.rgb = RGBColor(GREY, GREY, GREY)
    field.append(run._r)
    paragraph._p.append(field)
