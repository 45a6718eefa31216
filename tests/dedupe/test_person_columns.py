"""Persons made many at a time: each is what its mentions, one by one, make of it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random

import numpy as np
import pytest

from namematch import Mention, Person, Policy, Reconciliation, dedupe_names, parse_name, transliterate
from namematch.dedupe.person_columns import persons_of
from namematch.dedupe.person_lines import person_lines
from namematch.dedupe.persons import Repetition
from namematch.dedupe.reconciliation import person_table_of
from namematch.dedupe.tables import person_blocks, person_objects
from namematch.files.cells import rounded
from namematch.names.mentions import NameLike, read_name
from namematch.names.name import Name, Role, Token
from namematch.text.normalize import clean_text, normalize_name
from namematch.text.scripts import Script
from tests.support.invented import invented_names
from tests.support.noisy_names import noisy_names

RANDOM = Random(7)
NOISY = noisy_names(RANDOM, 400, words=12)
LISTS: dict[str, Sequence[NameLike]] = {
    "empty": [],
    "nobody": ["", None, "Dr."],
    "one": ["Ali Karimi"],
    "neither script": ["김", "김", "Али"],
    "texts": NOISY,
    "mentions": [
        Mention(text, source=RANDOM.choice(["a", "b", None]), row=RANDOM.choice([None, RANDOM.randrange(99)]))
        for text in NOISY
    ],
    # A name given as such, by its parts and as a text may be equal, or not.
    "given in parts": [
        *("Ali Karimi", parse_name("Ali Karimi"), Mention("", given="Ali", family="Karimi"), "ALI KARIMI"),
        *(Mention("Ali Karimi", given="Ali", family="Karimi"), Mention("", given="Dr. Ali", family="Karimi")),
        *(parse_name("ALI KARIMI"), "ALI KARIMI", "علی کریمی", Mention("", given="علی", family="کریمی")),
    ],
    "strange": [
        *("\ud800 Ali Karimi", "Ali Karimi & Sara Karimi", 'Ali "Q" Karimi\\', "Ali\tKarimi", "\x00Ali Zand")
    ],
    "new words": list(invented_names(900, 3)),
}  # fmt: skip


@pytest.fixture(scope="module", params=list(LISTS))
def name_of_list(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def result(name_of_list: str) -> Reconciliation:
    return dedupe_names(LISTS[name_of_list], policy=Policy(review=-3.0))


def test_persons_are_those_made_one_by_one(name_of_list: str, result: Reconciliation) -> None:
    rows: dict[str, list[int]] = {}
    for assignment in result.assignments:
        if assignment.person is not None:
            rows.setdefault(assignment.person, []).append(assignment.row)
    assert {person.id for person in result.persons} == set(rows)
    for person in result.persons:
        check_person(person, rows[person.id], LISTS[name_of_list], result)


def check_person(person: Person, rows: list[int], listed: Sequence[NameLike], result: Reconciliation) -> None:
    names = {row: read_name(listed[row]) for row in rows}
    mentions = {row: result.mentions[row] for row in rows}
    shown = {row: row if mentions[row].row is None else mentions[row].row for row in rows}
    bits = {row: result.assignments[row].bits for row in rows}
    told = sorted((names[x].text, mentions[x].source or "", shown[x], names[x].script, bits[x]) for x in rows)
    found = [(m.text, m.source or "", m.row, m.script, m.bits) for m in person.mentions]
    assert sorted(found) == told
    assert person.weakest == min((x for x in bits.values() if x is not None), default=None)
    titles = Counter(title for name in names.values() for title in name.titles)
    assert list(person.titles) == sorted(titles, key=lambda title: (-titles[title], title))
    assert person.repetitions == tuple(repetitions(person))
    check_names(person, [*names.values()])


def check_names(person: Person, names: list[Name]) -> None:
    """A canonical name is one of its script, best written; else it is spelled after the other one."""
    for script, text, observed, other in (
        (Script.PERSIAN, person.persian, person.persian_observed, person.latin),
        (Script.LATIN, person.latin, person.latin_observed, person.persian),
    ):
        of_script = [name for name in names if name.script is script]
        assert observed == bool(of_script)
        if not observed:
            assert text == transliterate(other)
            continue
        groups: dict[tuple[tuple[str, Script], ...], list[Name]] = {}
        for name in of_script:
            groups.setdefault(tuple((t.text, t.script) for t in name.tokens), []).append(name)
        best = [best_written(group) for group in groups.values()]
        assert text in map(print_name, best)
        if script is Script.PERSIAN or not person.persian_observed:
            chosen = [name for name in best if print_name(name) == text]
            parts = {(print_name(name, Role.GIVEN), print_name(name, Role.FAMILY)) for name in chosen}
            assert (person.given, person.family) in parts
    if not (person.persian_observed or person.latin_observed):
        assert person.persian == person.latin == person.given == person.family == ""


def best_written(readings: Iterable[Name]) -> Name:
    times = Counter(readings)
    return min(times, key=lambda x: (x.text.isupper() or x.text.islower(), -times[x], len(x.titles), x.text))


def print_name(name: Name, role: Role | None = None) -> str:
    """A name as it is printed, word by word."""
    clean = "".join(x if x.isalpha() or x == "'" else " " for x in clean_text(name.text))
    written = {normalize_name(word.strip("'")): word.strip("'") for word in clean.split()}
    words: list[str] = []
    particles: list[str] = []
    for token in name.tokens:
        word = proper_case(token, written.get(token.text, token.text))
        if token.role is Role.PARTICLE:
            particles.append(word)
            continue
        if role is None or token.role is role:
            words += [*particles, word]
        particles = []
    return " ".join(words)


def proper_case(token: Token, written: str) -> str:
    if token.script is not Script.LATIN:
        return token.text
    if len(token.text) == 1:
        return written.upper() + "."
    if written.islower() and token.role is Role.PARTICLE:
        return written
    rest = token.text if written.isupper() else written
    return (written[0] if written.isupper() else written[0].upper()) + rest[1:]


def repetitions(person: Person) -> Iterator[Repetition]:
    places = sorted({(m.source, m.script) for m in person.mentions if m.source is not None})
    for source, script in places:
        same = [m for m in person.mentions if (m.source, m.script) == (source, script)]
        if len(same) > 1:
            rows = tuple(sorted(m.row for m in same))
            yield Repetition.model_construct(source=source, text=same[0].text, rows=rows, count=len(rows))


def test_lines_are_the_persons_in_json(result: Reconciliation) -> None:
    wanted = [
        json.dumps(rounded(person.model_dump()), ensure_ascii=False) + "\n" for person in result.persons
    ]
    assert [line for block in person_table_of(result).blocks() for line in person_lines(block)] == wanted
    written = b"".join(person_blocks(result))
    assert written == "".join(wanted).encode("utf-8", "backslashreplace")
    assert list(person_objects(result)) == list(map(json.loads, wanted))
    if b"\\ud800" not in written:
        read = [Person.model_validate_json(line) for line in written.splitlines()]
        assert [person.id for person in read] == [person.id for person in result.persons]


def test_columns_are_the_persons(result: Reconciliation) -> None:
    table = result.persons_table
    assert list(table) == list(Person.model_fields)
    assert {len(column) for column in table.values()} == {len(result.persons)}
    for name, column in table.items():
        told = [person.model_dump()[name] for person in result.persons]
        assert json.dumps(column) == json.dumps(told)


def test_some_persons_are_what_they_are_among_all(result: Reconciliation) -> None:
    chosen = np.arange(len(result.persons))[::-3]
    assert list(persons_of(person_table_of(result).columns(chosen))) == [result.persons[x] for x in chosen]


def test_repetitions_are_those_of_the_persons(result: Reconciliation) -> None:
    wanted = [found for person in result.persons for found in person.repetitions]
    told = person_table_of(result).repetitions()
    assert [(x.source, x.text, x.rows) for x in told] == [(x.source, x.text, x.rows) for x in wanted]


def test_progress_tells_of_persons() -> None:
    told: list[tuple[str, int, int]] = []
    list(person_blocks(dedupe_names(["Ali Zand", "Sara Karimi"]), lambda *call: told.append(call)))
    assert told == [("writing persons", 0, 2), ("writing persons", 2, 2)]
