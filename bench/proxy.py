"""A small TCP proxy before PostgreSQL that can be cut and mended."""

import contextlib
import socket
import threading
from typing import Self

from sqlalchemy.engine import make_url


class Proxy:
    """Stands between a worker and its server; `url` leads through it."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self._server = (parsed.host or "127.0.0.1", parsed.port or 5432)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._is_cut = False
        port = self._door.getsockname()[1]
        through = parsed.set(host="127.0.0.1", port=port)
        self.url = through.render_as_string(hide_password=False)

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()
        self.cut()

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        self._is_cut = True
        for each in list(self._open):  # the pumps close them
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self._is_cut = False

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._door.accept()
            except OSError:
                return
            if self._is_cut:
                here.close()
                continue
            there = socket.create_connection(self._server)
            self._open |= {here, there}
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=_pump, args=(one, other), daemon=True).start()


def _pump(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    for each in (one, other):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
    one.close()
