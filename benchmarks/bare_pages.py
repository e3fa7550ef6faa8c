"""The reference of `pages`: PyMuPDF alone opens documents and draws their first pages.

`python -m benchmarks.bare_pages FOLDER WIDTH`
"""

import json
import sys
import time
from pathlib import Path

import pymupdf


def measure(folder: Path, width: int) -> dict[str, float]:
    """Milliseconds to open and draw each PDF of a folder, by path; what cannot be drawn is left out."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    times: dict[str, float] = {}
    for path in sorted(folder.rglob("*.pdf")):
        began = time.perf_counter()
        try:
            with pymupdf.open(path) as document:
                page = document[0]
                zoom = width / page.rect.width
                page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
        except (pymupdf.FileDataError, pymupdf.EmptyFileError, RuntimeError, ValueError, IndexError):
            continue
        times[str(path)] = (time.perf_counter() - began) * 1000
    return times


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
