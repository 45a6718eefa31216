"""Names as arrays in, the candidates out: pairs of names that may be one, found by two spellings at once.

Tokens of two names are in links, one with one or with several joined, or left over at a price. Take so many
words of a name that *most* bits cannot leave them all over: one of them is in a link, and the other name has
a partner of it. So the name makes a *probe* for each reading of these words, the *first* one. Of what is
beside the first link take enough words again: either one of them is in a link too, the *second*, or all words
beside the first may be left over, and then any second link is one of a title. So the other name is in the
posting list of a key (partner of the first reading, partner of a second one), or there is no second link, and
it is in that of a key (partner of the first reading, ``alone_key``). No pair is lost, and common words alone
bring nobody together.

Ghafoor Fattahian looks for others like this. To leave half of a name over costs more than *most*, so that one
word is enough, and fattahian makes the cheaper probe: it has few partners, فتاحیان and Fatahian. The posting
lists under them, of (فتاحیان, غفور) and of (fatahian, ali), are gathered, in a chain for each second
spelling. The second reading is ghafoor, whose partners are غفور and Ghafour. The chain of غفور leads to the
list of (فتاحیان, غفور), and غفور فتاحیان in it is a candidate. Ali Fatahian is none: ali is no partner of
ghafoor.
"""

from typing import NamedTuple

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Floats, Ints, Longs
from ..arrays.ragged import starts_of
from ..names.compounds import WIDEST
from .name_arrays import NameArrays, PartnerRows
from .postings import NamePostings, alone_key, put

READINGS_OF_A_TOKEN = WIDEST * (WIDEST + 1) // 2  # that cover it, at most
CANDIDATES_AT_ONCE = 1 << 18  # pairs in a workspace, and those of one probe more


class Probes(NamedTuple):
    """Who looks for others by which first reading, sorted by its spelling: the *name*, and the *place* of the
    reading, token * WIDEST + tokens after it."""

    name: Ints
    place: Ints


class ProbeCosts(NamedTuple):
    """What it takes to probe by each token *first*, and as *second*; of how many *spellings*. *lists*: how
    many posting lists there are at most under all partners of a spelling."""

    first: Floats
    second: Floats
    spellings: int
    lists: int


class ProbedNames(NamedTuple):
    """What probes look into. *most* bits of doubt a pair may have; *single* come on top where one link is all
    there is. *second_cost*, of each token, is that of ``ProbeCosts``."""

    names: NameArrays
    partners: PartnerRows
    postings: NamePostings
    second_cost: Floats
    most: float
    single: float


class GatheredLists(NamedTuple):
    """The posting lists under all partners of a first reading, in a chain for each second spelling.

    Probes of one spelling follow each other and share what is gathered for them. *group*, by spelling, is the
    first of the probes that its *head* is for, and *head* is the list of that second spelling gathered last.
    Of each list, *before* is the one of the same second spelling gathered before it, -1 where there is none,
    *key* its key and *doubt* that of the first link.
    """

    group: Ints
    head: Ints
    before: Ints
    key: Ints
    doubt: Floats


class ProbeWorkspace(NamedTuple):
    """Where one thread probes. Each probe is made once in a workspace: what it found is stamped with its
    number, and a probe made again would take its own stamps for those of another."""

    gathered: GatheredLists
    chosen: Longs  # tokens, of which one is in a link
    seconds: Ints  # spellings of second readings
    seen: Ints  # by name: the probe that has found it last
    left: Ints  # the candidates: who probed
    right: Ints  # and who was found


def probe_costs(names: NameArrays, count: int, partners: PartnerRows, postings: NamePostings) -> ProbeCosts:
    """The costs of tokens where the first *count* names probe.

    Probes of one spelling share the posting lists gathered for it, and look into one chain for each partner
    of a second token: a common token is a cheap first one, and a rare one a cheap second. And the more lists
    there are under its partners, the more names are found for nothing.
    """
    spellings = len(partners.starts) - 1
    sizes = starts_of(np.diff(postings.keys)[partners.partner])
    lists = np.diff(sizes[partners.starts])
    probing = names.reading[: names.starts[count]]
    sharing = np.maximum(np.bincount(probing[probing >= 0], minlength=spellings), 1)
    alone = probing[:, 0][probing[:, 0] >= 0]
    in_vain = lists * (lists[alone].mean() / max(len(postings.name), 1) if len(alone) else 0.0)
    first = _covering(names.reading, lists / sharing + in_vain)
    second = _covering(names.reading, np.diff(partners.starts) + in_vain)
    return ProbeCosts(first, second, spellings, int(lists.max(initial=0)))


