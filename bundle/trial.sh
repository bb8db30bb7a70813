#!/usr/bin/env bash
# Tries the folder for closed networks as its user would: unpacked elsewhere, started with the network
# off. That wheels exist for the systems not at hand is looked up. Writes "N passed, N failed" last.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

passed=0 failed=0
says() { # what must be said, then the command
    local wanted=$1 told
    shift
    if told=$("$@" 2>&1 </dev/null) && grep -q "$wanted" <<<"$told"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not said: %s\n%s\n' "$wanted" "$told"
    fi
}

# No network: a namespace of its own where that is allowed, else proxies nobody answers at.
clean=(env -i "PATH=$PATH" "HOME=$place" LANG=C.UTF-8)
if unshare -rn true 2>/dev/null; then offline=(unshare -rn "${clean[@]}")
else offline=("${clean[@]}" http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 all_proxy=http://127.0.0.1:9); fi

for system in linux-x86_64 linux-aarch64 windows-amd64; do
    says "$system: .* resolved" "$python" -m bundle --resolve --only "$system"
done
"$python" -m bundle --only linux-x86_64 --to "$place/made" >/dev/null
mv "$place"/made/shenbao-* "$place/搬来的 文件夹"
cd "$place/搬来的 文件夹"

says 3月21日 "${offline[@]}" ./启动.sh ask 选题申报什么时候截止 --today 2025-03-01
says 替谁报 "${offline[@]}" sh -c 'echo "{\"person\":\"t1\",\"text\":\"填申报表\"}" | ./启动.sh chat --events'
says 备份好了 "${offline[@]}" ./启动.sh backup --to "$place"
says pdf "${offline[@]}" sh -c 'echo "{}" | ./启动.sh form render 2025/application - --to 出来的 --as docx,pdf'
says '"edition": *"2025"' "${offline[@]}" sh -c './启动.sh form read 出来的/*.docx'
printf 'bundle: %d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
