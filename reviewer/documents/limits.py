"""What a document may cost, and how a worker binds itself to it. Standard library only: both sides import it."""

import sys
from pathlib import Path

MAX_DOCUMENT_BYTES = 25 << 20
MAX_PAGES = 1000
PAGES_MEASURED = 16
"""Pages of a PDF that are measured before one is shown; the others are taken to be like the first at first."""
MAX_WIDTH = 2580
"""Device pixels of a page's width; wider requests are drawn at this width."""
MAX_PIXELS = 12_000_000
"""Pixels of one page: A4 at MAX_WIDTH has 9.4 million. Taller pages are drawn smaller."""
TILE = 1024
"""Device pixels of a tile's side: what is larger than a page may be is drawn in such parts."""
MAX_TILED_WIDTH = 32_768
"""Device pixels of the width of a page that is drawn in tiles."""
MAX_PAGE_POINTS = 20_000.0
"""Points of a page's side; PDF itself knows no page longer than 14,400."""
MAX_WORDS = 60_000
"""Words of one page."""
MAX_TEXT_BYTES = 5 << 20
"""Bytes of a document's text as UTF-8, for search and intake."""
MAX_PDF_BYTES = 64 << 20
"""Bytes of a PDF made from a document."""

DRAW_SECONDS = 5.0
CONVERT_SECONDS = 30.0
RECOGNISE_SECONDS = 60.0
"""For the words of one page that is a picture."""
MEMORY_BYTES = 1 << 30
"""Address space that documents may take in a worker, on top of what the program itself maps."""
CPU_SECONDS = 60
FILE_BYTES = 256 << 20
"""Largest file that a worker may write."""
RSS_TO_RECYCLE = 320 << 20
CONVERSIONS_TO_RECYCLE = 25


def pixel_size(across: float, down: float, width: int) -> tuple[int, int]:
    """The size in pixels of a page of `across` by `down` points that should be `width` wide, within the limits."""
    across, down = max(across, 1.0), max(down, 1.0)
    w = max(1, min(width, MAX_WIDTH))
    if w * w * down / across > MAX_PIXELS:
        w = max(1, int((MAX_PIXELS * across / down) ** 0.5))
    return w, max(1, min(round(w * down / across), MAX_PIXELS // w))


def needs_tiles(across: float, down: float, width: int) -> bool:
    """Whether a page of `across` by `down` points cannot be drawn `width` pixels wide in one piece."""
    return pixel_size(across, down, width)[0] < width


def tiled_size(across: float, down: float, width: int) -> tuple[int, int]:
    """The size in pixels of a page of `across` by `down` points that is drawn in tiles."""
    width = max(1, min(width, MAX_TILED_WIDTH))
    return width, max(1, round(width * max(down, 1.0) / max(across, 1.0)))


def tile_size(across: float, down: float, width: int, tile: tuple[int, int]) -> tuple[int, int]:
    """The size in pixels of a tile (column, row) of such a page; 0 where it lies outside of it."""
    width, height = tiled_size(across, down, width)
    column, row = tile
    return max(0, min(TILE, width - column * TILE)), max(0, min(TILE, height - row * TILE))


def bind(memory: int = MEMORY_BYTES) -> None:
    """Bind this process: memory, open files, sizes of files, no core dumps. After the imports, before any document.

    Where the system knows no such limits (Windows; memory on macOS) the parent's clock is what remains.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = [("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", 128), ("RLIMIT_FSIZE", FILE_BYTES)]
    mapped = _mapped_bytes()
    if mapped and sys.platform != "darwin":
        wanted.append(("RLIMIT_AS", mapped + memory))
    for name, value in wanted:
        which = getattr(resource, name, None)
        if which is None:
            continue
        try:
            resource.setrlimit(which, (value, value))
        except (ValueError, OSError):
            continue


def grant_cpu(seconds: int = CPU_SECONDS) -> None:
    """Allow this process so much more processor time, from now on: a backstop for the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds, hard))
    except (ValueError, OSError):
        return


def resident_bytes() -> int:
    """Memory that this process occupies now; 0 where the system does not say it cheaply."""
    return _statm(1)


def _mapped_bytes() -> int:
    return _statm(0)


def _statm(field: int) -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[field])
        import resource

        return pages * resource.getpagesize()
    except (OSError, ValueError, IndexError, ImportError):
        return 0
