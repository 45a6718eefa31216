"""Names as arrays and the doubts between their tokens in, every pair of names within the bound out.

Names meet under two spellings (``batch.candidates``), and those that do are aligned by the very function that
``compare`` uses, compiled.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from queue import SimpleQueue

import numpy as np

from ..arrays.dtypes import Floats, Ints, Longs
from ..arrays.ragged import stretches
from ..compare.calibration import calibrated_bits
from ..progress import counter
from .candidates import ProbeWorkspace, candidates, choose_probes, make_probe_workspace, probe_costs
from .kernel import ROUNDING, PairRules, Workspace, make_workspace, score_pairs
from .partners import PartnerTable
from .postings import NameArrays, partner_rows, post_names, readings_with_partners
from .wanted import Wanted

FoundPairs = tuple[Longs, Longs, Floats, int, int]  # pairs and their doubts; how many were met and aligned

VISITS_A_BLOCK = 8192  # that one thread makes at once


@dataclass(frozen=True, slots=True)
class Spans:
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``spelling[t, p]`` is the
    spelling of token *t* joined with the *p* after it, -1 where that is no reading. ``rank`` orders
    names as ``compare`` does."""

    starts: Longs
    spelling: Longs
    skips: Floats  # bits for leaving each token over
    crowd: Floats  # ``compare.prices.namesake_bits`` each reading, shape of *spelling*
    optional: Longs  # titles of each name that may be words of it: its first tokens
    rank: Longs


@dataclass(frozen=True, slots=True)
class Effort:
    """How many pairs of names were met, and how many of those were aligned; a pair that is met in two
    ways counts twice. And of how many spellings the names are, and how many pairs of these are within the
    bound."""

    met: int = 0
    aligned: int = 0
    spellings: int = 0
    token_pairs: int = 0


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Pairs of names, *left* < *right*, sorted, each once, with doubt and bits."""

    left: Longs
    right: Longs
    doubt: Floats
    bits: Floats
    effort: Effort = Effort()


def score_names(spans: Spans, table: PartnerTable, left: int, search: Wanted) -> ScoredPairs:
    """Every pair of names whose doubt, as ``compare`` has it, is at most ``search.most``.

    With *left*, only pairs of one of the first *left* names and one of the others. The same, to the
    last bit, on any number of threads.
    """
    count, prices, most = left or len(spans.starts) - 1, search.policy.prices, search.most + ROUNDING
    names, crowd, place = _arranged(spans, readings_with_partners(spans.spelling, table), left)
    rank = spans.rank[place]
    partners = partner_rows(table)
    files = post_names(names, left, partners, most, prices.single)
    costs = probe_costs(names, count, partners, files)
    visits = choose_probes(names, count, costs, most)
    rules = PairRules(np.array([prices.turned, prices.other_order]), prices.join, prices.single, most)
    rooms: SimpleQueue[tuple[ProbeWorkspace, Workspace]] = SimpleQueue()
    for _ in range(search.threads):
        rooms.put((make_probe_workspace(names, costs), make_workspace(names)))
    advance = counter(search.progress, "comparing names", count)

    def block(first: int) -> list[FoundPairs]:
        last = min(first + VISITS_A_BLOCK, len(visits.name))
        (desk, room), visit, found = rooms.get(), first, []
        try:
            while visit < last:
                visit, met = candidates(
                    visit, last, visits, names, partners, files, costs.second, most, prices.single, desk
                )
                one, two = desk.left[:met], desk.right[:met]
                doubt, aligned = score_pairs(one, two, names, crowd, rank, partners, rules, room)
                kept = doubt <= search.most
                found.append((place[one[kept]], place[two[kept]], doubt[kept], met, aligned))
        finally:
            rooms.put((desk, room))
        advance(count * last // len(visits.name) - count * first // len(visits.name))
        return found

    with ThreadPoolExecutor(search.threads) as pool:
        blocks = pool.map(block, range(0, len(visits.name), VISITS_A_BLOCK))
        sizes = len(table.starts) - 1, (len(table.partner) - len(table.starts) + 1) // 2
        return _each_pair_once(list(chain.from_iterable(blocks)), len(spans.starts), sizes, search)


def _arranged(spans: Spans, reading: Ints, left: int) -> tuple[NameArrays, Floats, Longs]:
    """The names, within one list the longest first, their crowds, and the place of each in *spans*.

    A name looks for those after it: a long one, of which more must be found, meets fewer.
    """
    lengths = np.diff(spans.starts)
    place = np.arange(len(lengths)) if left else np.argsort(-lengths, kind="stable")
    tokens = stretches(spans.starts[:-1][place], lengths[place])
    starts = np.append(0, np.cumsum(lengths[place]))
    return (
        NameArrays(starts, reading[tokens], spans.skips[tokens], spans.optional[place]),
        spans.crowd[tokens],
        place,
    )


def _each_pair_once(
    found: list[FoundPairs], names: int, sizes: tuple[int, int], search: Wanted
) -> ScoredPairs:
    """The pairs of all blocks, sorted, each once; *sizes* are those of the table."""
    none = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), 0, 0)
    one, two, doubts, met, aligned = zip(none, *found, strict=True)
    ends = np.sort(np.array([np.concatenate(one), np.concatenate(two)]), axis=0)
    keys, first = np.unique(ends[0] * names + ends[1], return_index=True)
    doubt = np.concatenate(doubts)[first]
    bits = calibrated_bits(doubt, search.policy.population or 2)
    return ScoredPairs(*np.divmod(keys, names), doubt, bits, Effort(sum(met), sum(aligned), *sizes))
