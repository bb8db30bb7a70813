"""What runs beside the page: started with it, stopped with it."""

from collections.abc import Sequence
from typing import Protocol

from starlette.routing import BaseRoute


class Background(Protocol):
    """Something that works in the background of `shenbao serve`: another door, a caretaker."""

    async def start(self) -> None:
        """Begin to work; return once it does."""

    async def stop(self) -> None:
        """Finish what is under way, and end."""


class Door(Background, Protocol):
    """Another way in, which may be called from outside by routes of its own."""

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The routes it answers, beside those of the page."""
