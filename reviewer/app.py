"""The composition root: builds every part once, hands it over by constructor, and closes in reverse.

What takes long to load is loaded where it is needed first: the child processes that read documents start before
SQLAlchemy is loaded, and Qt is loaded while they get ready.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer import log, paths, settings
from reviewer.documents.pool import Pool
from reviewer.errors import DatabaseAway, DatabaseTrouble, KnownTrouble, SettingsTrouble
from reviewer.services.connections import Connections, Embedded, Target
from reviewer.services.passwords import Passwords
from reviewer.storage.blobs import Blobs

if TYPE_CHECKING:
    from collections.abc import Generator

    from reviewer.cli.arguments import Options
    from reviewer.documents.office import Office
    from reviewer.domain.connection import Connection
    from reviewer.domain.person import Person
    from reviewer.services.export import ExportService
    from reviewer.services.inspection import Inspection
    from reviewer.services.intake import IntakeService
    from reviewer.services.parts import Parts
    from reviewer.storage.database import Database


@dataclass(frozen=True)
class Place:
    """Where one database and the outbox for it lie."""

    database: Path | Connection
    outbox: Path

    @staticmethod
    def usual() -> Place:
        """In this user's data folder."""
        folder = paths.data()
        return Place(folder / "reviewer.sqlite", folder / "outbox.sqlite")

    @staticmethod
    def at(database: Path) -> Place:
        """A database file that the user named; its outbox lies beside it."""
        return Place(database, database.with_name(database.stem + ".outbox.sqlite"))

    @staticmethod
    def shared(connection: Connection) -> Place:
        """A shared database; its outbox is this user's, one for each login."""
        login = f"{connection.user}@{connection.host}:{connection.port}/{connection.database}"
        name = hashlib.sha256(login.encode()).hexdigest()[:16]
        return Place(connection, paths.data() / f"outbox-{name}.sqlite")

    @staticmethod
    def of(target: Target) -> Place:
        """Of whatever can be worked on."""
        if isinstance(target, Embedded):
            return Place.at(target.file) if target.file else Place.usual()
        return Place.shared(target)

    @property
    def target(self) -> Target:
        """What it is the place of."""
        if not isinstance(self.database, Path):
            return self.database
        return Embedded() if self == Place.usual() else Embedded(self.database)


def known_connections() -> Connections:
    """The shared databases that this user knows."""
    return Connections(paths.config() / "connections.toml", Passwords())


def _office() -> Office:
    from reviewer.documents import office  # loaded only where the setting asks for it

    return office.Office()


@contextlib.contextmanager
def build(
    place: Place,
    chosen: settings.Settings,
    password: str | None = None,
    connections: Connections | None = None,
    lost: DatabaseAway | None = None,
) -> Generator[Parts]:
    """Every part over the database at `place`; all are closed at the end, whatever happened.

    Args:
        place: the database, and the outbox for it.
        chosen: the settings.
        password: for a shared one.
        connections: what can be worked on instead; none: what this user keeps.
        lost: why a shared one did not answer a moment ago: it is opened from what is kept here.

    Raises:
        KnownTrouble: the database cannot be opened, with the sentence for the user.
    """
    with contextlib.ExitStack() as stack:
        blobs = Blobs()
        pool = Pool(
            fetch=blobs.fetch,
            workers=chosen.workers,
            recognises=None if chosen.scans else False,
            office=_office() if chosen.libreoffice else None,
        )
        stack.callback(pool.close)
        from reviewer.services.changes import ChangeFeed
        from reviewer.services.claims import Claims
        from reviewer.services.documents import DocumentService
        from reviewer.services.journal import Journal
        from reviewer.services.parts import Parts
        from reviewer.services.queue import QueueService
        from reviewer.services.search import Indexer, SearchService
        from reviewer.services.tracks import TrackService
        from reviewer.services.watcher import Watcher
        from reviewer.storage.outbox import Outbox

        feed = ChangeFeed()
        opened = keeping = None
        if isinstance(place.database, Path):
            database, me = _opened(place.database, chosen)
            stack.callback(database.close)
        else:
            from reviewer.services import away
            from reviewer.services.keeping import Keeping

            opened = away.shared(place.database, password, chosen, lost)
            database, me = opened.database, opened.memory.me
            stack.callback(database.close)
            keeping = Keeping(opened, feed)
            keeping.start()
            stack.callback(keeping.close)
        blobs.serve(database, keeping)
        tracks = TrackService(database, keeping)
        outbox = Outbox(place.outbox)
        stack.callback(outbox.close)
        journal = Journal(outbox, database, feed, me, keeping)
        stack.callback(journal.close)

        def reach(trouble: DatabaseTrouble | None) -> None:
            if keeping is not None:
                keeping.reach(trouble)
            journal.reach(trouble)

        if opened is not None and opened.away is not None:
            reach(opened.away)
        claims = Claims(database, feed, me)
        stack.callback(claims.close)
        claims.start()
        watcher = Watcher(database, feed, journal.sent_here, reach, claims.nudge)
        stack.callback(watcher.close)
        watcher.start()

        def intake() -> IntakeService:
            from reviewer.services.arrivals import ArrivalService
            from reviewer.services.intake import IntakeService

            return IntakeService(pool, ArrivalService(database, feed, me), tracks)

        if not database.shared:
            indexer = Indexer(database)
            stack.callback(indexer.close)
            indexer.start()
        queue = QueueService(database, journal, me, claims.of, keeping)
        yield Parts(
            me=me,
            feed=feed,
            queue=queue,
            search=SearchService(database, queue, me, feed, journal.pending),
            tracks=tracks,
            journal=journal,
            documents=DocumentService(pool, blobs.fetch),
            claims=claims,
            connections=connections or known_connections(),
            target=place.target,
            intake=intake,
            keeping=keeping,
            notice=opened.notice if opened else "",
        )


