"""Writes `dist/shenbao-<version>/`: wheels, start scripts and a page on how to install, for closed networks.

`python -m bundle [--only linux-x86_64 …] [--to DIR]`. The machine it is copied to needs Python 3.11
and nothing else. Every wheel is the one `requirements.lock` names, checked by its hash here and again
when it is installed.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = "3.11"

#: What it is made for -> the name `uv` has for it, and the tags of wheels that run there.
PLATFORMS = {
    "linux-x86_64": (
        "x86_64-manylinux_2_28",
        ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    ),
    "linux-aarch64": (
        "aarch64-manylinux_2_28",
        ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    ),
    "windows-amd64": ("x86_64-pc-windows-msvc", ("win_amd64",)),
}
BESIDE = ("启动.sh", "启动.bat", "安装说明.md")
ALSO = ("LICENSE", "docs/部署.md", "docs/教师指南.md", "docs/联络人指南.md")


def main(words: Sequence[str] | None = None) -> int:
    """Write the folder, print where it stands, and return the exit status."""
    options = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    options.add_argument("--only", action="append", choices=PLATFORMS, default=[])
    options.add_argument("--to", type=Path, default=ROOT / "dist")
    options.add_argument("--resolve", action="store_true", help="only see that wheels exist")
    chosen = options.parse_args(words)
    platforms = chosen.only or list(PLATFORMS)
    if chosen.resolve:
        for name in platforms:
            print(f"{name}: {len(resolved(name).splitlines())} lines resolved")
        return 0
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    print(written(chosen.to.absolute() / f"shenbao-{version}", platforms))
    return 0


def written(folder: Path, platforms: Sequence[str]) -> Path:
    """Write the folder anew and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    ours = own_wheel(wheels)
    for name in platforms:
        download(resolved(name), PLATFORMS[name][1], wheels)
    digest = hashlib.sha256(ours.read_bytes()).hexdigest()
    line = f"shenbao=={ours.name.split('-')[1]} --hash=sha256:{digest}\n"
    (folder / "requirements.txt").write_text(resolved("") + line, "utf-8")
    for name in BESIDE:
        shutil.copy(ROOT / "bundle" / name, folder / name)
    for path in filter(Path.exists, (ROOT / name for name in ALSO)):
        shutil.copy(path, folder / path.name)
    return folder


def own_wheel(wheels: Path) -> Path:
    """Build our own wheel and return it."""
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT))
    (made,) = wheels.glob("shenbao-*.whl")
    return made


def resolved(platform: str) -> str:
    """Return what has to be installed at run time, with hashes: for one platform, or "" for all."""
    where = ["--python-platform", PLATFORMS[platform][0]] if platform else ["--universal"]
    done = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet"),
            *("--python-version", PYTHON, *where, "--only-binary", ":all:", "--generate-hashes"),
            *("--no-header", "--no-annotate", "--no-emit-index-url"),
            *("--constraint", "requirements.lock", "pyproject.toml"),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def download(requirements: str, tags: Sequence[str], wheels: Path) -> None:
    """Fetch the wheels of one platform; a hash that differs from the lock's ends it."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text(requirements, "utf-8")
        pip(
            *("download", "--no-deps", "--only-binary", ":all:", "--require-hashes"),
            *("--python-version", PYTHON, "--implementation", "cp"),
            *("--abi", "cp311", "--abi", "abi3", "--abi", "none"),
            *(word for tag in (*tags, "any") for word in ("--platform", tag)),
            *("--dest", str(wheels), "--requirement", str(listed)),
        )


def pip(*words: str) -> None:
    """Run pip, quietly."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [sys.executable, "-m", "pip", *words, "--quiet"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
