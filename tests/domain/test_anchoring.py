"""A passage is found again, however differently the document is read."""

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain import evidence
from reviewer.domain.anchoring import Located, ReadText, fold
from reviewer.domain.evidence import Passage

DOCUMENT = "cd" * 32
FIRST = (
    "Ada Alder Storage engineer Lisbon ada@example.org Summary Eleven years of storage systems and networks "
    "Experience Senior engineer at Northwind 2019 to 2024 I wrote a storage engine in OCaml that holds 25 petabytes "
    "and moved it to another data centre without downtime. Led a team of four."
)
SECOND = (
    "Engineer at Contoso 2014 to 2019 Built the office's first load balancer in C++ and D. I wrote a storage engine in "
    "OCaml for tests. Skills OCaml, C, D, C++, Go Languages Portuguese, English Education MSc Lisbon 2013"
)
OTHER = (
    "Dear hiring team, I write to apply for the position of web developer. For six years I have made pages that "
    "people can use: shops, forms, maps; with ReasonML since 2018 and google tools. I care about type systems, "
    "accessibility and short words, and would like to move to another city. Yours, Bruno Brook"
)
PAGES = (FIRST, SECOND)


def pages(*texts: str) -> dict[int, Sequence[str]]:
    """A document whose pages say this, word by word."""
    return {number: text.split() for number, text in enumerate(texts)}


def chosen(quote: str, page: int = 0, texts: Sequence[str] = PAGES, nth: int = 0) -> Passage:
    """The passage that is selected where the page says this."""
    text = " ".join(texts[page:])
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    found = evidence.passage(DOCUMENT, text, start, start + len(quote), page)
    assert found is not None
    return found


def said(document: dict[int, Sequence[str]], located: Located | None) -> str:
    """What stands at a place."""
    assert located is not None
    start, end = located.start, located.end
    words: list[str] = []
    for page in range(start.page, end.page + 1):
        for number, word in enumerate(document.get(page, ())):
            if (page, number) < start[:2] or (page, number) > end[:2]:
                continue
            last = end.letter if (page, number) == end[:2] else None
            first = start.letter if (page, number) == start[:2] else 0
            words.append(word[first:last])
    return " ".join(words)


def read(quote: Passage, *texts: str) -> str:
    """What is found of a passage in a document that is read like this now."""
    document = pages(*texts)
    return said(document, ReadText(document).locate(quote))


@pytest.mark.parametrize(
    "quote",
    [
        "I wrote a storage engine in OCaml",
        "Ada",
        "storage engine in O",
        "tems and net",
        "four. Engineer at",
        "C++",
        "D.",
    ],
)
def test_that_a_passage_is_found_where_nothing_changed(quote: str) -> None:
    where = 1 if quote in ("C++", "D.") else 0
    found = ReadText(pages(*PAGES)).locate(chosen(quote, where))
    assert said(pages(*PAGES), found) == quote
    assert found is not None
    assert found.exact


def test_that_of_two_places_the_one_that_was_chosen_is_found() -> None:
    text = ReadText(pages(*PAGES))
    quote = "I wrote a storage engine in OCaml"
    first, second = text.locate(chosen(quote)), text.locate(chosen(quote, 1))
    assert first is not None
    assert second is not None
    assert (first.start.page, second.start.page) == (0, 1)


def test_that_surroundings_tell_more_than_the_position() -> None:
    """A page was put in front: the second place is now where the first one was."""
    passage = chosen("a storage engine in OCaml", 1)
    moved = ("A cover page with a name.", *PAGES)
    document = pages(*moved)
    found = ReadText(document).locate(passage)
    assert found is not None
    assert found.start.page == 2


