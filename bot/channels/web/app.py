"""The page as one application: its routes, its guards, and what runs beside it."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.staticfiles import StaticFiles

from bot.channels.background import Background
from bot.channels.web import (
    accounts,
    doing,
    entering,
    knowing,
    looking_around,
    notices,
    one_page,
    opening,
    overseeing,
    papers,
    reviewing,
    talking,
    uploads,
)
from bot.channels.web.guards import BodyLimit, Headers, RateLimit
from bot.channels.web.looks import STATIC, render
from bot.channels.web.site import Site
from bot.channels.web.talking import site_of
from bot.metrics import ERRORS
from bot.tracing import trace

PAGES = (
    talking,
    uploads,
    one_page,
    papers,
    notices,
    entering,
    opening,
    accounts,
    reviewing,
    doing,
    overseeing,
    knowing,
    looking_around,
)

_LOG = logging.getLogger("shenbao.web")

#: Who is told what: the status of an answer -> its sentence; any other is `web.sorry.calm`.
SORRY = {404: "missing", 403: "stale-page", 405: "missing", 410: "old-link", 413: "too-big"}


def create_app(site: Site, services: Sequence[Background] = ()) -> FastAPI:
    """Return the page; `services` start and stop with it."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for service in services:
                await service.start()
                stack.push_async_callback(service.stop)
            yield

    app = FastAPI(title="shenbao", openapi_url=None, lifespan=running)
    app.state.site = site
    for pages in PAGES:
        app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(HTTPException, _sorry)
    app.add_exception_handler(404, _sorry)
    app.add_exception_handler(405, _sorry)
    app.add_exception_handler(RequestValidationError, _sorry)
    app.add_exception_handler(Exception, _calm)
    app.add_middleware(BodyLimit)
    app.add_middleware(RateLimit, now=site.now)
    app.add_middleware(Headers, is_https=site.is_https)
    return app


async def _sorry(request: Request, raised: Exception) -> Response:
    """Return a page that says kindly what became of a request, with a way on."""
    status = raised.status_code if isinstance(raised, HTTPException) else 400
    status = getattr(raised, "status_code", status)
    code = SORRY.get(status, "calm")
    return render(site_of(request), {"said": f"web.sorry.{code}"}, "sorry.html", status)


async def _calm(request: Request, raised: Exception) -> Response:
    """Note what went wrong, with ids only, and return a page that stays calm."""
    _LOG.error("a request broke", extra={"code": request.method, "error": trace(raised)})
    ERRORS.labels("request").inc()
    return render(site_of(request), {"said": "web.sorry.calm"}, "sorry.html", 500)
