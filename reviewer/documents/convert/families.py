"""Which fonts this computer has: asked of the library fontconfig, which dxpdf brings along. Linux only."""

import ctypes
import functools
import importlib.util
import sys
from pathlib import Path

from reviewer.documents.convert import fonts

_SYSTEM_LIBRARY = "libfontconfig.so.1"
_MOST_NAMES = 8
"""Names of a font, one for each language, that are looked at."""


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("count", ctypes.c_int),
        ("room", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


@functools.cache
def installed() -> frozenset[str]:
    """The families of the fonts there are, in small letters; empty where that cannot be told."""
    fonts.offer()
    library = _library() if sys.platform.startswith("linux") else None
    return _listed(library) if library is not None else frozenset()


def _library() -> ctypes.CDLL | None:
    """The library that dxpdf uses, so that fonts are looked through once; else the system's."""
    found = importlib.util.find_spec("dxpdf")
    beside = Path(found.origin).parent.parent / "dxpdf.libs" if found is not None and found.origin else Path()
    for name in (*(str(path) for path in sorted(beside.glob("libfontconfig*"))), _SYSTEM_LIBRARY):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _listed(library: ctypes.CDLL) -> frozenset[str]:
    try:
        new_pattern, new_objects, list_fonts = library.FcPatternCreate, library.FcObjectSetCreate, library.FcFontList
        add, get, free = library.FcObjectSetAdd, library.FcPatternGetString, library.FcFontSetDestroy
        configure, let_go = library.FcInitLoadConfigAndFonts, library.FcConfigDestroy
    except AttributeError:
        return frozenset()
    new_pattern.restype = new_objects.restype = configure.restype = ctypes.c_void_p
    let_go.argtypes = (ctypes.c_void_p,)
    add.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
    list_fonts.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    list_fonts.restype = ctypes.POINTER(_FontSet)
    get.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_char_p))
    free.argtypes = (ctypes.POINTER(_FontSet),)
    # What the process looked up before, as Qt does, was looked up without our fonts and stays so: this reads anew, as
    # dxpdf does for each document.
    configuration = configure()
    if not configuration:
        return frozenset()
    objects = new_objects()
    add(objects, b"family")
    found = list_fonts(configuration, new_pattern(), objects)
    if not found:
        let_go(configuration)
        return frozenset()
    names: set[str] = set()
    value = ctypes.c_char_p()
    for number in range(found.contents.count):
        for which in range(_MOST_NAMES):
            if get(found.contents.fonts[number], b"family", which, ctypes.byref(value)) or value.value is None:
                break
            names.add(value.value.decode("utf-8", "replace").lower())
    free(found)
    let_go(configuration)
    return frozenset(names)