def test_that_line_and_page_breaks_make_no_difference() -> None:
    passage = chosen("moved it to another data centre without downtime. Led a team of four. Engineer at Contoso")
    one_page = " ".join(PAGES)
    assert read(passage, one_page) == passage.quote
    half = len(one_page) // 3
    cut = one_page.rindex(" ", 0, half)
    assert read(passage, one_page[:cut], one_page[cut:]) == passage.quote
    assert read(passage, "", "", *PAGES) == passage.quote


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("the office's first", "the o\ufb03ce\N{RIGHT SINGLE QUOTATION MARK}s \ufb01rst"),
        ("the office's first", "the off- ice's first"),
        ("the office's first", "the off\N{SOFT HYPHEN} ice's fi rst"),
        ("load balancer", "load-balancer"),
        ("load balancer", "LOAD BALANCER"),
        ("load balancer", "loadbalancer"),
        ("Portuguese, English", "Portuguese,English"),
        ("Education MSc", "Educa\N{COMBINING ACUTE ACCENT}tion MSc"),
    ],
)
def test_that_another_spelling_of_the_same_letters_is_the_same(before: str, now: str) -> None:
    passage = chosen(before, 1)
    assert read(passage, PAGES[0], PAGES[1].replace(before, now)) == now


def test_that_accents_and_scripts_survive_another_engine() -> None:
    texts = ("Résumé of Ünal Çelik 日本語 を 話します Здравствуйте мир",)
    assert read(
        chosen("Ünal Çelik 日本語 を", 0, texts), "Re\u0301sume\u0301 of U\u0308nal C\u0327elik 日本 語を 話します"
    ) == ("U\u0308nal C\u0327elik 日本 語を")


def test_that_a_passage_with_replaced_words_is_found() -> None:
    """As where a name is taken out for a blind review."""
    texts = ("Reference: working with Ada Alder was a pleasure, Ada wrote the storage engine and all its tests alone.",)
    passage = chosen("working with Ada Alder was a pleasure, Ada wrote the storage engine", 0, texts)
    blind = texts[0].replace("Ada Alder", "[name]").replace("Ada", "[name]")
    document = pages(blind)
    found = ReadText(document).locate(passage)
    assert found is not None
    assert not found.exact
    assert said(document, found) == "working with [name] was a pleasure, [name] wrote the storage engine"


def test_that_a_passage_that_was_replaced_as_a_whole_is_found_by_its_surroundings() -> None:
    texts = ("The recommendation letter was written for Ada Alder by the director of research at Northwind.",)
    passage = chosen("Ada Alder", 0, texts)
    document = pages(texts[0].replace("Ada Alder", "\N{FULL BLOCK}\N{FULL BLOCK}"))
    found = ReadText(document).locate(passage)
    assert said(document, found) == "\N{FULL BLOCK}\N{FULL BLOCK}"
    assert found is not None
    assert not found.exact


def test_that_letters_misread_from_a_picture_are_forgiven() -> None:
    passage = chosen("moved it to another data centre without downtime. Led a team of four.")
    now = PAGES[0].replace("moved", "rnoved").replace("centre", "ceritre").replace("tearn", "team")
    assert read(passage, now, PAGES[1]) == ("rnoved it to another data ceritre without downtime. Led a team of four.")


def test_that_a_header_between_two_pages_does_not_hide_a_passage() -> None:
    passage = chosen("moved it to another data centre without downtime. Led a team of four. Engineer at Contoso 2014")
    found = read(passage, PAGES[0] + " Page 1 of 2", "Ada Alder, resume " + PAGES[1])
    assert found.startswith("moved it to another data centre")
    assert found.endswith("Engineer at Contoso 2014")


def test_that_half_of_a_passage_is_found_where_a_footnote_parts_it() -> None:
    passage = chosen("I wrote a storage engine in OCaml that holds 25 petabytes and moved it to another data centre")
    note = "1 Figures by the end of 2023, counted once a week and without the copies that are kept for repair. " * 2
    now = FIRST.replace("and moved it", note + "and moved it")
    document = pages(now, SECOND)
    found = ReadText(document).locate(passage)
    assert found is not None
    assert not found.exact
    assert said(document, found).startswith("I wrote a storage engine in OCaml that holds 25 petabytes")


