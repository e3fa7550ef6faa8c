"""Frames on a pipe: a line of JSON with the sizes of the binary payloads behind it. Nothing is ever unpickled."""

import json
from typing import IO, Any

MAX_HEADER = 64 << 10
MAX_PAYLOAD = 80 << 20

Header = dict[str, Any]


class BadFrame(Exception):
    """What came down the pipe is no frame, or larger than allowed."""


def send(stream: IO[bytes], header: Header, *payloads: bytes | memoryview) -> None:
    """Write a frame. Raises OSError when nobody listens any more."""
    line = json.dumps({**header, "sizes": [len(p) for p in payloads]}, separators=(",", ":")).encode("ascii")
    stream.write(line + b"\n")
    stream.writelines(payloads)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Header, list[bytes]] | None:
    """Read a frame; None at the end of the stream. Raises BadFrame."""
    line = stream.readline(MAX_HEADER)
    if not line:
        return None
    if not line.endswith(b"\n"):
        raise BadFrame("header")
    try:
        header = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadFrame("header") from error
    sizes = header.get("sizes") if isinstance(header, dict) else None
    if not isinstance(sizes, list) or len(sizes) > 8 or not all(type(s) is int and s >= 0 for s in sizes):
        raise BadFrame("sizes")
    if sum(sizes) > MAX_PAYLOAD:
        raise BadFrame("sizes")
    payloads: list[bytes] = []
    for size in sizes:
        payload = stream.read(size)
        if len(payload) != size:
            return None
        payloads.append(payload)
    return header, payloads
