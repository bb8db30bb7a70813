"""The settings of one run: environment and command line -> frozen Settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.service import KEPT_DAYS, Service

DATABASE_NAME = "shenbao.db"
FILES_NAME = "files"
UPLOADS_NAME = "uploads"
#: Hosts that say nothing to anybody elsewhere: this machine, and all of its addresses.
_NOWHERE = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0", "::"})  # noqa: S104 - none is opened here


class BadSetting(ValueError):  # noqa: N818 - named for who must act, like BadForm
    """A setting cannot be used: its name, what was given, and the code of the sentence about it."""

    def __init__(self, name: str, given: str, code: str = "bad-day") -> None:
        super().__init__(f"{name}={given}")
        self.code = code
        self.name = name
        self.given = given


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept, and which day it is when no message says otherwise.

    `host` and `port` are where the page is served, `url` the address people reach it by; `operator`
    and `telegram` as `Service` has them. With a `telegram_token` the assistant talks on Telegram too:
    through the server at `telegram_api` where one is named, and with updates posted to
    `telegram_webhook` where that is set. `is_sample`: what is served is made up, to look around in.
    """

    data: Path
    database_url: str
    today: date | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    url: str = ""
    operator: str = ""
    telegram: str = ""
    telegram_token: str = ""
    telegram_api: str = ""
    telegram_webhook: str = ""
    kept_days: int = KEPT_DAYS
    is_sample: bool = False

    @property
    def is_https(self) -> bool:
        """True when people reach the page by https (SHENBAO_URL says so)."""
        return self.url.startswith("https://")

    @property
    def uploads(self) -> Path:
        """The folder files sent to the page wait in."""
        return self.data / UPLOADS_NAME

    @property
    def service(self) -> Service:
        """Who runs this, and how it is reached: by `url`, else at `host` where that is no machine's own."""
        return Service(self.operator, self.url or self._served_at, self.telegram, self.kept_days)

    @property
    def _served_at(self) -> str:
        if self.host in _NOWHERE or not self.port:
            return ""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

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
    return Settings(
        data=folder,
        database_url=url,
        today=today,
        host=environment.get("SHENBAO_HOST", "") or "127.0.0.1",
        port=_port(environment.get("SHENBAO_PORT", "")),
        url=environment.get("SHENBAO_URL", "").rstrip("/"),
        operator=environment.get("SHENBAO_OPERATOR", "").strip(),
        telegram=environment.get("SHENBAO_TELEGRAM_NAME", "").strip().removeprefix("@"),
        telegram_token=environment.get("SHENBAO_TELEGRAM_TOKEN", "").strip(),
        telegram_api=environment.get("SHENBAO_TELEGRAM_API", "").strip(),
        telegram_webhook=environment.get("SHENBAO_TELEGRAM_WEBHOOK", "").strip(),
        kept_days=_days("SHENBAO_KEPT_DAYS", environment.get("SHENBAO_KEPT_DAYS", "")),
    )


def _port(given: str) -> int:
    if not given:
        return 8000
    if not given.isdecimal() or not 0 <= int(given) <= 65535:
        raise BadSetting(name="SHENBAO_PORT", given=given, code="bad-port")
    return int(given)


def _days(name: str, given: str) -> int:
    if given and not given.isdecimal():
        raise BadSetting(name, given)
    return int(given) if given else KEPT_DAYS


def read_day(name: str, given: str) -> date:
    """Return the ISO date in `given`; raises BadSetting naming `name`."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadSetting(name, given) from None
