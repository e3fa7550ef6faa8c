"""Words as search knows them: what people write about technology, made into plain words that any index can hold.

An index takes `C++`, `C#` and `.NET` for punctuation, and one-letter languages for initials. So what is indexed and
what is asked for both go through here, on either database: terms become tokens that no text contains by itself, the
rest lower-case words without accents. `VERSION` grows with each change; what an older one indexed is done again.
"""

import itertools
import re
import unicodedata
from dataclasses import dataclass

VERSION = 1

MARK = "zq"
"""How tokens of terms begin; no natural word does."""


@dataclass(frozen=True)
class Term:
    """Something that is one word, whatever signs are in it."""

    token: str
    pattern: str
    """Finds it in a text; the case of letters counts unless the pattern says otherwise."""
    spellings: tuple[str, ...]
    """What somebody types who looks for it, in lower case."""


_NOT_IN_WORD = r"(?<![\w+#.@&'’-])"
_LISTING = r"[,;/|•·(]"


def _one_letter(letter: str, also: str) -> str:
    """A language of one capital letter: in a list, or beside a word that tells; not an initial, a grade or a series."""
    alone = rf"{_NOT_IN_WORD}{letter}(?![\w+#'’&-]|\.\s?[A-Z]|\.\w)"
    before = rf"{alone}(?=\s*{_LISTING}|\s+(?:and|or|language|programming|developer|programmer|code|compiler)\b)"
    after = rf"(?:(?<=[,;/|•·(:])|(?<=[,;/|•·:]\s)|(?<=\band\s)|(?<=\bor\s)){alone}(?=\s*(?:[.)\n;,]|$))"
    return rf"{before}|{after}|(?<!\w)(?i:{also})(?!\w)"


def _words(pattern: str) -> str:
    return rf"(?<!\w)(?i:{pattern})(?!\w)"


TERMS: tuple[Term, ...] = (
    Term("cppcli", r"(?<!\w)(?i:c\+\+/cli)(?!\w)", ("c++/cli",)),
    Term(
        "cpp",
        r"(?<![\w+#])[Cc]\+\+(?:\s?(?:98|03|0x|11|14|17|1[yz]|2[036abc]))?(?![\w+])|" + _words("cpp|c plus plus"),
        ("c++", "cpp", "c plus plus", "c++98", "c++03", "c++11", "c++14", "c++17", "c++20", "c++23", "c++26"),
    ),
    Term(
        "csharp",
        r"(?<![\w+#])[Cc][#♯](?!\w)|" + _words("csharp|c[ -]sharp"),
        ("c#", "c♯", "csharp", "c-sharp", "c sharp"),
    ),
    Term("fsharp", r"(?<![\w+#])[Ff][#♯](?!\w)|" + _words("fsharp|f[ -]sharp"), ("f#", "fsharp", "f-sharp", "f sharp")),
    Term("objc", _words(r"objective[ -]?c|obj-c") + r"(?![+#])", ("objective-c", "objective c", "objectivec", "obj-c")),
    Term("aspnet", _words(r"asp\.net"), ("asp.net",)),
    Term("dotnet", r"(?<!\w)(?i:\.net)(?!\w)|" + _words("dotnet|dot net"), (".net", "dotnet", "dot net")),
    Term("nodejs", _words(r"node\.?js"), ("node.js", "nodejs")),
    Term("nextjs", _words(r"next\.?js"), ("next.js", "nextjs")),
    Term("vuejs", _words(r"vue\.?js"), ("vue.js", "vuejs")),
    Term("reactjs", _words(r"react\.?js"), ("react.js", "reactjs")),
    Term("reasonml", _words("reason[ -]?ml"), ("reasonml", "reason ml", "reason-ml")),
    Term("cicd", _words("ci ?/ ?cd"), ("ci/cd",)),
    Term("tcpip", _words("tcp ?/ ?ip"), ("tcp/ip",)),
    Term("plsql", _words("pl/sql"), ("pl/sql",)),
    Term("clang1", _one_letter("C", "ansi c|c language|c89|c99|c11|c17|c23"), ("c",)),
    Term("dlang1", _one_letter("D", "dlang|d language"), ("d", "dlang")),
    Term("rlang1", _one_letter("R", "rlang|r language|rstudio"), ("r", "rlang")),
)
"""Longer ones first where one contains another."""

PAIRS: dict[str, str] = {
    "computer science": "computerscience",
    "machine learning": "machinelearning",
    "open source": "opensource",
    "distributed systems": "distributedsystems",
    "operating systems": "operatingsystems",
    "operating system": "operatingsystems",
    "deep learning": "deeplearning",
    "data structures": "datastructures",
    "functional programming": "functionalprogramming",
    "software engineer": "softwareengineer",
}
"""Words that so often follow each other that looking for both in a row would look at every text. They are kept as two
words as well."""

_FIND = re.compile("|".join(f"(?P<{term.token}>{term.pattern})" for term in TERMS))
_SPELLED = {spelling: MARK + term.token for term in TERMS for spelling in term.spellings}
_PATTERNS = {MARK + term.token: re.compile(term.pattern) for term in TERMS}
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ß": "ss",
        "\u00ad": "",
    }
)
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """A text in lower case, without accents; letters that only look joined are taken apart."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text in order, terms as their tokens."""
    marked = _FIND.sub(lambda found: f" {MARK}{found.lastgroup} ", unicodedata.normalize("NFC", text))
    return _WORD.findall(plain(marked))


def index_text(text: str) -> str:
    """A text as an index takes it: words with spaces between, and frequent pairs once more as one."""
    found = words(text)
    pairs = [MARK + PAIRS[pair] for pair in map(" ".join, itertools.pairwise(found)) if pair in PAIRS]
    return " ".join([*found, *pairs])


def spelled(text: str) -> str | None:
    """The token of a term, by how somebody types it; None: it is no term."""
    return _SPELLED.get(text.strip().lower())


def spans(text: str, token: str, *, prefix: bool = False) -> list[tuple[int, int]]:
    """Where a token stands in a text as it was written."""
    if token in _PATTERNS:
        return [found.span() for found in _PATTERNS[token].finditer(text)]
    found: list[tuple[int, int]] = []
    taken = [each.span() for each in _FIND.finditer(text)]
    for word in _WORD.finditer(text):
        folded = plain(word.group())
        if (folded == token or (prefix and folded.startswith(token))) and not any(
            start < word.end() and word.start() < end for start, end in taken
        ):
            found.append(word.span())
    return found