def _opened(
    place: Path | Connection, chosen: settings.Settings, password: str | None = None
) -> tuple[Database, Person]:
    """A database, made or checked, and who works with it.

    Raises:
        KnownTrouble: it cannot be opened, or does not know its user.
    """
    from reviewer.services import opening

    return opening.embedded(place, chosen) if isinstance(place, Path) else opening.shared(place, password)


def _reached(place: Path | Connection, password: str | None, chosen: settings.Settings) -> tuple[Database, Person]:
    """A database for a command, and who works with it. A password that is missing is asked for at the terminal.

    Raises:
        KnownTrouble: as `_opened` says.
    """
    if isinstance(place, Path):
        return _opened(place, chosen)
    from reviewer.cli.passwords import with_password

    return with_password(place, password, lambda given: _opened(place, chosen, given))


def _named(text: str | Path | None) -> tuple[Path | Connection, str | None]:
    """The database that somebody names, and the password that is known for it."""
    if text is None or isinstance(text, Path):
        return text or Place.usual().database, None
    connections = known_connections()
    place = Place.of(connections.target(text)).database
    return place, None if isinstance(place, Path) else connections.passwords.of(place)


@contextlib.contextmanager
def build_intake(database: str | Path | None, chosen: settings.Settings) -> Generator[IntakeService]:
    """What taking applications in needs, without a window and without the outbox: an open window keeps that for itself.

    Raises:
        KnownTrouble: the database cannot be opened.
    """
    from reviewer.services.arrivals import ArrivalService
    from reviewer.services.changes import ChangeFeed
    from reviewer.services.intake import IntakeService
    from reviewer.services.tracks import TrackService

    with contextlib.ExitStack() as stack:
        opened, me = _reached(*_named(database), chosen)
        stack.callback(opened.close)
        tracks = TrackService(opened)
        arrivals = ArrivalService(opened, ChangeFeed(), me)
        recognises = None if chosen.scans else False
        pool = Pool(fetch=Blobs().fetch, workers=chosen.workers, reserve=False, recognises=recognises)
        stack.callback(pool.close)
        yield IntakeService(pool, arrivals, tracks)


@contextlib.contextmanager
def build_export(database: str | Path | None, chosen: settings.Settings) -> Generator[ExportService]:
    """What an export needs: the database, and neither the outbox nor a reader of documents.

    Raises:
        KnownTrouble: the database is not there, or cannot be opened.
    """
    from reviewer.services.export import ExportService

    place, password = _named(database)
    if isinstance(place, Path) and not place.is_file():
        raise DatabaseTrouble("There is no database to export from. Name its file with --database.")
    opened, me = _reached(place, password, chosen)
    try:
        yield ExportService(opened, me)
    finally:
        opened.close()


