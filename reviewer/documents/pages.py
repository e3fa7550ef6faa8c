"""Pages and text from any format that is not pages already: which reader, which engine, what if one fails. Worker side.

docx goes through our repairs to an engine that makes a PDF; doc, rtf and txt become docx first. A self-check counts the
document's own words in the made PDF; when too many are missing the next engine has its turn, and the best PDF wins.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import pymupdf
from pymupdf import mupdf

from reviewer.documents import aligned, grounds, hidden, render, seen
from reviewer.documents.convert import coverage, doc, engines, html, plain, rtf, shaping, story, txt, word_xml
from reviewer.documents.convert.docx import repair
from reviewer.documents.convert.failures import PARSER_ERRORS, Refused
from reviewer.documents.convert.retouch import Plan, retouch
from reviewer.documents.grounds import Grounds
from reviewer.documents.protocol import LIBREOFFICE, DocumentInfo, Format, HiddenKind, TroubleCode
from reviewer.documents.protocol import Warning as Note
from reviewer.documents.render import Passage
from reviewer.documents.wording import key_of

TEXT_ALONE_BELOW = 0.90
"""Share of own words below which the text alone serves better than a layout with holes."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF with what is to be said of it, and the document's own text."""

    pdf: bytes
    info: DocumentInfo
    text: str
    hidden: tuple[Passage, ...] = ()
    """Hidden text of the document that is not on the pages."""
    grounds: Grounds = field(default_factory=Grounds)
    """What the document says its words stand on; in the PDF as well."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A document as docx (None: only its text could be read), its text, and the words that the pages must have."""

    docx: bytes | None
    text: str
    own: Counter[str]
    hidden: tuple[Passage, ...] = ()
    warnings: tuple[str, ...] = ()
    plan: Plan = field(default_factory=Plan)
    """What the engine leaves out."""
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True, slots=True)
class _Try:
    pdf: bytes
    engine: str
    share: float
    warnings: tuple[str, ...]


def make(data: bytes, format_: Format, avoid: frozenset[str], tell: Tell, offered: bytes | None = None) -> Made:
    """Convert a document to PDF, without the engines in `avoid`. `tell` hears which part runs. Raises Refused.

    `offered`: a PDF that LibreOffice made of what `prepared` gave; it is taken if it has the document's words.
    """
    source = _read(data, format_, avoid, tell)
    best: _Try | None = None
    if offered is not None and LIBREOFFICE not in avoid:
        tell(LIBREOFFICE)
        best = _attempt(engines.Engine(LIBREOFFICE, lambda _: offered), b"", source.own, ())
        if best is not None and best.share >= coverage.ENOUGH:
            return _made(_retouched(best, source), source, format_)
    for number, engine in enumerate(engines.LAYOUT_ENGINES if source.docx is not None else ()):
        if engine.name in avoid:
            continue
        tell(engine.name)
        assert source.docx is not None
        found = _attempt(engine, source.docx, source.own, (Note.OTHER_ENGINE.value,) if number else ())
        if found is not None and (best is None or found.share > best.share):
            best = found
        if best is not None and best.share >= coverage.ENOUGH:
            break
    if best is not None:
        best = _retouched(best, source)
    if best is None or best.share < TEXT_ALONE_BELOW:
        alone = _text_alone(source, avoid, tell)
        if alone is not None and (best is None or alone.share > best.share):
            best = alone
    if best is None:
        raise Refused
    return _made(best, source, format_)


def prepared(data: bytes, format_: Format, avoid: frozenset[str], tell: Tell) -> bytes | None:
    """A docx for an engine outside of this process: repaired, nothing in it to be run or fetched. Raises Refused.

    None where only the document's text can be read.
    """
    return _read(data, format_, avoid, tell).docx


def source_text(data: bytes, format_: Format, tell: Tell) -> tuple[str, tuple[Passage, ...]]:
    """The text of a document, from its source, without what a person does not see; and that. Raises Refused."""
    tell(format_.value)
    try:
        text, passages, docx = _source_text(data, format_)
    except PARSER_ERRORS as error:
        raise Refused from error
    if docx is not None:
        tell(engines.DXPDF.name)
        passages += _hidden_by_looks(docx)
    text = seen.text(text, passages)
    passages += tuple(hidden.in_plain_sight(0, text))
    return text, passages


def _source_text(data: bytes, format_: Format) -> tuple[str, tuple[Passage, ...], bytes | None]:
    """Text, what is marked as hidden, and a docx of the document if more may be hidden by how it looks."""
    match format_:
        case Format.DOCX:
            return _text_of_docx(data)
        case Format.DOC:
            quick = doc.quick_text(data)
            if quick is not None:
                return quick, (), None
            try:
                return _text_of_docx(doc.to_docx(data))
            except Refused as error:
                if error.code is TroubleCode.LOCKED:
                    raise
                return doc.text_of(data), (), None
        case Format.XML:
            return _text_of_docx(word_xml.to_docx(data))
        case Format.RTF | Format.HTML:
            read = html.read(data) if format_ is Format.HTML else rtf.read(data)
            text, marked, docx = _text_of_docx(read.docx)
            return text, marked + _marked(read.hidden), docx
        case _:
            text = txt.decode(data)[0]
            return plain.clean(text), tuple(hidden.spelt(0, text)), None


def _text_of_docx(data: bytes) -> tuple[str, tuple[Passage, ...], bytes | None]:
    text, marked, suspect = repair.text_of(data)
    return text, _marked(marked), data if suspect else None


