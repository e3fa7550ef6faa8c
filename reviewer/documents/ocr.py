"""Words of a page that is a picture, by optical character recognition, where the extra `ocr` is installed. Worker side.

RapidOCR brings its models in its wheel and runs them with ONNX Runtime on the processor; nothing is fetched. It is
loaded at the first scan: no other document pays for it.
"""

import time
from functools import cache
from typing import Any

import pymupdf
from pymupdf import mupdf

from reviewer.documents import extras
from reviewer.documents.limits import MAX_PAGE_POINTS, MAX_PAGES, MAX_WORDS
from reviewer.documents.protocol import TroubleCode
from reviewer.documents.render import CannotShow, Opened
from reviewer.documents.text import WordRow, words

PICTURE_SHARE = 0.5
"""Share of a page that pictures must cover for the page to be taken for a scan."""
_DPI = 150
"""Resolution of what is recognised: body text of 10 points has capitals of 15 pixels, which is enough."""
_LONGEST = 2400
"""Pixels of the longer side at most."""
_FINDING = 960
"""Pixels of the longer side at which lines are looked for; they are read at the full resolution."""
_SURE = 0.5
"""Confidence below which a line is left out: dust and stamps read as letters."""
_DECIMALS = 2


def is_picture(opened: Opened, page: int) -> bool:
    """Whether a page without words is a picture of a page. Raises CannotShow."""
    if not 0 <= page < min(opened.document.page_count, MAX_PAGES):
        raise CannotShow(TroubleCode.DAMAGED)
    try:
        shown: pymupdf.Page = opened.document[page]
        places = [pymupdf.Rect(found["bbox"]) & shown.rect for found in shown.get_image_info()]
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error
    # Scanners cut a page into strips; those that overlap are counted twice, which only full pages come near to.
    return sum(abs(place) for place in places if not place.is_empty) > PICTURE_SHARE * abs(shown.rect)


def recognise(opened: Opened, page: int) -> list[WordRow]:
    """The words of a page's picture as `text.words` gives them: place in points, text, line, block.

    Raises CannotShow when there is not memory enough, or the page cannot be drawn.
    """
    shown: pymupdf.Page = opened.document[page]
    try:
        scale = min(_DPI / 72, _LONGEST / max(shown.rect.width, shown.rect.height, 1))
        pixels = shown.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise CannotShow(TroubleCode.DAMAGED) from error
    found = _read(pixels)
    if found is None:
        return []
    rows: list[WordRow] = []
    for line, pieces in enumerate(found):
        for text, sureness, corners in pieces:
            if sureness < _SURE or not text.strip() or len(rows) >= MAX_WORDS:
                continue
            across, down = [x / scale for x, _ in corners], [y / scale for _, y in corners]
            place = [min(across), min(down), max(across), max(down)]
            rows.append([*(round(min(max(v, 0.0), MAX_PAGE_POINTS), _DECIMALS) for v in place), text, line, line])
    return rows


def text(opened: Opened, seconds: float) -> str:
    """The text of a scan, page by page, for as long as there is time; pages set apart by form feeds."""
    end = time.monotonic() + seconds
    parts: list[str] = []
    longest = 0.0
    for page in range(min(opened.document.page_count, MAX_PAGES)):
        begun = time.monotonic()
        if begun + longest > end:
            break
        rows = words(opened, page) or (recognise(opened, page) if is_picture(opened, page) else [])
        parts.append(_lines(rows))
        longest = max(longest, time.monotonic() - begun)
    return "\f".join(parts)


def _lines(rows: list[WordRow]) -> str:
    lines: dict[object, list[str]] = {}
    for row in rows:
        lines.setdefault(row[5], []).append(str(row[4]))
    return "\n".join(" ".join(line) for line in lines.values())


@cache
def _engine() -> Any:  # noqa: ANN401 - RapidOCR comes without types
    """The recogniser, loaded once in a worker; None where the extra is not installed."""
    if not extras.recognises_scans():
        return None
    from rapidocr import RapidOCR

    # One line at a time and two threads: it takes a third of the memory of six lines at a time, and no longer.
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.limit_side_len": _FINDING,
            "Det.limit_type": "max",
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _read(pixels: pymupdf.Pixmap) -> list[list[tuple[str, float, list[list[float]]]]] | None:
    """The lines of a picture, each as its words with their confidence (0 to 1) and four corners in pixels."""
    engine = _engine()
    if engine is None:
        return None
    import numpy
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    picture = numpy.frombuffer(pixels.samples, numpy.uint8).reshape(pixels.height, pixels.width, 3)[:, :, ::-1]
    try:
        found = engine(picture, return_word_box=True)
    except ONNXRuntimeError as error:  # it gets no memory
        raise CannotShow(TroubleCode.MEMORY) from error
    if found.boxes is None:
        return []
    return [[piece for piece in line if piece[2] is not None] for line in found.word_results]
