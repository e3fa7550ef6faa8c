"""What a file is, by its content."""

import io
import zipfile

import pytest

from reviewer.documents.convert import rtf
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
    "mail archive of a web page": (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", TroubleCode.UNSUPPORTED, "html",
    ),
    "xml": (b"<?xml version='1.0'?><people/>", TroubleCode.UNSUPPORTED, "xml"),
    "picture": (build.png(), TroubleCode.UNSUPPORTED, "image"),
    "archive": (zip_of(a_dot_txt=b"x"), TroubleCode.UNSUPPORTED, "zip"),
    "open document": (
        zip_of(mimetype=b"application/vnd.oasis.opendocument.text"), TroubleCode.UNSUPPORTED, "odt",
    ),
    "pages": (zip_of(Index__Document_dot_iwa=b"x"), TroubleCode.UNSUPPORTED, "pages"),
    "spreadsheet": (zip_of(xl__workbook_dot_xml=b"x"), TroubleCode.UNSUPPORTED, "sheet"),
    "web page in pieces": (b"<table><tr><td>", TroubleCode.UNSUPPORTED, "html"),
    "saved e-mail": (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\n\r\ntext", TroubleCode.UNSUPPORTED, "msg",
    ),
    "presentation": (zip_of(ppt__presentation_dot_xml=b"x"), TroubleCode.UNSUPPORTED, "slides"),
    "open spreadsheet": (
        zip_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), TroubleCode.UNSUPPORTED, "sheet",
    ),
    "e-book": (zip_of(mimetype=b"application/epub+zip"), TroubleCode.UNSUPPORTED, "epub"),
    "xps": (zip_of(Documents__1__Pages__1_dot_fpage=b"x"), TroubleCode.UNSUPPORTED, "xps"),
    "old pages": (zip_of(index_dot_xml=b"x", buildVersionHistory_dot_plist=b"x"), TroubleCode.UNSUPPORTED, "pages"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", TroubleCode.UNSUPPORTED, "image"),
    "gif": (b"GIF89a\1\0\1\0", TroubleCode.UNSUPPORTED, "image"),
    "tiff": (b"II*\0\x08\0\0\0", TroubleCode.UNSUPPORTED, "image"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", TroubleCode.UNSUPPORTED, "image"),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 ", TroubleCode.UNSUPPORTED, "image"),
    "bmp": (b"BM\x36\0\0\0\0\0\0\0", TroubleCode.UNSUPPORTED, "image"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", TroubleCode.UNSUPPORTED, "image"),
    "film": (b"\0\0\0\x18ftypisom\0\0\0\0", TroubleCode.UNSUPPORTED, "recording"),
    "rar": (b"Rar!\x1a\x07\1\0" + b"\0" * 20, TroubleCode.UNSUPPORTED, "zip"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", TroubleCode.UNSUPPORTED, "zip"),
    "gzip": (b"\x1f\x8b\x08\0\0", TroubleCode.UNSUPPORTED, "zip"),
    "wordperfect": (b"\xffWPC\x10\0\0\0", TroubleCode.UNSUPPORTED, "wordperfect"),
    "works": (build.OLE + b"\0" * 4096 + "MatOST\0".encode("utf-16-le"), TroubleCode.UNSUPPORTED, "works"),
    "outlook": (
        build.OLE + b"\0" * 4096 + "__properties_version1.0\0".encode("utf-16-le"), TroubleCode.UNSUPPORTED, "msg",
    ),
    "postscript": (b"%!PS-Adobe-3.0\n", TroubleCode.UNSUPPORTED, "postscript"),
    "program": (b"MZ\x90\0\3\0", TroubleCode.UNSUPPORTED, "program"),
    "shortcut": (b"[InternetShortcut]\r\nURL=https://example.org", TroubleCode.UNSUPPORTED, "shortcut"),
    "cloud shortcut": (b'{"url": "https://docs.google.com/open?id=1"}', TroubleCode.UNSUPPORTED, "shortcut"),
    "what a Mac leaves": (b"\0\5\x16\7\0\2\0\0Mac OS X", TroubleCode.UNSUPPORTED, "leftover"),
    "open office lock": (
        b",milla,host,01.02.2024 10:11,file:///home/milla/.config;", TroubleCode.NOT_A_DOCUMENT, "lock",
    ),
    "lock file": (LOCK_FILE, TroubleCode.NOT_A_DOCUMENT, "lock"),
    "noise": (bytes(range(256)) * 20, TroubleCode.NOT_A_DOCUMENT, ""),
    "encrypted office": (build.OLE + b"\0" * 4096 + "EncryptedPackage\0".encode("utf-16-le"), TroubleCode.LOCKED, ""),
    "old spreadsheet": (build.OLE + b"\0" * 4096 + "Workbook\0".encode("utf-16-le"), TroubleCode.UNSUPPORTED, "sheet"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(OTHERS))
def test_that_other_files_are_told_for_what_they_are(name: str) -> None:
    data, code, kind = OTHERS[name]
    assert recognise(data) == Trouble(code, kind)


WORD_PAGE = b'<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p class=MsoNormal>Milla</p></body></html>'
WORD_ARCHIVE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    b'Content-Type: text/html\r\n\r\n<html xmlns:w=3D"urn:schemas-microsoft-com:office:word">\r\n--x--'
)
WORD_XML = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (WORD_PAGE, Format.HTML),
        (b"\xef\xbb\xbf" + WORD_PAGE, Format.HTML),
        (WORD_PAGE.decode().encode("utf-16"), Format.HTML),
        (b"<table><tr><td style='mso-bidi-font-size:10pt'>x</td></tr></table>", Format.HTML),
        (WORD_ARCHIVE, Format.HTML),
        (WORD_XML, Format.XML),
        (b"\xdb\xa5\x2d\0" + b"\0" * 400, Format.DOC),
    ],
)
def test_that_what_word_wrote_is_read_whatever_it_is(data: bytes, format_: Format) -> None:
    assert recognise(data) is format_


@pytest.mark.parametrize("junk", [b"", b"\xef\xbb\xbf", b"\r\n\t ", b"\0\0\n", b"\x1b$\xff\n"])
def test_that_noise_before_the_beginning_changes_nothing(junk: bytes) -> None:
    assert recognise(junk + build.rtf()) is Format.RTF
    assert recognise(junk + build.pdf()) is Format.PDF
    if not junk.strip(b"\xef\xbb\xbf\0\r\n\t "):
        assert recognise(junk + build.docx()) is Format.DOCX


def test_that_text_which_names_a_format_is_text() -> None:
    assert recognise(b"I write {\\rtf and read %PDF- files.") is Format.TXT
    assert recognise(b"From: here\nI went on, and then:\nDate: unknown") is Format.TXT


def test_that_rtf_behind_noise_is_read() -> None:
    assert rtf.read(b"\r\n\0" + build.rtf()).text.strip() == build.WORDS


def test_that_every_trouble_has_one_sentence_that_says_what_to_do() -> None:
    kinds = {kind for _, _, kind in OTHERS.values()} | {"word6", "macword", "write", "hangul", "drawing", "unheard of"}
    for code in TroubleCode:
        for kind in kinds:
            said = sentence(code, kind)
            assert said.endswith(".")
            assert said.count(". ") == 0
            assert "ask " in said or "try " in said
