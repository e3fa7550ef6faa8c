"""Resumes and letters as .docx: plain ones, ones with a table for a sidebar, ones made of one big table."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from make.people import Block, Paper, Person, Section
from make.portraits import portrait

_SCRIPTS = re.compile("([\u0590-\u06ff]+(?:[\u200c \u05be]?[\u0590-\u06ff]+)*)")
"""Words that are written from right to left: Hebrew and Arabic script."""

SOFT = RGBColor(0x5A, 0x5E, 0x66)


class Writer:
    """Writes blocks into a document or a cell of a table."""

    def __init__(self, document: Any, paper: Paper) -> None:
        given = paper.options
        self.document = document
        self.accent = RGBColor.from_string(given.get("accent", "1F3864"))
        self.size = float(given.get("size", 10.5))
        self.heading_style = given.get("heading", "rule")
        self.right_to_left = bool(given.get("right_to_left"))
        self.ink: RGBColor | None = None
        self.bullets = given.get("bullets", "list")

    def paragraph(self, where: Any, before: float = 0, after: float = 2) -> Any:
        """A new paragraph; the empty one that a new cell has is used first."""
        first = getattr(where, "paragraphs", [])
        fresh = hasattr(where, "_tc") and len(first) == 1 and not first[0].runs and not first[0].text
        paragraph = first[0] if fresh else where.add_paragraph()
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
        return paragraph

    def run(
        self,
        paragraph: Any,
        text: str,
        bold: bool = False,
        italic: bool = False,
        size: float | None = None,
        ink: RGBColor | None = None,
    ) -> None:
        for part in _SCRIPTS.split(text):
            if not part:
                continue
            run = paragraph.add_run(part)
            run.bold, run.italic = bold or None, italic or None
            run.font.size = Pt(size or self.size)
            if ink or self.ink:
                run.font.color.rgb = ink or self.ink
            if _SCRIPTS.fullmatch(part):
                run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))

    def section(self, where: Any, section: Section, width: float) -> None:
        if section.title:
            paragraph = self.paragraph(where, 12, 4)
            paragraph.paragraph_format.keep_with_next = True
            title = section.title.upper() if self.heading_style == "caps" else section.title
            self.run(paragraph, title, bold=True, size=self.size * 1.22, ink=self.ink or self.accent)
            if self.heading_style == "rule":
                _border(paragraph, str(self.ink or self.accent))
            elif self.heading_style == "bar":
                _shade(paragraph._p.get_or_add_pPr(), "E7ECF3")
        for block in section.blocks:
            self.block(where, block, width)

    def block(self, where: Any, block: Block, width: float) -> None:
        if block.kind == "entry":
            paragraph = self.paragraph(where, 6, 0)
            paragraph.paragraph_format.keep_with_next = True
            self.run(paragraph, block.text, bold=True)
            if block.dates and width > 9:
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
                self.run(paragraph, "\t" + block.dates, ink=self.ink or SOFT)
            below = block.place if width > 9 else " · ".join(part for part in (block.place, block.dates) if part)
            if below:
                line = self.paragraph(where)
                line.paragraph_format.keep_with_next = True
                self.run(line, below, italic=True, ink=self.ink or SOFT)
        elif block.kind == "point":
            if self.bullets == "list" and not hasattr(where, "_tc"):
                paragraph = where.add_paragraph(style="List Bullet")
                paragraph.paragraph_format.space_after = Pt(1)
                self.run(paragraph, block.text)
            else:
                paragraph = self.paragraph(where, 0, 1)
                paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = (
                    Cm(0.45),
                    Cm(-0.45),
                )
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.45))
                self.run(paragraph, ("•" if self.bullets != "dash" else "–") + "\t" + block.text)
        elif block.kind == "keyed":
            paragraph = self.paragraph(where)
            self.run(paragraph, block.place + ": ", bold=True)
            self.run(paragraph, block.text)
        else:
            self.run(self.paragraph(where, 0, 4), block.text)


def _border(paragraph: Any, ink: str) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", ink)):
        bottom.set(qn("w:" + key), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _shade(properties: Any, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn("w:" + key), value)
    properties.append(shade)


def _widths(table: Any, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _new(paper: Paper, name: str, received: datetime) -> Any:
    document = Document()
    font = paper.options.get("font", "Calibri")
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(float(paper.options.get("size", 10.5)))
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    margin = float(paper.options.get("margin", 2.2))
    section = document.sections[0]
    letter = paper.options.get("paper") == "letter"
    section.page_width, section.page_height = (Cm(21.59), Cm(27.94)) if letter else (Cm(21.0), Cm(29.7))
    section.left_margin = section.right_margin = Cm(margin)
    section.top_margin = section.bottom_margin = Cm(max(1.4, margin - 0.3))
    told = document.core_properties
    told.author, told.title, told.last_modified_by, told.comments = name, "", name, ""
    told.created = told.modified = received.replace(tzinfo=None)
    return document


def _packed(document: Any) -> bytes:
    """The file with the same bytes each time: no times in the zip, no thumbnail of the template."""
    raw, out = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), old.read(item), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _head(writer: Writer, where: Any, person: Person, centred: bool = False, contact: bool = True) -> None:
    name_size = float(person.resume.options.get("name_size", 22))
    lines: list[Any] = [writer.paragraph(where, 0, 0)]
    writer.run(lines[0], person.name, bold=True, size=name_size, ink=writer.ink or writer.accent)
    if extra := person.resume.options.get("native_name"):
        lines.append(writer.paragraph(where, 0, 0))
        writer.run(lines[-1], extra, size=name_size * 0.7, ink=writer.ink or SOFT)
        if writer.right_to_left:
            lines[-1]._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    if person.headline:
        lines.append(writer.paragraph(where, 0, 2))
        writer.run(lines[-1], person.headline, size=writer.size * 1.15, ink=writer.ink or SOFT)
    if contact:
        lines.append(writer.paragraph(where, 0, 6))
        writer.run(lines[-1], "  |  ".join(person.contact), size=writer.size * 0.92, ink=SOFT)
    if centred:
        for line in lines:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def resume_docx(person: Person, received: datetime) -> bytes:
    paper = person.resume
    document = _new(paper, person.name, received)
    writer = Writer(document, paper)
    section = document.sections[0]
    wide = (section.page_width - section.left_margin - section.right_margin) / 360000
    seed = paper.options.get("photo")
    if paper.style == "sidebar":
        _sidebar(document, writer, person, wide, seed)
    elif paper.style == "grid":
        _grid(document, writer, person, wide, seed)
    else:
        if seed is not None:
            table = document.add_table(1, 2)
            _widths(table, (wide - 3.4, 3.4))
            _head(writer, table.cell(0, 0), person)
            picture = writer.paragraph(table.cell(0, 1))
            picture.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            picture.add_run().add_picture(BytesIO(portrait(seed)), width=Cm(2.8))
        else:
            _head(writer, document, person, centred=paper.style == "centred")
        for part in paper.sections:
            writer.section(document, part, wide)
    if paper.options.get("foot"):
        line = section.footer.paragraphs[0]
        writer.run(line, str(paper.options["foot"]), size=8, ink=SOFT)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return _packed(document)


def _sidebar(document: Any, writer: Writer, person: Person, wide: float, seed: str | None) -> None:
    """A table of one row: a coloured cell with contact and skills, a white one with the career."""
    narrow = 5.6
    table = document.add_table(1, 2)
    _widths(table, (narrow, wide - narrow))
    page = document.sections[0]
    row = table.rows[0]
    row.height = page.page_height - page.top_margin - page.bottom_margin - Cm(2.2)
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    side, main = table.cell(0, 0), table.cell(0, 1)
    fill = person.resume.options.get("side", "24344D")
    _shade(side._tc.get_or_add_tcPr(), fill)
    dark = sum(int(fill[i : i + 2], 16) for i in (0, 2, 4)) < 380
    if seed is not None:
        picture = writer.paragraph(side, 6, 6)
        picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture.add_run().add_picture(BytesIO(portrait(seed, "round", fill)), width=Cm(3.4))
    if dark:
        writer.ink = RGBColor(0xFF, 0xFF, 0xFF)
    for item in person.contact:
        writer.run(writer.paragraph(side, 0, 3), item, size=writer.size * 0.92)
    for part in person.resume.sections:
        if part.aside:
            writer.section(side, part, narrow)
    writer.ink = None
    _head(writer, main, person, contact=False)
    for part in person.resume.sections:
        if not part.aside:
            writer.section(main, part, wide - narrow - 0.6)


def _grid(document: Any, writer: Writer, person: Person, wide: float, seed: str | None) -> None:
    """Everything in a table with lines, as the forms of an office would have it."""
    if seed is not None:
        picture = document.add_paragraph()
        picture.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        picture.add_run().add_picture(BytesIO(portrait(seed)), width=Cm(2.6))
    title = writer.paragraph(document, 0, 6)
    writer.run(
        title, str(person.resume.options.get("title", "Curriculum vitae")), bold=True, size=18, ink=writer.accent
    )
    table = document.add_table(0, 2)
    table.style = "Table Grid"
    narrow = 4.2

    def line(key: str, fill: str | None = None) -> Any:
        cells = table.add_row().cells
        writer.run(writer.paragraph(cells[0]), key, bold=True)
        if fill:
            _shade(cells[0]._tc.get_or_add_tcPr(), fill)
        return cells[1]

    labels = person.resume.options.get("labels", ["Name", "E-mail", "Telephone", "Place"])
    for key, text in zip(labels, (person.name, *person.contact), strict=False):
        writer.run(writer.paragraph(line(key, "EEF1F5")), text)
    for part in person.resume.sections:
        if part.title:
            cells = table.add_row().cells
            merged = cells[0].merge(cells[1])
            _shade(merged._tc.get_or_add_tcPr(), str(writer.accent))
            writer.run(writer.paragraph(merged, 2, 2), part.title, bold=True, ink=RGBColor(0xFF, 0xFF, 0xFF))
        cell: Any = None
        for block in part.blocks:
            if block.kind == "entry":
                cell = line(block.dates)
                paragraph = writer.paragraph(cell)
                writer.run(paragraph, block.text, bold=True)
                if block.place:
                    writer.run(writer.paragraph(cell), block.place, italic=True, ink=SOFT)
            elif block.kind == "keyed":
                writer.run(writer.paragraph(line(block.place)), block.text)
                cell = None
            else:
                if cell is None:
                    cells = table.add_row().cells
                    cell = cells[0].merge(cells[1])
                writer.block(cell, block, 8)
    _widths(table, (narrow, wide - narrow))


def letter_docx(person: Person, paper: Paper, received: datetime) -> bytes:
    document = _new(paper, person.name, received)
    writer = Writer(document, paper)
    if letterhead := paper.options.get("letterhead"):
        writer.run(writer.paragraph(document, 0, 0), letterhead[0], bold=True, size=20, ink=writer.accent)
        for text in letterhead[1:]:
            writer.run(writer.paragraph(document, 0, 0), text, size=8.5, ink=SOFT)
        _border(document.paragraphs[-1], str(writer.accent))
        writer.paragraph(document, 10, 0)
    elif not paper.options.get("no_head"):
        writer.run(writer.paragraph(document, 0, 0), person.name, bold=True, size=writer.size * 1.3, ink=writer.accent)
        writer.run(
            writer.paragraph(document, 0, 22), "  ·  ".join(person.contact[:3]), size=writer.size * 0.9, ink=SOFT
        )
    for section in paper.sections:
        for block in section.blocks:
            if block.kind == "point":
                writer.block(document, block, 15)
                continue
            paragraph = writer.paragraph(document, 0, 8)
            writer.run(paragraph, f"{block.place}: {block.text}" if block.kind == "keyed" else block.text)
            paragraph.paragraph_format.line_spacing = 1.15
    return _packed(document)
