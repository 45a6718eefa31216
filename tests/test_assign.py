"""The one-to-one choice: its slow twin tries every choice."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from namematch.assign import best_assignment

weights = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(0, 20).map(float), max_size=7
)


def greatest_sum(pairs: dict[tuple[int, int], float]) -> float:
    """Slow twin: the greatest sum over all subsets in which no end occurs twice."""
    best = 0.0
    for chosen in product((False, True), repeat=len(pairs)):
        kept = [pair for pair, take in zip(pairs, chosen, strict=True) if take]
        if len({a for a, _ in kept}) == len({b for _, b in kept}) == len(kept):
            best = max(best, sum(pairs[pair] for pair in kept))
    return best


@given(weights)
def test_the_choice_adds_up_to_the_greatest_sum(pairs: dict[tuple[int, int], float]) -> None:
    chosen = best_assignment((a, b, w) for (a, b), w in pairs.items())
    assert len({a for a, _ in chosen}) == len({b for _, b in chosen}) == len(chosen)
    assert sum(pairs[pair] for pair in chosen) == greatest_sum(pairs)


def test_nothing_gives_nothing() -> None:
    assert best_assignment([]) == set()
