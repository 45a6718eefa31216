"""The shipped vocabulary in, one that knows fewer words of the benchmark's list out.

Nine in ten words of spellings.tsv are in the package's lexicon too; of the words of real lists perhaps
eight are. A library that was given the answers beforehand is not measured, so words are taken away.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from types import ModuleType
from typing import Final

import namematch
from namematch import NameMatchError, Vocabulary, Word, shipped_vocabulary

from ..lists.make_list import Words, read_words

SEED: Final = 7


def vocabulary_without(share: float, words: Words | None = None) -> Vocabulary:
    """The shipped vocabulary less that *share* of the words of the list, drawn by lot (the same
    words every time; a larger share has those of a smaller one)."""
    shipped = shipped_vocabulary()
    if not share:
        return shipped
    listed = sorted((words or read_words()).spelled)
    Random(SEED).shuffle(listed)
    gone = {known(shipped, word) for word in listed[: round(share * len(listed))]}
    return Vocabulary(tuple(word for word in shipped.words if word not in gone))


def known(vocabulary: Vocabulary, persian: str) -> Word | None:
    """The vocabulary's word of that spelling, if it has one."""
    try:
        return vocabulary.word(persian)
    except NameMatchError:
        return None


def told(share: float) -> str:
    """What is put behind the library's name.

    >>> told(0.0), told(0.2), told(1.0)
    ('', ', 20 % of the words unknown', ', all words unknown')
    """
    if share in (0, 1):
        return ", all words unknown" if share else ""
    return f", {100 * share:.0f} % of the words unknown"


@contextmanager
def as_shipped(vocabulary: Vocabulary) -> Iterator[None]:
    """Inside, *vocabulary* is the one that the package ships: for functions that take none."""
    users = [module for module in modules() if hasattr(module, "shipped_vocabulary")]
    forget()
    for module in users:
        vars(module)["shipped_vocabulary"] = lambda: vocabulary
    try:
        yield
    finally:
        for module in users:
            vars(module)["shipped_vocabulary"] = shipped_vocabulary
        forget()


def modules() -> list[ModuleType]:
    """The package's modules that are loaded."""
    return [m for name, m in list(sys.modules.items()) if name.partition(".")[0] == namematch.__name__]


def forget() -> None:
    """Empty the package's caches, but for the shipped vocabulary itself."""
    for module in modules():
        for value in vars(module).values():
            if value is not shipped_vocabulary and callable(clear := getattr(value, "cache_clear", None)):
                clear()
