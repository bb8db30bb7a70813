"""What an operator's monitoring reads: how much, how fast, how it ended. No person stands in it.

Counting costs a microsecond or two a message. With several workers each writes into files of a
folder all share (PROMETHEUS_MULTIPROC_DIR), and whichever is asked adds them up.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

SHARED = "PROMETHEUS_MULTIPROC_DIR"

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5.0)
_REGISTRY = CollectorRegistry(auto_describe=False)

MESSAGES = Counter(
    "shenbao_messages",
    "Messages taken in, by channel and outcome (answered, repeated, broken, unavailable)",
    ["channel", "outcome"],
    registry=_REGISTRY,
)
TURN_SECONDS = Histogram(
    "shenbao_turn_seconds", "Working out an answer", buckets=_QUICK, registry=_REGISTRY
)
MESSAGE_SECONDS = Histogram(
    "shenbao_message_seconds",
    "A message from its arrival to its commit, waiting for the database included",
    buckets=_QUICK,
    registry=_REGISTRY,
)
LETTERS = Counter(
    "shenbao_letters",
    "Letters, by channel and outcome (sent, put_back, dropped)",
    ["channel", "outcome"],
    registry=_REGISTRY,
)
DOCUMENTS = Counter(
    "shenbao_documents", "Documents made, by kind of file", ["kind"], registry=_REGISTRY
)
QUESTIONS = Counter(
    "shenbao_questions", "Questions asked, by what came of them", ["status"], registry=_REGISTRY
)
ERRORS = Counter("shenbao_errors", "What went wrong inside, by code", ["code"], registry=_REGISTRY)
WAITING = Gauge(
    "shenbao_outbox_waiting",
    "Letters not yet handed over",
    registry=_REGISTRY,
    multiprocess_mode="mostrecent",
)


def exposition() -> tuple[bytes, str]:
    """Return all figures as Prometheus reads them, of every worker, and their content type."""
    registry = _REGISTRY
    if os.environ.get(SHARED):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST


def forget_worker(process: int, folder: str) -> None:
    """Drop what counted only while a process lived."""
    mark_process_dead(process, folder)  # type: ignore[no-untyped-call]
