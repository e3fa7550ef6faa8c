"""Fonts of documents: those of the same widths stand in for those of Word, and every usual script has letters."""

import sys

import pymupdf
import pytest
from PySide6.QtGui import QFontDatabase

from reviewer import paths
from reviewer.documents import pages
from reviewer.documents.convert import families, fonts
from reviewer.documents.convert.docx.names import W, own
from reviewer.documents.convert.docx.typefaces import Replacing
from reviewer.documents.protocol import Format
from tests.builders_documents import docx, paragraph

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system has fonts of its own")
FOLDER = paths.resources() / "fonts" / "documents"


def _fonts_drawn(text: str, font: str) -> set[str]:
    markup = docx(paragraph(text, run=f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'))
    made = pages.make(markup, Format.DOCX, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf) as document:
        return {str(row[3]).partition("+")[2] for row in document.get_page_fonts(0)}


@ON_LINUX
@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ("Calibri", "Carlito"),
        ("Arial", "LiberationSans"),
        ("Times New Roman", "LiberationSerif"),
        ("Courier New", "LiberationMono"),
        ("Cambria", "Caladea-Regular"),
        ("Georgia", "Gelasio-Regular"),
        ("Garamond", "LiberationSerif"),
        ("A Font Of Nobody", "LiberationSans"),
    ],
)
def test_that_a_font_of_word_is_stood_in_for(asked: str, drawn: str) -> None:
    if asked.lower() in families.installed():
        pytest.skip(f"{asked} is installed here")
    assert _fonts_drawn("Milla Quarto", asked) == {drawn}


@ON_LINUX
@pytest.mark.usefixtures("qapp")
def test_that_they_are_known_to_a_process_that_looked_fonts_up_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    QFontDatabase.families()
    families.installed.cache_clear()
    assert {"carlito", "gelasio"} <= families.installed()


@ON_LINUX
@pytest.mark.parametrize(
    "text", ["ประสบการณ์", "अनुभव", "السيرة", "ניסיון", "অভিজ্ঞতা", "தொழில்", "经验", "փորձ", "გამოც", "𐌲𐌿𐍄𐌹𐍃𐌺"]
)
def test_that_other_scripts_have_letters(text: str) -> None:
    markup = docx(paragraph(text, run='<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'))
    made = pages.make(markup, Format.DOCX, frozenset(), lambda _: None)
    with pymupdf.open(stream=made.pdf) as document:
        drawn = [glyph for span in document[0].get_texttrace() for glyph in span["chars"]]
    assert drawn
    assert all(glyph[1] != 0 for glyph in drawn), "a box stands for a letter that no font has"


def test_that_every_stand_in_is_there() -> None:
    there = {pymupdf.Font(fontfile=str(file)).name.removesuffix(" Regular") for file in FOLDER.glob("*-Regular.ttf")}
    assert set(fonts.STAND_INS) <= there
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 20_000_000


def test_that_a_document_says_of_what_kind_an_unknown_font_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "installed", lambda: frozenset({"arial", "liberation serif", "gelasio"}))
    table = (
        f'<w:fonts xmlns:w="{W[1:-1]}"><w:font w:name="Ornate"><w:family w:val="roman"/></w:font>'
        '<w:font w:name="Brought"><w:family w:val="roman"/><w:embedRegular/></w:font></w:fonts>'
    )
    replacing = Replacing(table.encode())
    root = own(
        f'<w:r xmlns:w="{W[1:-1]}"><w:rFonts w:ascii="Ornate" w:hAnsi="Georgia" w:cs="Arial" w:eastAsia="Brought"/>'
        "</w:r>"
    )
    replacing.rule(root)
    found = root.find(W + "rFonts")
    assert found is not None
    assert [found.get(W + slot) for slot in ("ascii", "hAnsi", "cs", "eastAsia")] == [
        *("Liberation Serif", "Gelasio", "Arial", "Brought"),
    ]
