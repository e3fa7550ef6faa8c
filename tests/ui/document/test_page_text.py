"""The text of pages: places, copying, finding."""

import pytest

from reviewer.documents.protocol import Word
from reviewer.ui.document.finding import Search, find, fold
from reviewer.ui.document.page_text import PageText, Place, Selection, Unit


def words_of(*lines: tuple[float, float, int, str]) -> tuple[Word, ...]:
    """Words from lines of (x, y, block, text): 10 points a letter, 12 high."""
    words: list[Word] = []
    for number, (x, y, block, text) in enumerate(lines):
        for word in text.split():
            words.append(Word(x, y, x + 10 * len(word), y + 12, word, number, block))
            x += 10 * (len(word) + 1)
    return tuple(words)


COLUMNS = words_of(
    (10, 100, 0, "Ran a storage"),
    (10, 116, 0, "engine alone"),
    (300, 100, 1, "Résumé, naïve"),
    (300, 116, 1, "ﬁle system"),
)


@pytest.fixture
def pages() -> dict[int, PageText]:
    return {0: PageText(0, COLUMNS), 2: PageText(2, words_of((10, 100, 0, "kernels and KERNEL")))}


def selected(pages: dict[int, PageText], start: Place, end: Place, unit: Unit = Unit.LETTER) -> str:
    return Selection(start, end, unit).text(pages)


def test_that_lines_of_a_paragraph_are_copied_as_one(pages: dict[int, PageText]) -> None:
    assert selected(pages, Place(0, 0, 0), Place(0, 4, 5)) == "Ran a storage engine alone"


def test_that_what_stands_beside_comes_behind_a_tab() -> None:
    page = {0: PageText(0, words_of((10, 100, 0, "Engineer"), (400, 101, 1, "2019 – today")))}
    assert selected(page, Place(0, 0, 0), Place(0, 3, 5)) == "Engineer\t2019 – today"


def test_that_paragraphs_have_a_line_each() -> None:
    page = {0: PageText(0, words_of((10, 100, 0, "One"), (10, 140, 1, "Two")))}
    assert selected(page, Place(0, 0, 0), Place(0, 1, 3)) == "One\nTwo"


def test_that_a_sentence_goes_on_over_pages_without_words(pages: dict[int, PageText]) -> None:
    assert selected(pages, Place(0, 8, 0), Place(2, 0, 7)) == "system kernels"


def test_that_dragging_backwards_selects_the_same(pages: dict[int, PageText]) -> None:
    one, other = Place(0, 1, 0), Place(0, 3, 3)
    assert selected(pages, one, other) == selected(pages, other, one) == "a storage eng"


def test_that_a_selection_grows_by_words_and_paragraphs(pages: dict[int, PageText]) -> None:
    assert selected(pages, Place(0, 0, 1), Place(0, 2, 2), Unit.WORD) == "Ran a storage"
    assert selected(pages, Place(0, 4, 1), Place(0, 4, 1), Unit.PARAGRAPH) == "Ran a storage engine alone"


@pytest.mark.parametrize(
    ("x", "y", "word", "letter"),
    [
        (12, 105, 0, 0),
        (28, 105, 0, 2),
        (5, 105, 0, 0),
        (290, 105, 5, 0),  # between the columns, nearer to the second
        (150, 105, 2, 7),
        (310, 400, 7, 1),
    ],
)
def test_that_the_nearest_letter_is_found(x: float, y: float, word: int, letter: int) -> None:
    assert PageText(0, COLUMNS).nearest(x, y) == (word, letter)


def test_that_strips_run_once_a_line() -> None:
    strips = list(PageText(0, COLUMNS).strips((0, 1), (4, 2)))
    assert [(strip.x0, strip.x1, strip.y0) for strip in strips] == [(20, 140, 100), (10, 100, 116)]


