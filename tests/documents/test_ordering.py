"""Pages are read as a person reads them: columns one after the other, tables row by row, turned pages in place."""

import pymupdf
import pytest

from reviewer.documents import text
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
