"""What the store refuses, for the operator."""


class StoreRefused(RuntimeError):  # noqa: N818 - says what happened
    """The database cannot be used: a code, and the facts its sentence needs."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
