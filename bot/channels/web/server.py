"""The server of the page, and how it ends: what is under way is finished, within a bound.

The first SIGTERM or Ctrl-C lets nobody new in, waits for the requests under way, then for what runs
beside the page; the second ends the process on the spot. Nothing that was answered is lost by that:
an answer is given after its commit.
"""

import os
import signal
import socket
import threading
from types import FrameType

import uvicorn
from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

#: Seconds the requests under way may take when the server is stopped, and all of the stop.
GRACE_SECONDS = 10
BOUND_SECONDS = 20


class PageServer(uvicorn.Server):
    """uvicorn, with a stop that has an end."""

    def __init__(self, app: FastAPI) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # addresses and paths are personal data
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        super().__init__(config)
        self._app = app
        self._signals = 0

    def add(self, *more: APIRouter | BaseRoute) -> None:
        """Open more routes, before the server runs."""
        for each in more:
            self._app.router.routes.extend(each.routes if isinstance(each, APIRouter) else [each])

    def open(self, listener: socket.socket) -> None:
        """Serve until it is stopped. Signals are ours to the end, also while the rest is put away."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        self.run(sockets=[listener])

    def stop(self) -> None:
        """Begin to stop. Asking twice is asking once."""
        if not self.should_exit:
            self.should_exit = True
            last = threading.Timer(BOUND_SECONDS, os._exit, (1,))
            last.daemon = True
            last.start()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """Begin to stop; a second signal ends the process."""
        self._signals += 1
        if self._signals > 1:
            os._exit(128 + sig)
        self.stop()
