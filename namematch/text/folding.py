"""Plain Latin letters in, folded ones out: ``text.letters.latin_letters`` for a whole list, compiled.

The rules are the tables of ``text.letters``, as arrays of the numbers of their letters.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Bools, Ints, Longs
from .letter_arrays import LATIN_LETTERS, letters_of
from .letters import GROUPS, LONG_VOWELS, TWICE_AT_END, VOWELS, Respelling

_PASSES: Final = (GROUPS, *((vowel,) for vowel in LONG_VOWELS))  # over each word, one after the other


class _Rules(NamedTuple):
    """The rules of a pass: row by row *old* letters and *new* ones, filled up with 0, how many those are,
    shape (rules, 2), and *not_after*, the letter that a row does not come after, 0 for none. *begins*: by
    letter, whether a rule begins with it."""

    old: Ints
    new: Ints
    lengths: Longs
    not_after: Ints
    begins: Bools


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rules, ...]:
    return tuple(map(_as_arrays, _PASSES))


def _as_arrays(rules: Sequence[Respelling]) -> _Rules:
    assert all(len(rule.new) <= len(rule.old) for rule in rules)  # so that what is folded has room
    old, new, before = (letters_of(column).columns(0).T.copy() for column in zip(*rules, strict=True))
    lengths = np.array([(len(rule.old), len(rule.new)) for rule in rules])
    begins = _among("".join(rule.old[0] for rule in rules))
    return _Rules(old, new, lengths, before.sum(1, dtype=np.int32), begins)


def _among(letters: str) -> Bools:
    """Whether each letter, by its number, is one of *letters*."""
    found = np.zeros(LATIN_LETTERS + 1, np.bool_)
    found[letters_of([letters]).values] = True
    return found


def fold(plain: Ints, starts: Longs, latin: Bools) -> tuple[Ints, Longs]:
    """``text.letters.latin_letters`` of those rows of plain letters that are *latin*: values and starts."""
    starts = np.ascontiguousarray(starts)
    for rules in _rules():
        plain, starts = _respelled(plain, starts, latin, *rules)
    twice = int(letters_of([TWICE_AT_END]).values[0])
    folded: tuple[Ints, Longs] = _undoubled(plain, starts, latin, _among(VOWELS), twice)
    return folded


@kernel
def _respelled(
    plain: Ints,
    starts: Longs,
    latin: Bools,
    old: Ints,
    new: Ints,
    lengths: Longs,
    not_after: Ints,
    begins: Bools,
) -> tuple[Ints, Longs]:
    """The rows of letters by the rules of a pass: values and starts."""
    values, ends, used = np.empty(len(plain), np.int32), np.zeros(len(starts), np.int64), 0
    for x in range(len(starts) - 1):
        i, end, before = starts[x], starts[x + 1], 0
        while i < end:
            rule = len(old)
            if latin[x] and begins[plain[i]]:
                rule = _rule_at(plain, i, end, before, old, lengths, not_after)
            if rule < len(old):
                for k in range(lengths[rule, 1]):
                    values[used + k] = new[rule, k]
                used, i = used + lengths[rule, 1], i + lengths[rule, 0]
            else:
                values[used], used, i = plain[i], used + 1, i + 1
            before = plain[i - 1]
        ends[x + 1] = used
    return values[:used].copy(), ends


@kernel_part
def _rule_at(plain: Ints, i: int, end: int, before: int, old: Ints, lengths: Longs, not_after: Ints) -> int:
    """The first rule whose letters stand at place *i*, of those to before *end*, with the letter *before* or
    0; the number of rules for none."""
    for rule in range(len(old)):
        length, k = lengths[rule, 0], 0
        if i + length > end or (before > 0 and before == not_after[rule]):
            continue
        while k < length and plain[i + k] == old[rule, k]:
            k += 1
        if k == length:
            return rule
    return len(old)


@kernel
def _undoubled(plain: Ints, starts: Longs, latin: Bools, vowel: Bools, twice: int) -> tuple[Ints, Longs]:
    """The rows of letters with one of each run of one letter: values and starts."""
    values, ends, k = np.empty(len(plain), np.int32), np.zeros(len(starts), np.int64), 0
    for x in range(len(starts) - 1):
        i, end = starts[x], starts[x + 1]
        while i < end:
            run = i + 1
            while latin[x] and run < end and plain[run] == plain[i]:
                run += 1
            values[k], k = plain[i], k + 1
            vowel_before = i > starts[x] and latin[x] and vowel[plain[i - 1]]
            if plain[i] == twice and run - i == 2 and run == end and not vowel_before:  # noqa: PLR2004 Rafii
                values[k], k = plain[i], k + 1
            i = run
        ends[x + 1] = k
    return values[:k].copy(), ends
