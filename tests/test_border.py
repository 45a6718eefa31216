"""The border: what spells a name, what is a list of names, and what is said of anything else.

Every function that takes names reads them alike, so that each row here is tried with all of them.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import numpy as np
import pytest

from namematch.arrays.strings import Texts
from namematch.compare.names import compare_names
from namematch.dedupe.records import dedupe_names
from namematch.errors import NameMatchError
from namematch.match.matches import match_names
from namematch.names.mentions import Mention, Mentions
from namematch.names.parse import parse_name
from namematch.names.table import tabulate
from namematch.search.index import NameIndex

NAN = float("nan")
OTHER = "علی کریمی"
INDEX = NameIndex([OTHER, "Nader Golrokh"])


class Clerk(StrEnum):
    """Texts that are more than that."""

    ALI = "Ali Karimi"


class Column:
    """A column of a frame, as pandas has it: its rows by iteration, by place and in an array."""

    name = "name"

    def __init__(self, rows: list[Any]) -> None:
        self.values = np.array(rows, object)
        self.index = range(len(rows))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, place: int) -> Any:
        return self.values[place]


class Frame:
    """A table, which iterates over the names of its columns."""

    columns = ("name",)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __repr__(self) -> str:
        return "Frame\n0  Ali"


# ---- one name

WAYS = {
    "text": "Ali Karimi",
    "text of numpy": np.str_("Ali Karimi"),
    "text of an enumeration": Clerk.ALI,
    "mention": Mention("Ali Karimi", source="s", row=7),
    "mapping": {"text": "Ali Karimi", "source": None, "given": NAN},
    "name": parse_name("Ali Karimi"),
    "mention of fields": Mention("", given="Ali", family="Karimi"),
    "mention with fields": Mention("Karimi Ali", given="Ali", family="Karimi"),
    "mapping of fields": {"given": "Ali", "family": "Karimi", "row": None},
    "mapping with one field": {"text": "Ali Karimi", "family": "Karimi"},
    "name of fields": parse_name("", given="Ali", family="Karimi"),
}


@pytest.mark.parametrize("value", WAYS.values(), ids=WAYS)
def test_a_name_is_spelled_in_many_ways(value: Any) -> None:
    said = compare_names(parse_name("", given="Ali", family="Karimi"), OTHER)
    for found in (compare_names(value, OTHER), compare_names(OTHER, value)):
        assert (found.verdict, found.bits) == ("same", pytest.approx(said.bits))
    assert [(m.left, m.right) for m in match_names([value], ["x", OTHER])] == [(0, 1)]
    assert [(m.left, m.right) for m in match_names(["x", OTHER], [value])] == [(1, 0)]
    assert [match.right for match in INDEX.search(value)] == [0]
    assert [[m.right for m in found] for found in INDEX.search_many(["x", value])] == [[], [0]]
    index = NameIndex([value])
    index.add(["x", value])
    assert [match.right for match in index.search(OTHER)] == [0, 2]
    (person,) = dedupe_names([value, OTHER]).persons
    assert (person.given, person.family) == ("علی", "کریمی")


@pytest.mark.parametrize("value", WAYS.values(), ids=WAYS)
def test_an_index_has_names_as_they_were_written(value: Any) -> None:
    written = "Karimi Ali" if isinstance(value, Mention) and value.text == "Karimi Ali" else "Ali Karimi"
    text = NameIndex(["", value]).text(1)
    assert (text, type(text)) == (written, str)


def test_fields_tell_the_parts_everywhere() -> None:
    # Ali Reza may be Alireza, but not where Reza begins the surname.
    fields, text, other = {"given": "Ali", "family": "Reza Karimi"}, "Ali Reza Karimi", "Alireza Karimi"
    for value, same in ((text, True), (fields, False), (Mention(text, **fields), False)):
        assert (compare_names(value, other).verdict == "same") == same
        assert len(match_names([value], [other])) == same
        assert len(match_names([other], [value])) == same
        assert len(NameIndex([value]).search(other)) == same
        assert len(NameIndex([other]).search(value)) == same
        assert len(dedupe_names([value, other]).persons) == 2 - same


NO_NAMES = [None, NAN, np.nan, np.float32("nan"), "", " \t", "...", "Dr.", "123", "\u200f", "😀"]
NO_NAMES += [Mention(""), {}, {"text": None}, {"given": NAN, "family": ""}, parse_name("")]


@pytest.mark.parametrize("value", NO_NAMES, ids=ascii)
def test_a_row_without_a_name_is_one_everywhere(value: Any) -> None:
    assert compare_names(value, "Ali Karimi").verdict == "different"
    assert compare_names(value, value).bits == -40.0
    matches = match_names([value, "Ali Karimi"], ["Ali Karimi", value], all=True)
    assert ([(m.left, m.right) for m in matches], matches.unmatched) == ([(1, 0)], (0,))
    index = NameIndex([value, "Ali Karimi"])
    assert (len(index), index.population) == (2, 2)
    assert [m.right for m in index.search("Ali Karimi")] == [1]
    assert (index.search(value), index.search_many([value])) == ([], [[]])
    assert [a.verdict for a in dedupe_names([value, "Ali Karimi"]).assignments] == ["none", "same"]


HOSTILE = {
    "a letter": ["a", "ا"],
    "ten thousand letters": ["x" * 10_000, "م" * 10_000],
    "ten thousand words": ["ab " * 10_000],
    "digits": ["12", "۱۲۳", "a1"],
    "emoji": ["Ali 😀 Karimi", "👩\u200d👧"],
    "two scripts": ["Ali کریمی", "Aliکریمی", "Киан Karimi"],
    "controls of direction": ["\u202bعلی\u202c کریمی", "\u2066Ali\u2069 Karimi"],
    "halves of letters": ["\ud800", "Ali \udfff Karimi", "\udcff\udcfe"],
    "controls": ["Ali\x00Karimi", "Ali\nKarimi", '"', "\ufeffAli"],
    "titles": ["Dr.", "سید", "Mirza", "Seyed Mirza"],
}


@pytest.mark.parametrize("texts", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_a_row(texts: list[str]) -> None:
    for text in texts:
        assert compare_names(text, "Ali Karimi").left == text
    assert match_names(texts, texts).rows == len(texts)
    index = NameIndex(texts)
    assert [index.text(row) for row in range(len(index))] == texts
    assert len(index.search_many(texts)) == len(texts)
    assert [a.mention.text for a in dedupe_names(texts).assignments] == texts


# ---- a list

ROWS = ["Ali Karimi", "Nader Golrokh", "Ali Karimi"]
LISTS: dict[str, Callable[[], Any]] = {
    "list": lambda: list(ROWS),
    "tuple": lambda: tuple(ROWS),
    "generator": lambda: (row for row in ROWS),
    "map": lambda: map(str, ROWS),
    "array of texts": lambda: np.array(ROWS),
    "array of objects": lambda: np.array(ROWS, object),
    "keys": dict.fromkeys(["Ali Karimi", "Nader Golrokh", "Ali Karimi "]).keys,
    "values": dict(enumerate(ROWS)).values,
    "column of a frame": lambda: Column(ROWS),
    "texts": lambda: Texts.of(ROWS),
    "mentions by column": lambda: Mentions.of_texts(Texts.of(ROWS)),
    "names": lambda: tabulate([parse_name(row) for row in ROWS]),
    "mixed": lambda: [ROWS[0], parse_name(ROWS[1]), Mention(ROWS[2])],
}


@pytest.mark.parametrize("make", LISTS.values(), ids=LISTS)
def test_a_list_is_anything_that_has_rows(make: Callable[[], Any]) -> None:
    wanted = [(0, 0), (0, 2), (1, 1), (2, 0), (2, 2)]
    assert [(m.left, m.right) for m in match_names(make(), ROWS)] == wanted
    assert [(m.left, m.right) for m in match_names(ROWS, make())] == wanted
    index = NameIndex(make())
    index.add(make())
    assert len(index) == 2 * len(ROWS)
    assert [[m.right for m in found] for found in index.search_many(make())] == [
        [0, 2, 3, 5],
        [1, 4],
        [0, 2, 3, 5],
    ]
    first, second, third = (row.person for row in dedupe_names(make()).assignments)
    assert first == third != second


@pytest.mark.parametrize("make", [list, tuple, set, dict.fromkeys([]).keys, lambda: iter(())], ids=str)
def test_an_empty_list_is_one(make: Callable[[], Any]) -> None:
    assert (len(match_names(make(), ROWS)), match_names(ROWS, make()).unmatched) == (0, (0, 1, 2))
    assert len(NameIndex(make())) == 0
    assert NameIndex(ROWS).search_many(make()) == []
    assert dedupe_names(make()).assignments == ()


def test_a_set_has_its_rows_in_the_order_in_which_it_gives_them() -> None:
    rows = {"Ali Karimi", "Nader Golrokh"}
    place = list(rows).index("Ali Karimi")
    assert [m.right for m in match_names(["Ali Karimi"], rows)] == [place]
    assert [m.right for m in NameIndex(rows).search("Ali Karimi")] == [place]


# ---- what is refused

TAKES_ROWS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "dedupe": ("row", dedupe_names),
    "match, left": ("left row", lambda rows: match_names(rows, ROWS)),
    "match, right": ("right row", lambda rows: match_names(ROWS, rows)),
    "index": ("row", NameIndex),
    "add": ("row", lambda rows: NameIndex([]).add(rows)),
    "search_many": ("query", INDEX.search_many),
}
TAKES_ONE: dict[str, tuple[str, Callable[[Any], object]]] = {
    "compare, left": ("left", lambda value: compare_names(value, "Ali")),
    "compare, right": ("right", lambda value: compare_names("Ali", value)),
    "search": ("query", INDEX.search),
}
NOT_NAMES = [
    (7, "7 is not a name"),
    (1.5, "1.5 is not a name"),
    (float("inf"), "inf is not a name"),
    (True, "True is not a name"),
    (np.int64(7), "np.int64(7) is not a name"),
    (b"Ali", "b'Ali' is not a name"),
    (["Ali", "Karimi"], "['Ali', 'Karimi'] is not a name"),
    (("Ali",), "('Ali',) is not a name"),
    ({"Ali"}, "{'Ali'} is not a name"),
    (np.array(["a", "b"]), "array(['a', 'b'], dtype='<U1') is not a name"),
    (np.array([["a"], ["b"]]), "array([['a'],        ['b']], dtype='<U1') is not a name"),
    (Frame(), "Frame 0  Ali is not a name"),
    (["x" * 1000], f"['{'x' * 55}... is not a name"),
    (["\u202e\ud800"], r"['\u202e\ud800'] is not a name"),
    ({"name": "Ali"}, "'name' is not a field of a mention: text, source, row, given, family"),
    ({7: "Ali", None: 2}, "'7' is not a field of a mention: text, source, row, given, family"),
    ({"text": b"Ali"}, "text=b'Ali' of a mention is not text"),
    ({"given": ["Ali"]}, "given=['Ali'] of a mention is not text"),
    ({"text": "Ali", "source": 1990}, "source=1990 of a mention is not text"),
    ({"text": "Ali", "row": "first"}, "row='first' of a mention is not a row number"),
    ({"text": "Ali", "row": 2**63}, "row=9223372036854775808 of a mention is not a row number"),
]


@pytest.mark.parametrize(("place", "take"), TAKES_ROWS.values(), ids=TAKES_ROWS)
@pytest.mark.parametrize(("value", "said"), NOT_NAMES, ids=[said for _, said in NOT_NAMES])
def test_a_row_that_is_no_name_is_quoted_with_its_place(
    place: str, take: Callable[[Any], object], value: Any, said: str
) -> None:
    for rows in (["Ali", None, value], iter([parse_name("Ali"), NAN, value])):
        with pytest.raises(NameMatchError) as raised:
            take(rows)
        assert str(raised.value) == f"{place} 2: {said}"


@pytest.mark.parametrize(("place", "take"), TAKES_ONE.values(), ids=TAKES_ONE)
@pytest.mark.parametrize(("value", "said"), NOT_NAMES, ids=[said for _, said in NOT_NAMES])
def test_what_is_no_name_is_quoted(place: str, take: Callable[[Any], object], value: Any, said: str) -> None:
    with pytest.raises(NameMatchError) as raised:
        take(value)
    assert str(raised.value) == f"{place}: {said}"


TAKES_LIST = {
    "dedupe": ("mentions", dedupe_names),
    "match, left": ("left", lambda names: match_names(names, ROWS)),
    "match, right": ("right", lambda names: match_names(ROWS, names)),
    "index": ("names", NameIndex),
    "add": ("names", lambda names: NameIndex([]).add(names)),
    "search_many": ("queries", INDEX.search_many),
}
PUT = "put it into a list"
NOT_LISTS = [
    ("Ali", "'Ali'", PUT),
    (np.str_("Ali"), "np.str_('Ali')", PUT),
    ("Ali" * 100, f"'{('Ali' * 100)[:56]}...", PUT),
    ({"text": "Ali"}, "{'text': 'Ali'}", PUT),
    (Mention("A"), "Mention(text='A', source=None, row=None, given=None, fami...", PUT),
    (parse_name("A"), "Name(text='A', script=<Script.LATIN: 'Latn'>, tokens=(Tok...", PUT),
    (b"Ali", "b'Ali'", f"decode it and {PUT}"),
    (bytearray(b"Ali"), "bytearray(b'Ali')", f"decode it and {PUT}"),
    (Frame(), "Frame 0  Ali", "take the column that holds them"),
    (None, "None", None),
    (NAN, "nan", None),
    (7, "7", None),
    (np.array("Ali"), "array('Ali', dtype='<U3')", None),
    (str, "<class 'str'>", None),
]


@pytest.mark.parametrize(("argument", "take"), TAKES_LIST.values(), ids=TAKES_LIST)
@pytest.mark.parametrize(("value", "quote", "hint"), NOT_LISTS, ids=[quote for _, quote, _ in NOT_LISTS])
def test_what_is_no_list_is_quoted(
    argument: str, take: Callable[[Any], object], value: Any, quote: str, hint: str | None
) -> None:
    with pytest.raises(NameMatchError) as raised:
        take(value)
    assert str(raised.value) == f"{argument}={quote} is not a list of names" + (f": {hint}" if hint else "")


def test_an_error_of_the_caller_stays_his_own() -> None:
    def rows() -> Iterator[str]:
        yield "Ali"
        raise ZeroDivisionError

    for _, take in TAKES_ROWS.values():
        with pytest.raises(ZeroDivisionError):
            take(rows())
