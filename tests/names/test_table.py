"""Names as arrays: what is read in bulk against what is read one by one."""

import numpy as np
import pytest
from hypothesis import given

from namematch.names.parse import parse_name
from namematch.names.table import NameTable, read_texts, tabulate
from tests.support.texts import CLAUSES, LISTS, WORDS


def read(texts: list[str], titles: tuple[str, ...] = ()) -> NameTable:
    return read_texts(texts, advance=lambda rows: None, titles=titles)


def contents(table: NameTable) -> list[tuple[object, ...]]:
    bounds = zip(table.starts[:-1].tolist(), table.starts[1:].tolist(), strict=True)
    tokens = [[table.tokens[k] for k in table.token[a:b]] for a, b in bounds]
    columns = (table.texts, table.optional, table.titles, table.script)
    return list(zip(tokens, *(list(column) for column in columns), beside(table), strict=True))


def beside(table: NameTable) -> list[list[tuple[int, tuple[object, ...]]]]:
    """What stands beside each name."""
    found: list[list[tuple[int, tuple[object, ...]]]] = [[] for _ in range(len(table))]
    if table.beside is not None:
        others = contents(table.beside.names)
        for owner, kind, other in zip(table.beside.owner, table.beside.kind, others, strict=True):
            found[owner].append((int(kind), other))
    return found


@given(LISTS)
def test_texts_read_in_bulk_are_read_as_alone(texts: list[str]) -> None:
    alone = [parse_name(text) for text in texts]
    table = read(texts)
    assert contents(table) == contents(tabulate(alone))
    assert list(table) == alone


@given(LISTS)
def test_texts_read_in_bulk_with_titles_of_a_caller(texts: list[str]) -> None:
    titles = ("Karimi", "Hassan", "Ali Reza", "فرزند", "Herat and Kabul")
    alone = [parse_name(text, titles=titles) for text in texts]
    table = read(texts, titles)
    assert contents(table) == contents(tabulate(alone))
    assert list(table) == alone


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ali پدر: @ پدر: Ali", [1]),
        ("علی بن حسن فرزند حسن", []),
        ("علی بن حسن فرزند رضا", [1]),
        ("N/A", []),
        ("علی بن حسن رضا فرزند رضا", [1]),
        ("Kamran Vaziri Jr. s/o Karim", [1, 5]),
        ("Ali bin Hassan (s/o Hassan)", []),
        ("Ali Karimi bin Hassan alias Hassan", [0]),
    ],
)
def test_a_father_is_told_once(text: str, told: list[int]) -> None:
    table = read(["Sara", text])
    assert contents(table) == contents(tabulate([parse_name("Sara"), parse_name(text)]))
    assert [kind for kind, _ in beside(table)[1]] == told


def test_every_order_of_two_and_three_words() -> None:
    texts = [f"{a} {b} {c}" for a in WORDS for b in WORDS for c in WORDS[::5]]
    assert contents(read(texts)) == contents(tabulate([parse_name(text) for text in texts]))


def test_every_order_of_clauses() -> None:
    names = ["Ali Karimi", "علی کریمی", "Ali", "KARIMI"]
    texts = [f"{name} {a} {b}" for name in names for a in CLAUSES for b in (*CLAUSES, *WORDS[::7])]
    texts += [f"{a} {name} {b}" for name in names[:2] for a in CLAUSES[::3] for b in CLAUSES]
    assert contents(read(texts)) == contents(tabulate([parse_name(text) for text in texts]))


def test_what_stands_beside_names_goes_with_them() -> None:
    table = read(["Ali Karimi s/o Hassan", "Sara", "علی کریمی فرزند حسن", "Ali & Sara Karimi"])
    names = [name.text for name in table]
    assert [[kind for kind, _ in told] for told in beside(table)] == [[1], [], [1], [2, 2]]
    assert table.with_people.tolist() == [False, False, False, True]
    places = np.array([3, 1, 0, 0])
    assert beside(table.take(places)) == [beside(table)[i] for i in places]
    assert table.take(places[1:2]).beside is None
    both = table.take(places).then(read(["Reza"])).then(table)
    assert beside(both)[5:] == beside(table)
    assert [name.text for name in both][5:] == names


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
