"""What a worker says is looked at before it is believed."""

import io
import json
from typing import Any

import pytest

from reviewer.documents import checks, limits, wire
from reviewer.documents.checks import Lied
from reviewer.documents.protocol import DocumentInfo, Format, Trouble, TroubleCode, Word

GOOD_INFO: dict[str, Any] = {
    "format": "docx",
    "engine": "dxpdf 0.8.1",
    "pages": [[595.0, 842.0]],
    "warnings": ["text_only"],
    "own_words_drawn": 0.99,
    "scanned": False,
    "repaired": False,
}


def test_that_an_honest_reply_is_taken() -> None:
    assert checks.drawn([900, 1274, 2700], 900, 2700 * 1274) == (900, 1274, 2700)
    info = DocumentInfo(Format.DOCX, "dxpdf 0.8.1", ((595.0, 842.0),), ("text_only",), 0.99)
    assert checks.info(GOOD_INFO) == info
    assert checks.words(b'[[1,2,3.5,4,"quince",0,0]]') == (Word(1, 2, 3.5, 4, "quince", 0, 0),)
    assert checks.trouble({"trouble": "locked"}) == Trouble(TroubleCode.LOCKED)
    assert checks.trouble({}) is None


@pytest.mark.parametrize(
    "said",
    [
        *(None, "all", [900, 1274], [900, 1274, 2700, 1], [True, 1, 4], [900.0, 1274, 2700]),
        *(
            [45_000, 1, 135_000],
            [900, 0, 2700],
            [900, -5, 2700],
            [900, 5_000_000, 2700],
            [900, 1274, 1],
            [900, 1275, 2700],
        ),
    ],
)
def test_that_no_wrong_size_is_believed(said: object) -> None:
    with pytest.raises(Lied):
        checks.drawn(said, 900, 2700 * 1274)


@pytest.mark.parametrize(
    "change",
    [
        *({"format": "exe"}, {"engine": "x" * 10_000}, {"engine": "\x1b[2J"}, {"engine": None}, {"pages": []}),
        *({"pages": [[595, 842]] * 1001}, {"pages": [[595, 1e9]]}, {"pages": [[0, 5]]}, {"pages": [["a", 5]]}),
        *({"pages": [[float("nan"), 5]]}, {"pages": 7}, {"warnings": ["<b>"]}, {"warnings": ["text_only"] * 99}),
        *({"own_words_drawn": 7}, {"own_words_drawn": "all"}, {"own_words_drawn": True}),
    ],
)
def test_that_no_wrong_info_is_believed(change: dict[str, object]) -> None:
    with pytest.raises(Lied):
        checks.info(GOOD_INFO | change)


@pytest.mark.parametrize(
    "said",
    [
        *("{", "7", '[["a",2,3,4,"q",0,0]]', "[[1,2,3,4,5,0,0]]", '[[1,2,3,4,"q",0]]', '[[1,2,3,4,"q",-1,0]]'),
        *('[[1,2,3,4,"q",0,1e9]]', '[[1,2,3,1e99,"q",0,0]]', '[[NaN,2,3,4,"q",0,0]]', "[" * 100_000),
        json.dumps([[1, 2, 3, 4, "q", 0, 0]] * (limits.MAX_WORDS + 1)),
    ],
)
def test_that_no_wrong_words_are_believed(said: str) -> None:
    with pytest.raises(Lied):
        checks.words(said.encode())


@pytest.mark.parametrize("reply", [{"trouble": "<b>"}, {"trouble": 7}, {"trouble": "locked", "kind": "../x" * 9}])
def test_that_no_text_comes_as_a_trouble(reply: dict[str, object]) -> None:
    with pytest.raises(Lied):
        checks.trouble(reply)


def test_that_sizes_numbers_keys_and_pdfs_are_bounded() -> None:
    for room in (None, 0, -1, 1 << 40, "7"):
        with pytest.raises(Lied):
            checks.room(room)
    for number in (None, -1, 1.5, 1 << 60):
        with pytest.raises(Lied):
            checks.count(number)
    for keys in ("abc", [7], ["k"] * 2000):
        with pytest.raises(Lied):
            checks.keys(keys)
    with pytest.raises(Lied):
        checks.pdf(b"MZ")
    with pytest.raises(Lied):
        checks.text(b"x" * (limits.MAX_TEXT_BYTES + 1))


@pytest.mark.parametrize(
    "line",
    [
        *(b"\xff\xff\n", b"[]\n", b"{}\n", b'{"sizes":7}\n', b'{"sizes":[-1]}\n', b'{"sizes":[1099511627776]}\n'),
        *(b'{"sizes":[1,1,1,1,1,1,1,1,1]}\n', b"x" * (wire.MAX_HEADER + 9), b'{"sizes":[true]}\n'),
    ],
)
def test_that_no_bad_frame_is_read(line: bytes) -> None:
    with pytest.raises(wire.BadFrame):
        wire.receive(io.BytesIO(line))


def test_that_a_frame_comes_back_as_it_was_sent() -> None:
    pipe = io.BytesIO()
    wire.send(pipe, {"do": "page"}, b"abc", memoryview(b""))
    pipe.seek(0)
    assert wire.receive(pipe) == ({"do": "page", "sizes": [3, 0]}, [b"abc", b""])
    assert wire.receive(pipe) is None
    assert wire.receive(io.BytesIO(b'{"sizes":[9]}\nabc')) is None