@kernel
def _covering(reading: Ints, cost: Floats) -> Floats:
    """What the readings that cover each token cost together, *cost* being each spelling's."""
    found = np.zeros(len(reading))
    for t in range(len(reading)):
        for p in range(WIDEST):
            if reading[t, p] >= 0:
                for covered in range(t, t + p + 1):
                    found[covered] += cost[reading[t, p]]
    return found


def choose_probes(names: NameArrays, count: int, costs: ProbeCosts, most: float) -> Probes:
    """The probes of the first *count* names: by readings of enough tokens that they cannot all be left over
    within *most* bits, sorted by spelling."""
    none, chosen = np.zeros(0, np.int32), np.empty(names.longest, np.int64)
    counts = np.zeros(costs.spellings, np.int64)
    _write_probes(names, count, costs.first, most, counts, none, none, chosen)
    name, place = np.empty((2, counts.sum()), np.int32)
    _write_probes(names, count, costs.first, most, np.cumsum(counts) - counts, name, place, chosen)
    return Probes(name, place)


@kernel
def _write_probes(
    names: NameArrays, count: int, cost: Floats, most: float, at: Longs, name: Ints, place: Ints, chosen:
    Longs,
) -> None:  # fmt: skip
    """Put each name, and each reading of it that covers one of enough tokens, under its spelling."""
    starts, reading, skips, _, _, _, optional, _ = names
    for x in range(count):
        low, high = starts[x], starts[x + 1]
        used, _ = _enough(skips, cost, low + optional[x], high, high, high, most, chosen)
        for c in range(used):
            for t in range(max(low, chosen[c] - WIDEST + 1), chosen[c] + 1):
                for p in range(chosen[c] - t, WIDEST):
                    if reading[t, p] >= 0 and not _covers(chosen, c, t, p):
                        put(at, name, place, reading[t, p], x, t * WIDEST + p)


@kernel_part
def _covers(chosen: Longs, count: int, token: int, p: int) -> bool:
    """Whether *token* and the *p* after it are one of the first *count* of *chosen*."""
    for c in range(count):  # noqa: SIM110 compiled
        if token <= chosen[c] <= token + p:
            return True
    return False


@kernel_part
def _enough(
    skips: Floats, cost: Floats, low: int, high: int, out: int, back: int, most: float, chosen: Longs
) -> tuple[int, float]:
    """Write to *chosen* the cheapest tokens of low..high, out..back left out, that cannot all be left
    over within *most* bits: one of them is in a link. Gives how many, and the bits of leaving all over,
    at most *most* where there are no more tokens."""
    count, total = 0, 0.0
    while total <= most:
        best = -1
        for t in range(low, high):
            if out <= t < back or (best >= 0 and cost[t] >= cost[best]) or _covers(chosen, count, t, 0):
                continue
            best = t
        if best < 0:
            break
        chosen[count] = best
        count += 1
        total += skips[best]
    return count, total


def make_probe_workspace(names: NameArrays, costs: ProbeCosts) -> ProbeWorkspace:
    """A workspace for one thread, made once."""
    count, spellings, lists, n = len(names.starts) - 1, costs.spellings, costs.lists, names.longest
    gathered = GatheredLists(
        group=np.full(spellings, -1, np.int32),
        head=np.empty(spellings, np.int32),
        before=np.empty(lists, np.int32),
        key=np.empty(lists, np.int32),
        doubt=np.empty(lists),
    )
    return ProbeWorkspace(
        gathered,
        chosen=np.empty(n, np.int64),
        seconds=np.empty(n * READINGS_OF_A_TOKEN + 2, np.int32),
        seen=np.full(count, -1, np.int32),
        left=np.empty(CANDIDATES_AT_ONCE + count, np.int32),
        right=np.empty(CANDIDATES_AT_ONCE + count, np.int32),
    )


