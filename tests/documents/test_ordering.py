"""Pages are read as a person reads them: columns one after the other, tables row by row, turned pages in place."""

import random
import time

import pymupdf
import pytest

from reviewer.documents import text
from reviewer.documents.ordering import Line, in_reading_order
from reviewer.documents.render import open_pdf
from tests.documents.conftest import Desk


class Sheet:
    """A page on which paragraphs are put at places, in any order."""

    def __init__(self) -> None:
        self.document = pymupdf.open()
        self.page = self.document.new_page()

    def put(self, x: float, y: float, *lines: str, size: float = 10) -> "Sheet":
        """Lines under each other, as one paragraph."""
        for number, line in enumerate(lines):
            self.page.insert_text((x, y + number * size * 1.25), line, fontsize=size)
        return self

    def read(self) -> list[str]:
        """The lines as they are read."""
        found: dict[object, list[str]] = {}
        for row in text.words(open_pdf(self.document.tobytes()), 0):
            found.setdefault(row[5], []).append(str(row[4]))
        return [" ".join(line) for line in found.values()]


def paragraphs(name: str, count: int) -> list[tuple[str, str, str]]:
    return [
        (f"{name} {n} begins with a line", f"{name} {n} goes on for a while", f"{name} {n} ends here")
        for n in range(count)
    ]


@pytest.mark.parametrize("by_rows", [False, True])
def test_that_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    sheet = Sheet().put(60, 60, "Milla Quarto, compilers and gardens over the whole width of this page", size=14)
    left, right = paragraphs("left", 5), paragraphs("right", 4)
    if by_rows:
        for n in range(5):
            sheet.put(60, 110 + 60 * n, *left[n])
            if n < 4:
                sheet.put(330, 118 + 70 * n, *right[n])
    else:
        for n in range(4):
            sheet.put(330, 118 + 70 * n, *right[n])
        for n in range(5):
            sheet.put(60, 110 + 60 * n, *left[n])
    assert sheet.read()[1:] == [line for part in (*left, *right) for line in part]


def test_that_a_sidebar_is_read_before_or_after_and_not_in_between() -> None:
    sheet = Sheet()
    main = paragraphs("main", 7)
    for n, part in enumerate(main):
        sheet.put(230, 80 + 62 * n, *part)
    side = [("Skills", "OCaml and D", "C++ in part"), ("Languages", "Finnish, well", "Polish, a little")]
    for n, part in enumerate(side):
        sheet.put(40, 95 + 90 * n, *part)
    assert sheet.read() == [line for part in (*side, *main) for line in part]


def test_that_three_columns_under_a_heading_and_over_a_foot_are_read_in_turn() -> None:
    sheet = Sheet().put(
        50, 800, "A foot that goes over the whole width of the page from here to there, as feet do", size=11
    )
    columns = [paragraphs(name, 4) for name in ("one", "two", "three")]
    for n in range(4):
        for at, column in enumerate(columns):
            sheet.put(50 + 175 * at, 120 + 55 * n + 3.5 * at, *column[n])
    sheet.put(50, 70, "A heading that goes over the whole width of the page from here to there, yes", size=12)
    found = sheet.read()
    assert found[0].startswith("A heading")
    assert found[-1].startswith("A foot")
    assert found[1:-1] == [line for column in columns for part in column for line in part]


def test_that_dates_stay_beside_their_jobs() -> None:
    sheet = Sheet()
    jobs = [
        (f"20{n:02}", f"Kept a storage engine number {n} in order for years", "and wrote it down") for n in range(6)
    ]
    for n, (date, *job) in enumerate(jobs):
        sheet.put(60, 100 + 45 * n, date)
        sheet.put(160, 100 + 45 * n, *job)
    assert sheet.read() == [line for job in jobs for line in job]


def test_that_one_column_stays_as_it_is() -> None:
    sheet = Sheet()
    parts = paragraphs("part", 6)
    for n, part in enumerate(parts):
        sheet.put(60 + 30 * (n % 2), 80 + 60 * n, *part)
    assert sheet.read() == [line for part in parts for line in part]


