"""Columns as bytes against lists of the same texts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.strings import Cells, Coded, Texts, encoded, inside, parts

ANY = st.text(st.characters(codec=None), max_size=6)  # lone surrogates too
LISTS = st.lists(ANY, max_size=9)


@given(LISTS, st.data())
def test_texts_are_a_sequence_of_what_was_put_in(listed: list[str], data: st.DataObject) -> None:
    texts = Texts.of(listed)
    assert (len(texts), list(texts), texts[:]) == (len(listed), listed, listed)
    chosen = data.draw(st.lists(st.integers(0, len(listed) - 1))) if listed else []
    taken = texts.take(np.array(chosen, np.int64))
    assert [taken[i] for i in range(len(taken))] == [listed[i] for i in chosen]
    assert taken[::2] == [listed[i] for i in chosen[::2]]
    again = Texts.joined([taken, texts])
    assert list(again) == [*taken, *listed]
    sizes = [len(text.encode("utf-8", "surrogatepass")) for text in listed]
    assert texts.lengths.tolist() == sizes


@given(st.lists(st.integers(0, 10**12)))
def test_numbers_as_texts(numbers: list[int]) -> None:
    assert list(Texts.of_numbers(np.array(numbers, np.int64))) == list(map(str, numbers))


@given(st.lists(st.none() | ANY))
def test_encoded_tells_none_from_an_empty_text(values: list[str | None]) -> None:
    texts, missing = encoded(values)
    found = [None if gone else text for text, gone in zip(texts, missing.tolist(), strict=True)]
    assert found == values


@given(LISTS)
def test_cells_are_none_where_empty(listed: list[str]) -> None:
    cells = Cells(Texts.of(listed))
    said = [text or None for text in listed]
    assert (list(cells), cells[:], len(cells)) == (said, said, len(said))
    assert [cells[i] for i in range(len(cells))] == said
    texts, missing = encoded(cells)
    assert (list(texts), missing.tolist()) == (listed, [x is None for x in said])


@given(st.lists(st.integers(-1, 2)))
def test_coded_columns(places: list[int]) -> None:
    coded = Coded("abc", np.array(places, np.int64))
    said = ["abc"[x] if x >= 0 else None for x in places]
    assert (list(coded), coded[:], len(coded)) == (said, said, len(said))
    assert [coded[i] for i in range(len(coded))] == said


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3))))
def test_inside(gaps: list[tuple[int, int]]) -> None:
    bounds = np.cumsum(np.array(gaps, np.int64)).reshape(-1, 2)
    size = int(bounds.max(initial=0)) + 2
    found = inside(bounds[:, 0], bounds[:, 1], size)
    assert found.tolist() == [any(a <= i < b for a, b in bounds.tolist()) for i in range(size)]


@given(st.integers(0, 300_000))
def test_parts_are_all_rows_in_turn(rows: int) -> None:
    bounds = [(part.start, part.stop) for part in parts(rows)]
    assert [b for _, b in bounds[:-1]] == [a for a, _ in bounds[1:]]
    assert sum(b - a for a, b in bounds) == rows
