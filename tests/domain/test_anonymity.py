"""What tells who a candidate is, is found however it is written; what does not, stays."""

from itertools import pairwise

import pytest

from reviewer.domain.anonymity import MARK, Identifiers, find, name_parts, redacted

MILLA = Identifiers(
    names=("Dr. Milla van der Quarto-Böhm",),
    emails=("milla@quarto.example",),
    phones=("+358 40 123 4567",),
    locations=("Turku, Finland",),
)
HIDDEN = [
    "Milla",
    "MILLA QUARTO",
    "M I L L A  Q U A R T O",
    "Quarto, Milla",
    "M. Quarto",
    "Quarto-Böhm",
    "Boehm",
    "Bohm",
    "Quar-\nto",
    "Quarto's",
    "milla@quarto.example",
    "m.quarto@example.org",
    "milla (at) quarto (dot) example",
    "milla.quarto at example dot org",
    "+358 40 123 4567",
    "040 1234567",
    "(040) 123-4567",
    "0049 30 901820",
    "+1 (415) 555-0123",
    "https://example.org/~mq",
    "www.example.org/mq",
    "linkedin.com/in/mquarto",
    "github.com/milla-q",
    "@millaquarto",
    "mquarto",
    "Turku",
    "Finland",
    "Mílla",
    "ＭＩＬＬＡ",
]
SEEN = [
    "2009 - 2013",
    "01/2009 – 12/2013",
    "2009-2013, 2014-2018",
    "12.05.2011",
    "1 234 568 rows a second",
    "25,000,000 users",
    "25 000 000 users",
    "Node.js, ASP.NET and socket.io",
    "C++17, OCaml 5.2.0, PostgreSQL 15.18",
    "192.168.1.1",
    "milling machines and quarters",
    "ISBN-like 978",
    "I will mark the art of it in may",
    "van der Waals forces",
    "10.1.2.3/24",
    "from 09:00 to 17:30",
]


@pytest.mark.parametrize("said", HIDDEN)
def test_that_it_is_found_whole(said: str) -> None:
    text = f"before {said} after"
    assert redacted(text, MILLA).replace(MARK, "").replace(",", "").split() == ["before", "after"]


@pytest.mark.parametrize("said", SEEN)
def test_that_other_words_stay(said: str) -> None:
    assert redacted(said, MILLA) == said


def test_that_names_which_are_words_count_with_a_capital_only() -> None:
    will = Identifiers(names=("Will May",))
    assert redacted("Will May will be in Paris in may.", will) == f"{MARK} {MARK} will be in Paris in may."
    assert redacted("Li Wei works on limits; a liar", Identifiers(names=("Li Wei",))) == (
        f"{MARK} {MARK} works on limits; a liar"
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Prof. Dr. Ana María de la Cruz", ("ana", "maria", "cruz")),
        ("O'Connor, Sean", ("connor", "sean")),
        ("Łukasz Wiśniewski-Żak", ("lukasz", "wisniewski", "zak")),
        ("王小明", ("王小明",)),
    ],
)
def test_that_a_name_is_taken_apart(name: str, parts: tuple[str, ...]) -> None:
    assert name_parts(name) == parts


def test_that_matches_are_in_order_and_do_not_overlap() -> None:
    found = find("Milla Quarto, milla.quarto@example.org, +358 40 123 4567", MILLA)
    assert [match.start for match in found] == sorted(match.start for match in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_that_nothing_known_still_takes_addresses_out() -> None:
    assert redacted("Ask x@example.org or +44 20 7946 0123", Identifiers()) == f"Ask {MARK} or {MARK}"
