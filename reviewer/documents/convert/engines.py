"""Engines that make a PDF of a docx. Each is loaded at first need; one without a wheel for this machine is absent."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from reviewer.documents.convert import fonts
from reviewer.documents.convert.failures import PARSER_ERRORS, panics_named
from reviewer.documents.convert.scratch import scratch

PICTURE_DPI = 200
"""Resolution to which pictures are brought down in a made PDF: a page at most 2,580 px wide shows no more."""


class Failed(Exception):
    """An engine could not make a PDF."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Something that makes PDF bytes of docx bytes; raises Failed."""

    name: str
    convert: Callable[[bytes], bytes]

    @property
    def label(self) -> str:
        """Name and version, as it stands in infos and keys."""
        return f"{self.name} {_version(self.name)}".strip()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _dxpdf(docx: bytes) -> bytes:
    fonts.offer()
    try:
        import dxpdf
    except ImportError as error:
        raise Failed from error
    try:
        convert: Callable[..., bytes] = dxpdf.convert  # pyright: ignore[reportAttributeAccessIssue]
        with panics_named():
            return convert(docx, image_dpi=PICTURE_DPI)
    except PARSER_ERRORS as error:
        raise Failed from error


def _officework(docx: bytes) -> bytes:
    try:
        from officework import doc
    except ImportError as error:
        raise Failed from error
    with scratch() as folder:
        source, made = folder / "source.docx", folder / "made.pdf"
        source.write_bytes(docx)
        try:
            # The language decides how lines break; without one it is read from the user's settings.
            with panics_named():
                doc.Doc(str(source), lang="en").to_pdf(str(made))
            return made.read_bytes()
        except PARSER_ERRORS as error:
            raise Failed from error


DXPDF = Engine("dxpdf", _dxpdf)
OFFICEWORK = Engine("officework", _officework)
LAYOUT_ENGINES = (DXPDF, OFFICEWORK)
