"""Names as arrays in, the same names filed under each two of their spellings out.

Sorted by counting, so that ten million names take seconds, and no name is under more than its tokens
squared: a very long one is filed under each spelling alone.
"""

from typing import NamedTuple

import numba as nb
import numpy as np

from ..arrays.dtypes import Bools, Floats, Ints, Longs
from ..compare.alignment import WIDEST
from .partners import PartnerTable

MOST_TOKENS_IN_PAIRS = 10  # tokens of a name that is filed under each two of them: sixty make 3,540 rows


class NameArrays(NamedTuple):
    """Names as arrays. Tokens of name *x* are ``starts[x]:starts[x + 1]``; ``reading[t, p]`` is the
    spelling of token *t* joined with the *p* after it, -1 where that is none or meets nobody. *skips*:
    bits for leaving each token over. *optional*: how many first tokens are titles that may be words."""

    starts: Longs
    reading: Ints
    skips: Floats
    optional: Longs


class PartnerRows(NamedTuple):
    """``PartnerTable`` for compiled loops. Beyond the last spelling there are two that stand for none, each
    its only partner: ``ALONE``, for names of which all but one reading may be left over, and ``LONG``,
    for those of too many tokens to be filed under each two."""

    starts: Longs
    partner: Ints
    doubt: Floats
    joins: Bools


class NamePostings(NamedTuple):
    """Names filed under two spellings. Under *u* there are drawers ``heads[u]:heads[u + 1]``, one for
    each other spelling *second*, ascending; in drawer *d* the names ``name[starts[d]:starts[d + 1]]``,
    ascending."""

    heads: Longs
    second: Ints
    starts: Longs
    name: Ints


def longest(names: NameArrays) -> int:
    """The tokens of the longest name."""
    return int(np.diff(names.starts).max(initial=0))


def partner_rows(table: PartnerTable) -> PartnerRows:
    """*table* for compiled loops, with ``ALONE`` and ``LONG``."""
    spellings, end = len(table.starts) - 1, len(table.partner)
    return PartnerRows(
        np.append(table.starts, (end + 1, end + 2)),
        np.append(table.partner, (spellings, spellings + 1)).astype(np.int32),
        np.append(table.doubt, (0.0, 0.0)),
        np.append(table.joins, (False, False)),
    )


def readings_with_partners(spelling: Longs, table: PartnerTable) -> Ints:
    """*spelling* without the joined ones that no token alone, anywhere, can be a partner of."""
    alone = np.zeros(len(table.starts) - 1, np.bool_)
    alone[spelling[:, 0][spelling[:, 0] >= 0]] = True
    able = np.append(0, np.cumsum(table.joins & alone[table.partner]))[table.starts]
    met = np.append(np.diff(able) > 0, False)[spelling]
    met[:, 0] = True
    return np.where(met, spelling, -1).astype(np.int32)


def post_names(
    names: NameArrays, first: int, partners: PartnerRows, most: float, single: float
) -> NamePostings:
    """File the names from *first* on under each two readings, by counting: first by the second one.

    *single*: bits that come on top of *most*'s where one link is all there is."""
    none, at = np.zeros(0, np.int32), np.zeros(len(partners.starts) - 1, np.int64)
    _post(names, first, most, single, at, none, none)
    ends = np.cumsum(at)
    u, name = np.empty((2, ends[-1]), np.int32)
    _post(names, first, most, single, ends - at, u, name)
    heads = np.append(0, np.cumsum(np.bincount(u, minlength=len(at))))
    second, filed = np.empty((2, len(u)), np.int32)
    _by_first(ends, u, name, heads[:-1].copy(), second, filed)
    opens = np.ones(len(u), np.bool_)
    opens[1:] = second[1:] != second[:-1]
    opens[heads[heads < len(u)]] = True
    starts = np.flatnonzero(opens)
    return NamePostings(np.searchsorted(starts, heads), second[starts], np.append(starts, len(u)), filed)


@nb.njit(cache=True, nogil=True)
def put(at: Longs, one: Ints, two: Ints, key: int, here: int, there: int) -> None:
    """Write a row to the next place of *key*; count it only, where there is no room yet."""
    if len(one):
        one[at[key]] = here
        two[at[key]] = there
    at[key] += 1


@nb.njit(cache=True, nogil=True)
def _post(
    names: NameArrays, first: int, most: float, single: float, at: Longs, one: Ints, name: Ints
) -> None:
    """Put each reading of each name, and the name, under each other reading beside it."""
    starts, reading, skips, optional = names
    alone, long = len(at) - 2, len(at) - 1
    for y in range(first, len(starts) - 1):
        low, high = starts[y], starts[y + 1]
        total = single if high - low - optional[y] > 1 else 0.0
        for t in range(low, high):
            total += skips[t]
        for i in range(low, high):
            rest = total
            for p in range(min(WIDEST, high - i)):
                rest -= skips[i + p]
                u = reading[i, p]
                if u < 0:
                    continue
                if rest <= most:
                    put(at, one, name, alone, u, y)
                if high - low > MOST_TOKENS_IN_PAIRS:
                    put(at, one, name, long, u, y)
                    continue
                for j in range(low, high):
                    for q in range(WIDEST):
                        v = reading[j, q]
                        if v >= 0 and (j + q < i or j > i + p):
                            put(at, one, name, v, u, y)


@nb.njit(cache=True, nogil=True)
def _by_first(ends: Longs, u: Ints, name: Ints, at: Longs, second: Ints, filed: Ints) -> None:
    """Sort rows that are sorted by their second spelling, of the given *ends*, by the first one."""
    row = 0
    for v in range(len(ends)):
        while row < ends[v]:
            put(at, second, filed, u[row], v, name[row])
            row += 1
