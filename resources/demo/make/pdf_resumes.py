"""Resumes as PDF: header, sidebar, sections."""

from dataclasses import dataclass, replace

from make.pdf_looks import WHITE, Look, look_of
from make.pdf_sheet import A4, INK, LETTER, SOFT, Colour, Column, Run, Sheet
from make.people import Block, Paper, Person, Section
from make.portraits import portrait


def _soften(ink: Colour, ground: Colour, share: float) -> Colour:
    red, green, blue = (a * (1 - share) + b * share for a, b in zip(ink, ground, strict=True))
    return red, green, blue


@dataclass
class Setter:
    """Sets sections into columns in one look."""

    look: Look
    ink: Colour = INK
    soft: Colour = SOFT
    accent: Colour = INK
    hints: float = 0
    """Width of the column of dates at the left; 0 for none."""

    def run(self, text: str, weight: str = "regular", size: float | None = None, ink: Colour | None = None) -> Run:
        return Run(text, self.look.face, weight, size or self.look.size, ink or self.ink)

    def section(self, column: Column, section: Section) -> None:
        if section.title:
            column.gap(self.look.gap)
            self.heading(column, section.title)
        for block in section.blocks:
            self.block(column, block)

    def heading(self, column: Column, title: str) -> None:
        look, style, sheet = self.look, self.look.heading, column.sheet
        column.room(look.size * 7)
        if style == "bar":
            column.y += 3
            sheet.box(column.page, (column.left, column.y, column.right, column.y + look.size * 1.75), self.accent)
            column.write(self.run(title.upper(), "bold", look.size, WHITE), leading=1.25, indent=4)
            column.y += 6
        elif style == "side":
            y = column.y + look.size * 1.3
            sheet.box(column.page, (column.left, y - 4.5, column.left + self.hints - 12, y - 1), self.accent)
            column.write(self.run(title, "bold", look.size * 1.28, self.accent), indent=self.hints)
            column.y += 3
        elif style == "smallcaps":
            capitals = [
                self.run(part.upper(), "regular", look.size * (1.22 if part[:1].isupper() else 0.95), self.accent)
                for part in _small_caps(title)
            ]
            column.write(*capitals)
            sheet.line(column.page, column.left, column.right, column.y + 3, self.accent, 0.5)
            column.y += 5
        elif style == "caps":
            column.write(
                replace(self.run(title.upper(), "bold", look.size * 0.92, self.accent), track=look.size * 0.13)
            )
            column.y += 3
        elif style == "rule":
            column.write(self.run(title, "bold", look.size * 1.22, self.accent))
            sheet.line(column.page, column.left, column.right, column.y + 3.5, self.accent, 0.8)
            column.y += 6
        else:
            column.write(self.run(title, "bold", look.size * 1.18, self.accent))
            column.y += 2

    def block(self, column: Column, block: Block) -> None:
        look, lead = self.look, self.look.leading
        indent = self.hints
        if block.kind == "entry":
            column.gap(look.size * 0.42)
            column.room(look.size * lead * 3)
            title, place, dates = self.run(block.text, "bold"), block.place, block.dates
            if look.dates == "left" and indent:
                page, y = column.page, column.y
                if dates:
                    column.sheet.put(
                        page, column.left, y + look.size * lead, self.run(dates, size=look.size * 0.94, ink=self.soft)
                    )
                runs = (title, self.run(", " + place, "italic")) if place else (title,)
                column.write(*runs, leading=lead, indent=indent)
            elif look.dates == "below" or not dates or column.right - column.left < 220:
                column.write(title, leading=lead)
                below = " · ".join(part for part in (place, dates) if part)
                if below:
                    column.write(
                        self.run(below, "italic" if look.face != "inter" else "regular", look.size * 0.94, self.soft),
                        leading=lead,
                    )
            else:
                column.row((title,), (self.run(dates, size=look.size * 0.94, ink=self.soft),), leading=lead)
                if place:
                    column.write(
                        self.run(place, "italic", ink=self.soft if look.face == "inter" else self.ink), leading=lead
                    )
            column.y += 1
        elif block.kind == "point":
            mark = {"courier": "-", "times": "•"}.get(look.face, "•")
            column.write(self.run(block.text), leading=lead, indent=indent + 11, mark=mark)
            column.y += look.size * 0.12
        elif block.kind == "keyed":
            if indent and self.run(block.place, size=look.size * 0.94).width() < indent - 8:
                column.room(look.size * lead * 2)
                column.sheet.put(
                    column.page,
                    column.left,
                    column.y + look.size * lead,
                    self.run(block.place, size=look.size * 0.94, ink=self.soft),
                )
                column.write(self.run(block.text), leading=lead, indent=indent)
            else:
                column.write(self.run(block.place + ": ", "bold"), self.run(block.text), leading=lead, indent=indent)
            column.y += look.size * 0.15
        else:
            column.write(self.run(block.text), leading=lead, indent=indent)
            column.y += look.size * 0.3


