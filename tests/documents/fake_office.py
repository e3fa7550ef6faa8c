"""Stands in for LibreOffice: does what its first argument says, and takes the others as LibreOffice does."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

what, given, *arguments = sys.argv[1:]
out = Path(arguments[arguments.index("--outdir") + 1])
out.mkdir()
made = out / "source.pdf"
match what:
    case "copy":
        made.write_bytes(Path(given).read_bytes())
    case "tell":
        lines = [*arguments, *(f"{name}={value}" for name, value in os.environ.items()), str(Path.cwd())]
        made.write_text("%PDF-" + "\n".join(lines), encoding="utf-8")
    case "profile":
        profile = next(each for each in arguments if each.startswith("-env:")).partition("file://")[2]
        made.write_bytes(b"%PDF-" + (Path(profile) / "user" / "registrymodifications.xcu").read_bytes())
    case "hang":
        helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        Path(given).write_text(f"{os.getpid()} {helper.pid}", encoding="ascii")
        time.sleep(600)
    case "lie":
        made.write_bytes(b"no pages at all")
    case "link":
        made.symlink_to(given)
    case "connect":
        try:
            socket.create_connection(("127.0.0.1", int(given)), timeout=5).close()
            made.write_bytes(b"%PDF-connected")
        except OSError:
            made.write_bytes(b"%PDF-refused")
    case _:
        pass
