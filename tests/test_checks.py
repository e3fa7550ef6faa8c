"""The checks that are programs of their own run with the tests, so that one command says whether all is well."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent
LAYERS = {
    "__main__": "",
    "app": "",
    "ui": "",
    "cli": "",
    "services": "",
    "storage": "",
    "documents/__init__": "",
    "documents/pool": "",
    "intake": "",
    "domain": "",
    "log": "",
    "settings": "",
    "paths": "",
    "errors": "",
}


def check(*words: str, where: Path = ROOT) -> tuple[int, str]:
    """Run a check of the environment that runs the tests; return its exit code and what it said."""
    command = [str(SCRIPTS / words[0]), *words[1:]]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def package_of(folder: Path, **broken: str) -> Path:
    """A package with a module for each layer, whose only content is the imports of `broken` (module -> line)."""
    for name, line in {**LAYERS, **broken}.items():
        file = folder / "reviewer" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(line + "\n", encoding="utf-8")
    (folder / "reviewer" / "__init__.py").touch()
    return folder


def lint_imports(folder: Path) -> tuple[int, str]:
    config = str(ROOT / "pyproject.toml")
    return check("lint-imports", "--config", config, "--no-cache", "--no-logo", where=folder)


@pytest.mark.parametrize(
    "words",
    [
        ("ruff", "check", "--no-cache", "--output-format=concise"),
        ("ruff", "format", "--check", "--no-cache"),
        ("basedpyright",),
        ("lint-imports", "--no-cache", "--no-logo"),
    ],
    ids=["style", "form", "types", "imports"],
)
def test_that_the_check_finds_nothing(words: tuple[str, ...]) -> None:
    code, said = check(*words)
    assert code == 0, said


def test_that_the_contracts_allow_what_they_should(tmp_path: Path) -> None:
    allowed = {
        "app": "import PySide6\nimport reviewer.ui, reviewer.cli, reviewer.services, reviewer.storage",
        "storage": "import sqlalchemy\nimport reviewer.domain, reviewer.log",
    }
    code, said = lint_imports(package_of(tmp_path, **allowed))
    assert code == 0, said


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain", "import reviewer.storage", "only from lower layers"),
        ("storage", "import reviewer.documents", "only from lower layers"),
        ("cli", "import reviewer.ui", "only from lower layers"),
        ("newcomer", "", "only from lower layers"),
        ("services", "from PySide6.QtCore import QObject", "Qt is for the window"),
        ("services", "import sqlalchemy", "SQL is for storage"),
        ("ui", "import sqlite3", "SQL is for storage"),
        ("documents/pool", "import pymupdf", "Files of strangers"),
        ("intake", "import dxpdf", "Files of strangers"),
        ("ui", "import reviewer.storage", "never the database"),
    ],
)
def test_that_a_broken_contract_is_seen(tmp_path: Path, module: str, line: str, contract: str) -> None:
    code, said = lint_imports(package_of(tmp_path, **{module: line}))
    assert code != 0
    broken = [row for row in said.splitlines() if contract in row and "BROKEN" in row]
    assert broken, said
