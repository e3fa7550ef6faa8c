"""From a place between letters to the next one, as arrow keys go: by letters, words, lines, paragraphs. No widget.

Everything goes in the order of reading, over the ends of lines, columns and pages, and stays where nothing follows.
"""

from collections.abc import Mapping
from enum import Enum, auto

from reviewer.ui.document.page_text import PageText, Place

BELOW = 0.5
"""Share of a line's height by which another one is higher or lower; what stands beside it is neither."""

Pages = Mapping[int, PageText]


class Step(Enum):
    """How far a key goes."""

    LETTER = auto()
    WORD = auto()
    LINE = auto()
    PARAGRAPH = auto()
    LINE_END = auto()
    DOCUMENT = auto()


def moved(place: Place, step: Step, direction: int, pages: Pages, x: float | None = None) -> Place:
    """The place one step on (1) or back (-1). `x`: points across at which lines are gone through."""
    text = pages.get(place.page)
    if text is None or not text.words:
        return place
    place = place._replace(word=min(place.word, len(text.words) - 1))
    match step:
        case Step.LETTER:
            return _by_letter(place, direction, pages)
        case Step.WORD:
            return _by_word(place, direction, pages)
        case Step.LINE:
            return _by_line(place, direction, pages, x)
        case Step.PARAGRAPH:
            return _by_paragraph(place, direction, pages)
        case Step.LINE_END:
            first, last = text.line_of(place.word)
            return _end(place.page, last, pages) if direction > 0 else Place(place.page, first, 0)
        case Step.DOCUMENT:
            known = [page for page in sorted(pages) if pages[page].words]
            if direction < 0:
                return Place(known[0], 0, 0)
            return _end(known[-1], len(pages[known[-1]].words) - 1, pages)


def _by_letter(place: Place, direction: int, pages: Pages) -> Place:
    size = len(pages[place.page].words[place.word].text)
    if 0 <= place.letter + direction <= size:
        return place._replace(letter=place.letter + direction)
    other = _other_word(place, direction, pages)
    if other is None:
        return place
    page, word = other
    return Place(page, word, 0) if direction > 0 else _end(page, word, pages)


def _by_word(place: Place, direction: int, pages: Pages) -> Place:
    """To the end of a word on, to the beginning of one back."""
    size = len(pages[place.page].words[place.word].text)
    if direction > 0 and place.letter < size:
        return place._replace(letter=size)
    if direction < 0 and place.letter > 0:
        return place._replace(letter=0)
    other = _other_word(place, direction, pages)
    if other is None:
        return place
    return _end(*other, pages) if direction > 0 else Place(*other, 0)


def _by_line(place: Place, direction: int, pages: Pages, x: float | None) -> Place:
    text = pages[place.page]
    if x is None:
        x = text.x_of(place.word, place.letter)
    first, last = text.line_of(place.word)
    now = text.words[first]
    number = last + 1 if direction > 0 else first - 1
    while 0 <= number < len(text.words):
        line = text.line_of(number)
        lower = text.words[line[0]].y0 - now.y0
        if abs(lower) > BELOW * (now.y1 - now.y0):  # what goes up is another column; what does neither stands beside
            return Place(place.page, *text.nearest_in(line, x))
        number = line[1] + 1 if direction > 0 else line[0] - 1
    page = _other_page(place.page, direction, pages)
    if page is None:
        return place
    words = pages[page].words
    return Place(page, *pages[page].nearest_in(pages[page].line_of(0 if direction > 0 else len(words) - 1), x))


def _by_paragraph(place: Place, direction: int, pages: Pages) -> Place:
    text = pages[place.page]
    first, last = text.paragraph_of(place.word)
    if direction > 0:
        end = _end(place.page, last, pages)
        if end > place:
            return end
        other = _other_word(end, 1, pages)
        return _end(other[0], pages[other[0]].paragraph_of(other[1])[1], pages) if other is not None else place
    if Place(place.page, first, 0) < place:
        return Place(place.page, first, 0)
    other = _other_word(place, -1, pages)
    return Place(other[0], pages[other[0]].paragraph_of(other[1])[0], 0) if other is not None else place


def _other_word(place: Place, direction: int, pages: Pages) -> tuple[int, int] | None:
    word = place.word + direction
    if 0 <= word < len(pages[place.page].words):
        return place.page, word
    page = _other_page(place.page, direction, pages)
    return (page, 0 if direction > 0 else len(pages[page].words) - 1) if page is not None else None


def _other_page(page: int, direction: int, pages: Pages) -> int | None:
    others = [other for other in pages if (other - page) * direction > 0 and pages[other].words]
    return min(others, key=lambda other: abs(other - page), default=None)


def _end(page: int, word: int, pages: Pages) -> Place:
    return Place(page, word, len(pages[page].words[word].text))
