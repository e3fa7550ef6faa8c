"""Tables of rtf: character sets, named characters, destinations whose content is no text of the document."""

SYMBOL = "symbol"

CHARSETS: dict[int, str | None] = {
    0: "cp1252", 1: None, 2: SYMBOL, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""\\fcharset to Python's name; None means the document's own."""

CHARACTERS = {
    "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "bullet": "\u2022", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "zwbo": "\u200b",
}  # fmt: skip
SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"|": "", b":": ""}

LEFT_OUT = frozenset(
    (
        "stylesheet",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "generator",
        "info",
        "xmlnstbl",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "datafield",
        "filetbl",
        "pgptbl",
        "mmathPr",
        "wgrffmtfilter",
        "template",
        "password",
        "userprops",
        "docvar",
        "blipuid",
        "objdata",
        "objclass",
        "nonshppict",
        "bkmkstart",
        "bkmkend",
        "fldtype",
        "ffdata",
        "atnid",
        "atnauthor",
        "annotation",
        "atrfstart",
        "atrfend",
        "atndate",
        "atnicn",
        "comment",
        "xe",
        "tc",
        "pnseclvl",
        "panose",
        "falt",
        "fontemb",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "private",
        "hlinkbase",
        "keycode",
        "hsv",
        "formfield",
        "mailmerge",
        "passwordhash",
        "protusertbl",
    )
)
"""Destinations that hold nothing to be read."""

KEPT_STARRED = frozenset(
    ("shpinst", "shppict", "fldinst", "listtext", "pntext", "shptxt", "footnote", "do", "dptxbxtext", "ud")
)
"""Destinations marked as optional that are understood here; all others marked so are left out."""

TRANSPARENT = frozenset(("shppict", "do", "dptxbxtext", "rtf", "sp", "shp", "shprslt"))
"""Destinations whose content is read as if they were not there."""

HEADERS = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header_first",
    "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer_first",
}  # fmt: skip

UNDERLINES = frozenset(("ul", "uld", "uldb", "ulw", "uldash", "uldashd", "uldashdd", "ulth", "ulwave", "ulhair"))
SIDES = {"t": "top", "l": "left", "b": "bottom", "r": "right"}
ALIGNMENTS = {"ql": "left", "qr": "right", "qc": "center", "qj": "both"}
TAB_KINDS = {"tqr": "right", "tqc": "center", "tqdec": "decimal"}
PAGE_WORDS = {
    "paperw": "paperw", "paperh": "paperh", "margl": "margl", "margr": "margr", "margt": "margt", "margb": "margb",
}  # fmt: skip
SECTION_PAGE_WORDS = {
    "pgwsxn": "paperw", "pghsxn": "paperh", "marglsxn": "margl", "margrsxn": "margr", "margtsxn": "margt",
    "margbsxn": "margb",
}  # fmt: skip
