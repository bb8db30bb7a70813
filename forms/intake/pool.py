"""Many files read side by side by guarded workers, with no more than a few of them in hand at once."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from forms.errors import BadFile
from forms.intake.reading import Reading
from forms.intake.worker import Worker

IN_HAND = 4  # files a worker has waiting, so that it never idles and memory stays bounded
Result = tuple[Path, Reading | BadFile]


def readings(paths: Iterable[Path], workers: int = 2, key: bytes = b"") -> Iterator[Result]:
    """Give each path with its reading or its refusal, in the order of the paths."""
    free: SimpleQueue[Worker] = SimpleQueue()
    crew = [Worker(key=key) for _ in range(workers)]
    for worker in crew:
        free.put(worker)
    waiting: deque[tuple[Path, Future[Reading | BadFile]]] = deque()
    try:
        with ThreadPoolExecutor(workers) as threads:
            for path in paths:
                waiting.append((path, threads.submit(read_one, path, free)))
                if len(waiting) >= workers * IN_HAND:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
    finally:
        for worker in crew:
            worker.close()


def read_one(path: Path, free: "SimpleQueue[Worker]") -> Reading | BadFile:
    """Give the reading of a path, or its refusal, by a worker that is free."""
    worker = free.get()
    try:
        return worker.read(path)
    except BadFile as refusal:
        return refusal
    finally:
        free.put(worker)
