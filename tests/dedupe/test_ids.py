"""Ids of persons against the same hash in plain Python."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.hashing import hashes_of
from namematch.arrays.strings import Texts, encoded
from namematch.dedupe.ids import mention_hashes, person_ids
from tests.support.hashing import BITS, slow_hash

MENTIONS = st.tuples(st.sampled_from(["", "Ali", "علی"]), st.sampled_from([None, "", "a", "b"]))
PERSONS = st.lists(st.lists(MENTIONS, min_size=1, max_size=4), max_size=8)
NO_SOURCE = 0x9E3779B97F4A7C15


def stirred(value: int) -> int:
    value &= BITS
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ value >> 33) * factor & BITS
    return value ^ value >> 33


def slow_ids(persons: list[list[tuple[str, str | None]]]) -> list[str]:
    """The ids, one mention at a time."""
    seen: dict[str, int] = {}
    ids = []
    for mentions in persons:
        total = len(mentions)
        for text, source in mentions:
            where = NO_SOURCE if source is None else slow_hash(source.encode())
            total += stirred(slow_hash(text.encode()) + stirred(where))
        digits = f"{stirred(total) >> 16:012x}"
        turn = seen[digits] = seen.get(digits, 0) + 1
        ids.append(f"{digits}-{turn}" if turn > 1 else digits)
    return ids


def ids_of(persons: list[list[tuple[str, str | None]]]) -> list[str]:
    mentions = [mention for person in persons for mention in person]
    sources, missing = encoded([source for _, source in mentions])
    hashes = mention_hashes(hashes_of(Texts.of(text for text, _ in mentions)), sources, missing)
    return list(person_ids(hashes, np.cumsum([0, *map(len, persons)])))


@given(PERSONS)
def test_ids_are_those_of_plain_python(persons: list[list[tuple[str, str | None]]]) -> None:
    assert ids_of(persons) == slow_ids(persons)


@given(PERSONS)
def test_an_id_is_of_the_multiset_of_mentions(persons: list[list[tuple[str, str | None]]]) -> None:
    assert ids_of([mentions[::-1] for mentions in persons]) == ids_of(persons)
    alike = {tuple(sorted(map(repr, mentions))) for mentions in persons}
    assert len({x.partition("-")[0] for x in ids_of(persons)}) == len(alike)


def test_ids_stay_what_they_are() -> None:
    # Who keeps ids beside their list must find them again after an update.
    persons = [[("Ali Karimi", None), ("علی کریمی", "letter")], [("Ali Karimi", "")], [("Ali Karimi", None)]]
    assert ids_of(persons) == ["50cd4b4e7ec8", "437e6ccd0e70", "f02699761243"]
