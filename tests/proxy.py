"""Stands between a program and its server, on loopback, and does to their connection what networks do."""

import contextlib
import selectors
import socket
import threading
import time
from dataclasses import dataclass, field

HOST = "127.0.0.1"
_MOST = 1 << 16


@dataclass
class _Pipe:
    """One connection that goes through."""

    client: socket.socket
    server: socket.socket
    to_server: int = 0
    to_client: int = 0
    late: list[tuple[float, socket.socket, bytes]] = field(default_factory=list[tuple[float, socket.socket, bytes]])


class Proxy:
    """Listens on a port of its own. Whoever connects there reaches the server, as long as it lets them."""

    def __init__(self, port: int, delay_s: float = 0.0) -> None:
        """`delay_s`: how long each way takes."""
        self._target = port
        self.delay_s = delay_s
        self._pipes: list[_Pipe] = []
        self._lock = threading.Lock()
        self._forgotten: list[socket.socket] = []
        self._silent = False
        self._refusing = False
        self._cut_after: tuple[str, int] | None = None
        self.cuts = 0
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._listener.setblocking(False)
        self._wake, self._waker = socket.socketpair()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="proxy", daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Reset every connection now."""
        with self._lock:
            for pipe in self._pipes:
                self._reset(pipe)
            self._pipes = []

    def cut_after(self, direction: str, count: int) -> None:
        """Reset a connection once `count` more bytes went to the "server" or to the "client"; the rest is lost."""
        with self._lock:
            self._cut_after = (direction, count)

    def silence(self, silent: bool = True) -> None:
        """Carry nothing on, and keep what stands open, as a network does that swallows packets."""
        self._silent = silent
        self._poke()

    def forget(self) -> None:
        """End every connection and tell the program nothing of it, as networks do while a computer sleeps."""
        with self._lock:
            for pipe in self._pipes:
                pipe.server.close()
                self._forgotten.append(pipe.client)
            self._pipes = []
        self._poke()

    def refuse(self, refusing: bool = True) -> None:
        """Let nobody new in."""
        self._refusing = refusing

    def close(self) -> None:
        """End, and reset what stands."""
        self._closed = True
        self._poke()
        self._thread.join()
        self.cut()
        for each in (*self._forgotten, self._listener, self._wake, self._waker):
            each.close()

    def _poke(self) -> None:
        with contextlib.suppress(OSError):
            self._waker.send(b"x")

    def _work(self) -> None:
        while not self._closed:
            with selectors.DefaultSelector() as selector:
                selector.register(self._listener, selectors.EVENT_READ)
                selector.register(self._wake, selectors.EVENT_READ)
                with self._lock:
                    pipes = list(self._pipes)
                if not self._silent:
                    for pipe in pipes:
                        for end in (pipe.client, pipe.server):
                            with contextlib.suppress(ValueError, KeyError):
                                selector.register(end, selectors.EVENT_READ, pipe)
                due = [when for pipe in pipes for when, _, _ in pipe.late]
                wait = max(0.0, min(due) - time.monotonic()) if due else 1.0
                events = selector.select(wait)
            for key, _ in events:
                if key.fileobj is self._listener:
                    self._accept()
                elif key.fileobj is self._wake:
                    self._wake.recv(_MOST)
                else:
                    source = key.fileobj
                    assert isinstance(source, socket.socket)
                    self._carry(key.data, source)
            self._deliver()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            client, _ = self._listener.accept()
            if self._refusing:
                client.close()
                return
            try:
                server = socket.create_connection((HOST, self._target))
            except OSError:
                client.close()
                return
            for each in (client, server):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._pipes.append(_Pipe(client, server))

    def _carry(self, pipe: _Pipe, source: socket.socket) -> None:
        target, direction = (pipe.server, "server") if source is pipe.client else (pipe.client, "client")
        try:
            data = source.recv(_MOST)
        except OSError:
            data = b""
        with self._lock:
            if all(each is not pipe for each in self._pipes):
                return  # forgotten meanwhile
        if not data:
            self._drop(pipe)
            return
        with self._lock:
            if self._cut_after is not None and self._cut_after[0] == direction:
                left = self._cut_after[1] - len(data)
                if left <= 0:
                    with contextlib.suppress(OSError):
                        target.sendall(data[: self._cut_after[1]])
                    self._cut_after = None
                    self.cuts += 1
                    self._reset(pipe)
                    self._pipes = [each for each in self._pipes if each is not pipe]
                    return
                self._cut_after = (direction, left)
        if self.delay_s:
            pipe.late.append((time.monotonic() + self.delay_s, target, data))
            return
        self._send(pipe, target, data)

    def _deliver(self) -> None:
        now = time.monotonic()
        with self._lock:
            pipes = list(self._pipes)
        for pipe in pipes:
            ready = [each for each in pipe.late if each[0] <= now]
            pipe.late = [each for each in pipe.late if each[0] > now]
            for _, target, data in ready:
                self._send(pipe, target, data)

    def _send(self, pipe: _Pipe, target: socket.socket, data: bytes) -> None:
        try:
            target.sendall(data)
        except OSError:
            self._drop(pipe)

    def _drop(self, pipe: _Pipe) -> None:
        with self._lock:
            self._pipes = [each for each in self._pipes if each is not pipe]
        pipe.client.close()
        pipe.server.close()

    def _reset(self, pipe: _Pipe) -> None:
        for each in (pipe.client, pipe.server):
            with contextlib.suppress(OSError):
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            each.close()
