"""Words that a made PDF tells wrong are told as the source has them, and Indian scripts are drawn as they are read."""

import itertools
from collections.abc import Sequence

import pymupdf
import pytest

from reviewer.documents import aligned, pages
from reviewer.documents.aligned import Placed
from reviewer.documents.protocol import Format
from tests.builders_documents import docx, paragraph
from tests.documents.conftest import Desk

ARABIC = (
    "السيرة الذاتية للمهندسة ميلا كوارتو",
    "الهاتف 0123456789 والبريد milla@example.org في Python and Rust خبرة",
    "عملت في شركة كبيرة لمدة عشر سنوات، وطورت أنظمة مختلفة لمعالجة النصوص العربية على الحواسيب الحديثة بكفاءة وسرعة",
)
HEBREW = ("ניסיון מקצועי בפיתוח תוכנה", "מילה קוורטו, מהנדסת 2019")
INDIC = ("अनुभव और शिक्षा क्षेत्र", "মিলা কোয়ার্টো অভিজ্ঞতা", "தொழில் அனுபவம்")


def _right_to_left(lines: Sequence[str]) -> str:
    return "".join(paragraph(line, "<w:bidi/>", "<w:rtl/>") for line in lines)


@pytest.mark.parametrize("lines", [ARABIC, HEBREW, INDIC])
def test_that_words_are_told_as_written_and_in_their_order(desk: Desk, lines: Sequence[str]) -> None:
    written = _right_to_left(lines) if lines is not INDIC else "".join(paragraph(line) for line in lines)
    key = desk.add(docx(paragraph("Letter of Milla") + written))
    told = desk.words(key)
    for line in lines:
        words = line.split()
        at = told.index(words[0])
        assert told[at : at + len(words)] == words
    assert sorted(told) == sorted(["Letter", "of", "Milla", *" ".join(lines).split()])


def test_that_they_stand_where_they_are_drawn(desk: Desk) -> None:
    key = desk.add(docx(_right_to_left(ARABIC[:1])))
    desk.words(key)
    words = desk.pool.words(key, 0) or ()
    assert [word.text for word in words] == ARABIC[0].split()
    assert all(one.x0 > other.x1 for one, other in itertools.pairwise(words))
    assert all(word.x1 - word.x0 > 8 for word in words)


def test_that_a_latin_document_carries_nothing() -> None:
    made = pages.make(docx(), Format.DOCX, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf) as document:
        assert document.embfile_count() == 0


def test_that_letters_of_india_are_joined() -> None:
    """Two letters that join take the room of fewer than the two of them."""
    made = pages.make(docx(paragraph("क्ष", run='<w:sz w:val="80"/>')), Format.DOCX, frozenset(), lambda _: None)
    apart = pages.make(docx(paragraph("क ष", run='<w:sz w:val="80"/>')), Format.DOCX, frozenset(), lambda _: None)
    assert _inked(made.pdf).width < _inked(apart.pdf).width * 0.75


def test_that_a_line_of_unlike_length_is_laid_by_the_lengths_of_its_words() -> None:
    source = "שלום uno duo tres quattuordecim sex"
    drawn = ["@@@", "@@@", "############", "%%%"]
    row = [Placed(0, 0, (100.0 - 20 * n, 0, 115.0 - 20 * n, 10), text) for n, text in enumerate(drawn)]
    row.insert(0, Placed(0, 0, (120, 0, 135, 10), "שלום"))
    found = {word.text for word in aligned.corrected(row, source)}
    assert {"שלום", "quattuordecim", "sex"} <= found


def test_that_what_a_pdf_says_of_itself_is_not_trusted() -> None:
    for content in (b"[[0,0,1,2,3,4]]", b"{}", b"\xff", b'[[0,0,"a",0,0,0,"x"]]'):
        with pymupdf.open() as document:
            document.new_page()
            document.embfile_add(aligned.NAME, content)
            assert aligned.of_page(document, 0) == []


def _inked(pdf: bytes) -> pymupdf.IRect:
    with pymupdf.open(stream=pdf) as document:
        pixels = document[0].get_pixmap(colorspace=pymupdf.csGRAY)
        width, samples = pixels.width, pixels.samples
        columns = [n % width for n, value in enumerate(samples) if value < 128]
        return pymupdf.IRect(min(columns), 0, max(columns) + 1, 1)
