"""A real worker that misbehaves when a document tells it to: HANG, CRASH, MEMORY, and lies about what it did."""

import json
import os
import sys
import threading

from reviewer.documents import wire, worker
from reviewer.documents.worker import Worker


class BadWorker(Worker):
    """Obeys the words in the document."""

    doomed = ("", "")
    """What never comes back, of which document."""

    def _done(self, request: wire.Header, payloads: list[bytes]) -> tuple[wire.Header, list[bytes]]:
        said = payloads[0] if payloads else b""
        if b"HANG" in said:
            threading.Event().wait()
        if b"CRASH-READING" in said:
            self.doomed = ("reading", request["key"])
        elif b"CRASH-SIZES" in said:
            self.doomed = ("sizes", request["key"])
        elif b"CRASH" in said:
            os.abort()
        if (request["do"], request.get("key")) == self.doomed:
            os.abort()
        if b"MEMORY" in said:
            held = [bytes(64 << 20) for _ in range(1000)]  # asked for and never touched: that is quick
            assert len(held) < 1000
        reply, out = super()._done(request, payloads)
        if b"LIE" in said:
            reply |= lies(said, reply)
        if b"BIG-FRAME" in said:
            self._sink.write(json.dumps({"sizes": [1 << 40]}).encode() + b"\n")
            self._sink.flush()
        return reply, out


def lies(said: bytes, reply: wire.Header) -> wire.Header:
    width, height, stride = reply.get("drawn", (10, 10, 32))
    return {
        b"LIE-WIDTH": {"drawn": [width * 50, height, stride * 50]},
        b"LIE-PAGES": {"info": {**reply.get("info", {}), "pages": [[1e9, -4]]}},
    }[next(word for word in said.split() if word.startswith(b"LIE-"))]


if __name__ == "__main__":
    worker.Worker = BadWorker
    worker.main(sys.argv[1])