def test_that_the_text_for_the_search_has_the_same_order() -> None:
    sheet = Sheet()
    left, right = paragraphs("left", 4), paragraphs("right", 4)
    for n in range(4):
        sheet.put(330, 100 + 70 * n, *right[n]).put(60, 104 + 66 * n, *left[n])
    said = text.plain(open_pdf(sheet.document.tobytes()).document).splitlines()
    assert said == [line for part in (*left, *right) for line in part]


@pytest.mark.parametrize("order", [1, -1])
def test_that_cells_of_several_lines_are_read_row_by_row(order: int) -> None:
    sheet = Sheet()
    rows = [
        (
            (f"20{n} to 20{n + 1}", "Turku, Finland"),
            (f"Kept storage engine {n} in order", "for seven years", "and more"),
        )
        for n in range(11, 16)
    ]
    for n, (when, what) in list(enumerate(rows))[::order]:
        sheet.put(60, 100 + 55 * n, *when)
        sheet.put(200, 100 + 55 * n, *what)
    assert sheet.read() == [line for row in rows for cell in row for line in cell]


def test_that_columns_on_the_same_lines_written_line_by_line_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    left = [f"who kept the {n} engines in good order and" for n in range(20)]
    right = [f"a garden with {n} trees that bear no fruit" for n in range(14)]
    for n in range(20):
        sheet.put(60, 100 + 14 * n, left[n])
        if n < 14:
            sheet.put(320, 100 + 14 * n, right[n])
    assert sheet.read() == [*left, *right]


def test_that_bullets_stay_with_their_lines() -> None:
    sheet = Sheet()
    for n in range(8):
        sheet.put(60, 100 + 20 * n, "-")
        sheet.put(78, 100 + 20 * n, f"did this and that for {n} years")
    text = " ".join(sheet.read())
    assert text == " ".join(f"- did this and that for {n} years" for n in range(8))


def test_that_text_on_its_side_does_not_part_the_page() -> None:
    sheet = Sheet()
    sheet.page.insert_text((40, 500), "Curriculum of a life", fontsize=14, rotate=90)
    left, right = paragraphs("left", 4), paragraphs("right", 4)
    for n in range(4):
        sheet.put(330, 100 + 70 * n, *right[n]).put(70, 104 + 66 * n, *left[n])
    assert sheet.read() == [*(line for part in (*left, *right) for line in part), "Curriculum of a life"]


def test_that_a_large_table_takes_little_time() -> None:
    lines = [
        Line(40 + 130 * column, 40 + 12 * row, 90 + 130 * column, 50 + 12 * row, 4 * row + column, 2, 1)
        for row in range(60)
        for column in range(4)
    ]
    random.Random(1).shuffle(lines)
    begun = time.process_time()
    order = [number for block in in_reading_order(lines) for number in block]
    assert time.process_time() - begun < 0.1  # 10 ms are usual; trying every part of it took 700
    assert [(lines[n].y0, lines[n].x0) for n in order] == sorted((line.y0, line.x0) for line in lines)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_that_words_are_where_they_are_seen_on_a_turned_page(desk: Desk, rotation: int) -> None:
    sheet = Sheet().put(80, 120, "Quarto", size=30)
    sheet.page.set_rotation(rotation)
    key = desk.add(sheet.document.tobytes())
    image = desk.page(key, width=600)
    assert not isinstance(image, tuple)
    desk.words(key)
    word = next(iter(desk.pool.words(key, 0) or ()))
    info = desk.pool.info(key)
    assert info is not None
    scale = 600 / info.pages[0][0]
    buffer = image.buffer  # pyright: ignore[reportAttributeAccessIssue]
    stride = image.stride  # pyright: ignore[reportAttributeAccessIssue]
    inside = outside = 0
    for y in range(image.height):  # pyright: ignore[reportAttributeAccessIssue]
        row = bytes(buffer[y * stride : y * stride + 1800])
        dark = [x for x in range(600) if row[x * 3] < 128]
        for x in dark:
            within = word.x0 - 1 <= x / scale <= word.x1 + 1 and word.y0 - 1 <= y / scale <= word.y1 + 1
            inside, outside = inside + within, outside + (not within)
    assert inside > 100
    assert outside == 0
