"""Writes down what arrived, on a thread of its own, where nothing else is written that could take it along.

What is safe already may wait a moment: most of it goes with the next message then. What is not is
written at once; what piles up while one write goes on is written with the next.
"""

import threading
from collections.abc import Callable

from bot.store import StoreUnavailable

#: So long what is safe already waits for a message that takes it along.
LATER_S = 0.1
#: Where the database cannot write just now, it is tried again after this time.
AGAIN_AFTER_S = 0.2


class Noting:
    """The thread of one worker; it begins with the first thing to be written."""

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._wanted = threading.Event()
        self._urgent = threading.Event()
        self._closed = threading.Event()
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None

    def soon(self, *, is_urgent: bool) -> None:
        """Have it written by the thread, now where it is urgent."""
        if self._thread is None:
            with self._beginning:
                if self._thread is None and not self._closed.is_set():
                    self._thread = threading.Thread(target=self._go_on, daemon=True)
                    self._thread.start()
        if is_urgent:
            self._urgent.set()
        if not self._wanted.is_set():
            self._wanted.set()

    def close(self) -> None:
        """End the thread; what it did not write is still to be written."""
        self._closed.set()
        self._urgent.set()
        self._wanted.set()
        with self._beginning:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def _go_on(self) -> None:
        while True:
            self._wanted.wait()
            self._urgent.wait(LATER_S)
            if self._closed.is_set():
                return
            self._wanted.clear()
            self._urgent.clear()
            try:
                self._write()
            except StoreUnavailable:
                self._closed.wait(AGAIN_AFTER_S)
                self._wanted.set()