def _small_caps(title: str) -> list[str]:
    parts: list[str] = []
    for letter in title:
        if parts and parts[-1][:1].isupper() == letter.isupper() and letter != " ":
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def _contact_icon(text: str) -> str:
    if "@" in text:
        return "mail"
    if text.startswith(("+", "0", "(")):
        return "phone"
    return "link" if ("." in text and "/" in text) or "example." in text else "pin"


def _contacts(column: Column, setter: Setter, person: Person) -> None:
    for item in person.contact:
        look = setter.look
        if look.icons:
            column.room(look.size * 1.8)
            column.sheet.icon(
                column.page,
                _contact_icon(item),
                column.left,
                column.y + look.size * 1.5,
                setter.accent,
                look.size * 0.95,
            )
            column.write(setter.run(item), leading=1.6, indent=look.size * 1.7)
        else:
            column.write(setter.run(item), leading=1.45)


def _header(sheet: Sheet, person: Person, look: Look, setter: Setter, picture: str | None) -> float:
    """Name, headline and contact at the head of the first page; gives the y below them."""
    wide = sheet.size[0]
    right = wide - look.margin
    if look.header == "band":
        high = 118.0
        sheet.box(0, (0, 0, wide, high), look.accent)
        left = look.margin
        if picture is not None:
            sheet.picture(0, (left, 17, left + 84, 101), portrait(picture, "round", _hex(look.accent)))
            left += 104
        column = Column(sheet, left, right, 26, 800, 26)
        name_ink = WHITE
        column.write(setter.run(person.name, "bold", look.name_size, name_ink))
        if person.headline:
            column.write(setter.run(person.headline, size=look.size * 1.2, ink=_soften(WHITE, look.accent, 0.12)))
        column.y += 5
        column.write(
            setter.run("   ·   ".join(person.contact), size=look.size * 0.92, ink=_soften(WHITE, look.accent, 0.08))
        )
        return high + 12
    column = Column(sheet, look.margin, right, look.margin - 12, 800, look.margin)
    if picture is not None:
        sheet.picture(0, (right - 76, look.margin - 8, right, look.margin + 87), portrait(picture))
        column.right = right - 92
    align = "centre" if look.header == "centre" else "left"
    column.write(
        setter.run(
            person.name, "bold" if look.face != "times" or align == "left" else "regular", look.name_size, look.accent
        ),
        align=align,
        leading=1.2,
    )
    if person.headline and not look.numbered:
        column.write(
            setter.run(person.headline, "italic" if look.face == "times" else "regular", look.size * 1.15, SOFT),
            align=align,
        )
    column.y += 3
    if look.icons and align == "left":
        _contacts(column, setter, person)
    else:
        joint = "  |  " if look.face in ("times", "courier") else "   ·   "
        column.write(setter.run(joint.join(person.contact), size=look.size * 0.96, ink=SOFT), align=align)
    return max(column.y, look.margin + 92 if picture is not None else 0) + 4


def _hex(ink: Colour) -> str:
    return "".join(f"{round(part * 255):02X}" for part in ink)


