"""Many sound keys in, the pairs of them that one typo parts out: ``model.typos`` at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Floats, Ints, Longs
from ..arrays.joins import places_among
from ..arrays.postings import Members, block_pairs
from ..arrays.ragged import Ragged, numbered, starts_of
from ..model.typos import TYPO_KEYBOARD, TYPO_LETTER, TYPO_OTHER, TYPO_SOUND
from ..text.consonants import NUMBER_OF_LETTER
from ..text.letter_arrays import letters_of
from ..text.letters import typed_in_arabic

_LETTERS = {number: letter for letter, number in NUMBER_OF_LETTER.items()}
# Of each letter, by its number, the one that an Arabic keyboard has for it.
_TYPED = np.array(
    [NUMBER_OF_LETTER.get(typed_in_arabic(_LETTERS.get(i, "")), i) for i in range(1 + max(_LETTERS))]
)
_FACTOR = 0x9E3779B97F4A7C1  # odd; a key is hashed as a polynomial in it, and equal hashes are compared


@dataclass(frozen=True, slots=True)
class TypoKeys:
    """Sound keys, prepared to be found by any key one typo away: each stands under itself, itself less a
    letter (the deletion neighbourhood of Mor and Fraenkel, 1982) and itself as typed in Arabic, by *hashes*,
    ascending."""

    letters: Ragged
    hashes: Longs
    members: Members

    @classmethod
    def of(cls, keys: Sequence[str]) -> "TypoKeys":
        letters = letters_of(keys)
        hashes = _hashes_nearby(letters)
        distinct, place = numbered(hashes.values)
        blocks = Ragged(place.astype(np.int32), hashes.starts)
        return cls(letters, distinct, Members.of(blocks, len(distinct)))

    def near(self, keys: Sequence[str]) -> tuple[Longs, Longs, Floats]:
        """(place in *keys*, place in these, probability of the typo) wherever it is not nought."""
        letters = letters_of(keys)
        hashes = _hashes_nearby(letters)
        place, known = places_among(self.hashes, hashes.values)
        blocks = Ragged(place.astype(np.int32), hashes.starts).only(known)
        left, right = block_pairs(blocks, self.members)
        typo = typo_probabilities(left, right, letters, self.letters)
        return left[typo > 0], right[typo > 0], typo[typo > 0]


def typo_pairs(keys: Sequence[str], others: Sequence[str]) -> tuple[Longs, Longs, Floats]:
    """(key, other, probability of the typo) wherever ``model.typos.typo_probability`` is not nought."""
    return TypoKeys.of(others).near(keys)


def typo_probabilities(left: Longs, right: Longs, letters: Ragged, others: Ragged) -> Floats:
    """``model.typos.typo_probability`` of pairs of keys, by their letters: some of *letters* and of
    *others*."""
    nats = _nats(left, right, letters.values, letters.starts, others.values, others.starts)
    typos: Floats = np.exp(-nats)
    return typos


def _hashes_nearby(letters: Ragged) -> Ragged:
    """Hashes of each key, of it less each letter and of it as typed in Arabic, a row a key."""
    n, after = letters.lengths, letters.starts[1:]
    owner, factor = letters.rows(), np.int64(_FACTOR)
    power = np.append(np.int64(1), np.full(n.max(initial=0), factor)).cumprod()
    whole, before = _polynomials(letters)
    # Of a whole a * factor + letter, times the factor once for each letter after it, a takes the place.
    change = before * factor + letters.values - before
    less = whole[owner] - change * power[after[owner] - 1 - np.arange(len(owner))]
    starts = starts_of(n + 2)
    hashes = np.empty(starts[-1], np.int64)
    hashes[starts[:-1]] = whole
    hashes[np.arange(len(owner)) + 2 * owner + 1] = less
    hashes[starts[1:] - 1] = _polynomials(Ragged(_TYPED[letters.values], letters.starts))[0]
    return Ragged(hashes, starts)


def _polynomials(letters: Ragged) -> tuple[Longs, Longs]:
    """Each row as a polynomial, (rows,), and what it is before each of its letters, (letters,)."""
    whole, before = np.zeros(len(letters), np.int64), np.empty(len(letters.values), np.int64)
    by_length = np.argsort(-letters.lengths, kind="stable")
    longer = len(letters) - np.cumsum(np.bincount(letters.lengths))  # than so many letters: how many rows
    for k, rows in enumerate(longer.tolist()):
        some = by_length[:rows]
        at = letters.starts[some] + k
        before[at] = whole[some]
        whole[some] = before[at] * np.int64(_FACTOR) + letters.values[at]
    return whole, before


@kernel_part
def _typed_alike(one: Ints, two: Ints) -> bool:
    """Whether one of two keys of as many letters is the other as an Arabic keyboard writes it."""
    for typed, meant in ((one, two), (two, one)):
        same = True
        for k in range(len(one)):
            same = same and typed[k] == _TYPED[meant[k]]
        if same:
            return True
    return False


@kernel
def _nats(
    left: Longs, right: Longs, values: Ints, starts: Longs, others: Ints, other_starts: Longs
) -> Floats:
    """``model.typos._typo_nats`` of each pair."""
    out = np.full(len(left), np.inf)
    for x in range(len(left)):
        one = values[starts[left[x]] : starts[left[x] + 1]]
        two = others[other_starts[right[x]] : other_starts[right[x] + 1]]
        if len(one) > len(two):
            one, two = two, one
        n, m = len(one), len(two)
        head = 0
        while head < n and one[head] == two[head]:
            head += 1
        tail = 0
        while tail < n - head and one[n - 1 - tail] == two[m - 1 - tail]:
            tail += 1
        left_over = n - head - tail
        if n == m and left_over == 0:
            out[x] = TYPO_SOUND
        elif n == m and _typed_alike(one, two):
            out[x] = TYPO_KEYBOARD
        elif m == n + 1 and left_over == 0:
            out[x] = TYPO_LETTER
        elif n == m and left_over == 1:
            out[x] = TYPO_OTHER
        elif n == m and left_over == 2 and one[head] == two[head + 1] and one[head + 1] == two[head]:  # noqa: PLR2004
            out[x] = TYPO_LETTER
    return out
