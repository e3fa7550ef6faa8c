"""Letters as PDF: sender, paragraphs, and the letterhead of an agency."""

from make.pdf_looks import look_of
from make.pdf_sheet import A4, LETTER, SOFT, Column, Run, Sheet
from make.people import Paper, Person


def letter_pdf(person: Person, paper: Paper, when: str) -> bytes:
    """A letter: sender, date, paragraphs."""
    look = look_of(paper)
    sheet = Sheet(LETTER if paper.options.get("paper") == "letter" else A4)
    sheet.new_page()
    margin = max(look.margin, 64)
    size = max(look.size, 10)
    column = Column(sheet, margin, sheet.size[0] - margin, margin, sheet.size[1] - margin, margin)
    if look.header == "band":
        sheet.box(0, (0, 0, sheet.size[0], 10), look.accent)
    if letterhead := paper.options.get("letterhead"):
        column.write(Run(letterhead[0], look.face, "bold", 20, look.accent))
        for line in letterhead[1:]:
            column.write(Run(line, look.face, size=8.5, ink=SOFT))
        sheet.line(0, margin, column.right, column.y + 6, look.accent, 1.4)
        column.y += 30
    elif not paper.options.get("no_head"):
        column.write(Run(person.name, look.face, "bold", size * 1.35, look.accent))
        for item in person.contact[:3]:
            column.write(Run(item, look.face, size=size * 0.92, ink=SOFT))
        column.y += 26
    for section in paper.sections:
        for block in section.blocks:
            if block.kind == "point":
                column.write(Run(block.text, look.face, size=size), leading=1.45, indent=14, mark="•")
            else:
                text = f"{block.place}: {block.text}" if block.kind == "keyed" else block.text
                column.write(Run(text, look.face, size=size), leading=1.45)
            column.y += size * 0.75
    return sheet.to_bytes(f"Letter of {person.name}", "Skia/PDF m126", when)
