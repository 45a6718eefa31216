"""Pairs of spellings that are read in, the doubt of each that both are one word out.

``sameword``'s formulas on arrays, of spellings from two sides: those of a list against one another, or
those of a query against those of an index.
"""

from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from .blocking import likelihood_of_pairs
from .policy import Policy
from .ragged import Longs, numbered, stretches
from .readings import LatinReadings, Lexicon, PersianReadings, equal_numbers, with_press
from .sameword import doubt_of, odds_of_one_word, odds_of_rendering

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Pairs = tuple[Longs, Longs]  # places on either side


@dataclass(frozen=True, slots=True)
class SoundMasses:
    """The joint mass of the readings of each token that sound alike: *keys* are token times *width* plus
    the sound class, sorted."""

    keys: Longs
    mass: Floats
    width: int

    @classmethod
    def of(cls, r: LatinReadings) -> "SoundMasses":
        width = int(r.sound.max(initial=0)) + 2
        keys, place = numbered(r.token * width + r.sound)
        return cls(keys, np.bincount(place, r.joint, minlength=len(keys)).astype(np.float64), width)

    def main(self, total: Floats) -> tuple[Longs, Longs]:
        """(token, sound class) wherever more than half of the token's *total* sounds so."""
        token = self.keys // self.width
        main = self.mass > 0.5 * total[token]
        return token[main], self.keys[main] % self.width

    def main_of(self, total: Floats, sounds: Longs) -> Pairs:
        """(token, place in *sounds*) where more than half of the token's *total* sounds so."""
        token, sound = self.main(total)
        one, two = equal_numbers(sound, sounds)
        return token[one], two

    def mass_of(self, token: Longs, sound: Longs) -> Floats:
        """The mass of class *sound* in the readings of *token*; 0 for class -1."""
        found = np.zeros(len(token))
        if len(self.keys):
            wanted = token * self.width + sound
            place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
            same = (sound >= 0) & (sound < self.width) & (self.keys[place] == wanted)
            found[same] = self.mass[place[same]]
        return found


def doubts_of_renderings(
    latin: LatinReadings,
    persian: PersianReadings,
    pairs: Pairs,
    rendered: Floats,
    masses: SoundMasses,
    policy: Policy,
) -> Floats:
    """Of (Latin, Persian) *pairs*; *rendered* is P(b | a) by the channel, 0 for those that are no kin, and
    *masses* are the Latin side's."""
    token, word = pairs
    rendered = with_press(rendered, latin.press[token], persian.press[word])
    excluded = masses.mass_of(token, persian.sound[word])
    slipped = _slipped_mass(
        token, word, latin.starts, latin.word, latin.joint, persian.slip_starts, persian.slip_word,
        persian.slip,
    )  # fmt: skip
    odds = odds_of_rendering(rendered, slipped, latin.total[token], excluded, policy)
    return doubt_of(odds, policy)


def slipped_pairs(latin: LatinReadings, persian: PersianReadings) -> Pairs:
    """(Latin, Persian) where the one renders a word of which the other is a slip; some may stand twice."""
    order = np.argsort(latin.word, kind="stable")
    word = latin.word[order]
    first = np.searchsorted(word, persian.slip_word, "left")
    times = np.searchsorted(word, persian.slip_word, "right") - first
    return latin.token[order[stretches(first, times)]], np.repeat(persian.slipped, times)


@nb.njit(cache=True, nogil=True)
def _slipped_mass(
    token: Longs,
    spelling: Longs,
    starts: Longs,
    words: Longs,
    joint: Floats,
    slip_starts: Longs,
    slip_words: Longs,
    slips: Floats,
) -> Floats:
    """Of each pair the sum over the words w that both know of P(w) P(b | w) P(a | w) / P(a)."""
    found = np.zeros(len(token))
    for x in range(len(token)):
        a, b = slip_starts[spelling[x]], starts[token[x]]
        while a < slip_starts[spelling[x] + 1] and b < starts[token[x] + 1]:
            if slip_words[a] == words[b]:
                found[x] += joint[b] * slips[a]
                a, b = a + 1, b + 1
            elif slip_words[a] < words[b]:
                a += 1
            else:
                b += 1
    return found


def doubts_of_one_word(
    left: LatinReadings, right: LatinReadings, pairs: Pairs, kin: Bools, lexicon: Lexicon, policy: Policy
) -> Floats:
    """Of *pairs* of Latin spellings; *kin* tells which of them are."""
    one, two = pairs
    table = lexicon.latin.table
    shared, alike = _common(
        one, two, left.starts, left.word, left.sound, left.joint, right.starts, right.word, right.sound,
        right.joint, lexicon.vocabulary.priors,
    )  # fmt: skip
    forth = likelihood_of_pairs(
        one, two, left.symbols.values, left.symbols.starts, right.ids.values, right.ids.starts, table
    )
    back = likelihood_of_pairs(
        two, one, right.symbols.values, right.symbols.starts, left.ids.values, left.ids.starts, table
    )
    direct = 0.5 * (forth * left.unknown[one] + back * right.unknown[two]) * kin
    totals = left.total[one] * right.total[two]
    return doubt_of(odds_of_one_word(shared, alike, direct, totals, policy), policy)


@nb.njit(cache=True, nogil=True)
def _common(
    left: Longs,
    right: Longs,
    starts: Longs,
    words: Longs,
    sounds: Longs,
    joint: Floats,
    other_starts: Longs,
    other_words: Longs,
    other_sounds: Longs,
    other_joint: Floats,
    priors: Floats,
) -> tuple[Floats, Floats]:
    """Of each pair J over shared words, and the part of Z Z' in which both render one sound."""
    mass, alike = np.zeros(len(left)), np.zeros(len(left))
    for x in range(len(left)):
        t, u = left[x], right[x]
        a, b = starts[t], other_starts[u]
        while a < starts[t + 1] and b < other_starts[u + 1]:
            if words[a] == other_words[b]:
                mass[x] += joint[a] * other_joint[b] / priors[words[a]]
                a, b = a + 1, b + 1
            elif words[a] < other_words[b]:
                a += 1
            else:
                b += 1
        for a in range(starts[t], starts[t + 1]):
            for b in range(other_starts[u], other_starts[u + 1]):
                if sounds[a] == other_sounds[b]:
                    alike[x] += joint[a] * other_joint[b]
    return mass, alike


def doubts_of_slips(
    left: PersianReadings, right: PersianReadings, pairs: Pairs, slip: Floats, policy: Policy
) -> Floats:
    """Of *pairs* of Persian spellings that differ; *slip* is how often a hand writes one for the other."""
    one, two = pairs
    ours, theirs = left.prior[one], right.prior[two]
    doubt = doubt_of(policy.prior * 0.5 * slip * (ours + theirs) / (ours * theirs), policy)
    one_word = (left.word[one] >= 0) & (left.word[one] == right.word[two])
    found: Floats = np.where(one_word, 0.0, doubt)
    return found
