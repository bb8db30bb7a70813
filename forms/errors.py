"""Errors of the forms, grouped by who must act."""

from collections.abc import Mapping

Fact = str | int


class BadForm(ValueError):  # noqa: N818 - named for who must act, like BadNotice and BadAnswer
    """A file of `forms/specs/` cannot be used: names the file, the line and the cure."""

    def __init__(self, where: str, what: str, cure: str) -> None:
        super().__init__(f"{where}: {what}；{cure}")
        self.where = where
        self.what = what
        self.cure = cure


class BadAnswer(ValueError):  # noqa: N818
    """What a person typed does not fit the question: a code, and the facts its sentence needs.

    The sentence itself stands in `bot/words`. `code` is kebab-case (`phone-shape`, `too-many-leaders`).
    """

    def __init__(self, code: str, facts: Mapping[str, Fact] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Fact] = dict(facts or {})


class BadFile(ValueError):  # noqa: N818
    """A file somebody sent cannot be read: a code, and the facts its sentence needs."""

    def __init__(self, code: str, facts: Mapping[str, Fact] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Fact] = dict(facts or {})
