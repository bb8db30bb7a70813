#!/bin/sh
# 第一次运行先安装（不上网），以后直接启动。后面可以跟命令：./启动.sh ask 选题申报什么时候截止
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-}
if [ -z "$python" ]; then
    for each in python3.11 python3; do
        if command -v "$each" >/dev/null 2>&1; then python=$each; break; fi
    done
fi
if [ ! -e .venv/installed ]; then
    if ! "${python:-false}" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        echo "请先装好 Python 3.11，再运行一次；装在别处的，这样写：PYTHON=/路径/python3.11 ./启动.sh" >&2
        exit 1
    fi
    echo "第一次运行，正在安装，大约一两分钟……" >&2
    rm -rf .venv
    "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index \
        --find-links wheels --only-binary :all: --require-hashes --requirement requirements.txt
    touch .venv/installed
fi
if [ $# -eq 0 ]; then set -- serve --open; fi
exec .venv/bin/shenbao "$@"
