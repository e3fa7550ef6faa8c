"""main.py, on small but real checkouts: an environment is made, a wheel is installed, and all without a network."""

import ast
import base64
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PREPARING = "Preparing the environment"
PROGRAM = "import os, sys, tiny\nprint('started', os.getcwd(), sys.argv[1:], tiny.NAME)\n"
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about what only Linux asks for")
on_posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps the files of a running program")


@pytest.fixture
def start() -> ModuleType:
    """main.py as a module; a new one each time, so that its names can be changed."""
    spec = importlib.util.spec_from_file_location("start_from_checkout", ROOT / "main.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_wheel(folder: Path, name: str) -> str:
    """Write a wheel of one module; return the line that locks it."""
    about = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": f"NAME = {name!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows: list[str] = []
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(text)}")
    files[f"{about}/RECORD"] = "\n".join([*rows, f"{about}/RECORD,,"]) + "\n"
    folder.mkdir(exist_ok=True)
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


class Checkout:
    """A folder with main.py, a package that says how it was started, and locks that name one wheel each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a checkout"
        self.wheels = folder / "wheels"
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir()
        for name in ("reviewer", "benchmarks"):
            (self.folder / name).mkdir(parents=True)
            (self.folder / name / "__main__.py").write_text(PROGRAM, encoding="utf-8")
        shutil.copy(ROOT / "main.py", self.folder)
        tiny, tool = make_wheel(self.wheels, "tiny"), make_wheel(self.wheels, "tool")
        (self.folder / "requirements.lock").write_text(tiny, encoding="utf-8")
        (self.folder / "requirements-dev.lock").write_text(tiny + tool, encoding="utf-8")

    def begin(self, *words: str) -> subprocess.Popen[str]:
        unwanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "VIRTUAL_ENV")
        kept = {
            name: value for name, value in os.environ.items() if name not in unwanted and not name.startswith("PIP_")
        }
        without_uv = os.pathsep.join(part for part in os.get_exec_path() if not shutil.which("uv", path=part))
        places = {
            "PATH": without_uv,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return subprocess.Popen(
            [sys.executable, str(self.folder / "main.py"), *words],
            cwd=self.elsewhere,
            env={**kept, **places, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> tuple[int, str, str]:
        process = self.begin(*words)
        out, said = process.communicate(timeout=100)
        return process.returncode, out, said

    def installed(self, name: str) -> list[Path]:
        return list((self.folder / ".venv").rglob(name))


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    yield Checkout(tmp_path)
    shutil.rmtree(tmp_path / "a checkout", ignore_errors=True)  # some 20 MB each


def test_that_a_checkout_starts_stays_ready_and_learns_the_tools(checkout: Checkout) -> None:
    code, out, said = checkout.run("import", "folder")
    assert (code, out) == (0, f"started {checkout.elsewhere} ['import', 'folder'] tiny\n")
    assert said.startswith(f"Reviewer: {PREPARING}")
    assert len(said.splitlines()) == 1
    tag = sys.implementation.cache_tag
    assert checkout.installed(f"tiny.{tag}.pyc"), "the byte code of what is installed was not compiled"
    assert (checkout.folder / "reviewer" / "__pycache__" / f"__main__.{tag}.pyc").exists()

    began = time.monotonic()
    assert checkout.run("--version") == (0, f"started {checkout.elsewhere} ['--version'] tiny\n", "")
    assert time.monotonic() - began < 1.0

    assert not checkout.installed("tool.py")
    code, out, said = checkout.run("bench", "--json", "file")
    assert (code, out) == (0, f"started {checkout.elsewhere} ['--json', 'file'] tiny\n")
    assert said == "Reviewer: Updating the environment.\n"
    assert checkout.installed("tool.py")
    assert checkout.run("import")[2] == ""

    moved = checkout.folder.rename(checkout.folder.with_name("moved"))
    checkout.folder = moved
    assert checkout.run("import")[:2] == (0, f"started {checkout.elsewhere} ['import'] tiny\n")

    lock, wheel = checkout.folder / "requirements.lock", checkout.wheels / "extra-1.0-py3-none-any.whl"
    before = lock.read_text(encoding="utf-8")
    lock.write_text(before + make_wheel(checkout.wheels, "extra"), encoding="utf-8")
    whole = wheel.read_bytes()
    wheel.write_bytes(whole + b"more")
    code, out, said = checkout.run("import")
    assert (code, out) == (1, "")
    assert "is not the file that the lock names" in said.splitlines()[-1]
    wheel.write_bytes(whole)
    assert checkout.run("import")[::2] == (0, "Reviewer: Updating the environment.\n")


@on_posix
def test_that_a_start_killed_in_the_middle_does_not_spoil_the_next(checkout: Checkout) -> None:
    first = checkout.begin("import")
    while not checkout.installed("ensurepip*") and not checkout.installed("pip*") and first.poll() is None:
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert (checkout.folder / ".venv").exists()
    assert not checkout.installed("tiny.py")

    both = [checkout.begin("import"), checkout.begin("import")]
    ends = [process.communicate(timeout=100) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert [out for out, _ in ends] == [f"started {checkout.elsewhere} ['import'] tiny\n"] * 2
    assert sum(PREPARING in said for _, said in ends) == 1, ends


@on_linux
@pytest.mark.parametrize("display", ["", ":987"])
def test_that_a_window_without_a_screen_is_refused_before_anything_is_made(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], display: str
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr(sys, "argv", ["main.py"])
    assert start.main() == 1
    assert capsys.readouterr().err.startswith("Reviewer: There is no screen")


def test_that_an_old_python_can_read_it_and_is_told(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ast.parse((ROOT / "main.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(start, "OLDEST", (99, 0))
    with pytest.raises(start.TroubleError, match=r"^Python 3\.11 or later is needed and this is 3\.\d+: .*\.$"):
        start.check_python()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("", ""),
        ("--database file", ""),
        ("--database=file demo", "demo"),
        ("--database file import folder", "import"),
        ("--version", "--version"),
        ("test -k demo", "test"),
    ],
)
def test_that_it_knows_when_a_window_is_meant(start: ModuleType, words: str, command: str) -> None:
    assert start.command_of(words.split()) == command


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk space"),
        (
            "Retrying ... NewConnectionError(...): [Errno -3] Temporary failure in name resolution",
            "cannot be downloaded",
        ),
        ("error: Failed to fetch: `https://pypi.org/simple/tiny/`", "cannot be downloaded"),
        ("E: Failed to fetch http://deb.debian.org/x  Could not resolve 'deb.debian.org'", "cannot be downloaded"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the file that the lock"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "no build for this system"),
        ("something new\nERROR: the last words\n", "the last word was: ERROR: the last words"),
    ],
)
def test_that_what_an_installer_stumbled_over_becomes_a_sentence(start: ModuleType, said: str, answer: str) -> None:
    with pytest.raises(start.TroubleError, match=answer):
        start.run([sys.executable, "-c", "import sys; sys.exit(sys.argv[1])", said])


def test_that_a_full_disk_is_seen_before_the_work(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("ROOT", "ENVIRONMENT", "WORK"):
        monkeypatch.setattr(start, name, tmp_path / name)
    (tmp_path / "ROOT").mkdir()
    (tmp_path / "ROOT" / "requirements.lock").touch()
    monkeypatch.setattr(start.shutil, "disk_usage", lambda _: start.shutil._ntuple_diskusage(1, 1, 600 << 20))
    with pytest.raises(start.TroubleError, match="free 700 MB"):
        start.prepare("requirements.lock")
    assert not (tmp_path / "ENVIRONMENT").exists()


@on_linux
def test_that_all_that_is_missing_is_named_in_one_command(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "WINDOW", {"libthis-is-not-there.so.1": "libthis1", "libc.so.6": "libc6"})
    monkeypatch.setattr(start, "lacks_venv", lambda: True)
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    command = f"sudo apt-get install -y --no-install-recommends python{start.VERSION}-venv libthis1$"
    with pytest.raises(start.TroubleError, match=command):
        start.bring_packages(ready=False, drawing=True, window=True, test=False)
    start.bring_packages(ready=True, drawing=True, window=False, test=True)


@on_linux
def test_that_root_gets_what_is_missing(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(start, "WINDOW", {"libthis-is-not-there.so.1": "libthis1"})
    monkeypatch.setattr(start.shutil, "which", lambda name: None if name == "xdotool" else f"/bin/{name}")
    monkeypatch.setattr(start.os, "geteuid", lambda: 0)
    monkeypatch.setattr(start, "run", lambda command, **_: ran.append(command))
    for window in (True, False):
        ran.clear()
        start.bring_packages(ready=True, drawing=True, window=window, test=True)
        assert [command[1] for command in ran] == ["update", "install"]
        assert ran[1][-2:] == ["libthis1", "xdotool"]


@on_linux
def test_that_the_tests_get_a_server_without_a_database_of_its_own(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[str]] = []
    told: list[str] = []
    monkeypatch.delenv(start.SERVER_VARIABLE, raising=False)
    monkeypatch.setattr(start, "SERVERS", tmp_path / "absent")
    monkeypatch.setattr(start, "SERVER_LIBRARIES", {"libthis-is-not-there.so.1": "postgresql"})
    monkeypatch.setattr(start, "NO_CLUSTER", tmp_path / "createcluster.d" / "reviewer-tests.conf")
    monkeypatch.setattr(start.shutil, "which", lambda name: None if name == "postgres" else f"/bin/{name}")
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    with pytest.raises(start.TroubleError, match=r"sudo apt-get install -y --no-install-recommends postgresql$"):
        start.bring_packages(ready=True, drawing=True, window=False, test=True)

    def run(command: list[str], **_: object) -> None:
        ran.append(command)
        if command[1] == "install":
            told.append(start.NO_CLUSTER.read_text())

    monkeypatch.setattr(start, "run", run)
    monkeypatch.setattr(start.os, "geteuid", lambda: 0)
    start.bring_packages(ready=True, drawing=True, window=False, test=True)
    assert ran[1][-1] == "postgresql"
    assert told == ["create_main_cluster = false\n"]
    assert not start.NO_CLUSTER.parent.exists()
    # What others have set up stays as it is, also when the installation fails; the program itself needs no server.
    start.NO_CLUSTER.parent.mkdir()
    other = start.NO_CLUSTER.with_name("mine.conf")
    other.write_text("start_conf = 'manual'")
    monkeypatch.setattr(start, "run", lambda command, **_: sys.exit(1) if command[1] == "install" else None)
    with pytest.raises(SystemExit):
        start.bring_packages(ready=True, drawing=True, window=False, test=True)
    assert [*start.NO_CLUSTER.parent.iterdir()] == [other]
    monkeypatch.setattr(start, "run", run)
    ran.clear()
    start.bring_packages(ready=True, drawing=True, window=False, test=False)
    assert ran == []


@on_linux
def test_that_a_server_that_is_there_is_used(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(start.SERVER_VARIABLE, raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda _: None)
    monkeypatch.setattr(start, "SERVERS", tmp_path)
    program = tmp_path / "17" / "bin" / "postgres"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    assert not start.lacks_server()
    # Without one that runs, it is that of the wheel.
    program.write_text("#!/bin/sh\nexit 127\n")
    monkeypatch.setattr(start, "SERVER_LIBRARIES", {})
    assert start.lacks_server() == (sys.version_info < (3, 12))
    monkeypatch.setattr(start, "SERVER_LIBRARIES", {"libthis-is-not-there.so.1": "postgresql"})
    assert start.lacks_server()
    monkeypatch.setenv(start.SERVER_VARIABLE, str(tmp_path))
    assert not start.lacks_server()


@on_linux
def test_that_the_tests_run_without_the_programs_of_one_test(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: None if name == "Xvfb" else f"/bin/{name}")
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    start.bring_packages(ready=True, drawing=True, window=False, test=True)
    assert "needs: xvfb" in capsys.readouterr().err
