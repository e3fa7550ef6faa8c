"""What is built to do harm costs that file alone: the pool answers, nothing is left behind, nothing is fetched."""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from reviewer.documents.attempt import Bounds
from reviewer.documents.pool import Pool
from reviewer.documents.protocol import BACKGROUND, DocumentInfo, PageImage, Trouble
from tests import builders_documents as build
from tests.documents import mutations
from tests.documents.conftest import Desk
from tests.documents.hostile_documents import HOSTILE, body, outside

HASTY = Bounds(draw_seconds=0.7, convert_seconds=0.8)


def look(pool: Pool, key: str) -> DocumentInfo | PageImage | Trouble:
    info = pool.describe(key, BACKGROUND)
    return info if isinstance(info, Trouble) else pool.draw(key, 0, 300)


def test_that_there_are_many_of_them() -> None:
    assert len(HOSTILE) >= 60
    assert {name.split(":")[0] for name in HOSTILE} == {"pdf", "doc", "docx", "rtf", "txt"}


def test_that_each_costs_itself_alone(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bounds=HASTY)
    good = desk.add(build.pdf())
    keys = {name: desk.add(make()) for name, make in HOSTILE.items()}
    with ThreadPoolExecutor(3) as threads:
        found = dict(zip(keys, threads.map(lambda key: look(desk.pool, key), keys.values()), strict=True))
    assert all(isinstance(each, PageImage | Trouble) for each in found.values())
    assert isinstance(desk.page(good), PageImage)
    assert desk.words(good) == build.WORDS.split()
    stats = desk.pool.stats()
    assert stats.queued == 0
    resident = [psutil.Process(pid).memory_info().rss for pid in stats.pids]
    assert sum(resident) < 1_200_000_000
    left = [path for path in desk.pool._workplace.folder.rglob("*") if path.is_file() and "font" not in str(path)]
    assert not left


def test_that_nothing_is_fetched(desk: Desk, tmp_path: Path) -> None:
    asked = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        here = f"http://127.0.0.1:{port}/pixel.png"
        files = [outside(kind, here) for kind in ("image", "attachedTemplate", "hyperlink", "frame", "subDocument")]
        files.append(build.rtf(rf'{{\field{{\*\fldinst INCLUDEPICTURE "{here}"}}{{\fldrslt x}}}}'))
        files.append(body(f'<w:p><w:fldSimple w:instr="INCLUDEPICTURE {here}"/></w:p>'))
        for data in files:
            assert isinstance(look(desk.pool, desk.add(data)), PageImage | Trouble)
            desk.pool.extract(data)
        try:
            server.accept()[0].close()
            asked.set()
        except TimeoutError:
            pass
    assert not asked.is_set()


def test_that_no_file_of_this_computer_comes_into_a_document(desk: Desk) -> None:
    key = desk.add(HOSTILE["docx: a file of this computer"]())
    name = socket.gethostname()
    found = look(desk.pool, key)
    assert isinstance(found, Trouble) or name not in desk.words(key)


def test_that_faults_by_chance_cost_the_one_file_alone(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(bounds=HASTY)
    sources = list(mutations.originals().items())
    made = [mutations.mutated(*sources[seed % len(sources)], seed) for seed in range(300)]

    def read(numbered: tuple[int, bytes]) -> bool:
        number, data = numbered
        taken = desk.pool.extract(data)
        if number % 5 == 0:
            return isinstance(look(desk.pool, desk.add(data)), PageImage | Trouble)
        return taken.trouble is not None or taken.format is not None

    with ThreadPoolExecutor(3) as threads:
        assert all(threads.map(read, enumerate(made)))
    assert desk.words(desk.add(build.pdf())) == build.WORDS.split()
    assert desk.pool.stats().crashes <= 3  # a parser in native code may; ours says what it has found
