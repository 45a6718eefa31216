"""Clusters of scored pairs: against an obvious twin, and the promises made by cluster_pairs."""

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.dedupe.linkage import Clustering, Refused, cluster_pairs
from namematch.dedupe.unit_graph import Constraints, Cutoffs
from namematch.errors import NameMatchError

SCALE = {"join": 3.0, "floor": -10.0, "cap": 12.0}
AVERAGE = "average below the cutoff"


def clustered(n, left, right, bits, *, join, floor, cap, weights=None, **constraints):
    """cluster_pairs with all its options in a row, as its twin has them."""
    cutoffs, held = Cutoffs(join, floor, cap), Constraints(**constraints)
    return cluster_pairs(n, left, right, bits, cutoffs=cutoffs, weights=weights, constraints=held)


def clusters_of(n, pairs, **options):
    """cluster_pairs with the pairs as one mapping (left, right) -> bits."""
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    return clustered(n, left, right, list(pairs.values()), **{**SCALE, **options})


# The slow twin: a full matrix of exact fractions, every mean computed anew at every step.


def full_matrix(n, pairs, join, floor, cap):
    """Bits of every pair of units, clipped; a pair not given counts as floor."""
    bits = {frozenset(pair): Fraction(floor) for pair in combinations(range(n), 2)}
    for pair, given_bits in pairs.items():
        bits[frozenset(pair)] = Fraction(min(max(given_bits, floor), cap))
    return bits


def mean_tie(one, other, bits, weights):
    cross = [(weights[a] * weights[b], bits[frozenset((a, b))]) for a in one for b in other]
    return sum(w * tie for w, tie in cross) / sum(w for w, _ in cross)


def bar(one, other, apart, groups):
    if any((a in one and b in other) or (b in one and a in other) for a, b in apart):
        return "decided different"
    if {groups[a] for a in one} & {groups[b] for b in other} - {None, -1}:
        return "one source"
    return None


def join_same(n, same):
    clusters = [{unit} for unit in range(n)]
    for a, b in same:
        one, other = (next(c for c in clusters if end in c) for end in (a, b))
        if one is not other:
            clusters.remove(other)
            one |= other
    return clusters


def twin(n, pairs, *, join, floor, cap, weights=None, same=(), apart=(), groups=None):
    weights, groups = weights or [1] * n, groups or [None] * n
    bits, clusters = full_matrix(n, pairs, join, floor, cap), join_same(n, same)
    while True:
        ties = [
            (-mean_tie(one, other, bits, weights), one, other)
            for one, other in combinations(sorted(clusters, key=min), 2)
            if not bar(one, other, apart, groups)
        ]
        # min() keeps the first of equals: the smallest label, then the smallest other one
        best = min(ties, key=lambda tie: tie[0], default=(math.inf, None, None))
        if -best[0] < join:
            break
        clusters.remove(best[2])
        best[1].update(best[2])
    home = {unit: cluster for cluster in clusters for unit in cluster}
    refused = [
        Refused(a, b, given_bits, bar(home[a], home[b], apart, groups) or AVERAGE)
        for (a, b), given_bits in sorted((tuple(sorted(p)), x) for p, x in pairs.items())
        if given_bits >= join and home[a] is not home[b]
    ]
    return Clustering(tuple(min(home[unit]) for unit in range(n)), tuple(refused))


