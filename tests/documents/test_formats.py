"""What a file is, by its content."""

import io
import zipfile

import pytest

from reviewer.documents.formats import recognise
from reviewer.documents.protocol import Format, Trouble, TroubleCode
from reviewer.documents.troubles import sentence
from tests import builders_documents as build


@pytest.mark.parametrize("name", ["pdf", "docx", "rtf", "txt", "doc"])
def test_that_each_format_is_known_by_its_content(name: str) -> None:
    assert recognise(build.of_each_format()[name]) == Format(name)


def test_that_a_pdf_may_begin_with_something_else() -> None:
    assert recognise(b"\r\n" * 300 + build.pdf()) is Format.PDF


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "iso2022_jp"])
def test_that_text_in_any_encoding_is_text(encoding: str) -> None:
    text = "日本語の手紙" if encoding == "iso2022_jp" else "Письмо о работе, с уважением. " * 9
    assert recognise(text.encode(encoding)) is Format.TXT


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


LOCK_FILE = b"\x05Milla" + b" " * 49 + "\x05Milla".encode("utf-16-le") + b"\0" * 95

OTHERS: dict[str, tuple[bytes, TroubleCode, str]] = {
    "nothing": (b"", TroubleCode.EMPTY, ""),
    "only blanks": (b" \r\n\t\0\0", TroubleCode.EMPTY, ""),
    "too large": (b"a" * ((25 << 20) + 1), TroubleCode.TOO_LARGE, ""),
    "web page": (b"\xef\xbb\xbf <!DOCTYPE html><html>", TroubleCode.UNSUPPORTED, "html"),
    "web page with a comment": (b"<!-- saved --><html>", TroubleCode.UNSUPPORTED, "html"),
    "mail archive of a web page": (b"MIME-Version: 1.0\r\n", TroubleCode.UNSUPPORTED, "html"),
    "xml": (b"<?xml version='1.0'?><w:wordDocument/>", TroubleCode.UNSUPPORTED, "xml"),
    "picture": (build.png(), TroubleCode.UNSUPPORTED, "image"),
    "archive": (zip_of(a_dot_txt=b"x"), TroubleCode.UNSUPPORTED, "zip"),
    "open document": (
        zip_of(mimetype=b"application/vnd.oasis.opendocument.text"), TroubleCode.UNSUPPORTED, "odt",
    ),
    "pages": (zip_of(Index__Document_dot_iwa=b"x"), TroubleCode.UNSUPPORTED, "pages"),
    "spreadsheet": (zip_of(xl__workbook_dot_xml=b"x"), TroubleCode.UNSUPPORTED, "sheet"),
    "lock file": (LOCK_FILE, TroubleCode.NOT_A_DOCUMENT, "lock"),
    "noise": (bytes(range(256)) * 20, TroubleCode.NOT_A_DOCUMENT, ""),
    "encrypted office": (build.OLE + b"\0" * 4096 + "EncryptedPackage\0".encode("utf-16-le"), TroubleCode.LOCKED, ""),
    "old spreadsheet": (build.OLE + b"\0" * 4096 + "Workbook\0".encode("utf-16-le"), TroubleCode.UNSUPPORTED, "sheet"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(OTHERS))
def test_that_other_files_are_told_for_what_they_are(name: str) -> None:
    data, code, kind = OTHERS[name]
    assert recognise(data) == Trouble(code, kind)


def test_that_every_trouble_has_one_sentence_that_says_what_to_do() -> None:
    kinds = {kind for _, _, kind in OTHERS.values()} | {"word6", "msg", "slides", "unheard of"}
    for code in TroubleCode:
        for kind in kinds:
            said = sentence(code, kind)
            assert said.endswith(".")
            assert said.count(". ") == 0
            assert "ask " in said or "try " in said
