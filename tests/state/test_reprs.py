"""What a result is, on one line."""

from collections.abc import Callable, Iterator

import pytest

from namematch import (
    Mention,
    NameIndex,
    Person,
    Policy,
    Prices,
    Vocabulary,
    compare_names,
    dedupe_names,
    match_names,
    parse_name,
    read_words,
)
from namematch.model.channel import shipped_channel
from namematch.names.mentions import Mentions
from namematch.names.table import tabulate

PERSONS = ["علی کریمی", "Ali Karimi", "Dr. Ali Karimi", "Hassan Azizi", None]
LONG = "ali" * 3_334
HOSTILE = [
    "\u202eAli\u2066 Karimi\x1b[2J\n\r\u2028",
    f"{LONG} {LONG}",
    "ع" * 10_000,
    "\ud800 \x00",
    "'\"'\" Ali",
    "",
]
EVERY_PRICE = Prices(*(1 / 3 + n for n in range(11)))
EVERY_FIELD = Policy(
    1 / 3,
    -1 / 3,
    "person",
    10**30,
    1 / 7,
    1 / 7,
    1 / 7,
    1 / 7,
    1 / 7,
    7,
    1 / 7,
    -1 / 7,
    1 / 7,
    7,
    EVERY_PRICE,
)

SHOWN: dict[str, tuple[Callable[[], object], str]] = {
    "result": (lambda: dedupe_names(PERSONS), "Reconciliation(5 mentions, 2 persons, 0 for review)"),
    "no result": (lambda: dedupe_names([]), "Reconciliation(0 mentions, 0 persons, 0 for review)"),
    "matches": (
        lambda: match_names(["Ali Karimi", "Reza Moradi"], ["علی کریمی", "Karimi, Ali"]),
        "Matches(2 for 1 of 2 left rows)",
    ),
    "no matches": (lambda: match_names([], []), "Matches(0 for 0 of 0 left rows)"),
    "index": (lambda: NameIndex(["Ali Karimi"] * 1_500), "NameIndex(1,500 names)"),
    "empty index": (lambda: NameIndex([]), "NameIndex(0 names)"),
    "vocabulary": (lambda: Vocabulary(read_words()[:1_234]), "Vocabulary(1,234 words)"),
    "policy": (Policy, "Policy(same=1.5, review=-3)"),
    "strict policy": (
        lambda: Policy(same=4.0, population=1_000_000, prices=Prices(join=0.5)),
        "Policy(same=4, review=-3, population=1000000, prices=Prices(join=0.5))",
    ),
    "prices": (Prices, "Prices()"),
    "person": (lambda: dedupe_names(PERSONS[:3]).persons[0], "Person('علی کریمی', 'Ali Karimi', 3 mentions)"),
    "comparison": (lambda: compare_names("", "Ali"), "Comparison('', 'Ali', different, -40.0 bits)"),
    "mentions": (lambda: Mentions.of([Mention("a")] * 1_000), "Mentions(1,000 rows)"),
    "table of names": (lambda: tabulate([parse_name("Ali")]), "NameTable(1 names)"),
}


@pytest.mark.parametrize("case", SHOWN)
def test_a_repr_says_what_it_is(case: str) -> None:
    make, shown = SHOWN[case]
    assert repr(make()) == str(make()) == shown


def worst() -> Iterator[object]:
    """Everything public, with the worst that a list may hold."""
    result = dedupe_names(HOSTILE)
    yield from (result, result.mentions, result.policy, result.vocabulary, *result.persons)
    yield from (match_names(HOSTILE, HOSTILE, all=True), NameIndex(HOSTILE), shipped_channel(), EVERY_PRICE)
    yield from (EVERY_FIELD, tabulate([parse_name(text) for text in HOSTILE]))
    yield from (compare_names(one, two) for one in HOSTILE for two in HOSTILE)
    yield result.persons[0].model_copy(update={"persian": HOSTILE[0], "latin": LONG})


def test_a_repr_is_one_short_line_whatever_it_holds() -> None:
    lines = [repr(value) for value in worst()]
    assert len(lines) > 40
    assert [line for line in lines if len(line) > 200 or not line.isprintable()] == []


def test_a_policy_that_is_cut_says_so() -> None:
    assert repr(EVERY_FIELD).endswith("...)")
    assert repr(EVERY_FIELD).startswith(
        "Policy(same=0.3333333333333333, review=-0.3333333333333333, identity='person'"
    )


def test_a_repr_makes_no_persons() -> None:
    result = dedupe_names(PERSONS)
    assert repr(result)
    assert not vars(result).keys() & {"persons", "assignments", "reviews", "refused"}


def test_a_repr_of_persons_is_short() -> None:
    persons: tuple[Person, ...] = dedupe_names(PERSONS).persons
    assert all(type(person) is Person and len(repr(person)) < 200 for person in persons)
