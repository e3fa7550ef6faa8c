"""Tables of rtf: named characters, destinations whose content is no text of the document."""

CHARACTERS = {
    "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "bullet": "\u2022", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "zwbo": "\u200b",
}  # fmt: skip
SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"|": "", b":": ""}

LEFT_OUT = frozenset(
    (
        "stylesheet", "revtbl", "rsidtbl", "generator", "info", "xmlnstbl", "themedata", "colorschememapping",
        "latentstyles", "datastore", "datafield", "filetbl", "pgptbl", "mmathPr", "wgrffmtfilter", "template",
        "password", "userprops", "docvar", "blipuid", "objdata", "objclass", "nonshppict", "bkmkstart", "bkmkend",
        "fldtype", "ffdata", "atnid", "atnauthor", "annotation", "atrfstart", "atrfend", "atndate", "atnicn",
        "comment", "xe", "tc", "pnseclvl", "panose", "falt", "fontemb", "aftnsep", "aftnsepc", "aftncn", "ftnsep",
        "ftnsepc", "ftncn", "private", "hlinkbase", "keycode", "hsv", "formfield", "mailmerge", "passwordhash",
        "protusertbl", "nonesttables", "shprslt", "listname", "liststylename", "levelnumbers", "listpicture",
        "fontfile",
    )
)  # fmt: skip
"""Destinations that hold nothing to be read; `shprslt` and `nonesttables` tell old readers what is read elsewhere."""

KEPT_STARRED = frozenset(
    (
        "shpinst", "shppict", "fldinst", "listtext", "pntext", "shptxt", "footnote", "do", "dptxbxtext", "ud",
        "nesttableprops", "listtable", "listoverridetable", "pn", "background", "moMath", "moMathPara",
    )
)  # fmt: skip
"""Destinations marked as optional that are understood here; all others marked so are left out."""

TRANSPARENT = frozenset(("shppict", "rtf", "moMath", "moMathPara"))
"""Destinations whose content is read as if they were not there."""

LISTS = frozenset(("listtable", "listoverridetable"))
"""Destinations that define lists."""

HEADERS = {
    "header": "header_default", "headerl": "header_even", "headerr": "header_default", "headerf": "header_first",
    "footer": "footer_default", "footerl": "footer_even", "footerr": "footer_default", "footerf": "footer_first",
}  # fmt: skip

SIDES = {"t": "top", "l": "left", "b": "bottom", "r": "right"}
