"""The batch against brute force: the pairs that comparing all names finds, with the same bits."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from random import Random

import numpy as np
import pytest

from namematch.arrays.compiled import Kernel
from namematch.batch import scoring, within
from namematch.batch.all_pairs import score_list
from namematch.batch.scoring import ScoredPairs
from namematch.compare import names as compare
from namematch.compare.alignment import align
from namematch.compare.names import compare_names
from namematch.errors import NameMatchError
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.names.compounds import LONGEST_NAME
from namematch.names.name import Name
from namematch.names.parse import parse_name
from namematch.policy import Policy, Prices
from namematch.progress import silent
from tests.support.hard_lists import ALMOST, PARTS, POLICIES, few_words, list_of_300, policy_of
from tests.support.noisy_names import noisy_name, noisy_names

Pairs = dict[tuple[int, int], float]  # bits of each pair


COMPILED_ALIGN = Kernel(align)


@pytest.fixture(autouse=True)
def every_name_within(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many a name stands within, all of them are told; the bound has a test of its own."""
    monkeypatch.setattr(within, "MOST_LONGER", 10**9)


def score(names: list[Name], policy: Policy, *, left: int = 0) -> ScoredPairs:
    return score_list(names, policy=policy, vocabulary=shipped_vocabulary(), progress=silent, left=left)


def found(names: list[Name], policy: Policy, *, left: int = 0) -> Pairs:
    scored = score(names, policy, left=left)
    keys = list(zip(scored.left.tolist(), scored.right.tolist(), strict=True))
    assert keys == sorted(set(keys))
    assert all(a < b for a, b in keys)
    return dict(zip(keys, scored.bits.tolist(), strict=True))


def brute_force(
    names: list[Name], policy: Policy, *, left: int = 0
) -> Iterator[tuple[tuple[int, int], float]]:
    """Slow twin: every pair and its bits."""
    rows = range(len(names))
    pairs = product(rows[:left], rows[left:]) if left else combinations(rows, 2)
    for a, b in pairs:
        yield (a, b), compare_names(names[a], names[b], policy=policy).bits


def assert_equal(names: list[Name], policy: Policy, *, left: int = 0) -> int:
    """Check that the batch finds the pairs of brute force, with their bits; gives their number."""
    got, wanted = found(names, policy, left=left), dict(brute_force(names, policy, left=left))
    # On the cutoff itself, rounding may decide.
    due = {pair for pair, bits in wanted.items() if bits >= policy.review + ALMOST}
    may = {pair for pair, bits in wanted.items() if bits >= policy.review - ALMOST}
    off = [pair for pair in got if pair not in may or abs(got[pair] - wanted[pair]) > ALMOST]
    off += sorted(due - got.keys())
    assert not off, [(names[a].text, names[b].text, got.get((a, b)), wanted[a, b]) for a, b in off[:5]]
    return len(due)


def parsed(texts: list[str]) -> list[Name]:
    return [parse_name(text) for text in texts]


