"""Which applications lie in a folder: a sub-folder is one, and so is each loose file.

Only names and sizes are looked at here. A folder that holds nothing but folders is a group, and each of those is looked
at in turn. A folder with a description beside its files is one application, also when it is what the user chose. What
lies in folders below an application belongs to it.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category

from reviewer.errors import IntakeTrouble
from reviewer.intake.report import Note

DESCRIPTIONS = ("application.toml", "application.json")
"""Names of the file that describes an application; the first that is there counts."""

FILES_LIMIT = 20
"""Most files of one application."""
BYTES_LIMIT = 100 * 1024 * 1024
"""Most bytes of one application's files together: it is held in memory whole while it is taken in."""
_DEPTH = 8

_JUNK = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", "system volume information"}
_TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they can make a name read as another
_DOCUMENT_SUFFIXES = {".pdf", ".doc", ".docx", ".rtf", ".txt", ".odt", ".pages"}


@dataclass(frozen=True)
class FoundFile:
    """A file of an application."""

    path: Path
    name: str
    """File name that can be shown and stored."""
    place: str
    """Where it is, relative to what was chosen, with slashes."""
    size: int
    """Bytes, when it was found."""

    @property
    def meant_as_document(self) -> bool:
        """Whether somebody named it as a document; says nothing of what it is."""
        return Path(self.name).suffix.lower() in _DOCUMENT_SUFFIXES


@dataclass(frozen=True)
class FoundApplication:
    """The files of one application."""

    place: str
    name: str
    """The folder's name, or the loose file's."""
    files: tuple[FoundFile, ...]
    description: Path | None = None
    loose: bool = False


@dataclass(frozen=True)
class Found:
    """Everything that was found, in the order of names."""

    applications: tuple[FoundApplication, ...]
    notes: tuple[Note, ...]


def is_junk(name: str) -> bool:
    """Whether a name is one that systems and programs leave behind, which nobody means to send."""
    return name.startswith((".", "~$", "~WRL")) or name.lower() in _JUNK


def find(paths: Iterable[Path], look: Callable[[], None] = lambda: None) -> Found:
    """The applications in these files and folders. `look` is called once a folder and may raise to end the search.

    Raises:
        IntakeTrouble: something that was chosen is not there.
    """
    search = _Search(look)
    seen: set[Path] = set()
    for path in paths:
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise IntakeTrouble(f"There is no file or folder “{_shown(path.name)}”. Check its name.") from error
        if real in seen:
            continue
        seen.add(real)
        if real.is_dir():
            search.chosen(real)
        elif real.name.lower() in DESCRIPTIONS:
            search.notes.append(Note(real.name, "This describes an application; choose the folder that it lies in."))
        else:
            search.loose(real, _shown(path.name))
    return Found(tuple(search.applications), tuple(search.notes))


