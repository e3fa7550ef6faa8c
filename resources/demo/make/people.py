"""The invented people: one TOML file each, and the small markup in which their documents are written.

`# Experience` opens a section (`#> Skills` one that belongs into a sidebar where the style has one),
`## title | place | dates` an entry, `- ` a point; a line that begins with a short `Key: ` has that key set in bold.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PEOPLE = Path(__file__).parent / "people"

_KEYED = re.compile(r"^([^:.]{1,26}): (.+)$")


@dataclass(frozen=True)
class Block:
    """One paragraph: `kind` is entry, point, keyed or text."""

    kind: str
    text: str
    place: str = ""
    dates: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]
    aside: bool = False


@dataclass(frozen=True)
class Paper:
    """A document to be written: its file name, its style and what stands in it."""

    file: str
    style: str
    sections: tuple[Section, ...]
    source: str
    """The markup as it was written."""
    options: dict[str, Any]


@dataclass(frozen=True)
class Person:
    folder: str
    name: str
    contact: tuple[str, ...]
    headline: str
    resume: Paper
    letter: Paper | None
    facts: dict[str, Any] = field(repr=False)
    """The whole TOML file."""


def parse(markup: str) -> tuple[Section, ...]:
    """The sections of a document; what stands before the first heading is a section without a title."""
    sections: list[Section] = []
    title, aside, blocks = "", False, list[Block]()
    for line in markup.strip().splitlines():
        if line.startswith(("# ", "#> ")):
            if blocks or title:
                sections.append(Section(title, tuple(blocks), aside))
            title, aside, blocks = line.lstrip("#> "), line.startswith("#>"), []
        elif line.strip():
            blocks.append(_block(line.strip()))
    sections.append(Section(title, tuple(blocks), aside))
    return tuple(sections)


def _block(line: str) -> Block:
    if line.startswith("## "):
        parts = [part.strip() for part in line[3:].split("|")] + ["", ""]
        return Block("entry", parts[0], parts[1], parts[2])
    if line.startswith("- "):
        return Block("point", line[2:])
    if match := _KEYED.match(line):
        return Block("keyed", match[2], match[1])
    return Block("text", line)


def _typeset(text: str) -> str:
    """With the quotation marks and apostrophes that Word and LaTeX put in by themselves."""
    return re.sub(r"(?<=\w)'", "’", re.sub(r'"([^"\n]*)"', r"“\1”", text))


def _paper(given: dict[str, Any] | None) -> Paper | None:
    if given is None:
        return None
    known = {"file", "style", "text"}
    plain = given["style"] == "typewriter" or not given["file"].lower().endswith((".pdf", ".docx", ".doc"))
    text = given["text"] if plain else _typeset(given["text"])
    options = {key: value for key, value in given.items() if key not in known}
    return Paper(given["file"], given["style"], parse(text), text.strip(), options)


def read_people() -> list[Person]:
    """All of them, in the order of their folders."""
    people: list[Person] = []
    for path in sorted(PEOPLE.glob("*.toml")):
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
        resume = _paper(facts["resume"])
        assert resume is not None
        contact = tuple(facts[key] for key in ("email", "phone", "location") if facts.get(key)) + tuple(
            facts.get("links", ())
        )
        people.append(
            Person(
                path.stem, facts["name"], contact, facts.get("headline", ""), resume, _paper(facts.get("letter")), facts
            )
        )
    return people
