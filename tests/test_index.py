"""The index against brute force: the rows that comparing a query with all names finds, with the same bits."""

from dataclasses import replace
from random import Random

import pytest
from test_batch import ALMOST, PARTS, POLICIES, few_words
from test_compare import noisy_name

from namematch.compare import compare_names
from namematch.index import NameIndex

EVERYTHING = 10_000  # rows, more than any list here has


def assert_equal(index: NameIndex, names: list[str], query: str) -> int:
    """Check that a search finds what brute force does; gives how many rows that is."""
    policy = replace(index.policy, population=index.population)
    wanted = {row: compare_names(query, name, policy=policy) for row, name in enumerate(names)}
    found = index.search(query, top=EVERYTHING)
    assert [(m.bits, -m.right) for m in found] == sorted(((m.bits, -m.right) for m in found), reverse=True)
    ours = {m.right: m for m in found}
    # On the cutoff itself, rounding may decide.
    due = {row for row, c in wanted.items() if c.bits >= policy.review + ALMOST}
    may = {row for row, c in wanted.items() if c.bits >= policy.review - ALMOST}
    off = [row for row in ours if row not in may or abs(ours[row].bits - wanted[row].bits) > ALMOST]
    off += sorted(due - ours.keys())
    assert not off, [(query, names[row], ours.get(row), wanted[row]) for row in off[:5]]
    assert all(match.verdict == wanted[row].verdict for row, match in ours.items())
    assert [m.right for m in index.search(query, top=3)] == [m.right for m in found[:3]]
    return len(due)


@pytest.mark.parametrize("seed", range(40))
def test_equal_to_brute_force(seed: int) -> None:
    random, given, family = Random(seed), *few_words(seed % 5)
    texts = [noisy_name(random, given, family) for _ in range(random.choice([2, 5, 8, 12, 20, 40]))]
    names = texts[: 1 + len(texts) // 2]
    index = NameIndex(names, policy=POLICIES[seed % len(POLICIES)])
    for query in texts[-6:]:
        assert_equal(index, names, query)


@pytest.mark.parametrize("seed", range(24))
def test_equal_to_brute_force_on_parts_of_names(seed: int) -> None:
    random = Random(seed)
    words = random.sample(PARTS.split(), random.choice([6, 12, 30]))
    gaps = [*[" "] * 8, "-", "\u200c", "", ", "]
    texts = [
        "".join(random.choice(words) + random.choice(gaps) for _ in range(length))
        for length in random.choices([0, 1, 2, 2, 3, 3, 4, 5, 6, 8], k=24)
    ]
    names = texts[:16]
    index = NameIndex(names, policy=POLICIES[seed % len(POLICIES)])
    for query in texts[12:]:
        assert_equal(index, names, query)
