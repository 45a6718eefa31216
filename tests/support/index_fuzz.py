"""Run as a program: an index file changed in many ways, each one loaded and searched.

usage: python -m tests.support.index_fuzz INDEX SEED. A line for each change before it is tried, so that the
last line tells which one a crash is due to; at the end how many were refused and how many answered.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np

from namematch.arrays.dtypes import Array
from namematch.errors import InputError
from namematch.files.container import read_container
from namematch.search.index import NameIndex
from tests.support.index_files import with_array

QUERIES = ("Ali Reza Karimi", "علیرضا کریمی", "Alireza", "A. Karimi", "Karim Sani", "አሊ ሬዛ", "Xerxes Zand")
FLOATS = (np.nan, np.inf, -np.inf, -1.0, 1e308, 5e-324)
OTHER_KINDS = ("|b1", "|i1", "|u1", "<i4", "<i8", "<f8")


def changes(array: Array, random: Random) -> Iterator[tuple[str, Array | None]]:
    """Ways to spoil an array, each with what it does."""
    yield "dropped", None
    yield "emptied", array[:0]
    yield "doubled", np.concatenate([array, array])
    yield "shorter", array[:-1]
    yield "with another dimension", array.reshape(1, -1) if array.ndim == 1 else array.reshape(-1)
    yield "upside down", array[::-1]
    kind = random.choice([kind for kind in OTHER_KINDS if np.dtype(kind) != array.dtype])
    yield f"as {kind}", array.astype(kind)
    if array.dtype == np.bool_:
        yield "of twos", np.full(array.shape, 2, np.uint8).view(np.bool_)
    yield from _with_numbers(array, random)


def _with_numbers(array: Array, random: Random) -> Iterator[tuple[str, Array]]:
    if not array.size:
        return
    last = array.size - 1
    if array.dtype.kind == "f":
        numbers: tuple[float, ...] = FLOATS
    elif array.dtype.kind == "b":
        numbers = (0, 1)
    else:
        bounds, most = np.iinfo(array.dtype), int(array.max())
        low, high = int(bounds.min), int(bounds.max)
        numbers = tuple(sorted({low, max(low, -1), 0, most, min(most + 1, high), high}))
    for place in sorted({0, last, random.randint(0, last)}):
        for number in numbers:
            changed = array.copy()
            changed.reshape(-1)[place] = number
            yield f"with {number} at {place}", changed


def answers(path: Path, *, again: bool) -> bool:
    """Whether an index is read; if so it is searched and, *again*, read and searched with more names."""
    try:
        index = NameIndex.load(path)
    except InputError as error:
        line = str(error)
        if line.startswith(f"{path}: ") and "\n" not in line:
            return False
        raise
    index.search_many(QUERIES, top=50)
    for row in range(len(index)):
        index.text(row)
    if again:
        index.add(["Alireza Karimi", "رضا سانی"])
        index.rebuild()
        index.search_many(QUERIES[:2])
    return True


def main(source: Path, seed: int) -> None:
    random, target, counts = Random(seed), source.with_suffix(".spoiled"), {True: 0, False: 0}
    assert answers(source, again=True)
    for name, stored in read_container(source).arrays.items():
        if name.startswith("1/"):  # as the ones of the first segment are
            continue
        for change, array in changes(np.array(stored), random):
            print(f"{name} {change}", flush=True)
            counts[answers(with_array(source, target, name, array), again=not random.randrange(5))] += 1
    print(f"refused {counts[False]}, answered {counts[True]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
