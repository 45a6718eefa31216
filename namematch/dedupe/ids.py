"""The mentions of persons in, an id for each person out: a hash of the texts and where they stand.

It depends on the multiset of (source, text) alone, and is the same on every machine.
"""

from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Hashes, Longs
from ..arrays.hashing import hashes_of, mixed
from ..arrays.strings import Texts, parts

_DIGITS: Final = np.frombuffer(b"0123456789abcdef", np.uint8)
_ID_LETTERS: Final = 12  # of an id
_ID_BITS: Final = 4 * _ID_LETTERS
_WITHOUT_SOURCE: Final = np.uint64(0x9E3779B97F4A7C15)


def mention_hashes(texts: Hashes, sources: Texts, missing: Bools) -> Hashes:
    """A hash of each mention, from that of its text; a source that is *missing* is none, not an empty one."""
    where = hashes_of(sources)
    where[missing] = _WITHOUT_SOURCE
    found: Hashes = mixed(texts + mixed(where))
    return found


def person_ids(hashes: Hashes, starts: Longs) -> Texts:
    """The id of each person, whose mentions are ``hashes[starts[p]:starts[p + 1]]``, one at least, in any
    order: twelve digits; the second of equal ones ends in -2, and so on.

    >>> list(person_ids(np.array([1, 2, 2, 1, 7], np.uint64), np.array([0, 2, 4, 5])))
    ['d66ad737d54c', 'd66ad737d54c-2', '46abcca593a3']
    """
    shown = np.empty(len(starts) - 1, np.uint64)
    digits = np.empty((len(shown), _ID_LETTERS), np.uint8)
    for part in parts(len(shown)):
        bounds = starts[part.start : part.stop + 1]
        total = np.add.reduceat(hashes[bounds[0] : bounds[-1]], bounds[:-1] - bounds[0])
        shown[part] = mixed(total + np.diff(bounds).astype(np.uint64)) >> np.uint64(64 - _ID_BITS)
        for place in range(_ID_LETTERS):
            shift = np.uint64(_ID_BITS - 4 * (place + 1))
            digits[part, place] = _DIGITS[(shown[part] >> shift) & np.uint64(15)]
    bounds = np.arange(0, digits.size + 1, _ID_LETTERS)
    return _with_turns(Texts(digits.ravel(), bounds[:-1], bounds[1:]), shown)


def _with_turns(ids: Texts, shown: Hashes) -> Texts:
    """*ids* of the hashes *shown*, the turn written behind each but the first of equal ones."""
    ascending = np.sort(shown)
    several = np.flatnonzero(np.isin(shown, ascending[1:][ascending[1:] == ascending[:-1]]))
    place = np.arange(len(ids))
    seen: dict[str, int] = {}
    turned: list[str] = []
    for person in several.tolist():
        turn = seen[ids[person]] = seen.get(ids[person], 0) + 1
        if turn > 1:
            place[person] = len(ids) + len(turned)
            turned.append(f"{ids[person]}-{turn}")
    return Texts.joined([ids, Texts.of(turned)]).take(place) if turned else ids
