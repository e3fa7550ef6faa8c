"""Copies of originals: where the reviewer says, whole or not at all, under names that every system allows."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.documents.pool import Pool
from reviewer.domain.document import Document, DocumentKind
from reviewer.domain.identifiers import new_id
from reviewer.services.documents import DocumentService
from reviewer.ui.originals import Originals, file_name
from reviewer.ui.tasks import Tasks

BYTES = b"%PDF-1.7 as it was sent"
WAIT_MS = 5000


@pytest.fixture
def document() -> Document:
    return Document(new_id(), DocumentKind.RESUME, False, "Milla Quarto.pdf", "0" * 64, len(BYTES), "pdf", None)


@pytest.fixture
def originals(qtbot: QtBot) -> Generator[Originals]:
    tasks = Tasks()
    pool = Pool(lambda _: BYTES, workers=1)
    yield Originals(tasks, DocumentService(pool, lambda _: BYTES))
    tasks.close()
    pool.close()


def test_that_a_copy_is_written_where_the_reviewer_says(
    qtbot: QtBot, originals: Originals, document: Document, tmp_path: Path
) -> None:
    proposed: list[str] = []

    def choose(_: QWidget, name: str) -> Path:
        proposed.append(name)
        return tmp_path / "kept.pdf"

    originals.choose_place = choose
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "kept.pdf").write_bytes(b"older")
    with qtbot.waitSignal(originals.saved, timeout=WAIT_MS) as told:
        originals.save(document, window)
    assert told.args == ["Saved as kept.pdf."]
    assert proposed == ["Milla Quarto.pdf"]
    assert (tmp_path / "kept.pdf").read_bytes() == BYTES
    assert [each.name for each in tmp_path.iterdir()] == ["kept.pdf"]


def test_that_a_folder_that_cannot_be_written_to_is_told(
    qtbot: QtBot, originals: Originals, document: Document, tmp_path: Path
) -> None:
    originals.choose_place = lambda _, name: tmp_path / "not there" / name
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitSignal(originals.failed, timeout=WAIT_MS) as told:
        originals.save(document, window)
    assert told.args is not None
    assert "Choose another folder" in told.args[0].sentence


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ("Résumé of Milla.docx", "Résumé of Milla.pdf"),
        ("invoice.pdf.exe", "invoice.pdf.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ('a<b>c:"d|e?.pdf', "a b c d e.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("   ", "000000000000.pdf"),
        ("x" * 400, f"{'x' * 120}.pdf"),
        ("tab\there\u202egpj.pdf", "tab here gpj.pdf"),
    ],
)
def test_that_names_are_safe(document: Document, sent: str, named: str) -> None:
    assert file_name(replace(document, name=sent)) == named
