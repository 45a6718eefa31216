"""A query as arrays in, the names of a segment that it may be out."""

from typing import NamedTuple

import numpy as np

from ..arrays.compiled import grown, kernel, kernel_part
from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..arrays.postings import Members
from ..arrays.ragged import Ragged, starts_of
from ..batch.kernel import PairRules, make_links, make_workspace, score_pairs
from ..batch.name_arrays import NameArrays, PartnerRows
from ..names.compounds import WIDEST


class WordPostings(NamedTuple):
    """An inverted index by one spelling: the names that have spelling *s* in a reading are
    ``name[heads[s]:heads[s + 1]]``, ascending; one may stand twice."""

    heads: Longs
    name: Ints

    @classmethod
    def of(cls, names: NameArrays, spellings: int) -> "WordPostings":
        """The posting lists of *names*, whose readings are of so many spellings."""
        stands = names.reading >= 0
        readings = Ragged(names.reading[stands], starts_of(stands.sum(1))[names.starts])
        members = Members.of(readings, spellings)
        return cls(members.heads, members.rows)


class Query(NamedTuple):
    """A name that is looked for, *alone* as ``NameArrays`` of one name. Its readings are numbered as they
    come, and *partners* are those of each (``batch.query_partners.Meaning``). *probes* of its tokens must be
    looked under."""

    alone: NameArrays
    partners: PartnerRows
    probes: int


@kernel_part
def _candidates(query: Query, postings: WordPostings, count: int) -> Ints:
    """Of so many names, those under a partner of one of the rarest tokens of *query*, each once."""
    reading, partners, (heads, name) = query.alone.reading, query.partners, postings
    probed = _rarest(query, heads)
    seen, found, used = np.zeros(count, np.bool_), np.empty(256, np.int32), 0
    for t in range(len(reading)):
        for p in range(WIDEST):
            u = reading[t, p]
            is_probed = False
            for covered in range(t, t + p + 1):
                is_probed = is_probed or (u >= 0 and probed[covered])
            if not is_probed:
                continue
            for spelling in partners.partner[partners.starts[u] : partners.starts[u + 1]]:
                for y in name[heads[spelling] : heads[spelling + 1]]:
                    if not seen[y]:
                        seen[y] = True
                        if used == len(found):
                            found = grown(found)
                        found[used] = y
                        used += 1
    return found[:used].copy()


@kernel_part
def _rarest(query: Query, heads: Longs) -> Bools:
    """Which tokens to look under: those whose readings lead to fewest names."""
    alone, partners = query.alone, query.partners
    n = len(alone.skips)
    reach, probed = np.zeros(n, np.int64), np.zeros(n, np.bool_)
    for t in range(n):
        for p in range(WIDEST):
            u = alone.reading[t, p]
            if u >= 0:
                for partner in partners.partner[partners.starts[u] : partners.starts[u + 1]]:
                    for covered in range(t, t + p + 1):
                        reach[covered] += heads[partner + 1] - heads[partner]
    for _ in range(query.probes):
        best = -1
        for token in range(alone.optional[0], n):
            if not probed[token] and (best < 0 or reach[token] < reach[best]):
                best = token
        probed[best] = True
    return probed


def find_names(
    query: Query, names: NameArrays, postings: WordPostings, rules: PairRules
) -> tuple[Ints, Floats]:
    """The names with at most ``rules.most`` bits of doubt, and these."""
    found, doubt = _score_candidates(query, names, postings, rules)
    kept = doubt <= rules.most
    return found[kept], doubt[kept]


@kernel
def _score_candidates(
    query: Query, names: NameArrays, postings: WordPostings, rules: PairRules
) -> tuple[Ints, Floats]:
    """The candidates, and their doubts."""
    found = _candidates(query, postings, len(names.starts) - 1)
    longest = 0
    for y in found:
        longest = max(longest, names.starts[y + 1] - names.starts[y])
    links = make_links(len(postings.heads) - 1, len(query.partners.partner))
    room, only = make_workspace(len(query.alone.skips), longest), np.zeros(len(found), np.int32)
    doubt, _ = score_pairs(only, found, query.alone, names, query.partners, links, rules, room)
    return found, doubt
