"""Word files of the old kind, and the ones before."""

import dataclasses
import io
import struct
import sys
import zipfile

import pytest

from reviewer.documents import pages
from reviewer.documents.convert import coverage, doc, doc_quickly, old_word
from reviewer.documents.convert.docx import repair
from reviewer.documents.convert.failures import Refused
from reviewer.documents.protocol import Format, TroubleCode
from reviewer.documents.protocol import Warning as Note
from tests import builders_documents as build


def old(
    text: bytes, *, language: int = 1033, charset: int = 0, flags: int = 0, pieces: tuple[bytes, ...] = ()
) -> bytes:
    """A plain file of Word 6, as its main stream is; with `pieces`, saved fast, which leaves them in disorder."""
    head = bytearray(0x300)
    struct.pack_into("<HH", head, 0, 0xA5DC, 101)
    struct.pack_into("<H", head, 6, language)
    struct.pack_into("<H", head, 0x0A, flags | (4 if pieces else 0))
    struct.pack_into("<H", head, 0x14, charset)
    if pieces:
        text = b"".join(reversed(pieces))
        places = [len(head) + sum(map(len, pieces[n + 1 :])) for n in range(len(pieces))]
        edges = [sum(map(len, pieces[:n])) for n in range(len(pieces) + 1)]
        table = b"".join(struct.pack("<I", edge) for edge in edges)
        table += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
        table = b"\x01\x02\x00ab\x02" + struct.pack("<I", len(table)) + table
        struct.pack_into("<II", head, 0x160, len(head) + len(text), len(table))
    else:
        table = b""
    struct.pack_into("<II", head, 0x18, len(head), len(head) + len(text))
    struct.pack_into("<I", head, 0x34, len(text))
    return bytes(head) + text + table


def test_that_text_of_word_6_has_its_paragraphs_cells_and_no_instructions() -> None:
    text = b"one\rtwo\x07three\x07\x07see \x13 HYPERLINK x \x14here\x15\x0bfour\x1efive\x1f\x01 \x05end"
    assert old_word.text_of(old(text)) == "one\ntwo\tthree\nsee here\nfour-five end"


def test_that_pieces_are_put_in_order() -> None:
    assert old_word.text_of(old(b"", pieces=(b"first ", b"second ", b"third"))) == "first second third"


@pytest.mark.parametrize(
    ("text", "encoding", "language", "charset"),
    [
        ("Łódź", "cp1250", 1045, 0),
        ("Привет", "cp1251", 1049, 0),
        ("日本語", "cp932", 1041, 0),
        ("中文", "gbk", 2052, 0),
        ("déjà vu", "mac_roman", 1033, 256),
        ("Уважаемые коллеги, я пишу компиляторы уже восемь лет, и вот моё письмо о работе.", "cp1251", 1033, 0),
    ],
)
def test_that_letters_are_of_the_language(text: str, encoding: str, language: int, charset: int) -> None:
    assert old_word.text_of(old(text.encode(encoding), language=language, charset=charset)) == text


def test_that_a_locked_old_file_says_so() -> None:
    with pytest.raises(Refused) as found:
        old_word.text_of(old(b"secret", flags=0x100))
    assert found.value.code is TroubleCode.LOCKED


def test_that_an_old_file_is_drawn_as_text_and_says_so() -> None:
    made = pages.make(old(b"Milla Quarto\rcompilers"), Format.DOC, frozenset(), lambda _: None)
    assert made.info.warnings == (Note.TEXT_ONLY.value,)
    assert "compilers" in coverage.drawn(made.pdf).words
    assert pages.source_text(old(b"Milla"), Format.DOC, lambda _: None)[0].strip() == "Milla"


def test_that_a_cut_old_file_is_no_crash() -> None:
    data = old(b"", pieces=(b"first ", b"second"))
    for length in (2, 10, 0x20, 0x100):
        with pytest.raises(Refused):
            doc.text_of(data[:length])
    assert doc.text_of(data[:-3])


def test_that_the_quick_text_is_the_whole_text_or_none() -> None:
    quick = doc.quick_text(build.doc())
    whole = repair.text_of(doc.to_docx(build.doc()))[0]
    assert quick is None or coverage.words(quick) == coverage.words(whole)
    assert doc.quick_text(build.doc() + b"\x3c\x08\x01") is None  # a hidden letter may be in it
    assert doc.quick_text(b"nothing") is None


def test_that_the_quicker_ways_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [build.doc(), *(file.read_bytes() for file in sorted((build.CORPUS / "doc").glob("*.doc"))[:12])]
    quick = [_parts(data) for data in files]
    monkeypatch.setattr(doc_quickly, "replaced", dataclasses.replace)
    for name, module in list(sys.modules.items()):
        if name.startswith("doc2docx.") and getattr(module, "replace", None) is not None:
            monkeypatch.setattr(module, "replace", dataclasses.replace)
    monkeypatch.setattr(doc_quickly, "_FEW_PIECES", 1 << 30)
    monkeypatch.setattr(doc, "quicken", lambda: None)
    assert [_parts(data) for data in files] == quick
    assert any(quick)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        made = doc.to_docx(data)
    except Refused:
        return {}
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.startswith("docProps")}


def test_that_a_record_is_copied_with_its_changes() -> None:
    @dataclasses.dataclass(slots=True, frozen=True)
    class Record:
        one: int = 1
        two: str = "two"
        three: tuple[int, ...] = ()

    assert doc_quickly.replaced(Record(5), two="2") == Record(5, "2")
    with pytest.raises(TypeError):
        doc_quickly.replaced(Record(), four=4)
