"""What the Bot API refuses, in its words, and faults on demand."""

from dataclasses import dataclass, field


class Refusal(Exception):
    """An answer that is not ok: code, description, parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def body(self) -> dict[str, object]:
        answer: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return {**answer, "parameters": self.parameters} if self.parameters else answer


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refusal:
    return Refusal(403, f"Forbidden: {description}")


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


@dataclass
class Fault:
    """Something that goes wrong a number of times: on a method, perhaps in one chat only.

    `kind` is `429`, `500`, `502`, `lost` (done, but the answer never comes back), `hung up` (the
    connection ends before anything is done) or `garbled` (an answer that is no JSON).
    """

    method: str
    kind: str
    times: int = 1
    chat: int = 0
    seconds: int = 1


@dataclass
class Faults:
    """The faults that still lie ahead."""

    ahead: list[Fault] = field(default_factory=list)

    def plan(self, method: str, kind: str, times: int = 1, chat: int = 0, seconds: int = 1) -> None:
        self.ahead.append(Fault(method, kind, times, chat, seconds))

    def take(self, method: str, chat: int) -> Fault | None:
        """Give the fault that is due now, if any."""
        for fault in self.ahead:
            if fault.times and fault.method in (method, "*") and fault.chat in (chat, 0):
                fault.times -= 1
                return fault
        return None
