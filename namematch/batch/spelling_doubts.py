"""Pairs of spellings in, the doubt of each that both are one word out: ``compare.words.compare_tokens`` of
the pairs that are asked about, and no others.

A join (``batch.word_join``) finds the pairs worth their doubt; here the caller has them, most of them words
that have nothing in common. Those that have something are told by what is cheap, and only of them it is
computed how much.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays.dtypes import Floats, Longs
from ..arrays.lockless import cached_property
from ..arrays.postings import share_a_block
from ..arrays.ragged import Ragged
from ..compare.slips import SHORTEST
from ..compare.words import short_form_price
from ..model.compiled_forward import likelihood_of_pairs
from ..policy import Policy
from ..text.letter_arrays import letters_of
from .read_spellings import ReadSpellings
from .slip_keys import NearPairs
from .slips import doubts_of_latin_slips, doubts_of_rendering_slips
from .typos import typo_probabilities
from .words import (
    ReadingArrays,
    latin_and_latin,
    persian_and_latin,
    persian_and_persian,
    shared_mass,
    typo_mass,
)


@dataclass(frozen=True, eq=False)
class SpellingDoubts:
    """Spellings as read, to be compared by the rules of *policy*; the channel can read those asked about."""

    read: ReadSpellings
    policy: Policy

    def of(self, left: Longs, right: Longs) -> Floats:
        """The doubt of each pair of spellings, in bits, whichever comes first: ``compare.words.either_form``.

        Of spellings in letters: two of the same letters have none.
        """
        found = self._as_they_stand(left, right)
        form, price = self._short_forms
        for one, other in ((left, right), (right, left)):
            at = np.flatnonzero(form[one] >= 0)
            by_form = self._as_they_stand(form[one[at]], other[at]) + price[one[at]]
            found[at] = np.minimum(found[at], by_form)
        return found

    @cached_property
    def _short_forms(self) -> tuple[Longs, Floats]:
        """The spelling of each one's short form, -1 for none, and what it costs in bits."""
        s = self.read.spellings
        form, price = np.full(len(s), -1, np.int64), np.zeros(len(s))
        form[s.short[:, 0]] = s.short[:, 1]
        pairs = s.short.tolist()
        price[s.short[:, 0]] = [short_form_price(s.texts[a], s.texts[b], self.policy) for a, b in pairs]
        return form, price

    def _as_they_stand(self, left: Longs, right: Longs) -> Floats:
        """The doubt of each pair without a look at short forms."""
        latin, initials = self.read.spellings.latin, self.read.initials
        doubt = np.full(len(left), self.policy.most_doubt)
        doubt[left == right] = 0.0
        one, two = np.minimum(left, right), np.maximum(left, right)
        letter = initials[one] != initials[two]
        words = ~letter & (one != two)
        for chosen, doubts in (
            (letter, self._initials),
            (words & (two < latin), self._latin_pairs),
            (words & (one >= latin), self._persian_pairs),
            (words & (one < latin) & (two >= latin), self._renderings),
        ):
            at = np.flatnonzero(chosen)
            if len(at):
                doubt[at] = doubts(one[at], two[at])
        return doubt

    def _initials(self, one: Longs, two: Longs) -> Floats:
        """An initial and a word: it agrees where the word may begin so."""
        first = self.read.initials[one]
        letter, word = np.where(first, one, two), np.where(first, two, one)
        doubt = np.full(len(one), self.policy.most_doubt)
        for place in np.unique(letter).tolist():
            words = self.read.words_by_initial.get(self.read.spellings.unit(place))
            if words is not None:
                asked = np.flatnonzero(letter == place)
                doubt[asked[np.isin(word[asked], words)]] = self.policy.prices.initial
        return doubt

    def _latin_pairs(self, one: Longs, two: Longs) -> Floats:
        """Two Latin spellings."""
        read, r = self.read, self.read.latin
        arrays = ReadingArrays.of(r)
        known = shared_mass(one, two, arrays, arrays, read.vocabulary.priors) > 0
        near = self._near(one, two, self._latin_letters, self._latin_letters)
        some = share_a_block(one, two, read.blocks.near, read.blocks.near) | known
        some[near[0]] = True
        doubt, at = np.full(len(one), self.policy.most_doubt), np.flatnonzero(some)
        doubt[at] = latin_and_latin(read, read, (one[at], two[at]), self.policy)
        return self._with_slips(doubt, near[0], doubts_of_latin_slips(read, read, near[1], self.policy))

    def _persian_pairs(self, one: Longs, two: Longs) -> Floats:
        """Two Persian spellings."""
        read, a = self.read, self.read.persian
        one, two = one - read.spellings.latin, two - read.spellings.latin
        typo = typo_probabilities(one, two, self._sound_letters, self._sound_letters)
        at = np.flatnonzero((typo > 0) | ((a.word[one] >= 0) & (a.word[one] == a.word[two])))
        doubt = np.full(len(one), self.policy.most_doubt)
        doubt[at] = persian_and_persian(read, read, (one[at], two[at]), typo[at], self.policy)
        return doubt

    def _renderings(self, token: Longs, place: Longs) -> Floats:
        """A Latin spelling and a Persian one."""
        read, r, a = self.read, self.read.latin, self.read.persian
        word = place - read.spellings.latin
        some = share_a_block(token, place, read.blocks.near, read.blocks.near)
        some |= read.prepared.usual.usual(r.parts, token, a.word[word]) > 0
        some |= typo_mass(token, word, r.starts, r.word, r.joint, a.typo_starts, a.typo_word, a.typo) > 0
        near = self._near(token, word, self._latin_letters, self._romanised_letters)
        some[near[0]] = True
        doubt, at = np.full(len(token), self.policy.most_doubt), np.flatnonzero(some)
        channel = likelihood_of_pairs(
            word[at], token[at], a.symbols.values, a.symbols.starts, r.ids.values, r.ids.starts,
            read.prepared.persian.table,
        )  # fmt: skip
        doubt[at] = persian_and_latin(read, read, (word[at], token[at]), channel, self.policy)
        return self._with_slips(doubt, near[0], doubts_of_rendering_slips(read, read, near[1], self.policy))

    def _near(self, one: Longs, two: Longs, letters: Ragged, others: Ragged) -> tuple[Longs, NearPairs]:
        """Which pairs of long enough texts are one typo apart, and these pairs."""
        shorter = np.minimum(letters.lengths[one], others.lengths[two])
        long = np.flatnonzero(shorter >= SHORTEST)
        typo = typo_probabilities(one[long], two[long], letters, others)
        at, typo = long[typo > 0], typo[typo > 0]
        return at, NearPairs(one[at], two[at], typo, shorter[at].astype(np.float64))

    def _with_slips(self, doubt: Floats, at: Longs, slips: Floats) -> Floats:
        """*doubt*, of the pairs *at* which a slip is seen at most as much as of these *slips*."""
        doubt[at] = np.minimum(doubt[at], slips)
        return doubt

    @cached_property
    def _latin_letters(self) -> Ragged:
        return letters_of(self.read.latin.texts)

    @cached_property
    def _sound_letters(self) -> Ragged:
        return letters_of(self.read.persian.keys)

    @cached_property
    def _romanised_letters(self) -> Ragged:
        known = self.read.vocabulary.romanisations
        return letters_of([str(known[w]) if w >= 0 else "" for w in self.read.persian.word.tolist()])
