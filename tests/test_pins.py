"""The versions that are held back, the exported locks, and what tells us that a hold is broken or can be let go."""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parent.parent


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def exported(name: str) -> dict[tuple[str, str], set[str]]:
    """(package, version) -> hashes, as the exported lock names them."""
    found: dict[tuple[str, str], set[str]] = {}
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        match = re.match(r"([A-Za-z0-9_.-]+)==([^ ;]+)", line)
        assert match, f"not pinned: {line}"
        found[normal(match[1]), match[2]] = set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    return found


def locked(groups: list[str]) -> dict[tuple[str, str], set[str]]:
    """(package, version) -> hashes of all that uv.lock brings for the program and these groups, on any system."""
    packages = read_toml("uv.lock")["package"]
    by_name: dict[str, list[dict[str, Any]]] = {}
    for package in packages:
        by_name.setdefault(package["name"], []).append(package)
    (project,) = by_name.pop("reviewer")
    found: dict[tuple[str, str], set[str]] = {}
    waiting = [*project["dependencies"]]
    for group in groups:
        waiting += project["dev-dependencies"][group]
    while waiting:
        wanted = waiting.pop()
        for package in by_name[wanted["name"]]:
            key = (package["name"], package["version"])
            for extra in wanted.get("extra", []):
                waiting += package["optional-dependencies"][extra]
            if key in found or wanted.get("version", package["version"]) != package["version"]:
                continue
            files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
            found[key] = {file["hash"] for file in files}
            waiting += package.get("dependencies", [])
    return found


@pytest.mark.parametrize(("name", "groups"), [("requirements.lock", []), ("requirements-dev.lock", ["dev"])])
def test_that_the_lock_for_pip_is_the_one_of_uv(name: str, groups: list[str]) -> None:
    assert exported(name) == locked(groups)


def test_that_the_lock_was_made_for_what_the_project_asks() -> None:
    project = read_toml("pyproject.toml")
    (package,) = (package for package in read_toml("uv.lock")["package"] if package["name"] == "reviewer")
    asked = {
        "": [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["ocr"]],
        **project["dependency-groups"],
    }
    written = {"": package["metadata"]["requires-dist"], **package["metadata"]["requires-dev"]}
    for group, requirements in asked.items():
        for requirement in requirements:
            match = re.match(r"([A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?([^;]*)", requirement)
            assert match
            name, bounds = normal(match[1]), sorted(match[2].replace(" ", "").split(","))
            rows = [row for row in written[group] if row["name"] == name]
            assert bounds in [sorted(row.get("specifier", "").split(",")) for row in rows], requirement
        assert len(written[group]) == len(requirements)
    assert package["version"] == project["project"]["version"]


def test_that_every_package_has_a_wheel() -> None:
    for package in read_toml("uv.lock")["package"]:
        assert package["name"] == "reviewer" or package.get("wheels"), f"{package['name']} would be built from source"


def test_that_the_version_is_said_once() -> None:
    from reviewer import __version__

    assert __version__ == read_toml("pyproject.toml")["project"]["version"]


def test_that_calls_of_qt_leave_none_alone() -> None:
    # PySide6 6.12.0 takes a reference of None at every call that returns nothing; where None is not immortal (before
    # Python 3.12) the process ends when the count reaches zero, after some minutes of work.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 50


def test_that_pyside_is_the_one_for_this_python() -> None:
    version = tuple(int(part) for part in pyside_version.split(".")[:2])
    assert version == ((6, 11) if sys.version_info < (3, 12) else (6, 12))
