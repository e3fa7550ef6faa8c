"""A web page's file: its text in the right encoding, and the pictures that came with it (mail archives, data links)."""

import base64
import binascii
import email
import email.policy
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from reviewer.documents.convert import txt
from reviewer.documents.convert.failures import Refused

_ARCHIVE = re.compile(rb"\s*(?:from|mime-version|content-type|subject|date|x-[\w-]+):", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]{1,40}((?:;[\w=-]{1,40})*),", re.IGNORECASE)
_MOST_PARTS = 500


@dataclass(slots=True)
class Page:
    """A page's markup, and pictures by the names under which it speaks of them."""

    markup: str
    pictures: dict[str, bytes] = field(default_factory=dict)

    def picture(self, source: str) -> bytes | None:
        """The picture that a source names, if it is in the file."""
        found = _DATA.match(source[:200])
        if found:
            content = source[found.end() :]
            try:
                is_base64 = found.group(1).lower().endswith(";base64")
                return base64.b64decode(content) if is_base64 else unquote_to_bytes(content)
            except (binascii.Error, ValueError):
                return None
        return self.pictures.get(source.removeprefix("cid:")) or self.pictures.get(source.rsplit("/", 1)[-1])


def opened(data: bytes) -> Page:
    """The page in a file. Raises Refused where an archive holds none."""
    if not _ARCHIVE.match(data):
        return Page(_decoded(data, None))
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    page: Page | None = None
    pictures: dict[str, bytes] = {}
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS or part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_maintype() == "image":
            for name in (part.get("Content-ID", "").strip("<> "), part.get("Content-Location", "").rsplit("/", 1)[-1]):
                if name:
                    pictures[name] = content
        elif part.get_content_type() in ("text/html", "application/xhtml+xml") and page is None:
            page = Page(_decoded(content, part.get_content_charset()))
    if page is None:
        raise Refused
    page.pictures = pictures
    return page


def _decoded(data: bytes, charset: str | None) -> str:
    found = _CHARSET.search(data[:4096])
    name = charset or (found.group(1).decode("ascii") if found else None)
    if name and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data[: txt.LONGEST].decode({"iso-8859-1": "cp1252"}.get(name.lower(), name), "replace")
        except (LookupError, ValueError):
            pass  # a name that nobody knows: the letters tell
    return txt.decode(data)[0]
