"""Writes down what arrived, on a thread of its own, as soon as there is something.

Between handing a letter out and writing that down lies only the write: a crash in between sends that
letter again. What piles up while one write goes on is written with the next.
"""

import threading
from collections.abc import Callable

from bot.store import StoreUnavailable

#: Where the database cannot write just now, it is tried again after this time.
AGAIN_AFTER_S = 0.2


class Noting:
    """The thread of one worker; it begins with the first thing to be written."""

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._wanted = threading.Event()
        self._closed = threading.Event()
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None

    def soon(self) -> None:
        """Have it written now, by the thread."""
        with self._beginning:
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(target=self._go_on, daemon=True)
                self._thread.start()
        self._wanted.set()

    def close(self) -> None:
        """End the thread; what it did not write is still to be written."""
        self._closed.set()
        self._wanted.set()
        with self._beginning:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def _go_on(self) -> None:
        while True:
            self._wanted.wait()
            if self._closed.is_set():
                return
            self._wanted.clear()
            try:
                self._write()
            except StoreUnavailable:
                self._closed.wait(AGAIN_AFTER_S)
                self._wanted.set()
