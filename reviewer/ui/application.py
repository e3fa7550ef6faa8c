"""The Qt application around the window: its looks, its event loop, and its end in good order."""

import gc
import logging
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from reviewer import __version__, paths
from reviewer.domain.connection import Connection
from reviewer.errors import DatabaseAway, KnownTrouble
from reviewer.services.away import is_kept
from reviewer.services.connections import Connections, Target
from reviewer.services.parts import Parts
from reviewer.settings import Settings
from reviewer.ui.connecting import entering
from reviewer.ui.main_window import MainWindow
from reviewer.ui.theme import Theme, load_fonts
from reviewer.ui.widgets.choice import Choice
from reviewer.ui.widgets.state_page import StatePage

_log = logging.getLogger("reviewer.qt")
_COLLECT_AFTER_MS = 3000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Qt's application object, the one that there is or a new one, dressed for this program."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("reviewer")
    app.setApplicationDisplayName("Reviewer")
    app.setApplicationVersion(__version__)
    app.setStyle("fusion")
    load_fonts(paths.resources())
    return app


def make_theme(app: QApplication, settings: Settings) -> Theme:
    """The looks that the settings ask for; with `system` they follow the platform."""
    theme = Theme(paths.resources(), app)

    def follow() -> None:
        theme.use(app, dark=app.styleHints().colorScheme() == Qt.ColorScheme.Dark)

    if settings.theme == "system":
        follow()
    else:
        theme.use(app, dark=settings.theme == "dark")
    return theme


def start(parts: Parts, settings: Settings, fill: Sequence[Path] = ()) -> Target | None:
    """Show the window and run until it is closed. `fill` is imported at once.

    Returns:
        Another database, when the user asked for it.
    """
    qInstallMessageHandler(_to_log)
    app = make_application()
    window = MainWindow(parts, make_theme(app, settings))
    asked: list[Target] = []

    def change(target: Target) -> None:
        asked.append(target)
        window.close()

    window.database_wanted.connect(change)
    window.page.document.painted.connect(_started, Qt.ConnectionType.SingleShotConnection)
    QTimer.singleShot(_COLLECT_AFTER_MS, _collect)
    window.restore()
    window.show()
    window.begin()
    if fill:
        window.importing.take(fill)
    app.exec()
    window.shut_down()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qInstallMessageHandler(None)
    return asked[0] if asked else None


def _started() -> None:
    _log.info("first page painted")


def _collect() -> None:
    """What the start made stays for good: the collector need not look through it."""
    gc.collect()
    gc.freeze()
    gc.enable()


def enter(
    connections: Connections, connection: Connection, settings: Settings, trouble: KnownTrouble | None = None
) -> tuple[Target | None, DatabaseAway | None]:
    """See that a shared database can be opened, asking for what that takes; `trouble` is what came of opening it.

    Returns:
        `connection`, or another database that the user chose; none: nothing is to be opened. And why it does not
        answer, where it is to be opened from what is kept.
    """
    app = make_application()
    kept = partial(is_kept, settings=settings)
    return entering.enter(app, make_theme(app, settings), connections, connection, trouble, kept)


def tell_trouble(trouble: KnownTrouble, settings: Settings) -> None:
    """Show why the program cannot start, in a window of its own."""
    app = make_application()
    page = StatePage(make_theme(app, settings))
    page.setWindowTitle("Reviewer")
    page.resize(720, 420)
    page.say("database", page.tr("Reviewer cannot start"), trouble.sentence, [Choice("close", page.tr("Close"), "Esc")])
    page.acted.connect(app.quit)
    page.show()
    app.exec()


def _to_log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own messages hold no personal data; they go where ours go."""
    _log.log(_LEVELS.get(kind, logging.INFO), "%s: %s", context.category, message)
