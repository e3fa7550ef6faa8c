"""What is copied is what was written: paragraphs, lists, tables and words parted at line ends."""

from collections.abc import Callable

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from reviewer.documents.protocol import NOW
from reviewer.services.documents import DocumentService
from reviewer.ui.document.page_text import PageText
from tests import builders_documents as build
from tests.ui.document.conftest import PATIENCE_MS, Library
from tests.ui.document.test_page_text import words_of

LONG = (
    "Milla Quarto has kept a storage engine of eleven petabytes in good order for seven years and before that a garden "
    "with a hundred trees, of which most still stand; she measures first, then she deletes what nobody needs."
)
SHORT = "She likes disks more than diagrams."

Copied = Callable[[bytes], str]


@pytest.fixture
def copied(qtbot: QtBot, documents: DocumentService, library: Library) -> Copied:
    """The first page of a document as it is copied."""

    def read(data: bytes) -> str:
        key = library.put(data)
        documents.want_words(key, 0, NOW)
        qtbot.waitUntil(lambda: documents.words(key, 0) is not None, timeout=PATIENCE_MS)
        text = PageText(0, documents.words(key, 0) or ())
        return text.text((0, 0), (len(text.words) - 1, len(text.words[-1].text)))

    return read


def cells(*texts: str) -> str:
    """A row of a table of docx."""
    made = [f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{build.paragraph(text)}</w:tc>' for text in texts]
    return f"<w:tr>{''.join(made)}</w:tr>"


def test_that_docx_comes_out_as_it_was_written(copied: Copied) -> None:
    rows = [("2019 to 2023", "Turku"), ("2011 to 2019", "Delft")]
    table = f'<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr>{"".join(cells(*row) for row in rows)}</w:tbl>'
    body = build.paragraph(LONG) + build.paragraph(SHORT) + table + build.paragraph(LONG)
    assert copied(build.docx(body)).splitlines() == [LONG, SHORT, *("\t".join(row) for row in rows), LONG]


def test_that_rtf_comes_out_as_it_was_written(copied: Copied) -> None:
    bullets = [r"\bullet\tab Wrote the compaction scheduler", r"\bullet\tab Kept the archive"]
    body = r"\par ".join([LONG, SHORT, *bullets])
    wanted = [LONG, SHORT, "• Wrote the compaction scheduler", "• Kept the archive"]
    assert copied(build.rtf(body)).splitlines() == wanted


def test_that_txt_comes_out_as_it_was_written(copied: Copied) -> None:
    assert copied(build.txt(f"{LONG}\n\n{SHORT}\n\n- one thing\n- another\n")).splitlines() == [
        LONG,
        SHORT,
        "- one thing",
        "- another",
    ]


def test_that_doc_comes_out_by_paragraphs(copied: Copied) -> None:
    lines = copied(build.doc()).splitlines()
    assert any(len(line.split()) > 25 for line in lines)
    assert all(line == line.strip() and "  " not in line for line in lines)


def test_that_columns_of_pdf_come_out_one_after_the_other(copied: Copied) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((50, 60), "Milla Quarto", fontsize=18)
        page.insert_textbox(pymupdf.Rect(310, 90, 545, 500), f"{SHORT}\n{LONG}", fontsize=10)
        page.insert_textbox(pymupdf.Rect(50, 90, 285, 500), f"{LONG}\n{LONG}", fontsize=10)
        data = document.tobytes()
    assert copied(data).splitlines() == ["Milla Quarto", LONG, LONG, SHORT, LONG]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["built a distri-", "buted thing"], "built a distributed thing"),
        (["and a full-", "stack thing of"], "and a full-stack thing of"),
        (["plain distribu-", "ted and a distribu-ted"], "plain distribu-ted and a distribu-ted"),
        (["about a soft\N{SOFT HYPHEN}", "ware of old"], "about a software of old"),
        (["the years 2019-", "2021 were long"], "the years 2019-2021 were long"),
        (["some one \N{EN DASH}", "some other of"], "some one \N{EN DASH} some other of"),
    ],
)
def test_that_words_parted_at_the_end_of_a_line_are_whole(lines: list[str], wanted: str) -> None:
    text = PageText(0, words_of(*((10.0, 10.0 + 16 * n, 0, line) for n, line in enumerate(lines))))
    assert text.text((0, 0), (len(text.words) - 1, 99)) == wanted


@pytest.mark.parametrize(
    "lines",
    [
        ["EXPERIENCE OF MANY YEARS", "somewhere else and now"],
        ["Systems: Linux, some of BSD", "Languages: OCaml and C++ too"],
        ["who wrote to us today", "milla.quarto@example.org"],
        ["- one of several things of", "- another of those things"],
        ["1. one of several things of", "2. another of those things"],
    ],
)
def test_that_what_begins_anew_has_a_line_of_its_own(lines: list[str]) -> None:
    text = PageText(0, words_of(*((10.0, 10.0 + 16 * n, 0, line) for n, line in enumerate(lines))))
    assert text.text((0, 0), (len(text.words) - 1, 99)).splitlines() == lines


def test_that_lines_that_were_ended_early_stay_lines() -> None:
    lines = ["Milla Quarto", "Example Street 12", "20100 Turku", "Finland"]
    page = words_of(*((10.0, 10.0 + 16 * n, 0, line) for n, line in enumerate(lines)), (10, 200, 1, LONG))
    text = PageText(0, page)
    assert text.text((0, 0), (8, 99)).splitlines()[:4] == lines
