"""Errors of the knowledge, for the author of a YAML file."""


class BadNotice(ValueError):  # noqa: N818 - named for who must act, like BadForm and BadAnswer
    """A file of `knowledge/` cannot be used as it stands: names the file, the line and the cure."""

    def __init__(self, where: str, what: str, cure: str) -> None:
        super().__init__(f"{where}: {what}；{cure}")
        self.where = where
        self.what = what
        self.cure = cure
