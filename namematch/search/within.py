"""A query and the names of a segment in, those that stand within it or that it stands within out.

``compare.within`` for a search: the names under the words that must be shared are aligned once more, by
prices that let the longer one of the two leave words over.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..arrays.ragged import starts_of
from ..batch.kernel import PairRules, make_links, make_workspace, score_pairs
from ..batch.name_arrays import NameArrays
from ..batch.within import has_more_words, of_words_only, rarities_of, without_namesakes, words_of_names
from ..compare.prices import INITIAL, WORD
from ..compare.within import within_rule
from ..policy import Policy
from .scoring import Query, WordPostings


class NameSizes(NamedTuple):
    """Of each name of a segment its *words*, 0 where it has initials too, and its *rarity* in bits."""

    words: Longs
    rarity: Floats

    @classmethod
    def of(cls, names: NameArrays) -> "NameSizes":
        """The sizes of *names*."""
        words = np.where(words_of_names(names, INITIAL) > 0, 0, words_of_names(names, WORD))
        return cls(words, rarities_of(names))


class WithinSearch(NamedTuple):
    """Where names are looked for: those of a segment, by the words of *policy* with at most *most* bits."""

    names: NameArrays
    sizes: NameSizes
    postings: WordPostings
    policy: Policy
    most: float

    def found(self, query: Query) -> tuple[Longs, Floats]:
        """The names within *query*, and those that it is within, and the doubt of each."""
        longer, shorter = self._longer(query), self._shorter(query)
        of_longer = self._scored(query, longer, within=True)
        of_shorter = self._scored(query, shorter, within=False)
        return np.append(longer, shorter), np.append(of_longer, of_shorter)

    def _price(self, rarity: Floats) -> Floats:
        return np.asarray(within_rule(self.policy).price(rarity), np.float64)

    def _longer(self, query: Query) -> Longs:
        """The names that may be longer: all words of the query are shared, so the rarest one is."""
        sizes = NameSizes.of(query.alone)
        if not sizes.words[0] or self._price(sizes.rarity)[0] > self.most:
            return np.zeros(0, np.int64)
        rarest = np.zeros(len(query.alone.kinds), np.bool_)
        rarest[np.argmin(self._reach(query))] = True
        found = self._under(query, rarest, lambda names: np.ones(len(names), np.bool_))
        words = words_of_names(self.names.take(found), WORD)
        return found[has_more_words(np.full(len(found), sizes.words[0]), words)]

    def _shorter(self, query: Query) -> Longs:
        """The names that may be shorter: rare ones that share a word."""
        words = query.alone.kinds == WORD
        count = np.count_nonzero(words)
        if count < 2:  # noqa: PLR2004 a name of one word has none within
            return np.zeros(0, np.int64)

        def may_be_shorter(names: Ints) -> Bools:
            few = self.sizes.words[names]
            rare = self._price(self.sizes.rarity[names]) <= self.most
            return rare & (few > 0) & has_more_words(few, np.full(len(names), count))

        return self._under(query, words, may_be_shorter)

    def _reach(self, query: Query) -> Longs:
        """How many names each word of *query* leads to; no fewer for what is no word."""
        partners = query.partners
        sizes = starts_of(np.diff(self.postings.heads)[partners.partner])
        of_reading = np.append(np.diff(sizes[partners.starts]), 0)
        reach: Longs = of_reading[query.alone.reading].sum(1)
        return np.where(query.alone.kinds == WORD, reach, np.iinfo(np.int64).max)

    def _under(self, query: Query, tokens: Bools, wanted: Callable[[Ints], Bools]) -> Longs:
        """The *wanted* names under a partner of a reading that covers one of *tokens*, each once."""
        heads, name = self.postings
        starts, partner = query.partners.starts, query.partners.partner
        found = [np.zeros(0, np.int32)]
        for t, p in np.argwhere(query.alone.reading >= 0).tolist():
            if tokens[t : t + p + 1].any():
                u = query.alone.reading[t, p]
                under = [name[heads[s] : heads[s + 1]] for s in partner[starts[u] : starts[u + 1]].tolist()]
                found += [names[wanted(names)] for names in under]
        return np.unique(np.concatenate(found)).astype(np.int64)

    def _scored(self, query: Query, others: Longs, *, within: bool) -> Floats:
        """The doubt of the query being *within* each of the *others*, or each of them within it."""
        if not len(others):
            return np.zeros(0)
        names = of_words_only(self.names.take(others), shorter=np.full(len(others), not within))
        alone = of_words_only(query.alone, shorter=np.array([within]))
        room = make_workspace(alone.longest, names.longest)
        links = make_links(len(self.postings.heads) - 1, len(query.partners.partner))
        rules = PairRules.of(without_namesakes(self.policy), self.most)
        only, every = np.zeros(len(others), np.int32), np.arange(len(others), dtype=np.int32)
        doubt, _ = score_pairs(only, every, alone, names, query.partners, links, rules, room)
        rarity = np.full(len(others), query.alone.rarity.sum()) if within else self.sizes.rarity[others]
        found: Floats = doubt + self._price(rarity)
        return found
