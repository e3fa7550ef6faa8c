"""Passages: cut from a text, kept within bounds, shown without what nobody sees."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain import evidence
from reviewer.domain.evidence import CONTEXT, QUOTE_LIMIT, shown_quote
from tests import builders

DOCUMENT = "ab" * 32
TEXT = "Before it stood something. I wrote a storage engine in OCaml. After it stood more than enough to go on with."


def test_that_a_passage_knows_what_stands_around_it() -> None:
    start = TEXT.index("I wrote")
    end = TEXT.index(" After")
    found = evidence.passage(DOCUMENT, TEXT, start, end, page=3)
    assert found is not None
    assert found.quote == "I wrote a storage engine in OCaml."
    assert found.prefix == TEXT[:start]
    assert found.suffix == TEXT[end : end + CONTEXT]
    assert (found.page, found.start, found.end) == (3, start, end)


def test_that_white_space_at_the_ends_does_not_count() -> None:
    found = evidence.passage(DOCUMENT, "  one two  ", 0, 11)
    assert found is not None
    assert (found.quote, found.start, found.end) == ("one two", 2, 9)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, 2), (5, 3)])
def test_that_nothing_is_no_passage(start: int, end: int) -> None:
    assert evidence.passage(DOCUMENT, "  one", start, end) is None


def test_that_a_long_passage_is_cut_after_a_whole_word() -> None:
    text = "word " * 400
    found = evidence.passage(DOCUMENT, text, 0, len(text))
    assert found is not None
    assert QUOTE_LIMIT - 5 <= len(found.quote) <= QUOTE_LIMIT
    assert found.quote.endswith("word")
    assert found.suffix.startswith(" word")


def test_that_a_text_without_spaces_is_cut_as_well() -> None:
    found = evidence.passage(DOCUMENT, "字" * 3000, 100, 3000)
    assert found is not None
    assert (found.end - found.start, len(found.quote)) == (QUOTE_LIMIT, QUOTE_LIMIT)


@pytest.mark.parametrize(
    "values",
    [
        {"document": "../etc"},
        {"document": "AB" * 32},
        {"quote": "  "},
        {"quote": "x" * (QUOTE_LIMIT + 1)},
        {"prefix": "x" * (CONTEXT + 1)},
        {"suffix": "x" * (CONTEXT + 1)},
        {"page": -1},
        {"start": 9, "end": 9},
        {"start": -1},
    ],
)
def test_that_a_passage_out_of_bounds_is_not_taken(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"document|quote|passage"):
        builders.passage(**values)  # pyright: ignore[reportArgumentType] - each is wrong on purpose


@given(st.text(min_size=1, max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_that_whatever_is_selected_can_be_written_down(text: str, start: int, end: int) -> None:
    found = evidence.passage(DOCUMENT, text, min(start, len(text)), min(end, len(text)))
    if found is not None:
        kept = builders.evidence()
        kept = type(kept)(kept.id, kept.track, kept.rubric_version, kept.criterion, found)
        assert evidence.from_json(json.loads(json.dumps(evidence.to_json(kept)))) == kept


def test_that_a_shown_quote_is_one_line_of_what_can_be_seen() -> None:
    assert shown_quote("one\ntwo\t three\N{NO-BREAK SPACE}four") == "one two three four"
    assert shown_quote("a\N{RIGHT-TO-LEFT OVERRIDE}b\N{ZERO WIDTH SPACE}c\x07d\N{SOFT HYPHEN}e") == "abcde"
    assert shown_quote("日本語, Çelik, C++") == "日本語, Çelik, C++"