# The loop takes its tuples of arrays apart once, and hands on arrays, more than eight to some: numba counts
# the references to an array wherever it is taken out, and two threads that count the same one wait for each
# other. With tuples handed on, candidates took a quarter longer.
@kernel
def find_candidates(
    first: int, last: int, probes: Probes, probed: ProbedNames, room: ProbeWorkspace
) -> tuple[int, int]:
    """Make the probes from *first* on, until *last* or until enough candidates are found. Gives the next
    probe, and how many candidates *room* has."""
    (starts, reading, skips, _, _, _, optional, _), partners, postings, second_cost, most, single = probed
    rows, partner, doubt, _ = partners
    _, _, bounds, name = postings
    gathered, chosen, seconds, seen, left, right = room
    group_of, head, before, key, first_doubt = gathered
    probe, used, spelling, group, alone = first, 0, -1, first, alone_key(partners)
    while probe < last and used < len(left) - len(seen):
        x, place, found = probes.name[probe], probes.place[probe], used
        if reading[place // WIDEST, place % WIDEST] != spelling:
            spelling, group = reading[place // WIDEST, place % WIDEST], probe
            _gather(spelling, group, partners, postings, gathered)
        count = _second_readings(
            x, place, starts, reading, skips, optional, second_cost, most, single, alone, chosen, seconds
        )
        for second in seconds[:count]:
            for row in range(rows[second], rows[second + 1]):
                if group_of[partner[row]] == group:
                    used = _take_names(
                        head[partner[row]], most - doubt[row], probe, x, before, key, first_doubt, bounds,
                        name, seen, right, used,
                    )  # fmt: skip
        for k in range(found, used):
            left[k] = x
        probe += 1
    return probe, used


@kernel_part
def _second_readings(
    x: int, place: int, starts: Longs, reading: Ints, skips: Floats, optional: Longs, cost: Floats,
    most: float, single: float, alone: int, chosen: Longs, seconds: Ints,
) -> int:  # fmt: skip
    """Write to *seconds* the second readings of name *x* beside the reading at *place*, as spellings:
    readings of which one is in a link if there is any other link, ``long_key``, and ``alone_key``, *alone*,
    where there need be none. Gives how many. Twelve arguments, for speed."""
    low, high, t, p = starts[x], starts[x + 1], place // WIDEST, place % WIDEST
    words = low + optional[x]
    used, total = _enough(skips, cost, words, high, t, t + p + 1, most, chosen)
    if total <= most:  # then a title may bring the only other link
        for title in range(low, words):
            if not t <= title <= t + p:
                chosen[used] = title
                used += 1
    seconds[0], count = alone + 1, 1  # long_key
    for c in range(used):
        for j in range(max(low, chosen[c] - WIDEST + 1), chosen[c] + 1):
            for q in range(chosen[c] - j, WIDEST):
                if reading[j, q] >= 0 and (j + q < t or j > t + p) and not _covers(chosen, c, j, q):
                    seconds[count] = reading[j, q]
                    count += 1
    if total + (single if high - words > 1 else 0.0) <= most:
        seconds[count] = alone
        count += 1
    return count


@kernel_part
def _gather(
    spelling: int, group: int, partners: PartnerRows, postings: NamePostings, gathered: GatheredLists
) -> None:
    """Gather the posting lists under all partners of *spelling*, in a chain for each second spelling."""
    rows, partner, doubt, _ = partners
    keys, second, _, _ = postings
    group_of, head, before, key, first_doubt = gathered
    count = 0
    for row in range(rows[spelling], rows[spelling + 1]):
        for found in range(keys[partner[row]], keys[partner[row] + 1]):
            v = second[found]
            before[count] = head[v] if group_of[v] == group else -1
            key[count], first_doubt[count] = found, doubt[row]
            group_of[v], head[v] = group, count
            count += 1


@kernel_part
def _take_names(
    gathered: int, most: float, probe: int, x: int, before: Ints, key: Ints, first_doubt: Floats,
    bounds: Longs, name: Ints, seen: Ints, right: Ints, count: int,
) -> int:  # fmt: skip
    """Write to *right*, from *count* on, the names beyond *x* in the chain of lists from *gathered* on whose
    first link has at most *most* bits and that this probe has not found yet; give the count. Twelve
    arguments, for speed."""
    while gathered >= 0:
        if first_doubt[gathered] <= most:
            for k in range(bounds[key[gathered] + 1] - 1, bounds[key[gathered]] - 1, -1):
                y = name[k]
                if y <= x:
                    break
                if seen[y] != probe:
                    seen[y] = probe
                    right[count] = y
                    count += 1
        gathered = before[gathered]
    return count
