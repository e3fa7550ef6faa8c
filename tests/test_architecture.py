"""What ARCHITECTURE.md promises about files, names and imports. The import contracts are in pyproject.toml."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 500  # lines; about 100 is usual, and from 300 on a file is looked at again
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "core", "base", "shared"}
SOURCES = ("reviewer", "tests", "benchmarks")
TEXTS = {".py", ".toml", ".md", ".qss", ".sql", ".mako", ".json", ".txt", ".yml", ".yaml", ""}


def python_files(*folders: str) -> list[Path]:
    return [ROOT / "main.py", *(path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_with(pattern: str, paths: list[Path]) -> Iterator[str]:
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")  # some samples are in older encodings
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(pattern, line):
                yield f"{named(path)}:{number}: {line.strip()}"


def tracked_texts() -> list[Path]:
    """The texts we wrote: not what is made or downloaded, and not the licences of others."""
    ours = [path for path in ROOT.iterdir() if path.is_file()]
    ours += [path for folder in (*SOURCES, "resources", ".ci") for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in ours if path.suffix in TEXTS and path.name != ".git" and "licences" not in path.parts]


def test_that_no_file_is_too_long() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*SOURCES)}
    assert not {name: length for name, length in lengths.items() if length > LONGEST}


def test_that_names_say_something() -> None:
    assert not [named(path) for path in python_files(*SOURCES) if EMPTY_NAMES & {path.stem, *path.parent.parts[-2:]}]


def test_that_tests_have_a_place_in_the_package_to_look_for() -> None:
    # journeys cross the whole program; the files beside this one are about the project itself
    folders = {path.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    mirrored = {folder.parent for folder in folders} - {Path(), Path("journeys")}
    assert not [str(folder) for folder in mirrored if not (ROOT / "reviewer" / folder).is_dir()]


def test_that_test_names_are_sentences() -> None:
    assert not list(lines_with(r"^\s*(?:async )?def test_(?!that_)", python_files("tests")))


def test_that_tests_wait_for_something() -> None:
    assert not list(lines_with(r"(?:qtbot\.wait|qWait)\(\s*\d", python_files("tests")))


def test_that_colours_are_in_the_themes() -> None:
    literal = r"""#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?["';\s]|QColor\(\s*["'\d]|GlobalColor\.(?!transparent)|\brgba?\("""
    ui = sorted((ROOT / "reviewer" / "ui").rglob("*.py"))
    assert ui
    assert not list(lines_with(literal, ui))


def test_that_nothing_names_one_machine() -> None:
    folders = "work|root|farm|home/[a-z]|Users/[A-Za-z]|tmp/[a-z]"
    assert not list(lines_with(rf"(?:^|[^A-Za-z0-9_.<])/(?:{folders})\b", tracked_texts()))


def test_that_nothing_holds_a_secret() -> None:
    secret = r"BEGIN [A-Z ]*PRIVATE KEY|(?:password|secret|api_key)\s*=\s*[\"'][^\"'{]{6,}[\"']"
    assert not list(lines_with(secret, [path for path in tracked_texts() if "tests" not in path.parts]))


@pytest.mark.parametrize("module", ["reviewer.__main__", "reviewer.documents.worker"])
def test_that_what_starts_often_is_light(module: str) -> None:
    heavy = "{'PySide6', 'shiboken6', 'sqlalchemy', 'alembic'}"
    program = f"import sys, {module}; print(sorted({heavy} & {{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_that_the_start_needs_only_the_standard_library() -> None:
    imported = re.findall(
        r"^\s*(?:import|from) ([a-z_]+)", (ROOT / "main.py").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(imported) > 10
    assert not set(imported) - sys.stdlib_module_names
