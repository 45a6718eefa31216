"""Lists of names: read at once as one by one, whatever spells them; and who of them is one name."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.strings import Cells, Texts
from namematch.names.lists import DistinctNames, distinct_names, read_each, read_names, read_rows, read_sides
from namematch.names.mentions import Mention, Mentions, read_name
from namematch.names.name import Name
from namematch.names.parse import parse_name

TEXTS = ["Ali Karimi", "ALI KARIMI", "Seyed Ali Karimi", "Dr. Karimi", "علی کریمی", "", "Karimi, Ali", "."]
FIELDS = [None, "", "Ali", "Karimi", "Dr."]
VALUES = st.one_of(
    st.sampled_from([None, float("nan"), *TEXTS]),
    st.builds(Mention, st.sampled_from(TEXTS), given=st.sampled_from(FIELDS), family=st.sampled_from(FIELDS)),
    st.fixed_dictionaries({"text": st.sampled_from(TEXTS), "given": st.sampled_from(FIELDS)}),
    st.sampled_from(TEXTS).map(parse_name),
    st.builds(parse_name, st.sampled_from(TEXTS), given=st.just("Ali"), family=st.sampled_from(FIELDS)),
)
LISTS = st.lists(VALUES, max_size=12)


@given(LISTS, LISTS)
def test_rows_read_at_once_are_read_as_alone(left: list[Any], right: list[Any]) -> None:
    done: list[int] = []
    readings = read_names(read_rows(left, "left"), read_rows(right, "right"), advance=done.append)
    alone = [read_name(value) for value in [*left, *right]]
    assert [readings.names[x] for x in readings.of_row.tolist()] == alone
    assert [readings.names.texts[x] for x in readings.of_row.tolist()] == [name.text for name in alone]
    assert set(readings.of_row.tolist()) == set(range(len(readings.names)))
    assert sum(done) == len(alone)
    assert read_each([*left, *right], "queries", "query") == alone


@given(LISTS)
def test_mentions_by_column_are_read_as_mentions_are(values: list[Any]) -> None:
    rows = read_rows([value for value in values if not isinstance(value, Name)], "mentions")
    cells = rows.mentions.texts, rows.mentions.given, rows.mentions.family
    columns = [Texts.of(text or "" for text in column) for column in cells]
    nothing = (None,) * len(rows)
    mentions = Mentions(columns[0], nothing, range(len(rows)), Cells(columns[1]), Cells(columns[2]))
    one, two = (read_names(x, advance=lambda n: None) for x in (rows, read_rows(mentions, "mentions")))
    assert list(one.names) == list(two.names)
    assert one.of_row.tolist() == two.of_row.tolist()


def key(value: Any) -> tuple[object, ...]:
    return read_name(value).tokens


@given(LISTS, st.randoms(use_true_random=False))
def test_distinct_names_are_of_the_rows_and_not_of_their_order(values: list[Any], random: Any) -> None:
    shuffled = random.sample(values, len(values))
    one, two = (distinct_names(read_rows(x, "mentions"), lambda n: None) for x in (values, shuffled))
    assert list(one.distinct) == list(two.distinct)
    assert len(one) == len({key(value) for value in values if key(value)})
    for names, rows in ((one, values), (two, shuffled)):
        for value, name, reading in zip(rows, names.name_of.tolist(), names.reading_of.tolist(), strict=True):
            assert names.readings[reading] == read_name(value)
            assert key(value) == (names.distinct[name].tokens if name >= 0 else ())
    assert in_order(one) == in_order(two)


def in_order(names: DistinctNames) -> list[Name]:
    """The readings of each name in their order, equal ones once."""
    name_of = dict(zip(names.reading_of.tolist(), names.name_of.tolist(), strict=True))
    worded = [(name, int(names.turn[reading]), reading) for reading, name in name_of.items() if name >= 0]
    return list(dict.fromkeys(names.readings[reading] for _, _, reading in sorted(worded)))


@given(LISTS, LISTS)
def test_sides_have_every_row_under_its_name(left: list[Any], right: list[Any]) -> None:
    sides = read_sides(read_rows(left, "left"), read_rows(right, "right"), lambda n: None)
    for side, values, before in ((sides.left, left, 0), (sides.right, right, len(sides.left.rows))):
        assert side.rows.lengths.sum() == len(values)
        for row, value in enumerate(values):
            name = sides.names[before + int(side.name_of[row])]
            read = read_name(value)
            assert (name.tokens, name.optional_titles) == (read.tokens, read.optional_titles)
            assert row in side.rows[int(side.name_of[row])]
    assert sides.named == sum(bool(key(value)) for value in [*left, *right])


def test_a_long_list_of_texts_is_never_made_of_objects() -> None:
    texts = Texts.of(["Ali Karimi"] * 3)
    rows = read_rows(texts, "names")
    assert rows.mentions.texts is texts
    assert (len(rows.names), rows.name_of.tolist()) == (0, [-1, -1, -1])
    table = read_names(rows, advance=lambda n: None).names
    again = read_rows(table, "names")
    assert (again.names is table, again.mentions.texts is table.texts) == (True, True)
    assert read_names(again, advance=lambda n: None).names is table
    assert np.array_equal(again.name_of, [0])
