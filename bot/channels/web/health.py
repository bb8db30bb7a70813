"""What an operator's machines ask: does it live, can it serve, how is it doing. No person in it."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from bot.metrics import WAITING, exposition
from bot.store import Database, StoreUnavailable
from bot.store.condition import is_current, waiting_letters

#: With less room than this on the disk of the data no new work is asked for.
LEAST_ROOM_BYTES = 200_000_000


def health_router(database: Database, data: Path, is_stopping: Callable[[], bool]) -> APIRouter:
    """Return the routes `/healthz`, `/readyz` and `/metrics`."""
    router = APIRouter()

    @router.get("/healthz")
    async def lives() -> JSONResponse:
        """The process answers; that alone."""
        return JSONResponse({"alive": True})

    @router.get("/readyz")
    async def is_ready() -> JSONResponse:
        """Give 200 when messages can be taken in, else 503 and the codes of what is missing."""
        missing = await asyncio.to_thread(missing_parts, database, data)
        missing += ["stopping"] if is_stopping() else []
        return JSONResponse(
            {"ready": not missing, "missing": missing}, status_code=503 if missing else 200
        )

    @router.get("/metrics")
    async def figures() -> Response:
        """Give the figures of every worker, as Prometheus reads them."""
        content, kind = await asyncio.to_thread(_figures, database)
        return Response(content, media_type=kind)

    return router


def missing_parts(database: Database, data: Path) -> list[str]:
    """Return the codes of what stands in the way of serving; none when all is well."""
    missing = [] if has_room(data) else ["disk-room"]
    try:
        return missing if is_current(database) else [*missing, "tables"]
    except StoreUnavailable:
        return [*missing, "database"]


def has_room(data: Path) -> bool:
    """True when the disk of a folder has room to go on; also where that cannot be told."""
    try:
        return shutil.disk_usage(data).free >= LEAST_ROOM_BYTES
    except OSError:
        return True


def _figures(database: Database) -> tuple[bytes, str]:
    try:
        WAITING.set(waiting_letters(database))
    except StoreUnavailable:
        WAITING.set(float("nan"))
    return exposition()