def resume_pdf(person: Person, when: str) -> bytes:
    paper, look = person.resume, look_of(person.resume)
    sheet = Sheet(LETTER if paper.options.get("paper") == "letter" else A4)
    wide, high = sheet.size
    picture = paper.options.get("photo")
    setter = Setter(look, accent=look.accent, hints=_hints(paper, look))
    foot = look.margin * (0.8 if look.margin < 60 else 0.9) + (14 if look.numbered else 0)
    if look.layout.startswith("sidebar"):
        _with_sidebar(sheet, person, look, setter, picture)
    else:
        sheet.new_page()
        y = _header(sheet, person, look, setter, picture)
        if look.layout == "columns":
            middle = wide / 2
            second = Column(sheet, middle + 8, wide - look.margin, y, high - 24, look.margin)
            first = Column(sheet, look.margin, middle - 8, y, high - 24, look.margin)
            for section in paper.sections:
                setter.section(second if section.aside else first, section)
        else:
            column = Column(sheet, look.margin, wide - look.margin, y, high - foot, look.margin)
            for section in paper.sections:
                setter.section(column, section)
    if look.numbered:
        pages = len(sheet.document)
        for number in range(pages):
            text = f"{person.name} — Curriculum vitae — {number + 1} of {pages}"
            line = Run(text, look.face, "italic", 8.5, SOFT)
            sheet.put(number, (wide - line.width()) / 2, high - 36, line)
    return sheet.to_bytes(
        f"{person.name} - resume",
        paper.options.get("producer", "pdfTeX-1.40.25" if look.face == "times" else "Skia/PDF m126"),
        when,
    )


def _hints(paper: Paper, look: Look) -> float:
    """Width of the column of dates: that of the longest, and some air."""
    if look.dates != "left":
        return 0
    texts = [block.dates for section in paper.sections for block in section.blocks]
    return max(86, *(Run(text, look.face, size=look.size * 0.94).width() + 14 for text in texts))


def _with_sidebar(sheet: Sheet, person: Person, look: Look, setter: Setter, picture: str | None) -> None:
    wide, high = sheet.size
    longest = max(Run(item, look.face, size=look.size * 0.96).width() for item in person.contact)
    look = replace(look, side_width=max(look.side_width, longest + look.size * 1.7 + 42))
    at_left = look.layout == "sidebar-left"
    fill = look.side_fill
    side_x = 0.0 if at_left else wide - look.side_width

    def ground(page: int) -> None:
        sheet.box(page, (side_x, 0, side_x + look.side_width, high), fill)

    ground(sheet.new_page())
    inner = 20.0
    dark = sum(fill) < 1.6
    side_ink = WHITE if dark else INK
    side = Setter(
        replace(look, heading="caps", dates="below", size=look.size * 0.96),
        side_ink,
        _soften(side_ink, fill, 0.25),
        side_ink if dark else look.accent,
    )
    margin = look.margin
    main_left, main_right = (
        (look.side_width + margin, wide - margin) if at_left else (margin, wide - look.side_width - margin * 0.8)
    )
    column = Column(sheet, side_x + inner, side_x + look.side_width - inner, 34, high - 30, 40, fresh=ground)
    if picture is not None:
        middle = side_x + look.side_width / 2
        sheet.picture(0, (middle - 52, 34, middle + 52, 138), portrait(picture, "round", _hex(fill)))
        column.y = 150
    main = Column(sheet, main_left, main_right, 34, high - 40, 44, fresh=ground)
    main.write(setter.run(person.name, "bold", look.name_size, look.accent), leading=1.2)
    if person.headline:
        main.write(setter.run(person.headline, size=look.size * 1.2, ink=SOFT))
    main.y += 4
    side.heading(column, str(person.resume.options.get("contact_title", "Contact")))
    _contacts(column, side, person)
    levels = person.resume.options.get("levels", {})
    for section in person.resume.sections:
        if section.aside:
            side.section(column, section)
    for name, level in levels.items():
        column.y += 3
        column.write(side.run(name))
        y = column.y + 4
        sheet.box(column.page, (column.left, y, column.right, y + 3), _soften(fill, side_ink, 0.25))
        sheet.box(
            column.page,
            (column.left, y, column.left + (column.right - column.left) * level / 5, y + 3),
            side_ink if dark else look.accent,
        )
        column.y += 7
    for section in person.resume.sections:
        if not section.aside:
            setter.section(main, section)
