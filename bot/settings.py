"""The settings of one run: environment and command line -> frozen Settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DATABASE_NAME = "shenbao.db"
FILES_NAME = "files"


class BadSetting(ValueError):  # noqa: N818 - named for who must act, like BadForm
    """A setting cannot be used: its name and what was given."""

    def __init__(self, name: str, given: str) -> None:
        super().__init__(f"{name}={given}")
        self.name = name
        self.given = given


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept, and which day it is when no message says otherwise."""

    data: Path
    database_url: str
    today: date | None = None

    @property
    def files(self) -> Path:
        """The folder documents are written to."""
        return self.data / FILES_NAME


def read_settings(
    environment: Mapping[str, str], *, data: str = "data", today: date | None = None
) -> Settings:
    """Return the settings; `today` of the command line beats SHENBAO_TODAY.

    SHENBAO_DATABASE_URL beats the database in `data`. Raises BadSetting for a date that is none.
    """
    folder = Path(data).expanduser().absolute()
    given = environment.get("SHENBAO_TODAY", "")
    if given and today is None:
        today = read_day("SHENBAO_TODAY", given)
    url = environment.get("SHENBAO_DATABASE_URL", "") or f"sqlite:///{folder / DATABASE_NAME}"
    return Settings(data=folder, database_url=url, today=today)


def read_day(name: str, given: str) -> date:
    """Return the ISO date in `given`; raises BadSetting naming `name`."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadSetting(name, given) from None
