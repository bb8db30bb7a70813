"""A PostgreSQL server of our own, in a folder that goes with it, so that it may be restarted under load."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: Where Debian keeps what its wrappers in the path stand for.
_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass(frozen=True)
class Cluster:
    """One server: the address of its database, and how it is stopped and begun again."""

    url: str
    folder: Path

    def stop(self) -> None:
        """End it at once, connections and all, as a machine that goes down does."""
        _run("pg_ctl", "-D", str(self.folder), "-m", "immediate", "-w", "stop")

    def start(self) -> None:
        """Begin; it recovers what was committed."""
        log = str(self.folder / "server.log")
        _run("pg_ctl", "-D", str(self.folder), "-l", log, "-w", "start")

    def restart_after(self, seconds: float) -> None:
        """Stop it, wait, begin again."""
        self.stop()
        time.sleep(seconds)
        self.start()


def can_be_made() -> bool:
    """True where PostgreSQL's programs are installed (and root may become `postgres`)."""
    if not _binary("initdb") or not _binary("pg_ctl"):
        return False
    return os.geteuid() != 0 or any(each.pw_name == "postgres" for each in pwd.getpwall())


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a server of our own on a free port; end it and drop all of it afterwards."""
    root = Path(tempfile.mkdtemp(prefix="shenbao-cluster-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(root, "postgres")
        folder = root / "data"
        _run("initdb", "-D", str(folder), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        port = _free_port()
        with (folder / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {port}\nlisten_addresses = '127.0.0.1'\n")
            settings.write(f"unix_socket_directories = '{folder}'\n")
        made = Cluster(f"postgresql://postgres@127.0.0.1:{port}/postgres", folder)
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _run(name: str, *words: str) -> None:
    """Run one of PostgreSQL's programs; it will not work for root."""
    user = "postgres" if os.geteuid() == 0 else None
    group = pwd.getpwnam(user).pw_gid if user else None
    command = [_binary(name), *words]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    extra = {"extra_groups": []} if user else {}
    subprocess.run(command, check=True, user=user, group=group, cwd="/", **quiet, **extra)


def _binary(name: str) -> str:
    places = os.pathsep.join([*map(str, reversed(_BINARIES)), os.environ.get("PATH", "")])
    return shutil.which(name, path=places) or ""


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
