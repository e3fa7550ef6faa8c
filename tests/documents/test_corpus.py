"""A cut through the public sample documents: real files of all ages, many of them odd or broken on purpose."""

from pathlib import Path

import pytest

from reviewer.documents import pages
from reviewer.documents.convert.failures import Refused
from reviewer.documents.formats import recognise
from reviewer.documents.protocol import Format, Trouble
from tests.builders_documents import CORPUS

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the sample documents lie beside the checkout, if at all")


@pytest.mark.parametrize(("kind", "step"), [("docx", 15), ("doc", 13), ("rtf", 5)])
def test_that_samples_are_drawn_with_their_words(kind: str, step: int) -> None:
    shares: list[float] = []
    refused: list[str] = []
    for path in sorted((CORPUS / kind).iterdir())[::step]:
        data = path.read_bytes()
        format_ = recognise(data)
        if isinstance(format_, Trouble):
            continue
        assert isinstance(format_, Format)
        try:
            made = pages.make(data, format_, frozenset(), lambda _: None)
        except Refused as error:
            refused.append(f"{Path(path).name} {error.code}")
            continue
        shares.append(made.info.own_words_drawn or 0)
    assert len(refused) <= 2, refused
    assert sum(shares) / len(shares) > 0.97
