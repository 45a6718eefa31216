"""Names as arrays: what is read in bulk against what is read one by one."""

import numpy as np
import pytest
from hypothesis import given

from namematch.names.parse import parse_name
from namematch.names.table import NameTable, read_texts, tabulate
from tests.support.texts import LISTS, WORDS


def read(texts: list[str]) -> NameTable:
    return read_texts(texts, advance=lambda rows: None)


def contents(table: NameTable) -> list[tuple[object, ...]]:
    bounds = zip(table.starts[:-1].tolist(), table.starts[1:].tolist(), strict=True)
    tokens = [[table.tokens[k] for k in table.token[a:b]] for a, b in bounds]
    columns = (table.texts, table.optional, table.titles, table.script)
    return list(zip(tokens, *(list(column) for column in columns), strict=True))


@given(LISTS)
def test_texts_read_in_bulk_are_read_as_alone(texts: list[str]) -> None:
    alone = [parse_name(text) for text in texts]
    table = read(texts)
    assert contents(table) == contents(tabulate(alone))
    assert list(table) == alone


def test_every_order_of_two_and_three_words() -> None:
    texts = [f"{a} {b} {c}" for a in WORDS for b in WORDS for c in WORDS[::5]]
    assert contents(read(texts)) == contents(tabulate([parse_name(text) for text in texts]))


def test_a_table_is_a_sequence_of_names() -> None:
    table = read(["Ali Karimi", "KARIMI Ali", ""])
    assert table[-1] == parse_name("")
    assert table[:2] == [parse_name("Ali Karimi"), parse_name("KARIMI Ali")]
    with pytest.raises(IndexError):
        table[3]
    taken = table.take(np.array([2, 0, 0]))
    assert [name.text for name in taken] == ["", "Ali Karimi", "Ali Karimi"]
    assert contents(taken) == [contents(table)[i] for i in (2, 0, 0)]
    assert tabulate(table) is table
