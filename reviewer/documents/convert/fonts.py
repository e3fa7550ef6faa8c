"""A font for Chinese, Japanese and Korean where the system has none: a bare Linux draws empty boxes for such names.

MuPDF carries one. It is offered to the engines through fontconfig, behind all fonts of the system; Windows and macOS
have their own.
"""

import os
import sys
import tempfile
from pathlib import Path

import pymupdf

_VARIABLE = "FONTCONFIG_FILE"
_USUAL = "/etc/fonts/fonts.conf"
_FOLDER = "reviewer-fonts"


def offer() -> None:
    """Make the font known to this process, once; before any engine is asked."""
    if not sys.platform.startswith("linux") or _FOLDER in os.environ.get(_VARIABLE, ""):
        return
    folder = Path(tempfile.gettempdir()) / _FOLDER
    fonts, configuration = folder / "fonts", folder / "fonts.conf"
    try:
        fonts.mkdir(parents=True, exist_ok=True)
        font = pymupdf.Font("cjk")
        _write(fonts / "cjk.ttf", font.buffer)
        usual = os.environ.get(_VARIABLE) or _USUAL
        _write(configuration, _configuration(usual, fonts, folder / "cache").encode())
    except (OSError, RuntimeError, ValueError):
        return  # without it, those letters are boxes, and the rest is as it was
    os.environ[_VARIABLE] = str(configuration)


def _configuration(usual: str, fonts: Path, cache: Path) -> str:
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">{usual}</include><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>'
    )


def _write(path: Path, content: bytes) -> None:
    """Several workers may do this at once: each writes aside and renames."""
    if path.exists():
        return
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)