@st.composite
def problems(draw, most_units=9):
    """Units, pairs and options without a contradiction. Few values, so that many are equal."""
    n = draw(st.integers(1, most_units))
    every = list(combinations(range(n), 2))
    values = draw(
        st.sampled_from(
            [
                [None, 9.0],
                [9.0, 3.0, 2.5, -10.0],
                [None, None, 20.0, 12.0, 9.5, 9.25, 4.0, 3.0, 2.75, 0.0, -30.0],
            ]
        )
    )
    drawn = draw(st.lists(st.sampled_from(values), min_size=len(every), max_size=len(every)))
    pairs = {pair: bits for pair, bits in zip(every, drawn, strict=True) if bits is not None}
    options = {**SCALE, "floor": draw(st.sampled_from([-10.0, 0.0, 2.5]))}
    if draw(st.booleans()):
        options["weights"] = draw(st.lists(st.integers(1, 5), min_size=n, max_size=n))
    if draw(st.booleans()):
        group = st.sampled_from([None, -1, 0, "b", "c"])
        options["groups"] = draw(st.lists(group, min_size=n, max_size=n))
    decisions = st.lists(st.sampled_from(every), max_size=3) if every else st.just([])
    same, apart = draw(decisions), draw(decisions)
    for cluster in join_same(n, same):
        apart = [pair for pair in apart if not set(pair) <= cluster]
        listed = [options["groups"][u] for u in cluster] if "groups" in options else []
        listed = [group for group in listed if group not in (None, -1)]
        if len(set(listed)) < len(listed):
            same = []
    return n, pairs, {**options, "same": same, "apart": apart}


@settings(max_examples=600, deadline=None)
@given(problems())
def test_clusters_equal_those_of_the_slow_twin(problem):
    n, pairs, options = problem
    assert clusters_of(n, pairs, **options) == twin(n, pairs, **options)


@pytest.mark.parametrize("values", [[9.0, 9.0, -4.0], [8.0, 3.0, -4.0], np.arange(-40, 60) / 4])
@pytest.mark.parametrize("seed", range(8))
def test_clusters_of_more_random_pairs_equal_those_of_the_slow_twin(seed, values):
    # Larger than hypothesis would go: many entries of the queue are stale, or equal, at once.
    rng = np.random.default_rng(seed)
    every = [pair for pair in combinations(range(18), 2) if rng.random() < 0.7]
    pairs = {pair: float(rng.choice(values)) for pair in every}
    options = {**SCALE, "floor": -4.0, "weights": rng.integers(1, 3, 18).tolist()}
    assert clusters_of(18, pairs, **options) == twin(18, pairs, **options)


# The order of the input