@pytest.mark.parametrize("wanted", ["resume", "RÉSUMÉ", "  Résumé ", "file", "storage engine", "naive file", "ﬁle sys"])
def test_that_case_accents_and_line_ends_do_not_matter(pages: dict[int, PageText], wanted: str) -> None:
    assert len(find(pages, wanted)) == 1


def test_that_hits_over_a_line_end_have_a_strip_on_each_line(pages: dict[int, PageText]) -> None:
    (hit,) = find(pages, "storage engine")
    assert [strip.y0 for strip in hit.strips] == [100, 116]


def test_that_nothing_is_found_of_nothing(pages: dict[int, PageText]) -> None:
    assert find(pages, "  ") == []
    assert fold("\N{SOFT HYPHEN}") == ""


@pytest.mark.parametrize(
    ("text", "wanted", "hits"),
    [
        ("kernels and KERNEL", "kernel", 2),
        ("kernelspace", "kernel", 0),
        ("C++17, C and c++", "C++", 2),
        ("C+++", "C++", 0),
        ("Elm elmar", "elm", 1),
        ("front-end, frontend", "front-end", 1),
    ],
)
def test_that_words_of_a_track_stand_alone(text: str, wanted: str, hits: int) -> None:
    assert len(find({0: PageText(0, words_of((10, 10, 0, text)))}, wanted, whole=True)) == hits


def searched(pages: dict[int, PageText], wanted: str) -> Search:
    search = Search(wanted)
    for page in pages.values():
        search.look(page)
    return search


def test_that_the_search_goes_on_from_where_one_reads(pages: dict[int, PageText]) -> None:
    search = searched(pages, "e")
    later = search.choose(1, 0)
    assert later is not None
    assert later.page == 2
    assert search.number > 1
    search.choose(3, 0)
    assert search.number == 1


def test_that_hits_are_counted_while_pages_come_in_any_order(pages: dict[int, PageText]) -> None:
    search = Search("kernel")
    search.look(pages[2])
    assert (search.number, search.count, search.pages) == (0, 2, 1)
    search.step(-1)
    assert (search.number, search.count) == (2, 2)
    search.look(PageText(0, words_of((10, 100, 0, "kernel"))))
    assert (search.number, search.count) == (3, 3)
    assert search.step(1) is not None
    assert search.number == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Łódź", "lodz"),
        ("Þórður", "thordur"),
        ("Ærø", "aero"),
        ("straße", "STRASSE"),
        ("“sane” line-ends", '"sane" line-ends'),
        ("2019–2021", "2019-2021"),
        ("o’clock", "o'clock"),
        ("ｗｉｄｅ", "wide"),
        ("مـحـمد", "محمد"),
        ("ﬃ", "ffi"),
    ],
)
def test_that_what_keyboards_and_engines_do_to_letters_does_not_matter(text: str, wanted: str) -> None:
    assert len(find({0: PageText(0, words_of((10, 10, 0, text)))}, wanted)) == 1


@pytest.mark.parametrize("wanted", ["compilers", "compi-lers", "the compilers and", "well-known", "wellknown"])
def test_that_words_parted_at_the_end_of_a_line_are_found(wanted: str) -> None:
    page = PageText(0, words_of((10, 10, 0, "the compi-"), (10, 26, 0, "lers and well-"), (10, 42, 0, "known")))
    (hit,) = find({0: page}, wanted)
    assert [strip.y0 for strip in hit.strips] in ([10, 26], [26, 42])


def test_that_right_to_left_words_are_entered_from_the_right() -> None:
    words = (Word(60, 10, 100, 22, "שלום", 0, 0), Word(10, 10, 50, 22, "עולם", 0, 0))
    page = PageText(0, words)
    assert page.nearest(99, 15) == (0, 0)
    assert page.nearest(11, 15) == (1, 4)
    assert page.text((0, 0), (1, 4)) == "שלום עולם"
    (strip,) = page.strips((0, 2), (1, 2))
    assert (strip.x0, strip.x1) == (30, 80)
