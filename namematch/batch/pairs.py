"""Names and pairs of them in, the bits of each pair out, whatever its two names have in common.

The batch's twin of ``compare`` for pairs that somebody has chosen: a table of candidates, a sample to be
judged. Nothing is looked for and no pair is left out. Each name is read once and each two words are compared
once; what is said of two cells beside their names, by clauses, fathers or scripts that nothing reads, is left
to ``compare`` itself, each two such cells once.
"""

from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from ..arrays.choice import workers
from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..arrays.ragged import numbered
from ..compare.calibration import MOST_BITS, calibrated_bits
from ..compare.names import compare_names
from ..model.vocabulary import Vocabulary
from ..names.compounds import LONGEST_NAME
from ..names.table import NameTable
from ..policy import Policy
from ..progress import Advance, Progress, counter
from ..text.scripts import Script
from .name_arrays import NameArrays, words_in_order
from .names import doubts_of_pairs, in_inner_order
from .pair_room import EvidenceRules, PairRoom, make_pair_room
from .prices import name_words, skip_prices, surname_kinds, token_kinds
from .rarity import token_rarities
from .read_spellings import read_spellings
from .spelling_doubts import SpellingDoubts
from .spellings import Spelled, spell
from .word_pairs import NameReadings, WordPairs, asked_starts, number_word_pairs

PAIRS_A_BLOCK: Final = 1 << 15  # whose words are numbered at once, and that one thread aligns


def bits_of_pairs(
    names: NameTable,
    left: Longs,
    right: Longs,
    *,
    policy: Policy,
    vocabulary: Vocabulary,
    threads: int,
    progress: Progress,
) -> Floats:
    """The bits of each pair of *names*, by their places, as ``compare_names`` gives them by *policy* and
    *vocabulary*: the same to the last one, on any number of threads."""
    keys, place = numbered(left * np.int64(max(1, len(names))) + right)
    one, two = np.divmod(keys, max(1, len(names)))
    progress("spelling words", 0, len(names))
    spelled = spell(names, whole=True)
    progress("spelling words", len(names), len(names))
    apart = _by_definition(names, spelled)
    bits = np.full(len(keys), -MOST_BITS)
    named = (names.words[one] > 0) & (names.words[two] > 0)
    defined = named & (apart[one] | apart[two])
    arrays, doubts = _read(names, spelled, policy, vocabulary, threads, progress)
    one, two, alike = in_inner_order(one, two, arrays)
    defined |= named & alike & ((names.optional[one] > 0) | (names.optional[two] > 0))
    aligned, rest = np.flatnonzero(named & ~defined), np.flatnonzero(defined)
    advance = counter(progress, "comparing names", len(keys))
    advance(len(keys) - len(aligned) - len(rest))
    between = _doubts(arrays, doubts, one[aligned], two[aligned], threads, advance)
    bits[aligned] = calibrated_bits(between, policy.population or 2)
    bits[rest] = _defined(names, one[rest], two[rest], policy, vocabulary, advance)
    found: Floats = bits[place]
    return found


def _by_definition(names: NameTable, spelled: Spelled) -> Bools:
    """Which names ``compare`` alone can tell about: cells with more than a name, a father behind bin, words
    that the channel cannot read, and texts of more words than a name has."""
    s = spelled.spellings
    other = np.array([t.script is Script.OTHER for t in names.tokens], np.bool_)[spelled.token]
    other |= spelled.spelling.max(axis=1, initial=-1) >= s.latin + s.persian
    found = names.with_son | (names.words > LONGEST_NAME)
    found[np.repeat(np.arange(len(names)), np.diff(spelled.starts))[other]] = True
    if names.beside is not None:
        found[names.beside.owner] = True
    return found