@contextlib.contextmanager
def build_inspection(chosen: settings.Settings) -> Generator[Inspection]:
    """What looking at files takes: workers, and no database."""
    from reviewer.services.inspection import Inspection

    inspection = Inspection(chosen.workers, libreoffice=chosen.libreoffice)
    try:
        yield inspection
    finally:
        inspection.close()


@contextlib.contextmanager
def throw_away() -> Generator[Place]:
    """A place that is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="reviewer-demo-"))
    try:
        yield Place.at(folder / "demo.sqlite")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(options: Options) -> int:
    """Open the window, and stay until it is closed; another database that the user asks for is opened in its place.

    The exit code: 0, or 1 after known trouble, which was shown.
    """
    gc.disable()  # nothing is garbage yet: looking for it would take a tenth of the start; `start` enables it again
    log.start(paths.logs())
    connections = known_connections()
    with contextlib.ExitStack() as stack:
        if options.demo:
            target: Target | None = stack.enter_context(throw_away()).target
        elif options.database:
            target = connections.target(options.database)
        else:
            target = connections.last() or Embedded()
        code, fill = 0, options.demo
        while target is not None:
            chosen = settings.load()  # each time: a window changes some of them
            code, target = _opened_window(target, chosen, connections, fill=fill)
            fill = False
    return code


def _opened_window(
    target: Target, chosen: settings.Settings, connections: Connections, *, fill: bool
) -> tuple[int, Target | None]:
    """One window on one database, with the samples when `fill`. The exit code, and the next database."""
    if isinstance(target, Embedded):
        try:
            return 0, _window(target, chosen, connections, None, fill=fill)
        except KnownTrouble as trouble:
            from reviewer.ui.application import tell_trouble

            tell_trouble(trouble, chosen)
            return 1, None
    from reviewer.ui.application import enter

    entered, lost = enter(connections, target, chosen)
    while entered == target:
        try:
            return 0, _window(target, chosen, connections, lost, fill=fill)
        except KnownTrouble as trouble:
            entered, lost = enter(connections, target, chosen, trouble)
    return 0, entered


def _window(
    target: Target, chosen: settings.Settings, connections: Connections, lost: DatabaseAway | None, *, fill: bool
) -> Target | None:
    """One window on one database, until it is closed. The next database. `lost`: as `build` has it.

    Raises:
        KnownTrouble: the database cannot be opened.
    """
    password = None if isinstance(target, Embedded) else connections.passwords.of(target)
    with build(Place.of(target), chosen, password, connections, lost) as parts:
        connections.use(target)
        # Qt takes its time to load: meanwhile the first application's documents are read.
        ahead = threading.Thread(target=_look_ahead, args=(parts,), name="look-ahead")
        ahead.start()
        from reviewer.ui.application import start

        ahead.join()

        return start(parts, chosen, [paths.samples()] if fill else ())


def _look_ahead(parts: Parts) -> None:
    """Have the documents of the application that is shown first converted, before there is a window to show them."""
    from reviewer.documents.protocol import NOW
    from reviewer.domain.queue import QueueFilter

    try:
        index = parts.queue.index(QueueFilter())
        documents = parts.queue.open(index[0]).documents if len(index) else ()
    except KnownTrouble:
        return  # the window meets the same trouble, and can say so
    for document in sorted(documents, key=lambda document: document.kind != "resume", reverse=True):
        parts.documents.want_info(document.sha256, NOW)


SCALES = (1, 2)
"""Device pixels to a logical one, at which the states of the window are drawn."""
_SCALE = "QT_SCALE_FACTOR"


def draw_screens(folder: Path) -> int:
    """Draw every state of the window into `folder`, at each scale in a process of its own. The exit code."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsTrouble("The pictures cannot be kept there. Name a folder that you may write to.") from error
    if _SCALE in os.environ:
        from reviewer.ui import screens

        with throw_away() as place:
            connections = Connections(place.outbox.with_name("connections.toml"), Passwords())
            with build(place, settings.Settings(), connections=connections) as parts:
                screens.draw(parts, folder, paths.samples())
        return 0
    for scale in SCALES:
        environment = {**os.environ, _SCALE: str(scale), "QT_QPA_PLATFORM": "offscreen"}
        words = [sys.executable, "-m", "reviewer", "screens", str(folder)]
        code = subprocess.run(words, env=environment, check=False).returncode
        if code:
            return code
    return 0
