"""Which words a text holds."""

import pytest

from reviewer.ui.review.words import found_words


def test_that_words_come_in_the_order_and_spelling_of_the_list() -> None:
    text = "Ran storage on call. Wrote OCAML and a little ocaml; on-call for two years."
    assert found_words(("OCaml", "RAID", "on-call", "storage"), text) == ("OCaml", "on-call", "storage")


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("Elm", "Elmar likes it", False),
        ("Elm", "Elm, Svelte", True),
        ("C++", "knows C++17 and more", True),
        ("C++", "knows C and more", False),
        ("kernel", "kernels", False),
        ("kernel", "a kernel-side filter", True),
        ("file system", "a file\n  system of our own", True),
        ("TCP", "http", False),
        ("D language", "the D Language", True),
        ("D", "vitamin D is good", False),
        ("D", "Languages: C, D, OCaml", True),
        ("D", "Languages: c, d, ocaml", False),
        ("D", "C / D / C++", True),
        ("C", "C++, C#", False),
        ("naïveté", "NAÏVETÉ", True),
    ],
)
def test_that_only_whole_words_count(word: str, text: str, found: bool) -> None:
    assert found_words((word,), text) == ((word,) if found else ())


def test_that_a_word_within_a_longer_one_is_not_found_there() -> None:
    words = ("kernel", "Linux kernel")
    assert found_words(words, "worked on the Linux kernel") == ("Linux kernel",)
    assert found_words(words, "worked on the Linux kernel and on another kernel") == words


def test_that_nothing_is_found_in_nothing() -> None:
    assert found_words((), "OCaml") == ()
    assert found_words(("OCaml",), "") == ()