@dataclass
class _Search:
    look: Callable[[], None]
    applications: list[FoundApplication] = field(default_factory=list[FoundApplication])
    notes: list[Note] = field(default_factory=list[Note])
    visited: set[Path] = field(default_factory=set[Path])

    def chosen(self, root: Path) -> None:
        """Look through a folder that the user named."""
        folder = self._open(root, root)
        if folder is None:
            return
        if folder.description:
            self._take(root, root, folder, _shown(root.name))
        else:
            self._walk(root, root, folder, 0)
        if not self.applications and not self.notes:
            self.notes.append(Note(_shown(root.name), "There is nothing in this folder to take in."))

    def loose(self, path: Path, place: str) -> None:
        """Take one file as one application."""
        found = self._file(path, place)
        if found:
            self.applications.append(FoundApplication(place, found.name, (found,), loose=True))

    def _walk(self, root: Path, at: Path, folder: "_Folder", depth: int) -> None:
        """Take loose files, and sub-folders each as what it is."""
        for path in folder.files:
            self.loose(path, _place(root, path))
        for path in folder.folders:
            self.look()
            inside = self._open(root, path)
            if inside is None:
                continue
            if self._is_group(inside) and depth < _DEPTH:
                self._walk(root, path, inside, depth + 1)
            else:
                self._take(root, path, inside, _place(root, path))

    @staticmethod
    def _is_group(folder: "_Folder") -> bool:
        """Whether a folder only gathers applications."""
        if folder.description or not folder.folders:
            return False
        return not folder.files or any((f / name).is_file() for f in folder.folders for name in DESCRIPTIONS)

    def _take(self, root: Path, at: Path, folder: "_Folder", place: str) -> None:
        files: list[FoundFile] = []
        size = 0
        for path in self._below(root, folder, 0):
            found = self._file(path, _place(root, path))
            if found is None:
                continue
            if len(files) == FILES_LIMIT or (files and size + found.size > BYTES_LIMIT):
                self._note(root, path, f"This file was left out: an application takes {FILES_LIMIT} files and 100 MB.")
                continue
            files.append(found)
            size += found.size
        if files or folder.description:
            self.applications.append(FoundApplication(place, _shown(at.name), tuple(files), folder.description))
        else:
            self.notes.append(Note(place, "There is no document in this folder."))

    def _below(self, root: Path, folder: "_Folder", depth: int) -> Iterator[Path]:
        yield from folder.files
        for path in folder.folders:
            inside = self._open(root, path) if depth < _DEPTH else None
            if inside:
                yield from self._below(root, inside, depth + 1)

    def _file(self, path: Path, place: str) -> FoundFile | None:
        try:
            status = path.stat()
        except OSError:
            self.notes.append(Note(place, "This file cannot be opened; check that you may read it, and import again."))
            return None
        if not stat.S_ISREG(status.st_mode):
            self.notes.append(Note(place, "This is not a file that can be read; it was left out."))
            return None
        return FoundFile(path, _shown(path.name), place, status.st_size)

    def _open(self, root: Path, at: Path) -> "_Folder | None":
        """What is in a folder, without junk and without links that lead away from what was chosen."""
        real = at.resolve()
        if real in self.visited:
            return None
        self.visited.add(real)
        try:
            with os.scandir(at) as entries:
                paths = sorted(Path(entry.path) for entry in entries if not is_junk(entry.name))
        except OSError:
            self._note(root, at, "This folder cannot be opened; check that you may read it, and import again.")
            return None
        folder = _Folder()
        for path in paths:
            if not self._stays_inside(root, path):
                self._note(root, path, "This is a link to another place; it was not followed.")
            elif path.is_dir():
                folder.folders.append(path)
            elif path.name.lower() in DESCRIPTIONS:
                folder.descriptions.append(path)
            else:
                folder.files.append(path)
        return folder

    @staticmethod
    def _stays_inside(root: Path, path: Path) -> bool:
        try:
            return (not path.is_symlink() and not path.is_dir()) or path.resolve().is_relative_to(root)
        except (OSError, RuntimeError):
            return False

    def _note(self, root: Path, path: Path, sentence: str) -> None:
        self.notes.append(Note(_place(root, path), sentence))


@dataclass
class _Folder:
    files: list[Path] = field(default_factory=list[Path])
    folders: list[Path] = field(default_factory=list[Path])
    descriptions: list[Path] = field(default_factory=list[Path])

    @property
    def description(self) -> Path | None:
        return max(self.descriptions, key=lambda path: path.suffix.lower(), default=None)


def _place(root: Path, path: Path) -> str:
    return _shown(path.relative_to(root).as_posix()) if path != root else _shown(root.name)


def _shown(name: str) -> str:
    """A name that can be shown and stored, whatever bytes the file system has."""
    text = os.fsencode(name).decode("utf-8", "replace") if os.name == "posix" else name
    return "".join("\N{REPLACEMENT CHARACTER}" if category(c) in ("Cc", "Cs") or c in _TURNS else c for c in text)