@pytest.mark.parametrize("seed", range(40))
def test_equal_to_brute_force(seed):
    # A few sets of words serve all lists: reading a word costs more than comparing names.
    random, given, family = Random(seed), *few_words(seed % 5)
    count = random.choice([2, 5, 8, 8, 12, 12, 20, 40])
    names = parsed([noisy_name(random, given, family) for _ in range(count)])
    left = random.choice([0, 0, len(names) // 3])
    assert_equal(names, POLICIES[seed % len(POLICIES)], left=left)


@pytest.mark.parametrize("seed", range(12))
def test_equal_to_brute_force_on_parts_of_names(seed):
    random = Random(seed)
    words = random.sample(PARTS.split(), random.choice([6, 12, 30]))
    gaps = [*[" "] * 8, "-", "\u200c", "", ", "]
    texts = [
        "".join(random.choice(words) + random.choice(gaps) for _ in range(length))
        for length in random.choices([0, 1, 2, 2, 3, 3, 4, 5, 6, 8], k=20)
    ]
    assert_equal(parsed(texts), POLICIES[seed % len(POLICIES)], left=random.choice([0, 7]))


# What is dropped, joined, moved to the front or only a title in full names of few words.
DROPPED = """
سید حاج دکتر seyed haj dr mir al ol bin علی رضا علیرضا alireza ali reza mohammad محمد حسین hossein
hosseinzadeh زاده zadeh karimi کریمی karami کرمی sadeghi صادقی
"""


@pytest.mark.parametrize("most", [0.9, 3.4, 5.5, 8.5])
@pytest.mark.parametrize("left", [0, 9])
def test_equal_to_brute_force_where_words_are_dropped(most, left):
    random = Random(f"{most} {left}")
    words, full = DROPPED.split(), ["seyed", "mohammad", "reza", "al", "hosseinzadeh", "karimi"]
    names = [[random.choice(words) for _ in range(random.choice([2, 3, 3, 4]))] for _ in range(14)]
    names += [[word for word in full if random.random() < 0.7] for _ in range(14)]
    random.shuffle(names)
    assert_equal(parsed([" ".join(name) for name in names]), policy_of(most, 10_000), left=left)


def aligned_by_compiled_code(doubts, skips, words, prices, least, room, links):
    cost, step, of_left, of_right = room
    filled = np.array(links, np.int64)
    found = COMPILED_ALIGN(
        np.array(doubts, np.float64),
        tuple(np.array(side, np.float64) for side in skips),
        tuple(np.array(side, np.bool_) for side in words),
        np.array(prices, np.float64),
        least,
        (np.array(cost), np.array(step, np.int64), np.array(of_left), np.array(of_right)),
        filled,
    )
    links[:] = filled.tolist()
    return found


def test_equal_to_brute_force_on_a_list_of_300(monkeypatch):
    # All 44,850 pairs are compared; only their alignment is compiled, plain it takes a minute.
    monkeypatch.setattr(compare, "align", aligned_by_compiled_code)
    assert assert_equal(parsed(list_of_300()), Policy(population=300)) > 1000


def test_another_vocabulary():
    words = shipped_vocabulary()
    few = Vocabulary(tuple(words.word(x) for x in ("علی", "رضا", "کریمی", "کرمی", "حسین", "حسن")))
    names = parsed(["Ali Karami", "علی کریمی", "Hoseyn Karami", "حسین کرمی", "Hasan Karimi", "Zal Div"])
    policy = policy_of(12.9, 2)
    scored = score_list(names, policy=policy, vocabulary=few, progress=silent)
    got = dict(zip(zip(scored.left.tolist(), scored.right.tolist(), strict=True), scored.bits, strict=True))
    for a, b in combinations(range(len(names)), 2):
        bits = compare_names(names[a], names[b], policy=policy, vocabulary=few).bits
        assert ((a, b) in got) == (bits >= policy.review)
        assert abs(got.get((a, b), bits) - bits) <= ALMOST
    assert got != found(names, policy)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_names_does_not_matter(seed):
    random = Random(seed)
    texts = noisy_names(random, 40)
    shuffled = random.sample(texts, len(texts))
    policy = POLICIES[seed]

    def by_text(texts: list[str]) -> Counter[tuple[tuple[str, ...], float]]:
        pairs = found(parsed(texts), policy)
        return Counter((tuple(sorted((texts[a], texts[b]))), bits) for (a, b), bits in pairs.items())

    assert by_text(texts) == by_text(shuffled)  # to the last bit


@pytest.mark.parametrize("seed", range(2))
def test_two_lists_give_the_pairs_across(seed):
    names = parsed(noisy_names(Random(seed), 40))
    whole = found(names, POLICIES[seed])
    for left in (1, 15, 39):
        across = {pair: bits for pair, bits in whole.items() if pair[0] < left <= pair[1]}
        assert found(names, POLICIES[seed], left=left) == across


def test_more_names_than_a_block_holds(monkeypatch):
    monkeypatch.setattr(scoring, "PROBES_A_BLOCK", 100)
    random = Random(2)
    words = [[word for group in groups for word in group] for groups in few_words(2)]
    names = parsed([" ".join(map(random.choice, words)) for _ in range(700)])
    pairs = found(names, Policy(population=700))
    drawn = [sorted(random.sample(range(len(names)), 2)) for _ in range(500)]
    for a, b in [*random.sample(sorted(pairs), 200), *drawn]:
        bits = compare_names(names[a], names[b], policy=Policy(population=700)).bits
        assert ((a, b) in pairs) == (bits >= Policy().review)
        assert abs(pairs.get((a, b), bits) - bits) <= ALMOST


@pytest.mark.parametrize("texts", [[], ["Ali Karimi"], ["", "", "Dr"], ["", "Ali Karimi"], ["김", "አሊ"]])
def test_nothing_to_find(texts):
    assert found(parsed(texts), Policy(population=2)) == {}


def test_equal_names_are_pairs():
    names = parsed(["Ali Karimi", "", "علی کریمی", "Ali Karimi"])
    assert found(names, Policy(population=3)).keys() == {(0, 2), (0, 3), (2, 3)}
    assert found(names, Policy(population=3), left=1).keys() == {(0, 2), (0, 3)}


def test_longer_texts_than_names_take_part_in_no_pair():
    text = " ".join(["Ali Karimi"] * (LONGEST_NAME // 2))
    names = parsed([text, text, text + " Reza", text + " Reza", "Hasan Azizi"])
    assert found(names, Policy(population=2)).keys() == {(0, 1)}


def test_a_cutoff_below_what_a_token_can_bring_is_refused():
    names = parsed(["Ali Karimi", "Reza Rostami"])
    for policy in (Policy(review=-30.0, population=2), policy_of(13.5, 2), policy_of(9, 2, most_doubt=8.0)):
        with pytest.raises(NameMatchError, match=f"review={policy.review} admits .* nothing in common"):
            score(names, policy)
    cheap = Policy(prices=Prices(family=2, given=3, only_pair=4, single=1), population=2, review=-8.0)
    with pytest.raises(NameMatchError, match="nothing in common"):
        score(names, cheap)
    assert found(names, policy_of(12.9, 2)) == {}


def test_the_population_must_be_given():
    with pytest.raises(NameMatchError, match="population=None"):
        score(parsed(["Ali Karimi"]), Policy())


def test_a_larger_population_finds_no_more():
    names = parsed(noisy_names(Random(1), 40))
    sizes = [found(names, replace(Policy(), population=n)).keys() for n in (2, 10**5, 10**7)]
    assert sizes[0] >= sizes[1] >= sizes[2]


def test_progress_reaches_the_number_of_names():
    steps: list[tuple[str, int, int]] = []
    names = parsed(noisy_names(Random(4), 20))
    score_list(
        names, policy=Policy(population=20), vocabulary=shipped_vocabulary(),
        progress=lambda *step: steps.append(step),
    )  # fmt: skip
    assert steps[-1] == ("comparing names", 20, 20)
