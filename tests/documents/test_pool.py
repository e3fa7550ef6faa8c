"""Asking for pages, words and texts of every format, and what is kept, dropped and cleared away."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import shared_memory
from pathlib import Path

import psutil
import pymupdf
import pytest

from reviewer.documents.attempt import Bounds
from reviewer.documents.limits import TILE
from reviewer.documents.pool import Pool
from reviewer.documents.protocol import (
    BACKGROUND,
    NEAR,
    NEXT,
    Failed,
    Format,
    InfoReady,
    PageImage,
    PageReady,
    Trouble,
    TroubleCode,
)
from reviewer.errors import DocumentTrouble
from tests import builders_documents as build
from tests.documents.conftest import PATIENCE, Desk


@pytest.mark.parametrize("name", ["pdf", "docx", "rtf", "txt", "doc"])
def test_that_each_format_is_drawn_with_words_at_their_places(desk: Desk, name: str) -> None:
    key = desk.add(build.of_each_format()[name])
    image = desk.page(key)
    assert isinstance(image, PageImage)
    info = desk.pool.info(key)
    assert info is not None
    assert info.format == Format(name)
    assert (image.width, image.stride) == (300, 900)
    assert image.height == round(300 * info.pages[0][1] / info.pages[0][0])
    assert desk.words(key)
    word = next(word for word in desk.pool.words(key, 0) or () if word.text)
    # There is ink where the word is, and none in the page's corner.
    scale = 300 / info.pages[0][0]
    rows = range(int(word.y0 * scale), int(word.y1 * scale) + 1)
    left, right = int(word.x0 * scale) * 3, int(word.x1 * scale + 1) * 3
    assert min(min(image.buffer[row * 900 + left : row * 900 + right]) for row in rows) < 200
    assert set(image.buffer[:30]) == {255}
    if name != "doc":
        assert " ".join(desk.words(key)) == build.WORDS


def test_that_events_tell_the_info_before_the_page(desk: Desk) -> None:
    key = desk.add(build.pdf())
    desk.page(key)
    kinds = [type(event) for event in desk.events]
    assert kinds == [InfoReady, PageReady]


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (build.pdf(password="quince"), Trouble(TroubleCode.LOCKED)),
        (b"%PDF-1.7\n" + b"nothing of the kind\n" * 50, Trouble(TroubleCode.DAMAGED)),
        (build.docx()[:700], Trouble(TroubleCode.DAMAGED)),
        (build.OLE + b"\0" * 5000 + "WordDocument\0".encode("utf-16-le"), Trouble(TroubleCode.DAMAGED)),
        (build.png(), Trouble(TroubleCode.UNSUPPORTED, "image")),
        (b"", Trouble(TroubleCode.EMPTY)),
    ],
    ids=["locked pdf", "damaged pdf", "cut docx", "empty doc", "picture", "nothing"],
)
def test_that_what_cannot_be_shown_ends_in_its_trouble(desk: Desk, data: bytes, trouble: Trouble) -> None:
    assert desk.page(desk.add(data)) == trouble
    assert Failed(next(iter(desk.shelf)), trouble) in desk.events


def test_that_a_scan_is_known_for_one(desk: Desk) -> None:
    key = desk.add(build.scan())
    desk.page(key)
    info = desk.pool.info(key)
    assert info is not None
    assert info.scanned


def test_that_a_page_can_be_turned(desk: Desk) -> None:
    key = desk.add(build.pdf())
    desk.pool.want_page(key, 0, 400, NEAR, rotation=90)
    assert desk.wait(lambda: desk.pool.image(key, 0, 400, 90))
    image = desk.pool.image(key, 0, 400, 90)
    assert image is not None
    assert image.height == round(400 * 595 / 842)
    # The text's first line runs down along the right edge now.
    right = image.buffer[: image.stride * image.height]
    column = [min(right[row * image.stride + 300 * 3 : row * image.stride + 390 * 3]) for row in range(image.height)]
    assert min(column) < 200
    assert desk.pool.image(key, 0, 400) is None


def test_that_a_page_far_wider_or_longer_than_others_is_bounded(desk: Desk) -> None:
    long = desk.add(build.pdf(width=100, height=14_000))
    image = desk.page(long, width=2000)
    assert isinstance(image, PageImage)
    assert image.width * image.height <= 12_000_000
    wide = desk.page(desk.add(build.pdf(width=2000, height=200)), width=9000)
    assert isinstance(wide, PageImage)
    assert wide.width == 2580


def test_that_what_is_too_large_for_one_piece_comes_in_tiles(desk: Desk) -> None:
    key = desk.add(build.pdf(["Tiled"], width=300, height=400))
    whole = desk.page(key, width=2500)
    assert isinstance(whole, PageImage)
    wanted = [(column, row) for column in range(3) for row in range(4)]
    for tile in wanted:
        desk.pool.want_page(key, 0, 2500, NEAR, tile=tile)
    assert desk.wait(lambda: all(desk.pool.image(key, 0, 2500, 0, tile) for tile in wanted))
    for column, row in wanted:
        part = desk.pool.image(key, 0, 2500, 0, (column, row))
        assert part is not None
        assert (part.width, part.height) == (min(TILE, 2500 - column * TILE), min(TILE, 3333 - row * TILE))
        for line in range(0, part.height, 100):
            start = (row * TILE + line) * whole.stride + column * TILE * 3
            pixels = whole.buffer[start : start + part.width * 3]
            assert part.buffer[line * part.stride : line * part.stride + part.width * 3] == pixels
    desk.pool.want_page(key, 0, 20_000, NEAR, tile=(19, 26))
    assert desk.wait(lambda: desk.pool.image(key, 0, 20_000, 0, (19, 26)))
    assert desk.pool.any_image(key, 0) is whole  # a part never stands for the page


def test_that_a_tile_beside_the_page_is_refused(desk: Desk) -> None:
    key = desk.add(build.pdf(["Tiled"]))
    desk.pool.want_page(key, 0, 3000, NEAR, tile=(3, 0))
    assert desk.wait(lambda: desk.pool.trouble(key))


def test_that_sizes_are_those_of_pages_as_they_are_shown(desk: Desk) -> None:
    document = pymupdf.open()
    for rotation in (0, 90, 180, 270):
        page = document.new_page(width=300, height=500)
        page.set_cropbox(pymupdf.Rect(0, 0, 200, 400))
        page.set_rotation(rotation)
    document.xref_set_key(document[3].xref, "UserUnit", "2")
    key = desk.add(document.tobytes())
    desk.page(key)
    info = desk.pool.info(key)
    assert info is not None
    assert info.pages == ((200.0, 400.0), (400.0, 200.0), (200.0, 400.0), (800.0, 400.0))


def test_that_pages_of_another_size_are_told_when_they_are_measured(desk: Desk) -> None:
    data = build.pdf_with_a_wide_page(40, wide=30)
    key = desk.add(data)
    desk.page(key)
    assert desk.wait(lambda: (info := desk.pool.info(key)) and info.pages[30] == (500.0, 400.0))
    told = [event.info.pages[30] for event in desk.events if isinstance(event, InfoReady) and event.key == key]
    assert told == [(300.0, 400.0), (500.0, 400.0)]
    other = desk.add(data + b"\n")
    described = desk.pool.describe(other)
    assert not isinstance(described, Trouble)
    assert described.pages[30] == (500.0, 400.0)


def test_that_pages_are_measured_for_one_who_comes_back(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(workers=1)  # its thread tells: nothing is measured before the listener has dropped it
    desk.pool.listen(lambda _: desk.pool.keep(()))
    key = desk.add(build.pdf_with_a_wide_page(40, wide=30))
    desk.page(key)
    assert desk.wait(lambda: desk.pool.stats().queued == 0)
    assert (info := desk.pool.info(key)) is not None
    assert info.pages[30] == (300.0, 400.0)
    desk.page(key)
    assert desk.wait(lambda: (info := desk.pool.info(key)) and info.pages[30] == (500.0, 400.0))


def test_that_a_document_of_many_pages_shows_the_first_thousand(desk: Desk) -> None:
    key = desk.add(build.pdf(["leaf"] * 1005))
    desk.page(key, page=999, width=50)
    info = desk.pool.info(key)
    assert info is not None
    assert len(info.pages) == 1000
    assert info.warnings == ("pages_cut",)


def test_that_what_is_held_stays_while_others_make_way(open_desk: Callable[..., Desk]) -> None:
    pages = [f"Leaf {number}" for number in range(40)]
    desk = open_desk()
    key = desk.add(build.pdf(pages))
    held = desk.page(key, 0, 1200)
    assert isinstance(held, PageImage)
    before = bytes(held.buffer)
    for number in range(1, 40):  # 6 MB each: more than there is
        assert isinstance(desk.page(key, number, 1200), PageImage)
    assert bytes(held.buffer) == before
    assert desk.pool.image(key, 0, 1200) is held
    assert desk.pool.image(key, 1, 1200) is None
    stats = desk.pool.stats()
    assert stats.slab_used <= stats.slab_size


def test_that_any_image_answers_with_another_width(desk: Desk) -> None:
    key = desk.add(build.pdf())
    assert desk.pool.any_image(key, 0) is None
    image = desk.page(key, 0, 200)
    assert desk.pool.any_image(key, 0) is image


def test_that_keep_drops_queued_work_of_others(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(workers=1)
    gate = threading.Event()
    wanted, others = desk.add(build.pdf()), [desk.add(build.pdf([f"Other {n}"])) for n in range(5)]
    fetch = desk.shelf.__getitem__
    desk.shelf = _Gated(desk.shelf, gate, fetch)
    for key in [*others, wanted]:
        desk.pool.want_page(key, 0, 100, NEXT)
    desk.pool.keep({wanted})
    gate.set()
    assert desk.wait(lambda: desk.pool.image(wanted, 0, 100))
    assert desk.pool.stats().queued == 0
    assert not any(desk.pool.image(key, 0, 100) for key in others)


class _Gated(dict[str, bytes]):
    """A shelf that opens when told."""

    def __init__(self, values: dict[str, bytes], gate: threading.Event, _: object) -> None:
        super().__init__(values)
        self._gate = gate

    def __getitem__(self, key: str) -> bytes:
        assert self._gate.wait(PATIENCE)
        return super().__getitem__(key)


def test_that_bytes_that_cannot_be_had_are_missing_until_asked_for_again() -> None:
    away = True
    data = build.pdf()
    told = threading.Event()

    def fetch(_: str) -> bytes:
        if away:
            raise DocumentTrouble("The database does not answer.")
        return data

    with contextlib.closing(Pool(fetch, workers=1)) as pool:
        pool.listen(lambda _: told.set())
        pool.want_page("k", 0, 100, NEAR)
        assert told.wait(PATIENCE)
        assert pool.trouble("k") == Trouble(TroubleCode.MISSING)
        away = False
        pool.retry("k")
        told.clear()
        pool.want_info("k", NEAR)
        assert told.wait(PATIENCE)
        assert pool.info("k")


def test_that_a_document_is_converted_once_for_all_workers(desk: Desk) -> None:
    key = desk.add(build.docx())
    for width in range(100, 160, 5):
        desk.pool.want_page(key, 0, width, NEAR)
    assert desk.wait(lambda: all(desk.pool.image(key, 0, width) for width in range(100, 160, 5)))
    assert desk.pool.stats().converted == 1
    assert desk.fetched == [key]
    assert desk.pool.source_text(key) == build.WORDS


def test_that_the_text_of_each_format_comes_from_the_source(desk: Desk) -> None:
    files = build.of_each_format()
    with ThreadPoolExecutor(3) as threads:
        found = dict(zip(files, threads.map(desk.pool.extract, files.values()), strict=True))
    for name, extraction in found.items():
        assert extraction.trouble is None
        assert extraction.format == Format(name)
        assert (extraction.info is not None) == (name == "pdf")
        if name != "doc":
            assert " ".join(extraction.text.split()) == build.WORDS
    assert len(found["doc"].text) > 200
    assert desk.pool.extract(build.png()).trouble == Trouble(TroubleCode.UNSUPPORTED, "image")


def test_that_hebrew_and_arabic_come_out_as_they_were_written(desk: Desk) -> None:
    text = "مهندسة برمجيات من الرباط · מהנדסת תוכנה"
    assert desk.pool.extract(build.docx(build.paragraph(text))).text.strip() == text


@pytest.mark.skipif(os.name != "posix", reason="a signal that cannot be caught is POSIX's")
def test_that_a_worker_killed_over_a_page_costs_that_request_only(desk: Desk) -> None:
    key = desk.add(build.pdf([f"Leaf {number}" for number in range(60)]))
    desk.page(key, 0, 800)
    for number in range(1, 60):
        desk.pool.want_page(key, number, 800, NEAR)
    for which, drawn in ((0, 10), (1, 30)):
        assert desk.wait(lambda drawn=drawn: desk.pool.stats().drawn >= drawn)
        os.kill(desk.pool.stats().pids[which], signal.SIGKILL)
    assert desk.wait(lambda: sum(isinstance(event, PageReady) for event in desk.events) == 60)
    assert desk.pool.trouble(key) is None


def test_that_workers_are_renewed_without_losing_a_request(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bounds=Bounds(recycle_conversions=2))
    for number in range(300):
        assert isinstance(desk.page(desk.add(build.txt(f"Letter {number}")), width=80), PageImage)
        if desk.pool.stats().recycled >= 2:
            break
    assert desk.pool.stats().recycled >= 2
    assert desk.pool.stats().crashes == 0


def test_that_closing_leaves_nothing(tmp_path: Path) -> None:
    script = tmp_path / "use.py"
    script.write_text(
        "import sys, threading\n"
        "from reviewer.documents.pool import Pool\n"
        "from tests import builders_documents as build\n"
        "pool = Pool(lambda key: build.pdf(), 2)\n"
        "done = threading.Event()\n"
        "pool.listen(lambda event: done.set())\n"
        "pool.want_page('k', 0, 300, 0)\n"
        "assert done.wait(60)\n"
        "print(*pool.stats().pids, flush=True)\n"
        "print(pool._slab.name, pool._workplace.folder)\n"
        "held = pool.any_image('k', 0)\n"
        "pool.close()\n"
        "pool.close()\n"
        "assert threading.active_count() == 1, threading.enumerate()\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    pids, places = done.stdout.splitlines()
    assert not any(psutil.pid_exists(int(pid)) for pid in pids.split())
    name, scratch = places.split()
    assert not Path(scratch).exists()
    with pytest.raises(FileNotFoundError):
        shared_memory.SharedMemory(name=name)


def test_that_a_worker_imports_no_window_and_no_database_and_the_program_no_parser() -> None:
    told = "import sys; print(*sorted(n.split('.')[0] for n in sys.modules))"
    worker = f"import reviewer.documents.worker; {told}"
    program = f"import reviewer.documents.pool, reviewer.documents.troubles; {told}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    def loaded(script: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        return set(done.stdout.split())

    assert not loaded(worker) & {"PySide6", "shiboken6", "sqlalchemy", "sqlite3", "pysqlite3"}
    assert not loaded(program) & {"pymupdf", "lxml", "dxpdf", "officework", "doc2docx", "PySide6", "sqlalchemy"}


def test_that_extraction_is_told_when_the_pool_closes() -> None:
    pool = Pool(lambda _: b"", workers=1)
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(lambda: [pool.extract(build.docx(build.paragraph(f"{n}"))) for n in range(50)])
        pool.close()
        assert waiting.result(PATIENCE)[-1].trouble == Trouble(TroubleCode.MISSING)
    assert BACKGROUND > NEXT


def test_that_a_listener_whose_window_is_gone_stops_nothing(desk: Desk) -> None:
    def gone(_: object) -> None:
        raise RuntimeError("Internal C++ object already deleted.")

    desk.pool.listen(gone)
    assert isinstance(desk.page(desk.add(build.pdf())), PageImage)
    assert isinstance(desk.page(desk.add(build.pdf(["another"]))), PageImage)
