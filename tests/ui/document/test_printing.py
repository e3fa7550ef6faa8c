"""Printing, into a file."""

from pathlib import Path

import pymupdf
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from reviewer.documents.protocol import NOW
from reviewer.services.documents import DocumentService
from reviewer.ui.document.arrivals import Arrivals
from reviewer.ui.document.printing import PrintJob
from tests.ui.document.conftest import PATIENCE_MS, Library


def test_that_every_page_comes_out(
    qtbot: QtBot, tmp_path: Path, library: Library, documents: DocumentService, arrivals: Arrivals
) -> None:
    key = library.pdf(["One"], ["Two"])
    documents.want_info(key, NOW)
    qtbot.waitUntil(lambda: documents.info(key) is not None, timeout=PATIENCE_MS)
    info = documents.info(key)
    assert info is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    job = PrintJob(documents, arrivals)
    with qtbot.waitSignal(job.finished, timeout=PATIENCE_MS) as told:
        job.start(key, info, printer)
    assert told.args == [True]
    with pymupdf.open(tmp_path / "out.pdf") as made:
        assert made.page_count == 2
        assert all(page.get_images() for page in made)
