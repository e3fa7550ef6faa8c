"""Word 97 files, which only LibreOffice can write."""

import shutil
import subprocess
import tempfile
from pathlib import Path


def as_doc(sources: list[bytes]) -> list[bytes] | None:
    """Each .docx as .doc, or None where there is no LibreOffice."""
    program = shutil.which("soffice")
    if program is None or not sources:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"document-{number}.docx" for number in range(len(sources))]
        for path, data in zip(files, sources, strict=True):
            path.write_bytes(data)
        profile = (folder / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "doc:MS Word 97",
            "--outdir",
            name,
            *map(str, files),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        return [path.with_suffix(".doc").read_bytes() for path in files]
