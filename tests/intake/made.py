"""Small real documents of all five formats, and of what is none of them. Every person in here is invented."""

import io
from pathlib import Path

import docx
import pymupdf

from reviewer import paths

RESUME = """Nadia Quillfeather
Storage engineer
nadia.quillfeather@example.org
Phone: +44 20 7946 0123

Experience
2019 - 2024 Bramblewick Systems: wrote a log-structured store in OCaml.
2015 - 2019 Tallow & Finch: network drivers in C++.

Education
2015 MSc in computing
"""
LETTER = """Dear team,

I read about your storage engine with delight, and I would like to work on it. My own one is small,
but I have kept it running for four years, and I learned most of what I know from its failures.

Kind regards,
Nadia Quillfeather
"""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def pdf(text: str, password: str = "") -> bytes:
    """A PDF with these lines."""
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((50, 60), text.split("\n"), fontsize=10)
    if not password:
        return document.tobytes()
    aes_256 = 5
    return document.tobytes(encryption=aes_256, user_pw=password, owner_pw=password + "x")


def docx_(text: str) -> bytes:
    """A docx with these lines as paragraphs."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf(text: str) -> bytes:
    """An RTF with these lines."""
    return (r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\f0 " + text.replace("\n", r"\par" + "\n") + "}").encode("ascii")


def doc() -> bytes:
    """A Word 97 document: one of the samples, as nothing here writes them."""
    samples = sorted((paths.resources() / "demo" / "applications").rglob("*.doc"))
    return samples[0].read_bytes()


def put(folder: Path, **files: bytes | str) -> Path:
    """Write files into a folder; `resume_pdf=...` becomes `resume.pdf`."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, content in files.items():
        stem, suffix = key.rsplit("_", 1)
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{stem}.{suffix}").write_bytes(data)
    return folder