def _marked(texts: Iterable[str]) -> tuple[Passage, ...]:
    """Hidden text of a word processor as passages; a few letters are a bookmark or a slip."""
    said = (" ".join(text.split()) for text in texts)
    return tuple(
        Passage(0, HiddenKind.MARKED_HIDDEN, text) for text in said if len(key_of(text)) >= hidden.LEAST_LETTERS
    )


def _hidden_by_looks(docx: bytes) -> tuple[Passage, ...]:
    """What is hidden by its colour or size: that shows on the pages alone. Where they cannot be made, the window, which
    tries other engines, finds it."""
    try:
        repaired = repair.repair(docx)
        opened = render.open_pdf(retouch(engines.DXPDF.convert(repaired.docx), repaired.plan))
        opened.grounds = repaired.grounds
    except (engines.Failed, render.CannotShow, *PARSER_ERRORS):
        return ()
    found = hidden.of(opened)
    opened.document.close()
    return tuple(passage for passage in found if passage.kind is not HiddenKind.INSTRUCTION)


def warm() -> None:
    """Load and use the converters once, so that the first document does not wait for them."""
    make(b"ready", Format.TXT, frozenset(), lambda _: None)
    doc.load()


def _read(data: bytes, format_: Format, avoid: frozenset[str], tell: Tell) -> _Source:
    tell(format_.value)
    try:
        return _as_docx(data, format_, avoid)
    except PARSER_ERRORS as error:
        raise Refused from error


def _as_docx(data: bytes, format_: Format, avoid: frozenset[str]) -> _Source:
    match format_:
        case Format.DOCX:
            return _from_docx(data)
        case Format.DOC:
            return _from_doc(data, avoid)
        case Format.XML:
            return _from_docx(word_xml.to_docx(data))
        case Format.RTF | Format.HTML:
            read = html.read(data) if format_ is Format.HTML else rtf.read(data)
            source = _from_docx(read.docx)
            warnings = source.warnings or _cut(read.cut)
            return replace(source, hidden=source.hidden + _marked(read.hidden), warnings=warnings)
        case _:
            said, cut = txt.decode(data)
            text = plain.clean(said)
            shown = text[: plain.MAX_LETTERS]
            own, spelt = coverage.words(shown), tuple(hidden.spelt(0, said))
            return _Source(plain.to_docx(shown), text, own, spelt, _cut(cut or len(text) > len(shown)))


def _from_docx(data: bytes) -> _Source:
    repaired = repair.repair(data)
    return _Source(
        repaired.docx,
        repaired.text,
        coverage.words(repaired.own),
        _marked(repaired.hidden),
        _cut(repaired.cut),
        repaired.plan,
        repaired.grounds,
    )


def _from_doc(data: bytes, avoid: frozenset[str]) -> _Source:
    if Format.DOC.value not in avoid:
        try:
            return _from_docx(doc.to_docx(data))
        except Refused as error:
            if error.code is TroubleCode.LOCKED:
                raise
    text = doc.text_of(data)
    return _Source(None, text, coverage.words(text[: plain.MAX_LETTERS]))


def _cut(cut: bool) -> tuple[str, ...]:
    return (Note.TEXT_CUT.value,) if cut else ()


def _attempt(engine: engines.Engine, docx: bytes, own: Counter[str], warnings: tuple[str, ...]) -> _Try | None:
    try:
        pdf = engine.convert(docx)
        drawn = coverage.drawn(pdf)
    except (engines.Failed, *PARSER_ERRORS):
        return None
    return _Try(pdf, engine.label, coverage.share(own, drawn), warnings) if drawn.pages else None


def _retouched(found: _Try, source: _Source) -> _Try:
    """What the engine left out, drawn; the words that it tells wrong, told."""
    try:
        found = replace(found, pdf=_grounded(retouch(found.pdf, source.plan), source.grounds))
        return replace(found, pdf=_told(found.pdf, source.text)) if aligned.needs_alignment(source.text) else found
    except (mupdf.FzErrorBase, *PARSER_ERRORS):
        return found  # the pages are worth more than what adorns them


def _grounded(pdf: bytes, said: Grounds) -> bytes:
    if said == Grounds():
        return pdf
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        grounds.attach(document, said)
        return document.tobytes(garbage=1, deflate=True)


def _told(pdf: bytes, text: str) -> bytes:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        words = aligned.corrected(aligned.placed(document), text)
        if aligned.is_indic(text):
            shaping.redraw(document)
        aligned.attach(document, words)
        return document.tobytes(garbage=3, deflate=True)


def _text_alone(source: _Source, avoid: frozenset[str], tell: Tell) -> _Try | None:
    """The text as pages: by dxpdf, or by MuPDF where that fails or knows no letters for it."""
    warnings = (Note.TEXT_ONLY.value,)
    found: _Try | None = None
    if engines.DXPDF.name not in avoid:
        tell(engines.DXPDF.name)
        found = _attempt(engines.DXPDF, plain.to_docx(source.text), source.own, warnings)
        if found is not None and found.share >= TEXT_ALONE_BELOW:
            return found
    if story.NAME in avoid:
        return found
    tell(story.NAME)
    drawn = _attempt(engines.Engine(story.NAME, lambda _: story.to_pdf(source.text)), b"", source.own, warnings)
    return max((t for t in (drawn, found) if t is not None), key=lambda t: t.share, default=None)


def _made(best: _Try, source: _Source, format_: Format) -> Made:
    warnings = source.warnings + best.warnings
    if best.share < coverage.ENOUGH:
        warnings += (Note.WORDS_MISSING.value,)
    info = DocumentInfo(format_, best.engine, (), warnings, own_words_drawn=round(best.share, 4))
    return Made(best.pdf, info, source.text, source.hidden, source.grounds)
