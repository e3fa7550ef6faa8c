"""From a selection to a passage, and from a passage to places on pages."""

from reviewer.domain.evidence import CONTEXT, QUOTE_LIMIT, Passage
from reviewer.ui.document.page_text import PageText, Place, Selection, Unit
from reviewer.ui.document.passages import passage_of, read_text, strips_of
from tests.ui.document.test_page_text import words_of

DOCUMENT = "ef" * 32
PAGES = {
    0: PageText(0, words_of((10, 100, 0, "Ran a storage engine alone"), (10, 116, 0, "for four years"))),
    1: PageText(1, words_of((10, 100, 0, "and then with three others"))),
}


def passage(start: Place, end: Place, unit: Unit = Unit.LETTER, pages: dict[int, PageText] = PAGES) -> Passage:
    found = passage_of(DOCUMENT, pages, Selection(start, end, unit))
    assert found is not None
    return found


def test_that_a_selection_over_lines_is_one_text() -> None:
    found = passage(Place(0, 2, 0), Place(0, 6, 4))
    assert (found.quote, found.prefix, found.suffix) == (
        "storage engine alone for four",
        "Ran a ",
        " years and then with three other"[:CONTEXT],
    )
    assert (found.document, found.page, found.start, found.end) == (DOCUMENT, 0, 6, 35)


def test_that_a_selection_within_words_begins_there() -> None:
    found = passage(Place(0, 2, 2), Place(0, 3, 3))
    assert (found.quote, found.start, found.end) == ("orage eng", 8, 17)
    assert passage(Place(0, 3, 3), Place(0, 2, 2)) == found
    assert passage(Place(0, 2, 2), Place(0, 3, 3), Unit.WORD).quote == "storage engine"


def test_that_a_selection_over_pages_is_one_text() -> None:
    found = passage(Place(0, 7, 0), Place(1, 1, 4))
    assert (found.quote, found.page) == ("years and then", 0)
    assert found.suffix == " with three others"
    assert passage(Place(1, 0, 0), Place(1, 1, 4)).start == 0


def test_that_nothing_selected_is_no_passage() -> None:
    assert passage_of(DOCUMENT, PAGES, Selection(Place(0, 2, 1), Place(0, 2, 1))) is None
    assert passage_of(DOCUMENT, {1: PAGES[1]}, Selection(Place(0, 0, 0), Place(1, 0, 2))) is None


def test_that_all_of_a_long_document_is_cut_sensibly() -> None:
    pages = {0: PageText(0, words_of((10, 100, 0, "word " * 900)))}
    assert len(passage(Place(0, 0, 0), Place(0, 899, 4), pages=pages).quote) <= QUOTE_LIMIT


def test_that_a_passage_is_marked_where_it_was_selected() -> None:
    for start, end in (
        (Place(0, 2, 0), Place(0, 6, 4)),
        (Place(0, 7, 0), Place(1, 1, 4)),
        (Place(0, 2, 2), Place(0, 3, 3)),
    ):
        located = read_text(PAGES).locate(passage(start, end))
        assert located is not None
        assert located.exact
        selection = Selection(start, end)
        assert strips_of(located, PAGES) == [strip for page in PAGES for strip in selection.strips(page, PAGES)]


def test_that_a_passage_is_marked_when_another_engine_breaks_lines_elsewhere() -> None:
    now = {0: PageText(0, words_of((10, 100, 0, "Ran a stor-"), (10, 116, 0, "age engine alone for four years and")))}
    located = read_text(now).locate(passage(Place(0, 2, 0), Place(0, 3, 6)))
    assert located is not None
    assert [(strip.x0, strip.y0, strip.x1) for strip in strips_of(located, now)] == [(70, 100, 120), (10, 116, 110)]
