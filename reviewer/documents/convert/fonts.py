"""The fonts of documents, behind those of the system: a bare Linux has none of Word's, and few for other scripts.

Offered to the engines through fontconfig, which Linux alone has; Windows and macOS have the fonts themselves, or those
that stand in for them. `resources/fonts/documents` holds fonts of the same widths as Word's own, so that lines break
where they broke for the writer, and one for each of the scripts that a system may lack. MuPDF carries the one for
Chinese, Japanese and Korean.
"""

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

import pymupdf

from reviewer import paths

SANS, SERIF, MONO = "Liberation Sans", "Liberation Serif", "Liberation Mono"

STAND_INS: dict[str, tuple[str, ...]] = {
    # Of the same widths, letter by letter.
    "Carlito": ("Calibri",),
    "Caladea": ("Cambria", "Cambria Math"),
    "Gelasio": ("Georgia",),
    SANS: ("Arial", "Helvetica", "Arimo", "Albany", "Albany AMT", "Nimbus Sans L", "Nimbus Sans"),
    SERIF: ("Times New Roman", "Times", "Tinos", "Thorndale", "Thorndale AMT", "Nimbus Roman No9 L", "Nimbus Roman"),
    MONO: ("Courier New", "Courier", "Cousine", "Cumberland", "Cumberland AMT", "Nimbus Mono L", "Nimbus Mono PS"),
}
"""Fonts of the resources, and those that each stands in for where the system lacks them."""

LOOK_ALIKES: dict[str, tuple[str, ...]] = {
    "Carlito": (
        *("Calibri Light", "Aptos", "Aptos Display", "Candara", "Corbel", "Gill Sans MT", "Gill Sans", "Lato"),
        *("Segoe UI", "Segoe UI Light", "Segoe UI Semibold", "Open Sans", "Source Sans Pro", "Myriad Pro", "Optima"),
    ),
    "Caladea": ("Rockwell", "Constantia", "Century Schoolbook", "Bookman Old Style", "Century", "Rockwell Light"),
    "Gelasio": ("Georgia Pro", "Merriweather", "Palatino Linotype", "Palatino", "Book Antiqua", "Charter"),
    SERIF: (
        *(
            "serif",
            "Garamond",
            "EB Garamond",
            "Adobe Garamond Pro",
            "Baskerville",
            "Baskerville Old Face",
            "Minion Pro",
        ),
        *("Bodoni MT", "Didot", "Perpetua", "Goudy Old Style", "CG Times", "Times Roman", "Californian FB"),
        *("Playfair Display", "Noto Serif", "Sylfaen", "Bell MT", "Lucida Bright", "Batang"),
    ),
    SANS: ("sans-serif", "Arial Unicode MS", "MS Sans Serif", "Microsoft Sans Serif", "Univers", "Geneva", "Swiss"),
    "DejaVu Sans": ("Verdana", "Bitstream Vera Sans"),
    "DejaVu Sans Condensed": ("Tahoma",),
    MONO: (
        *(
            "monospace",
            "Consolas",
            "Lucida Console",
            "Lucida Sans Typewriter",
            "Monaco",
            "Menlo",
            "Andale Mono",
            "Letter Gothic",
        ),
        *("Source Code Pro", "Fira Code", "Roboto Mono", "Cascadia Mono", "Cascadia Code"),
    ),
}
"""Fonts of a similar look, for well-known names."""

_INSTEAD = {name.lower(): font for table in (LOOK_ALIKES, STAND_INS) for font, names in table.items() for name in names}
_VARIABLE = "FONTCONFIG_FILE"
_USUAL = Path("/etc/fonts/fonts.conf")
_FOLDER = "reviewer-fonts"
_PLACES = re.compile(r"<(dir|cachedir)\b[^<>]*>[^<>]*</\1>")
_USUAL_PLACES = "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"


def instead_of(name: str) -> str | None:
    """The font that stands in for another, by its name in small letters; None for names that are not known."""
    return _INSTEAD.get(name)


def offer() -> None:
    """Make the fonts known to this process, once; before any engine is asked."""
    given, folder = os.environ.get(_VARIABLE, ""), Path(tempfile.gettempdir()) / _FOLDER
    if not sys.platform.startswith("linux") or given.startswith(str(folder)):
        return
    made = folder / "fonts"
    try:
        made.mkdir(parents=True, exist_ok=True)
        font = pymupdf.Font("cjk")
        _write(made / "cjk.ttf", font.buffer)
        usual = Path(given) if given and _FOLDER not in given else _USUAL  # one of another process may be gone
        rules = _configuration(usual, (paths.resources() / "fonts" / "documents", made), folder / "cache").encode()
        configuration = folder / f"{hashlib.sha256(rules).hexdigest()[:12]}.conf"  # others may have been here before
        _write(configuration, rules)
    except (OSError, RuntimeError, ValueError):
        return  # without them, other fonts of the system are taken
    os.environ[_VARIABLE] = str(configuration)


def _configuration(usual: Path, ours: Iterable[Path], cache: Path) -> str:
    """What fontconfig is to know: where the system's fonts are, where ours, and which stand in for which.

    The system's own rules, some thousand for the screen, are left out: dxpdf 0.8.1 reads the configuration anew for
    each document, and spent four fifths of a letter's time on them. Names that nobody has find the usual sans; those of
    emoji do not, for dxpdf asks whether there is such a font.
    """
    folders = "".join(f"<dir>{escape(str(place))}</dir>" for place in ours)
    rules = "".join(
        _alias(name, font) for table in (STAND_INS, LOOK_ALIKES) for font, names in table.items() for name in names
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{_places_of(usual)}{folders}<cachedir>{escape(str(cache))}</cachedir>{rules}"
        '<match target="pattern"><test name="family" qual="all" compare="not_contains"><string>Emoji</string></test>'
        f'<edit name="family" mode="append_last" binding="same"><string>{SANS}</string></edit></match></fontconfig>'
    )


def _places_of(usual: Path) -> str:
    """The folders of fonts and caches that the system's configuration names, as it names them."""
    found: list[str] = []
    for file in (usual, *sorted((usual.parent / "conf.d").glob("*.conf"))):
        try:
            found += (match.group() for match in _PLACES.finditer(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError):
            continue
    return "".join(found) or _USUAL_PLACES


def _alias(name: str, font: str) -> str:
    return (
        f'<alias binding="same"><family>{escape(name)}</family><accept><family>{escape(font)}</family></accept></alias>'
    )


def _write(path: Path, content: bytes) -> None:
    """Several workers may do this at once: each writes aside and renames."""
    if path.exists():
        return
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)
