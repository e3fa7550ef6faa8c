"""Two windows on one database file show each other's work, and leave alone what the other reader is doing."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.domain.queue import QueueFilter, View
from tests.journeys.driving import Driver, program


def track_in_queue(driver: Driver, name: str) -> str | None:
    model = driver.window.page.queue.model
    rows = [row for number in range(model.rowCount()) if (row := model.row(number)) is not None]
    return next((row.track for row in rows if row.name == name), None)


def test_that_each_shows_the_others_work_where_it_stands(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    with program(qtbot, samples) as one, program(qtbot, samples) as other:
        one.until(lambda: bool(one.name))
        other.until(lambda: bool(other.name))
        moved = one.name
        before = track_in_queue(one, moved)
        for _ in range(3):
            other.press(Qt.Key.Key_J)
            other.until(lambda: not other.window.tasks.busy)
        other.until(lambda: other.name != moved)
        reads, list_ = other.name, other.window.page.queue.view
        other.window.page.scorecard.focus_note()
        other.type("half a thought")
        scrolled = list_.verticalScrollBar().value()
        one.window.commands.run("route:backend" if before == "reasonml" else "route:reasonml")
        one.until(lambda: track_in_queue(one, moved) != before)
        other.until(lambda: track_in_queue(other, moved) != before)
        assert other.name == reads
        assert list_.verticalScrollBar().value() == scrolled
        card = other.window.page.scorecard.card()
        assert card is not None
        assert card.note == "half a thought"
        # What the other reads is brought up to date under their eyes as well.
        found = other.parts.queue.find(moved, 1)[0]
        other.window.go_to(found.id)
        other.until(lambda: other.name == moved)
        one.window.commands.run("route:")
        other.until(lambda: (shown := other.window.presenter.application) is not None and shown.track is None)
        total = other.parts.queue.counts(QueueFilter(View.ALL)).total
        assert total == one.parts.queue.counts(QueueFilter(View.ALL)).total