def _defined(
    names: NameTable, left: Longs, right: Longs, policy: Policy, vocabulary: Vocabulary, advance: Advance
) -> list[float]:
    """The bits of pairs by ``compare_names``."""
    needed, place = numbered(np.append(left, right))
    read = [names[x] for x in needed.tolist()]
    found = []
    for x, y in zip(place[: len(left)].tolist(), place[len(left) :].tolist(), strict=True):
        found.append(compare_names(read[x], read[y], policy=policy, vocabulary=vocabulary).bits)
        advance(1)
    return found


def _read(
    names: NameTable,
    spelled: Spelled,
    policy: Policy,
    vocabulary: Vocabulary,
    threads: int,
    progress: Progress,
) -> tuple[NameArrays, SpellingDoubts]:
    """*names* as arrays, and what tells of their spellings how much doubt is between two."""
    read = read_spellings(spelled.spellings, vocabulary, threads=threads, progress=progress)
    rarities = token_rarities(names, spelled, read)
    words = name_words(names, spelled.starts, spelled.token)
    arrays = NameArrays(
        spelled.starts, spelled.spelling.astype(np.int32),
        skip_prices(names, spelled, read, rarities, words, policy),
        token_kinds(names, spelled.token, words), rarities, words_in_order(names)[1][spelled.token],
        names.optional, surname_kinds(names, words),
    )  # fmt: skip
    return arrays, SpellingDoubts(read, policy)


def _doubts(
    names: NameArrays, spellings: SpellingDoubts, left: Longs, right: Longs, threads: int, advance: Advance
) -> Floats:
    """The doubt between each two names, ``in_inner_order``. Each thread has rows of its own, and compares
    their words for itself: they would wait for each other at one table of words."""
    rows = np.arange(0, len(left), PAIRS_A_BLOCK)
    parts = [part for part in np.array_split(rows, threads) if len(part)]

    def of_part(blocks: Longs) -> list[Floats]:
        work = _PairWork.of(names, spellings)
        found = []
        for first in blocks.tolist():
            block = slice(first, first + PAIRS_A_BLOCK)
            found.append(work.doubts(left[block], right[block]))
            advance(len(found[-1]))
        return found

    with workers(threads) as pool:
        return np.concatenate([np.zeros(0), *chain.from_iterable(pool.map(of_part, parts))])


@dataclass(eq=False, slots=True)
class _PairWork:
    """Names as arrays, and the pairs of their words that one thread was asked about so far, each with its
    doubt."""

    names: NameArrays
    readings: NameReadings
    spellings: SpellingDoubts
    pairs: WordPairs
    word_doubts: Floats
    rules: EvidenceRules
    room: PairRoom

    @classmethod
    def of(cls, names: NameArrays, spellings: SpellingDoubts) -> "_PairWork":
        whole = spellings.read.blocks.whole
        readings = NameReadings(names.starts, names.reading, whole.values, whole.starts)
        rules, room = EvidenceRules.of(spellings.policy), make_pair_room(max(1, names.longest))
        return cls(names, readings, spellings, WordPairs.none(len(whole)), np.zeros(0), rules, room)

    def doubts(self, left: Longs, right: Longs) -> Floats:
        """The doubt between each two names."""
        starts = asked_starts(left, right, self.readings)
        numbers = self._numbers(left, right, starts)
        found: Floats = doubts_of_pairs(
            left, right, starts, numbers, self.word_doubts, self.names, self.rules, self.room
        )
        return found

    def _numbers(self, left: Longs, right: Longs, starts: Longs) -> Ints:
        """The numbers of the pairs of words of some pairs of names; those that are new are compared."""
        pairs, known = self.pairs.with_room(int(starts[-1])), len(self.pairs.keys)
        numbers: Ints
        with np.errstate(over="ignore"):  # hashes, in plain loops
            numbers, keys = number_word_pairs(left, right, starts, self.readings, pairs)
        self.pairs = pairs._replace(keys=keys)
        self.word_doubts = np.append(self.word_doubts, self.spellings.of(*self.pairs.ends(known)))
        return numbers
