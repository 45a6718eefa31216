"""The benchmark of spellings in use counts what is listed."""

from benchmarks.accuracy.in_use import attested, in_use, shares_found


def test_a_spelling_counts_where_it_stands_early_enough() -> None:
    words = {"x": ["Alee", "Ali", "Aly"]}
    listed = ["ALI", *map(str, range(20)), "a-ly"]
    assert shares_found(words, lambda word, form: listed) == [0.5, 1.0]
    assert shares_found({}, lambda word, form: listed) == [0.0, 0.0]


def test_more_is_found_than_the_spelling_itself() -> None:
    words = attested(12)
    own, found = (shares_found(words, f) for f in (lambda _, form: [form], lambda _, form: in_use(form)))
    assert found[1] > own[1]
