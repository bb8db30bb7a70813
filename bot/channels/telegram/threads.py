"""Where the desk's calls wait for the database, so that the network does not wait for them."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

_POOL = ThreadPoolExecutor(max_workers=8, thread_name_prefix="telegram-desk")


async def away(call: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """Return what a call gives, done in a thread."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_POOL, lambda: call(*given, **named))
