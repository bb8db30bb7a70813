"""Learn the table of `knowledge.ranking` from the sentences of `examples`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from knowledge.asking import load_asking
from knowledge.ranking import NOWHERE, TABLE, dump
from knowledge.tables.examples import Blocks, examples, said

_LEAST_SEEN = 2  # a feature seen once teaches nothing
_LEAST_WEIGHT = 0.03  # a lighter weight moves no answer
_STRICTNESS = 0.5  # how hard a sentence on the wrong side is punished


def learn(blocks: Sequence[Blocks], labels: Sequence[str]) -> bytes:
    """Return the table: one line between each topic and all others."""
    seen = Counter(name for row in blocks for block in row for name in block)
    names = sorted(name for name, times in seen.items() if times >= _LEAST_SEEN)
    places = {name: at for at, name in enumerate(names)}
    model = LinearSVC(C=_STRICTNESS, random_state=0)
    model.fit(_matrix(blocks, places), list(labels))
    weights: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for row, line in enumerate(model.coef_):
        for at, weight in enumerate(line):
            if abs(weight) >= _LEAST_WEIGHT:
                weights[names[at]][row] = float(weight)
    return dump([str(topic) for topic in model.classes_], map(float, model.intercept_), weights)


def _matrix(blocks: Iterable[Blocks], places: Mapping[str, int]) -> csr_matrix:
    """Give one row a sentence; each block of features has the length 1."""
    ends, columns, values = [0], [], []
    for row in blocks:
        for block in row:
            known = sorted(places[name] for name in block if name in places)
            columns += known
            values += [1 / sqrt(max(len(known), 1))] * len(known)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(places)))


def main() -> None:
    """Write the table."""
    asking = load_asking()
    unknown = said().keys() - {topic.id for topic in asking.knowledge.topics} - {NOWHERE}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise SystemExit(names)
    TABLE.write_bytes(learn(*examples(asking)))


if __name__ == "__main__":
    main()
