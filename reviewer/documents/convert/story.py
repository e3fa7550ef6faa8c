"""The last resort for a text: pages by MuPDF alone, which needs no docx engine."""

import html
import io

import pymupdf

from reviewer.documents.convert.plain import MAX_LETTERS, clean
from reviewer.documents.limits import MAX_PAGES

_PAPER = (0, 0, 595, 842)
_MARGINS = (57, 57, -57, -57)
_STYLE = "body { font-family: sans-serif; font-size: 10.5pt; line-height: 1.3; } p { margin: 0; }"
NAME = "mupdf"


def to_pdf(text: str) -> bytes:
    """A PDF of a text, a paragraph for each line."""
    lines = clean(text)[:MAX_LETTERS].split("\n")
    story = pymupdf.Story("".join(f"<p>{html.escape(line) or '&nbsp;'}</p>" for line in lines), user_css=_STYLE)
    out = io.BytesIO()
    writer = pymupdf.DocumentWriter(out)
    paper = pymupdf.Rect(_PAPER)
    more, count = 1, 0
    while more and count < MAX_PAGES:
        device = writer.begin_page(paper)
        more, _ = story.place(paper + _MARGINS)
        story.draw(device)
        writer.end_page()
        count += 1
    writer.close()
    return out.getvalue()
