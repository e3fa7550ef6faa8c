"""Nothing that tells who a candidate is stays in a blind document; the words beside it do."""

import json
import re
import unicodedata
from dataclasses import asdict

import pymupdf
import pytest

from reviewer.documents import readings
from reviewer.documents.checks import Lied
from reviewer.documents.protocol import BLIND, Blind, PageImage, Trouble
from reviewer.documents.redaction import make_blind
from reviewer.documents.render import open_pdf
from reviewer.domain.anonymity import Identifiers, IdentityKind
from reviewer.services.redaction import BlindDocument, RedactionService
from tests import builders_documents as build
from tests.documents.conftest import Desk
from tests.documents.redaction_cases import CASES, NEEDLES, STAY, WHO, made


def squeezed(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(c for c in apart if not unicodedata.combining(c)))


def everything_in(pdf: bytes) -> str:
    """All that any reader gets out of a file, by ways of its own: texts in three orders, objects, streams."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        said = [
            str(document.metadata),
            document.get_xml_metadata(),
            str(document.get_toc()),
            str(document.embfile_names()),
        ]
        for page in document:
            said += [str(page.get_text(how)) for how in ("text", "html", "xml")]
            said += [str(page.get_text("text", sort=True)), str(page.get_links())]
            said += [str(note.info) for note in page.annots()] + [str(vars(field)) for field in page.widgets()]
        for xref in range(1, document.xref_length()):
            said.append(document.xref_object(xref))
            if document.xref_is_stream(xref) and document.xref_get_key(xref, "Subtype")[1] in ("null", "/Form"):
                said.append((document.xref_stream(xref) or b"").decode("latin-1"))
    return squeezed(" ".join(said))


@pytest.mark.parametrize("name", CASES)
def test_that_nothing_is_left_and_the_rest_stays(name: str) -> None:
    blind = make_blind(open_pdf(made(CASES[name])), WHO)
    assert blind.left == ()
    found = everything_in(blind.pdf)
    assert not [needle for needle in NEEDLES if needle in found]
    assert blind.text.count(STAY) == 8
    with pymupdf.open(stream=blind.pdf, filetype="pdf") as document:
        assert str(document[0].get_text()).count(STAY) == 8


def test_that_every_kind_of_identity_may_be_left() -> None:
    assert set(readings._LEFT_KINDS) == {*map(str, IdentityKind), "scanned"}


def test_that_neighbours_of_a_name_stay() -> None:
    blind = make_blind(open_pdf(made(CASES["within a line"])), WHO)
    words = blind.text.split()
    assert "I," in words
    assert "keep" in words
    assert blind.text.count("Lines close above and below stay whole.") == 2


def test_that_a_photo_loses_its_pixels_and_a_logo_does_not() -> None:
    with_photo = make_blind(open_pdf(made(CASES["beside a photo"])), WHO)
    assert with_photo.photos == 1
    with pymupdf.open(stream=with_photo.pdf, filetype="pdf") as document:
        page = document[0]
        assert not page.get_image_info()
        pixels = page.get_pixmap(clip=(460, 60, 520, 140))
        assert len({bytes(pixels.samples[at : at + 3]) for at in range(0, len(pixels.samples), 3)}) == 1

    def logo(_: object, page: pymupdf.Page) -> None:
        page.insert_image((500, 20, 525, 45), stream=build.png(40, 40))

    assert make_blind(open_pdf(made(logo)), WHO).photos == 0


def test_that_a_scan_is_not_called_blind() -> None:
    blind = make_blind(open_pdf(build.scan_of("Milla Quarto")), WHO)
    assert blind.left == ((0, "scanned"),)


def test_that_what_cannot_be_taken_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewer.documents.redaction import blind as module

    monkeypatch.setattr(module, "_remove", lambda *_: None)
    monkeypatch.setattr(module, "_become_picture", lambda *_: None)
    found = make_blind(open_pdf(made(CASES["in the heading"])), WHO)
    assert (0, "name") in found.left


def test_that_a_page_that_resists_becomes_a_picture_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewer.documents.redaction import blind as module

    monkeypatch.setattr(module, "_remove", lambda *_: None)
    found = make_blind(open_pdf(made(CASES["in the heading"])), WHO)
    assert not [needle for needle in NEEDLES if needle in everything_in(found.pdf)]
    with pymupdf.open(stream=found.pdf, filetype="pdf") as document:
        assert document[0].get_image_info()
        place = document[0].get_pixmap(clip=(70, 86, 110, 96))
        assert len(set(place.samples)) <= 3


def of_each_format() -> dict[str, bytes]:
    line = "Milla Quarto, milla@quarto.example, +358 40 123 4567, Turku"
    return {
        "pdf": build.pdf([f"{line}\n{STAY}"]),
        "docx": build.docx(build.paragraph(line) + build.paragraph(STAY)),
        "rtf": build.rtf(rf"{line}\\par {STAY}"),
        "txt": build.txt(f"{line}\n{STAY}\n"),
    }


@pytest.mark.parametrize("kind", of_each_format())
def test_that_each_format_is_made_blind_and_drawn(desk: Desk, kind: str) -> None:
    service = RedactionService(desk.pool)
    key = desk.add(of_each_format()[kind])
    found = service.blind(key, WHO)
    assert isinstance(found, BlindDocument)
    assert found.blind, found
    assert dict(found.taken).keys() >= {"name", "email", "phone", "location"}
    assert found.key is not None
    assert isinstance(desk.page(found.key), PageImage)
    words = " ".join(desk.words(found.key))
    assert STAY in words
    assert not [needle for needle in NEEDLES if needle in squeezed(words)]
    converted = desk.pool.stats().converted
    assert service.blind(key, WHO) == found
    assert desk.pool.stats().converted == converted


def test_that_a_word_document_is_made_blind(desk: Desk) -> None:
    key = desk.add(build.doc())
    text = desk.pool.extract(build.doc()).text
    first = next(line for line in text.splitlines() if len(line.split()) in (2, 3))
    found = RedactionService(desk.pool).make(key, Identifiers(names=(first,)))
    assert isinstance(found, Blind)
    assert dict(found.taken)["name"] >= 1
    assert found.left == ()
    assert not [part for part in squeezed(first).split() if part in everything_in(found.pdf)]


def test_that_a_locked_document_tells_its_trouble(desk: Desk) -> None:
    assert isinstance(RedactionService(desk.pool).blind(desk.add(build.pdf(password="quince")), WHO), Trouble)


def test_that_a_blind_document_that_was_let_go_is_made_again(desk: Desk) -> None:
    service = RedactionService(desk.pool)
    key = desk.add(of_each_format()["docx"])
    first = service.blind(key, WHO)
    assert isinstance(first, BlindDocument)
    assert first.key is not None
    desk.pool._known.made.drop(first.key)
    desk.pool._known.readings.drop((key, BLIND, 0, json.dumps(asdict(WHO), ensure_ascii=False, sort_keys=True)))
    assert service.blind(key, WHO) == first
    assert isinstance(desk.page(first.key, width=200), PageImage)


@pytest.mark.parametrize(
    "said",
    [
        b"[]",
        b"[[],[],[]]",
        b'[[["name",-1]],[],[0]]',
        b'[[["nose",1]],[],[0]]',
        b'[[],[[-2,"name"]],[0]]',
        b'[[],["x"],[0]]',
    ],
)
def test_that_a_report_is_looked_at(said: bytes) -> None:
    with pytest.raises(Lied):
        readings.checked(BLIND, [build.pdf(), b"", said])
