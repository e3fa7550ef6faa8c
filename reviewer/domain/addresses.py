"""Where an address of a document leads, said so that nobody is deceived about it.

What strangers write into links is meant to be clicked. So an address is taken apart, shown by its host in letters that
cannot be mistaken for others, and put together anew from what was shown: what is opened is what was read.
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import quote, urlsplit

LONGEST = 2_000
"""Characters of an address that is taken at all."""
SHOWN_PATH = 60
"""Characters of what follows the host that are shown."""
_LONGEST_HOST = 253
_FORBIDDEN = re.compile(r"[\s\\<>\"`{}|^\x00-\x20\x7f]")
_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`~-]{1,64}@(?P<host>[^@\s]+)")
_KEPT_IN_PATHS = "/%:@!$&'()*+,;=-._~?#[]"

# What a text has to look like to be an address without being marked as one.
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|io|dev|me|edu|gov|info|app|ai|co|in|eu|uk|de|fr|nl|it|es|pl|fi|se"
    r"|no|dk|cz|at|ch|be|pt|br|ca|au|us|ru|ua|jp|cn|kr)/\S*"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")
_OPENING = "(<[{\"'“‘«„"
_CLOSING = ")>]}\"'”’»,.;:!?…|·"


class Doubt(Enum):
    """What a reader should know before following an address."""

    OTHER_LETTERS = auto()
    """Its host has letters that may be mistaken for others."""
    NAME_BEFORE_HOST = auto()
    """There is a name before the host, which may look like where it leads."""
    OTHER_TEXT = auto()
    """The text that is seen names another place."""
    NUMBER = auto()
    """Its host is a number and no name."""


@dataclass(frozen=True)
class Address:
    """An address that can be followed."""

    target: str
    """What is opened: ASCII, without names and passwords before the host, for mail without anything but the address."""
    host: str
    """The place that it leads to, in letters that cannot be mistaken."""
    rest: str
    """What follows the host, shortened."""
    doubts: tuple[Doubt, ...] = ()
    said_host: str = ""
    """The place that its text names, where that is another one."""

    @property
    def mail(self) -> bool:
        """Whether it is somebody's mailbox."""
        return self.target.startswith("mailto:")

    @property
    def shown(self) -> str:
        """The address as it is shown."""
        return self.host + self.rest


def address(uri: str, text: str = "") -> Address | None:
    """An address by what a document says, and the text on which it lies; None where it must not be followed."""
    uri = uri.strip()
    if not uri or len(uri) > LONGEST or _FORBIDDEN.search(uri) or not uri.isprintable():
        return None
    if uri[:7].lower() == "mailto:":
        return _mail(uri[7:], text)
    try:
        parts = urlsplit(uri)
        port = parts.port
        name = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    ascii_host = _in_ascii(name)
    if ascii_host is None:
        return None
    shown = _shown_host(ascii_host)
    rest = uri[len(parts.scheme) + 3 + len(parts.netloc) :]
    doubts: list[Doubt] = []
    if shown.startswith("xn--") or ".xn--" in shown:
        doubts.append(Doubt.OTHER_LETTERS)
    if "@" in parts.netloc:
        doubts.append(Doubt.NAME_BEFORE_HOST)
    if _is_number(ascii_host):
        doubts.append(Doubt.NUMBER)
    said = named_host(text)
    if said and _bare(said) != _bare(ascii_host):
        doubts.append(Doubt.OTHER_TEXT)
    else:
        said = ""
    at_port = f":{port}" if port else ""
    literal = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    target = f"{parts.scheme}://{literal}{at_port}{quote(rest, safe=_KEPT_IN_PATHS)}"
    return Address(target, shown + at_port, _shown_rest(rest), tuple(doubts), _shown_host(said) if said else "")


def _mail(rest: str, text: str) -> Address | None:
    """A mailbox; copies, subject and text that an address may bring along are left behind."""
    box = rest.partition("?")[0].replace("%40", "@")
    found = _MAILBOX.fullmatch(box)
    host = _in_ascii(found["host"]) if found else None
    if not found or host is None or "%" in box:
        return None
    local = box[: found.start("host")]
    shown = _shown_host(host)
    doubts = [Doubt.OTHER_LETTERS] if "xn--" in shown else []
    said = _MAIL.search(text)
    other = said.group() if said and said.group().casefold() != (local + host).casefold() else ""
    if other:
        doubts.append(Doubt.OTHER_TEXT)
    return Address(f"mailto:{local}{host}", local + shown, "", tuple(doubts), other)


def in_text(word: str) -> tuple[str, int, int] | None:
    """The address in a word of a text, and where in it that begins and ends; None where there is none."""
    start, end = 0, len(word)
    while start < end and word[start] in _OPENING:
        start += 1
    while end > start and word[end - 1] in _CLOSING and not (word[end - 1] == ")" and "(" in word[start:end]):
        end -= 1
    said = word[start:end]
    if "." not in said:
        return None
    if (found := _WEB.search(said)) and (found.start() == 0 or not said[found.start() - 1].isalnum()):
        uri = found.group() if found.group()[:4].lower() == "http" else f"https://{found.group()}"
        return uri, start + found.start(), end
    if found := _MAIL.search(said):
        return f"mailto:{found.group()}", start + found.start(), start + found.end()
    if found := _NAMED.fullmatch(said):
        return f"https://{said}", start, end
    return None


def named_host(text: str) -> str:
    """The host that a text names, in ASCII; empty where it names none."""
    for word in text.split():
        found = in_text(word)
        uri = found[0] if found else f"https://{word}" if _looks_like_a_host(word) else ""
        if uri.startswith("http"):
            try:
                return _in_ascii(urlsplit(uri).hostname or "") or ""
            except ValueError:
                return ""
    return ""


def _looks_like_a_host(word: str) -> bool:
    return _NAMED.fullmatch(f"{word.strip(_OPENING + _CLOSING).casefold().rstrip('/')}/") is not None


def _in_ascii(host: str) -> str | None:
    """A host as it is looked up; None where it is none."""
    host = unicodedata.normalize("NFKC", host).casefold().rstrip(".")
    if ":" in host:
        return host if _is_number(host) else None
    labels: list[str] = []
    for label in host.split("."):
        try:
            labels.append(label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}")
        except UnicodeError:
            return None
    made = ".".join(labels)
    return made if len(made) <= _LONGEST_HOST and _HOST.fullmatch(made) else None


def _shown_host(host: str) -> str:
    """A host with the accents of Latin writing; every other writing stays as it is looked up, for its letters look like
    Latin ones."""
    return ".".join(_shown_label(label) for label in host.split("."))


def _shown_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        said = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    plain = all(c in "-0123456789" or ("LATIN SMALL LETTER" in unicodedata.name(c, "") and _common(c)) for c in said)
    return said if plain and unicodedata.normalize("NFC", said) == said else label


def _common(letter: str) -> bool:
    """Whether a Latin letter is one of Europe's: not of the phonetic alphabets, which have look-alikes."""
    return letter.isascii() or "\N{LATIN SMALL LETTER SHARP S}" <= letter <= "\N{LATIN SMALL LETTER Z WITH CARON}"


def _shown_rest(rest: str) -> str:
    rest = "" if rest == "/" else rest
    return rest if len(rest) <= SHOWN_PATH else f"{rest[: SHOWN_PATH - 1]}…"


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        # Browsers take these for numbers too: 2130706433, 0x7f.1, 127.1
        return re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", host) is not None
    return True
