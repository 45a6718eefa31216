"""The shipped vocabulary in, one that knows fewer words of the benchmark's list out.

Nine in ten words of spellings.tsv are in the package's lexicon too; of the words of real lists perhaps
eight are. A library that was given the answers beforehand is not measured, so words are taken away.
"""

from random import Random
from typing import Final

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


def suffix_of(share: float) -> str:
    """What is put behind the name of a library that lacks that *share* of the words.

    >>> suffix_of(0.0), suffix_of(0.2), suffix_of(1.0)
    ('', ', 20 % of the words unknown', ', all words unknown')
    """
    if share in (0, 1):
        return ", all words unknown" if share else ""
    return f", {100 * share:.0f} % of the words unknown"
