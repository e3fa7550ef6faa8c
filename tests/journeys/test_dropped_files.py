"""Files dropped on the window arrive as applications, and what cannot be read is said."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from reviewer.domain.queue import QueueFilter, View
from tests.journeys.driving import Driver, program

RESUME = "Orla Fennimore\norla@example.org\n\nExperience\nFive years of OCaml at a storage company.\n\nEducation\nBSc\n"


def drop(driver: Driver, *files: Path) -> None:
    """Let files go over the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    driver.window.dropEvent(event)
    assert event.isAccepted()
    driver.until(lambda: not driver.window.importing.under_way and not driver.window.tasks.busy)


def test_that_a_dropped_file_arrives_once(qtbot: QtBot, tmp_path: Path) -> None:
    resume = tmp_path / "resume.txt"
    resume.write_text(RESUME, encoding="utf-8")
    with program(qtbot, tmp_path / "team.sqlite") as driver:
        drop(driver, resume)
        driver.until(lambda: driver.name == "Orla Fennimore")
        drop(driver, resume)
        assert driver.parts.queue.counts(QueueFilter(View.ALL)).total == 1
    assert resume.read_text(encoding="utf-8") == RESUME


def test_that_the_report_keeps_the_keys_until_it_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    """The first application comes while the report is open: what it says must not be lost behind the page."""
    for name, data in (("resume.txt", RESUME.encode()), ("broken.pdf", b"%PDF-1.7\n" + b"\0" * 900)):
        (tmp_path / name).write_bytes(data)
    with program(qtbot, tmp_path / "team.sqlite") as driver:
        drop(driver, tmp_path / "resume.txt", tmp_path / "broken.pdf")
        driver.until(lambda: bool(driver.name))
        report = driver.window.importing.report
        assert report.isVisible()
        assert report.isAncestorOf(driver.window.focusWidget() or driver.window)
        driver.press(Qt.Key.Key_Escape)
        assert not report.isVisible()
        page = driver.window.page.document
        assert page.isAncestorOf(driver.window.focusWidget() or driver.window)


def test_that_a_dropped_file_that_cannot_be_read_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "resume.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\0" * 900)
    with program(qtbot, tmp_path / "team.sqlite") as driver:
        drop(driver, broken)
        assert driver.window.importing.report.isVisible()
        driver.press(Qt.Key.Key_Escape)
        driver.until(lambda: driver.window.presenter.application is not None)
        application = driver.window.presenter.application
        assert application is not None
        assert [flag.kind for flag in application.flags] == ["unreadable_document"]