@pytest.mark.parametrize(
    "quote",
    [
        "I wrote a storage engine in OCaml that holds 25 petabytes",
        "moved it to another data centre",
        "Portuguese",
        "C++",
        "Go",
    ],
)
def test_that_a_passage_that_is_not_there_is_not_found(quote: str) -> None:
    passage = chosen(quote, 0 if quote in PAGES[0] else 1)
    assert ReadText(pages(OTHER)).locate(passage) is None


@pytest.mark.parametrize("document", [{}, {0: []}, {0: [], 3: []}, {0: ["-", "\N{EM DASH}"]}])
def test_that_nothing_is_found_in_nothing(document: dict[int, list[str]]) -> None:
    assert ReadText(document).locate(chosen("storage engine")) is None


def test_that_pages_may_be_missing() -> None:
    passage = chosen("Engineer at Contoso", 1)
    assert said(pages(*PAGES), ReadText({1: PAGES[1].split()}).locate(passage)) == "Engineer at Contoso"
    assert ReadText({0: PAGES[0].split()}).locate(passage) is None


def test_that_folding_goes_letter_by_letter() -> None:
    for text in ("Straße", "\ufb03x", "e\u0301a", "ΣΊΣΥΦΟΣ", "well-known", "½ ™"):
        assert fold(text) == "".join(fold(letter) for letter in text)


words = st.lists(
    st.text(st.characters(categories=("L", "N", "P", "M")), min_size=1, max_size=9), min_size=3, max_size=60
)


@given(words, st.data())
@settings(max_examples=150, deadline=None)
def test_that_whatever_is_selected_is_found_in_the_same_text(found: list[str], data: st.DataObject) -> None:
    text = " ".join(found)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = evidence.passage(DOCUMENT, text, start, end)
    if passage is None or not fold(passage.quote):
        return
    document: dict[int, Sequence[str]] = {0: text.split(" ")}
    located = ReadText(document).locate(passage)
    assert fold(said(document, located)) == fold(passage.quote)
    assert located is not None
    assert located.exact


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_that_words_cut_and_joined_anywhere_are_still_found(seed: int) -> None:
    chance = random.Random(seed)
    vocabulary = " ".join(PAGES).split()
    text = [chance.choice(vocabulary) for _ in range(300)]
    joined = " ".join(text)
    start = chance.randrange(len(joined) - 200)
    passage = evidence.passage(DOCUMENT, joined, start, start + chance.randrange(20, 180))
    assert passage is not None
    again: list[str] = []
    for word in text:
        at = chance.randrange(len(word))
        if chance.random() < 0.1 and at:
            again += [word[:at] + "-", word[at:]]
        elif chance.random() < 0.1 and again:
            again[-1] += word.upper()
        else:
            again.append(word)
    breaks = sorted(chance.sample(range(len(again)), 3))
    parts = zip([0, *breaks], [*breaks, len(again)], strict=True)
    document: dict[int, Sequence[str]] = {page: again[first:last] for page, (first, last) in enumerate(parts)}
    located = ReadText(document).locate(passage)
    assert fold(said(document, located)) == fold(passage.quote)


def test_that_a_hundred_pages_take_no_time_to_speak_of() -> None:
    chance = random.Random(1)
    vocabulary = [f"{word}{number}" for word in " ".join(PAGES).split() for number in range(30)]
    document: dict[int, Sequence[str]] = {page: [chance.choice(vocabulary) for _ in range(500)] for page in range(100)}
    text = " ".join(word for page in document.values() for word in page)
    there = evidence.passage(DOCUMENT, text[len(text) // 2 :], 100, 1100, 50)
    gone = evidence.passage(DOCUMENT, " ".join(chance.choice(vocabulary) for _ in range(400)), 0, 1000, 50)
    letter = evidence.passage(DOCUMENT, "e", 0, 1)
    assert there is not None
    assert gone is not None
    assert letter is not None
    begin = time.process_time()
    read_now = ReadText(document)
    assert read_now.locate(there) is not None
    assert read_now.locate(gone) is None
    read_now.locate(letter)
    assert time.process_time() - begin < 0.5
