"""Names as arrays and the doubts between their tokens in, every pair of names within the bound out.

Candidates are found by two spellings (``batch.candidates``), and aligned by the very function that
``compare`` uses, compiled (``batch.kernel``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from queue import SimpleQueue
from typing import NamedTuple

import numpy as np

from ..arrays.choice import workers
from ..arrays.dtypes import Floats, Longs
from ..compare.calibration import calibrated_bits
from ..progress import counter
from .candidates import (
    ProbeCosts,
    ProbedNames,
    Probes,
    ProbeWorkspace,
    choose_probes,
    find_candidates,
    make_probe_workspace,
    probe_costs,
)
from .kernel import (
    ROUNDING,
    PairRules,
    PartnerLinks,
    Workspace,
    make_links,
    make_workspace,
    most_links,
    score_pairs,
)
from .name_arrays import NameArrays, partner_rows, readings_with_partners
from .partners import PartnerTable
from .postings import post_names
from .prices import least_skips
from .wanted import Wanted

FoundPairs = tuple[Longs, Longs, Floats, int, int]  # and their doubts; how many candidates, and aligned

PROBES_A_BLOCK = 8192  # that one thread makes at once


@dataclass(frozen=True, slots=True)
class Effort:
    """How many pairs of names were candidates, and how many of those were aligned; a pair that is found in
    two ways counts twice. And of how many spellings the names are, and how many pairs of these are within the
    bound. *frequent_within* names stand within so many others that none of these was told (``batch.within``).
    """

    candidates: int = 0
    aligned: int = 0
    spellings: int = 0
    token_pairs: int = 0
    frequent_within: int = 0


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Pairs of names, *left* < *right*, sorted, each once, with doubt and bits. *apart* are those that agree
    but for the fathers of the two, who are two; *generations* are Jr. and Sr., and alike."""

    left: Longs
    right: Longs
    doubt: Floats
    bits: Floats
    effort: Effort = Effort()
    apart: Longs = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    generations: Longs = field(default_factory=lambda: np.zeros((0, 2), np.int64))


def score_names(names: NameArrays, table: PartnerTable, left: int, wanted: Wanted) -> ScoredPairs:
    """Every pair of names whose doubt, as ``compare`` has it, is at most ``wanted.most``.

    With *left*, only pairs of one of the first *left* names and one of the others. The same, to the
    last bit, on any number of threads.
    """
    work, count = _Work.of(names, table, left, wanted), left or len(names.starts) - 1
    probes = len(work.probes.name)
    rooms: SimpleQueue[_Room] = SimpleQueue()
    for _ in range(wanted.threads):
        rooms.put(work.room())
    advance = counter(wanted.progress, "comparing names", count)

    def block(first: int) -> list[FoundPairs]:
        last, room = min(first + PROBES_A_BLOCK, probes), rooms.get()
        try:
            found = list(work.pairs(first, last, room))
        finally:
            rooms.put(room)
        advance(count * last // probes - count * first // probes)
        return found

    with workers(wanted.threads) as pool:
        blocks = pool.map(block, range(0, probes, PROBES_A_BLOCK))
        sizes = len(table.starts) - 1, (len(table.partner) - len(table.starts) + 1) // 2
        return _each_pair_once(list(chain.from_iterable(blocks)), len(names.starts), sizes, wanted)


class _Room(NamedTuple):
    """Where one thread works."""

    probing: ProbeWorkspace
    links: PartnerLinks
    aligning: Workspace


@dataclass(frozen=True, slots=True)
class _Work:
    """What all threads work on. *place* is that of each name in the list as it was given; *links*, how many
    partners the readings of one name have at most."""

    place: Longs
    names: NameArrays
    probes: Probes
    probed: ProbedNames
    costs: ProbeCosts
    rules: PairRules
    links: int

    @classmethod
    def of(cls, names: NameArrays, table: PartnerTable, left: int, wanted: Wanted) -> "_Work":
        most, single = wanted.most + ROUNDING, wanted.policy.prices.single
        # Within one list a name looks for those after it: a long one, of which more must be found, for fewer.
        lengths = np.diff(names.starts)
        count = left or len(lengths)
        place = np.arange(len(lengths)) if left else np.argsort(-lengths, kind="stable")
        names = names._replace(reading=readings_with_partners(names.reading, table)).take(place)
        partners = partner_rows(table)
        # Candidates of a name are those by what it costs at least; ``score_pairs`` has the very prices.
        least = names._replace(skips=least_skips(names, table, wanted.policy))
        postings = post_names(least, left, partners, most, single)
        costs = probe_costs(least, count, partners, postings)
        probes = choose_probes(least, count, costs, most)
        probed = ProbedNames(least, partners, postings, costs.second, most, single)
        rules = PairRules.of(wanted.policy, wanted.most)
        return cls(place, names, probes, probed, costs, rules, most_links(names, partners))

    def room(self) -> _Room:
        """Room for one thread, made once."""
        names, links = self.probed.names, make_links(self.costs.spellings, self.links)
        return _Room(
            make_probe_workspace(names, self.costs), links, make_workspace(names.longest, names.longest)
        )

    def pairs(self, first: int, last: int, room: _Room) -> Iterator[FoundPairs]:
        """The pairs that the probes *first* to *last* find."""
        names, partners, probe = self.names, self.probed.partners, first
        while probe < last:
            probe, count = find_candidates(probe, last, self.probes, self.probed, room.probing)
            one, two = room.probing.left[:count], room.probing.right[:count]
            doubt, aligned = score_pairs(
                one, two, names, names, partners, room.links, self.rules, room.aligning
            )
            kept = doubt <= self.rules.most
            yield self.place[one[kept]], self.place[two[kept]], doubt[kept], count, aligned


def _each_pair_once(
    found: list[FoundPairs], names: int, sizes: tuple[int, int], wanted: Wanted
) -> ScoredPairs:
    """The pairs of all blocks, sorted, each once; *sizes* are those of the table."""
    none = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), 0, 0)
    one, two, doubts, candidates, aligned = zip(none, *found, strict=True)
    ends = np.sort(np.array([np.concatenate(one), np.concatenate(two)]), axis=0)
    keys, first = np.unique(ends[0] * names + ends[1], return_index=True)
    doubt = np.concatenate(doubts)[first]
    bits = calibrated_bits(doubt, wanted.policy.population or 2)
    return ScoredPairs(*np.divmod(keys, names), doubt, bits, Effort(sum(candidates), sum(aligned), *sizes))
