"""How fast and how right questions are understood, beside named peers: `python -m bench.matching`.

Two tables. `ask` answers the questions of `tests/questions` (and of `../shared/eval`, where it is there)
warm, five rounds, beside one bare rapidfuzz scan over all ways of asking, which only names a topic.
The second matches paraphrases (`bench/paraphrases.py` says how they are made, and their limits) against
1,000, 10,000 and 100,000 entries and against our own topics; each matcher builds and answers in a child
process, so that memory is its own. Weights were chosen on seed 1; this reports seed 7 (seen once
before the last change to folding, which was judged on seed 1).
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from bench.matchers import NEEDS, PEERS, Matcher
from bench.paraphrases import Paraphrases, Query, school, topics, with_typos
from knowledge.asking import load_asking
from knowledge.faq import FaqIndex
from knowledge.reading import plain

SEED = 7
SIZES = (0, 1_000, 10_000, 100_000)  # 0 stands for our own topics
QUERIES = 300
ROUNDS = 5
DAY = date(2025, 3, 1)
OURS = "shenbao"
_ROOT = Path(__file__).parent.parent
_EVAL = _ROOT.parent / "shared" / "eval"
#: Peers that take minutes there answer fewer queries.
_SLOW = {("rank_bm25 + jieba", 100_000): 40}


def questions() -> list[str]:
    """Give the questions of our stories, and of the development set where there is one."""
    found: list[str] = []
    for path in sorted((_ROOT / "tests" / "questions").glob("*.yaml")):
        for row in yaml.safe_load(path.read_text("utf-8")):
            found.extend(turn["问"] for turn in row.get("对话", [row]))
    for name in ("questions", "unanswerable"):
        path = _EVAL / f"{name}.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        found.extend(json.loads(line)["question"] for line in lines)
    return found


def answering() -> Iterator[str]:
    """Give the lines on `ask`: warm, as a bare scan would be, cold, and its memory."""
    before = _memory_mb()
    start = time.perf_counter()
    asking = load_asking()
    loading = (time.perf_counter() - start) * 1000
    asked = questions()
    ways = [plain(way.text) for way in asking.finder.index.ways]
    for question in asked:
        asking.ask(question, DAY)
    ours = _times(lambda question: asking.ask(question, DAY), asked)
    scan = _times(lambda q: process.extractOne(plain(q), ways, scorer=fuzz.ratio), asked)
    yield f"`ask`, warm, {len(asked)} questions, {ROUNDS} rounds{'p50':>12}{'p99':>10}"
    yield f"  {'shenbao ask':<44}{_quantile(ours, 50):>9.2f} ms{_quantile(ours, 99):>7.2f} ms"
    yield (
        f"  {f'rapidfuzz.ratio over {len(ways)} ways, names a topic':<44}"
        f"{_quantile(scan, 50):>9.2f} ms{_quantile(scan, 99):>7.2f} ms"
    )
    yield f"  loading {loading:.0f} ms, {_memory_mb() - before:.0f} MB; one cold `shenbao ask` {_cold():.2f} s"


def matching() -> Iterator[str]:
    """Give the lines on matching, matcher after matcher, for each number of entries."""
    yield f"{'entries':>8}  {'matcher':<26}{'build':>9}{'memory':>9}{'a query':>11}{'top-1':>8}{'typos':>8}"
    for size in SIZES:
        for name in (OURS, *PEERS):
            if any(find_spec(module) is None for module in NEEDS.get(name, ())):
                yield f"{size or 'topics':>8}  {name:<26} not installed: pip install -r bench/requirements.txt"
                continue
            words = [sys.executable, "-m", "bench.matching", name, str(size)]
            done = subprocess.run(words, capture_output=True, text=True, cwd=_ROOT, check=False)
            if done.returncode:
                yield f"{size or 'topics':>8}  {name:<26} broke: {done.stderr.strip()[-200:]}"
                continue
            yield f"{size or 'topics':>8}  {name:<26}{done.stdout.rstrip()}"


def measure(name: str, size: int) -> str:
    """Give the figures of one matcher: run in a process of its own."""
    made = school(size, QUERIES, SEED) if size else topics(SEED)
    asked = made.queries[: _SLOW.get((name, size), 1_000)]
    before, start = _memory_mb(), time.perf_counter()
    best = _built(name, made)
    built, memory = time.perf_counter() - start, _memory_mb() - before
    for query in asked[:5]:
        best(query.text)
    times, clean = _asked(best, made, asked)
    _, typos = _asked(best, made, with_typos(asked, SEED))
    return f"{built:>7.1f} s{memory:>6.0f} MB{times:>8.2f} ms{clean:>7.1f}%{typos:>7.1f}%"


def _built(name: str, made: Paraphrases) -> Matcher:
    if name != OURS:
        return PEERS[name]([wording for _, wording in made.entries])
    index = FaqIndex(made.entries)
    number = {owner: at for at, (owner, _) in enumerate(made.entries)}

    def best(question: str) -> int:
        found = index.match(question)
        return number[found[0].id] if found else -1

    return best


def _asked(best: Matcher, made: Paraphrases, queries: Sequence[Query]) -> tuple[float, float]:
    """The median time of a query in milliseconds, and the share of right ones in percent."""
    times, right = [], 0
    for query in queries:
        start = time.perf_counter()
        at = best(query.text)
        times.append((time.perf_counter() - start) * 1000)
        right += at >= 0 and made.entries[at][0] == query.meant
    return statistics.median(times), 100 * right / len(queries)


def _times(work: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """The median time of each question over all rounds, in milliseconds."""
    rounds = []
    for _ in range(ROUNDS):
        times = []
        for question in asked:
            start = time.perf_counter()
            work(question)
            times.append((time.perf_counter() - start) * 1000)
        rounds.append(times)
    return [statistics.median(each) for each in zip(*rounds, strict=True)]


def _quantile(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def _cold() -> float:
    """The median time of five runs of one question, from the start of the process."""
    times = []
    words = [sys.executable, "-m", "bot", "ask", "选题申报什么时候截止", "--today", "2025-03-01"]
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(words, capture_output=True, check=True, cwd=_ROOT, env=dict(os.environ))
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _memory_mb() -> float:
    """The memory this process holds now; where the system does not say, the most it has held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the tables; with a matcher and a size, that one row."""
    if len(sys.argv) == 3:
        print(measure(sys.argv[1], int(sys.argv[2])))
        return
    for lines in (answering(), matching()):
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main()
