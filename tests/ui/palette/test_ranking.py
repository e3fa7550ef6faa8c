"""What a few letters mean."""

import pytest

from reviewer.ui.commands import commands
from reviewer.ui.palette.ranking import ranked, score


def test_that_letters_must_stand_in_their_order() -> None:
    assert score("rb", "Route to Backend") is not None
    assert score("br", "Route to Backend") is None
    assert score("zzz", "Fizz") is None


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("un", "Undo"),
        ("note", "Write a note"),
        ("full", "Full screen"),
        ("rtn", "Route to neither yet"),
        ("adv", "Advance"),
    ],
)
def test_that_the_one_that_is_meant_comes_first(letters: str, first: str) -> None:
    assert ranked(letters, commands(()))[0].text == first


def test_that_nothing_typed_lists_all_in_order() -> None:
    assert ranked("  ", commands(())) == list(commands(()))


def test_that_beginnings_and_neighbours_count_more() -> None:
    begins, inside = score("ro", "Route"), score("ro", "Scroll")
    assert begins is not None
    assert inside is not None
    assert begins > inside
