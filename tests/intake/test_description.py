"""Descriptions of applications: what is understood of them, and what is said of the rest."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import Answer
from reviewer.domain.document import DocumentKind
from reviewer.domain.flag import FlagKind
from reviewer.domain.track import Workplace
from reviewer.intake import description

WHOLE = """
name = "Nadia Quillfeather"
email = "nadia@example.org"
phone = "+44 20 7946 0123"
headline = "Storage engineer"
location = "Leeds"
workplace = "Remote"
track = "backend"
received = 2026-03-01T09:30:00+01:00
source = "Referral"

[documents]
resume = "NQ.pdf"
cover_letter = ["Letter.docx", "Annex.txt"]

[[answers]]
question = "Why?"
answer = "Because."

[[flags]]
kind = "bot_traffic"
reasons = ["Filled in within two seconds.", "Came through a VPN."]
"""


def toml(text: str) -> description.Description:
    return description.parse(text.encode(), is_json=False)


def test_that_a_whole_description_is_understood() -> None:
    found = toml(WHOLE)
    assert found.sentences == ()
    assert (found.name, found.email, found.phone) == ("Nadia Quillfeather", "nadia@example.org", "+44 20 7946 0123")
    assert (found.headline, found.location, found.source) == ("Storage engineer", "Leeds", "Referral")
    assert (found.workplace, found.track) == (Workplace.REMOTE, "backend")
    assert found.received == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert found.answers == (Answer("Why?", "Because."),)
    assert found.flags[0].kind is FlagKind.BOT_TRAFFIC
    assert len(found.flags[0].reasons) == 2
    assert found.kinds == {
        "nq.pdf": DocumentKind.RESUME,
        "letter.docx": DocumentKind.COVER_LETTER,
        "annex.txt": DocumentKind.COVER_LETTER,
    }


def test_that_json_says_the_same_as_toml() -> None:
    given_ = {
        "name": "Nadia",
        "received": "2026-03-01T08:30:00Z",
        "answers": {"Why?": "Because.", "Remote?": True, "Years": 7, "Languages": ["OCaml", "D"]},
        "flags": [{"kind": "agency", "reasons": ["Sent by a recruiter."]}],
    }
    found = description.parse(json.dumps(given_).encode("utf-8-sig"), is_json=True)
    assert found.sentences == ()
    assert found.received == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert [each.answer for each in found.answers] == ["Because.", "Yes", "7", "OCaml, D"]
    assert found.flags[0].kind is FlagKind.AGENCY


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("email = 'nobody'", "email"),
        ("workplace = 'moon'", "workplace"),
        ("received = 'yesterday'", "received"),
        ("received = 2999-01-01", "received"),
        ("received = 7", "received"),
        ("phone = true", "phone"),
        ("answers = 'yes'", "answers"),
        ("answers = [{ question = 'Why?' }]", "answers"),
        ("flags = [{ kind = 'ugly' }]", "flags"),
        ("documents = { photo = 'me.png' }", "documents"),
        ("documents = 'cv.pdf'", "documents"),
        ("nmae = 'Nadia'", "nmae"),
    ],
)
def test_that_what_is_not_understood_is_left_out_with_a_sentence(line: str, word: str) -> None:
    found = toml(f"name = 'Nadia'\n{line}")
    assert found.name == "Nadia"
    (sentence,) = found.sentences
    assert word in sentence
    assert found.email is found.phone is found.workplace is found.received is None
    assert found.answers == found.flags == ()


@pytest.mark.parametrize("data", [b"name = ", b"\xff\xfe\x00", b"name = 'a'\nname = 'b'"])
def test_that_broken_toml_is_one_sentence(data: bytes) -> None:
    found = description.parse(data, is_json=False)
    assert found.name is None
    assert len(found.sentences) == 1
    assert "TOML" in found.sentences[0]


@pytest.mark.parametrize("data", [b"{", b"[]", b"[" * 100_000, b'{"phone": 1' + b"0" * 5000 + b"}"])
def test_that_broken_json_is_one_sentence(data: bytes) -> None:
    found = description.parse(data, is_json=True)
    assert len(found.sentences) == 1
    assert "JSON" in found.sentences[0]


def test_that_the_line_of_a_mistake_is_named() -> None:
    assert "line 2" in toml("name = 'Nadia'\nemail =\nphone = '1'").sentences[0]


def test_that_a_huge_description_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "application.toml"
    file.write_bytes(b"#" * (description.SIZE_LIMIT + 1))
    assert "1 MB" in description.read(file).sentences[0]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
keys = st.sampled_from(
    ["name", "email", "phone", "workplace", "received", "track", "answers", "flags", "documents", "source", "other"]
)


@given(st.dictionaries(keys, values))
def test_that_no_json_whatever_is_an_error(table: dict[str, object]) -> None:
    found = description.parse(json.dumps(table).encode(), is_json=True)
    for sentence in (*found.sentences, found.name or "", *(each.answer for each in found.answers)):
        sentence.encode("utf-8")  # no lone surrogates
        assert "\0" not in sentence