@settings(deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_of_their_ends_does_not_matter(problem, random):
    n, pairs, options = problem

    def shuffled(rows):
        turned = [tuple(random.sample(pair, 2)) for pair in rows]
        return random.sample(turned, len(turned))

    expected = clusters_of(n, pairs, **options)
    for key in ("same", "apart"):
        options[key] = shuffled(options[key])
    mixed = {pair: pairs.get(pair, pairs.get(pair[::-1])) for pair in shuffled(pairs)}
    assert clusters_of(n, mixed, **options) == expected


def test_sums_of_fractions_do_not_depend_on_the_order_of_pairs():
    # Thirds and tenths have no exact sum in floats: 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1.
    rng = np.random.default_rng(7)
    left, right = np.triu_indices(40, 1)
    bits = rng.choice([1 / 3, 0.1, 0.2, 0.3, -0.7, -0.2], len(left))
    results = set()
    for _ in range(5):
        order = rng.permutation(len(left))
        columns = left[order], right[order], bits[order]
        results.add(clustered(40, *columns, join=0.1, floor=-1.0, cap=1.0))
    assert len(results) == 1
    assert len(set(results.pop().labels)) not in (1, 40)


def test_arrays_and_lists_give_one_result():
    lists = [0, 4, 2], [1, 3, 1], [9, 9, 5]
    arrays = [np.array(column, dtype=np.int32) for column in lists]
    assert clustered(5, *arrays, **SCALE) == clustered(5, *lists, **SCALE)


# What makes a cluster


def test_a_path_does_not_become_one_cluster():
    n = 30
    path = {(unit, unit + 1): 12.0 for unit in range(n - 1)}
    result = clusters_of(n, path)
    assert result.labels == tuple(unit - unit % 2 for unit in range(n))
    assert [(pair.left, pair.right) for pair in result.refused] == [
        (unit, unit + 1) for unit in range(1, n - 1, 2)
    ]


def test_one_bridge_does_not_carry_and_one_odd_pair_does_not_veto():
    clique = dict.fromkeys(combinations(range(4), 2), 9.0)
    other = dict.fromkeys(combinations(range(4, 8), 2), 9.0)
    bridge = {(0, 4): 1000.0}  # counts as cap: no better than any pair within
    result = clusters_of(8, clique | other | bridge, cap=9.0)
    assert result.labels == (0,) * 4 + (4,) * 4
    assert result.refused == (Refused(0, 4, 1000.0, AVERAGE),)
    odd = {(0, 3): -1000.0}  # counts as floor: (9 + 9 - 10) / 3 is less than 3, so
    assert clusters_of(4, clique | odd).labels == (0, 0, 0, 3)
    assert clusters_of(4, clique | odd, floor=-8.0).labels == (0, 0, 0, 0)


def test_equal_ties_go_to_the_smallest_label_then_the_smallest_other():
    star = {(3, 0): 9.0, (3, 1): 9.0, (3, 2): 9.0}
    assert clusters_of(4, star).labels == (0, 1, 2, 0)
    assert clusters_of(4, {(0, 3): 9.0, (2, 0): 9.0, (1, 3): 9.0}).labels == (0, 1, 0, 1)


def test_the_cutoff_is_inclusive_to_the_last_digit():
    for join in (0.1, 1 / 3, math.log2(10), 3.0):
        scale = {"join": join, "floor": -10.0, "cap": 12.0}
        below = math.nextafter(join, -math.inf)
        assert clusters_of(2, {(0, 1): join}, **scale).labels == (0, 0)
        assert clusters_of(2, {(0, 1): below}, **scale) == Clustering((0, 1), ())


def test_a_weight_stands_for_as_many_mentions():
    # 2 is like 0 and unlike 1, and those two join first: whose mentions are more decides.
    pairs = {(0, 1): 12.0, (0, 2): 9.0}
    assert clusters_of(3, pairs, weights=[1, 1, 1]).labels == (0, 0, 2)
    assert clusters_of(3, pairs, weights=[9, 1, 1]).labels == (0, 0, 0)
    assert clusters_of(3, pairs, weights=[10**12, 1, 10**12]).labels == (0, 0, 0)


def test_infinite_bits_count_as_floor_and_cap():
    result = clusters_of(3, {(0, 1): math.inf, (1, 2): -math.inf, (0, 2): 9.0})
    assert result.labels == (0, 0, 2)
    assert result.refused == (Refused(0, 2, 9.0, AVERAGE),)


# What was decided


def test_same_joins_first_without_any_pair_and_transitively():
    assert clusters_of(5, {}, same=[(4, 2), (2, 1), (1, 1)]).labels == (0, 1, 1, 3, 1)


def test_ties_are_scored_after_what_was_decided_is_joined():
    # Alone, 0 and 1 would join; 1 stands with 2 and 3, which 0 does not resemble.
    assert clusters_of(4, {(0, 1): 9.0}, same=[(1, 2), (1, 3)]).labels == (0, 1, 1, 1)


def test_what_is_decided_same_brings_its_weaker_pairs_along():
    # 2 alone could never join 0, yet its 2.0 makes the mean of 9.0 and it 5.5, not -0.5.
    assert clusters_of(3, {(0, 1): 9.0, (0, 2): 2.0}, same=[(1, 2)]).labels == (0, 0, 0)


def test_apart_holds_for_everything_that_joins_the_two():
    clique = dict.fromkeys(combinations(range(4), 2), 9.0) | {(0, 1): 12.0, (2, 3): 12.0}
    result = clusters_of(4, clique, apart=[(3, 0)])
    assert result.labels == (0, 0, 2, 2)
    assert {pair.reason for pair in result.refused} == {"decided different"}
    assert [(pair.left, pair.right) for pair in result.refused] == [
        (0, 2), (0, 3), (1, 2), (1, 3)
    ]  # fmt: skip


def test_units_of_one_group_never_share_a_cluster():
    clique = dict.fromkeys(combinations(range(4), 2), 9.0)
    result = clusters_of(4, clique, groups=["a", "a", None, -1])
    assert result.labels == (0, 1, 0, 0)
    assert {pair.reason for pair in result.refused} == {"one source"}
    lists = clusters_of(4, clique, groups=np.array([0, 1, 0, 1]))
    assert lists.labels == (0, 0, 2, 2)


def test_a_group_comes_along_with_what_was_decided_same():
    # 2 has no pair with 1, but is one with 0, and stands in the list of 1.
    result = clusters_of(3, {(0, 1): 12.0}, groups=[None, "a", "a"], same=[(0, 2)], floor=2.0)
    assert result == Clustering((0, 1, 0), (Refused(0, 1, 12.0, "one source"),))


def test_decided_different_goes_before_one_source():
    result = clusters_of(2, {(0, 1): 9.0}, apart=[(0, 1)], groups=[5, 5])
    assert result.refused == (Refused(0, 1, 9.0, "decided different"),)


# The edges


def test_without_units_the_result_is_empty():
    assert clusters_of(0, {}) == Clustering((), ())
    assert clusters_of(0, {}, weights=[], groups=[]) == Clustering((), ())


def test_a_unit_without_pairs_is_a_cluster():
    assert clusters_of(1, {}) == Clustering((0,), ())
    assert clusters_of(3, {}, groups=[0, 0, 0]).labels == (0, 1, 2)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"same": [(0, 1), (1, 2)], "apart": [(2, 0)]}, "units 0 and 2 .* same and different"),
        ({"apart": [(1, 1)]}, "units 1 and 1 .* same and different"),
        ({"same": [(2, 1), (0, 1)], "groups": ["x", None, "x"]}, "units 0 and 2 .* 'x'"),
        ({"same": [(0, 3)]}, r"same: \[0, 3\] is not a pair of units in 0..2"),
        ({"apart": [(-1, 2)]}, r"apart: \[-1, 2\] is not a pair"),
        ({"apart": [(0, 1, 2)]}, r"apart: \[0, 1, 2\] is not a pair"),
        ({"groups": [1, 2]}, "2 groups for 3 units"),
        ({"weights": [1, 2]}, "2 weights for 3 units"),
        ({"weights": [1, 0, 2]}, "weight of unit 1 is 0"),
        ({"weights": [1.5, 1.0, 2.0]}, "weights is not a sequence of integers"),
        ({"join": -10.0}, "floor < join <= cap: -10.0, -10.0, 12.0"),
        ({"cap": 2.0}, "floor < join <= cap"),
        ({"join": math.nan}, "floor < join <= cap"),
        ({"floor": -math.inf}, "floor < join <= cap"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(options, message):
    with pytest.raises(NameMatchError, match=message):
        clusters_of(3, {(0, 1): 9.0}, **options)


@pytest.mark.parametrize(
    ("left", "right", "bits", "message"),
    [
        ([0, 2, 1], [1, 0, 0], [9.0, 9.0, 9.0], "units 0 and 1 is given twice"),
        ([2], [2], [9.0], "units 2 and 2 is of one unit with itself"),
        ([0], [3], [9.0], "units 0 and 3 is outside of 0..2"),
        ([-1], [0], [9.0], "units -1 and 0 is outside of 0..2"),
        ([1], [0], [math.nan], "units 0 and 1 has NaN bits"),
        ([0, 1], [2], [9.0], "differ in shape"),
        ([0.5], [1.0], [9.0], "left is not a sequence of integers"),
        ([True], [False], [9.0], "left is not a sequence of integers"),
        ([[0]], [[1]], [[9.0]], "left is not a sequence of integers"),
    ],
)
def test_pairs_that_cannot_be_meant_are_refused(left, right, bits, message):
    with pytest.raises(NameMatchError, match=message):
        clustered(3, left, right, bits, **SCALE)


def test_a_negative_number_of_units_is_refused():
    with pytest.raises(NameMatchError, match="number of units -1"):
        clusters_of(-1, {})
