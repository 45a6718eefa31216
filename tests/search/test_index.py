"""The index against brute force: the rows that comparing a query with all names finds, with the same bits."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.compare.names import compare_names
from namematch.errors import InputError, NameMatchError, OutputError
from namematch.files.container import CONTAINER_FORMAT
from namematch.match.matches import Match, match_names
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.names.mentions import Mention
from namematch.names.name import Name
from namematch.names.parse import parse_name
from namematch.policy import Policy
from namematch.search.index import NameIndex
from tests.support.hard_lists import ALMOST, PARTS, POLICIES, few_words, list_of_300, policy_of
from tests.support.noisy_names import noisy_name

EVERYTHING = 10_000  # rows, more than any list here has


def assert_equal(index: NameIndex, names: list[str], query: str) -> int:
    """Check that a search finds what brute force does; gives how many rows that is."""
    policy = replace(index.policy, population=index.population)
    words = index.vocabulary
    wanted = {
        row: compare_names(query, name, policy=policy, vocabulary=words) for row, name in enumerate(names)
    }
    found = index.search(query, top=EVERYTHING)
    assert [(m.bits, -m.right) for m in found] == sorted(((m.bits, -m.right) for m in found), reverse=True)
    got = {m.right: m for m in found}
    # On the cutoff itself, rounding may decide.
    due = {row for row, c in wanted.items() if c.bits >= policy.review + ALMOST}
    may = {row for row, c in wanted.items() if c.bits >= policy.review - ALMOST}
    off = [row for row in got if row not in may or abs(got[row].bits - wanted[row].bits) > ALMOST]
    off += sorted(due - got.keys())
    assert not off, [(query, names[row], got.get(row), wanted[row]) for row in off[:5]]
    assert all(match.verdict == wanted[row].verdict for row, match in got.items())
    assert [m.right for m in index.search(query, top=3)] == [m.right for m in found[:3]]
    return len(due)


@pytest.mark.parametrize("seed", range(40))
def test_equal_to_brute_force(seed: int) -> None:
    random, first, family = Random(seed), *few_words(seed % 5)
    texts = [noisy_name(random, first, family) for _ in range(random.choice([2, 5, 8, 12, 20, 40]))]
    names = texts[: 1 + len(texts) // 2]
    index = NameIndex(names, policy=POLICIES[seed % len(POLICIES)])
    for query in texts[-6:]:
        assert_equal(index, names, query)


@pytest.mark.parametrize("seed", range(24))
def test_equal_to_brute_force_on_parts_of_names(seed: int) -> None:
    random = Random(seed)
    words = random.sample(PARTS.split(), random.choice([6, 12, 30]))
    gaps = [*[" "] * 8, "-", "\u200c", "", ", "]
    texts = [
        "".join(random.choice(words) + random.choice(gaps) for _ in range(length))
        for length in random.choices([0, 1, 2, 2, 3, 3, 4, 5, 6, 8], k=24)
    ]
    names = texts[:16]
    index = NameIndex(names, policy=POLICIES[seed % len(POLICIES)])
    for query in texts[12:]:
        assert_equal(index, names, query)


# A query's single token against several of a stored name, and the other way round, where nobody else joins.
@pytest.mark.parametrize(
    ("stored", "query"),
    [
        ("Ali Reza Karimi", "Alireza Karimi"),
        ("Alireza Karimi", "Ali Reza Karimi"),
        ("علی رضا کریمی", "Alireza Karimi"),
        ("Ali Reza Karimi", "علیرضا کریمی"),
        ("Abd ol Hossein Zadeh", "عبدالحسین زاده"),
        ("አሊ ሬዛ Karimi", "አሊሬዛ Karimi"),
        ("Reza Ali", "Rezaali"),
        ("Rezaali", "Reza Ali"),
    ],
)
@pytest.mark.parametrize("policy", [POLICIES[0], POLICIES[4]])
def test_joined_words_are_found(stored: str, query: str, policy: Policy) -> None:
    names = ["Hadi Sani", stored, "Mina Alavi"]
    assert_equal(NameIndex(names, policy=policy), names, query)


def test_a_long_list_answers_as_match_names_does() -> None:
    texts = list_of_300()
    names, queries = texts[:260], texts[260:]
    policy = Policy(population=300, repeats=0)  # else the queries' words would count too
    index = NameIndex(names, policy=policy)
    for top in (0, 1, 5):
        wanted = match_names(queries, names, top=top, policy=policy)
        found = [match for matches in index.search_many(queries, top=top) for match in matches]
        assert [(m.left, m.right, m.verdict) for m in found] == [(m.left, m.right, m.verdict) for m in wanted]
        assert [m.bits for m in found] == pytest.approx([m.bits for m in wanted], abs=ALMOST)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_search_is_brute_force(data: st.DataObject) -> None:
    words = st.sampled_from(PARTS.split())
    names = st.lists(st.lists(words, max_size=4).map(" ".join), max_size=8)
    policy = data.draw(st.sampled_from(POLICIES))
    listed = data.draw(names)
    assert_equal(NameIndex(listed, policy=policy), listed, data.draw(names.map(" ".join)))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PARTS.split()), max_size=4).map(" ".join), max_size=12), st.data())
def test_adding_and_rebuilding_give_the_index_of_all(names: list[str], data: st.DataObject) -> None:
    policy = Policy(repeats=0)
    whole, index, at = NameIndex(names, policy=policy), NameIndex([], policy=policy), 0
    while at < len(names):
        step = data.draw(st.integers(1, 4))
        index.add(names[at : at + step])
        at += step
    for query in [*names, "علی کریمی"]:
        wanted = whole.search(query, top=EVERYTHING)
        assert same_matches(index.search(query, top=EVERYTHING), wanted)
    index.rebuild()
    assert len(index) == len(names)
    assert [index.text(row) for row in range(len(index))] == names
    for query in names:
        assert same_matches(index.search(query, top=EVERYTHING), whole.search(query, top=EVERYTHING))


def same_matches(one: list[Match], two: list[Match]) -> bool:
    """Whether two answers are one, but for the order of what rounding parts."""
    left, right = (sorted((m.right, m.verdict) for m in matches) for matches in (one, two))
    return left == right and [m.bits for m in one] == pytest.approx([m.bits for m in two], abs=ALMOST)


def test_new_words_are_found_at_once() -> None:
    index = NameIndex(["Ali Karimi"])
    assert index.search("Zhaleh Gholampour") == []
    index.add(["ژاله غلامپور", "", "Ali Karimi"])
    assert [match.right for match in index.search("Zhaleh Gholampour")] == [1]
    assert [match.right for match in index.search("Ali Karimi")] == [0, 3]
    assert index.population == 3


def test_words_that_the_list_repeats_compete_and_stay_until_a_rebuild(tmp_path: Path) -> None:
    names = ["Ali Ghazvinchi", *["علی قزوینچی", "رضا غزوینچه"] * 3]
    shipped, index = shipped_vocabulary(), NameIndex(names)
    added = {word.persian for word in index.vocabulary.words[len(shipped.words) :]}
    assert added == {"قزوینچی", "غزوینچه"}
    index.add(["حسن شالوده\u200cکار"] * 3)
    for query in [*names, "Hasan Shaloudehkar", "Reza Ghazvinche"]:
        assert_equal(index, [*names, *["حسن شالوده\u200cکار"] * 3], query)
    index.save(tmp_path / "names.nmi")
    read = NameIndex.load(tmp_path / "names.nmi")
    assert read.vocabulary.words == index.vocabulary.words
    assert read.search("Reza Ghazvinche") == index.search("Reza Ghazvinche") != []
    before = len(index.vocabulary.words)
    index.rebuild()
    assert len(index.vocabulary.words) > before
    assert_equal(index, [*names, *["حسن شالوده\u200cکار"] * 3], "Hasan Shaloudehkar")
    assert NameIndex(names, policy=Policy(repeats=0)).vocabulary is shipped


def test_few_segments_however_often_rows_are_added() -> None:
    index = NameIndex(["Ali Karimi"])
    for _ in range(40):
        index.add(["Reza Karimi"])
    assert len(index) == 41
    assert len(index._segments) <= 6


def test_names_as_read() -> None:
    stored = parse_name("", given="Reza", family="Ali Karimi")
    index = NameIndex([stored, "Reza Ali Karimi"])
    query: Name = parse_name("Karimi, Reza Ali")
    found = index.search(query)
    assert {m.right for m in found} == {0, 1}
    for match in found:
        other = [stored, parse_name("Reza Ali Karimi")][match.right]
        wanted = compare_names(query, other, policy=Policy(population=2))
        assert match.bits == pytest.approx(wanted.bits, abs=ALMOST)
        assert match.verdict == wanted.verdict


@pytest.mark.parametrize("query", ["", "   ", "123", "Dr.", " ".join(["Ali"] * 200)])
def test_queries_that_find_nothing(query: str) -> None:
    assert NameIndex(["", "Dr", "Ali Karimi", " ".join(["Ali"] * 200)]).search(query) == []
    assert NameIndex([]).search(query) == []


def test_an_empty_index() -> None:
    index = NameIndex([])
    assert (len(index), index.population, index.search("Ali Karimi")) == (0, 2, [])
    index.add([])
    index.rebuild()
    assert index.search_many([]) == []


def test_equal_names_come_by_row() -> None:
    index = NameIndex(["علی کریمی", "Ali Karimi", "", "Ali Karimi", "علی کریمی"])
    assert [match.right for match in index.search("Ali Karimi")][:2] == [1, 3]
    assert [match.left for match in index.search_many(["x", "Ali Karimi"])[1]] == [1] * 4


def test_frequent_names_are_for_review_under_identity_person() -> None:
    names = ["علی کریمی", "Xerxes Zandvakil"] * 3
    policy = Policy(identity="person", population=1_000_000)
    for query in ("Ali Karimi", "Xerxes Zandvakil"):
        assert_equal(NameIndex(names, policy=policy), names, query)


def test_another_vocabulary() -> None:
    words = shipped_vocabulary()
    few = Vocabulary(tuple(words.word(x) for x in ("علی", "رضا", "کریمی", "کرمی", "حسین", "حسن")))
    names = ["Ali Karami", "علی کریمی", "Hoseyn Karami", "حسین کرمی", "Hasan Karimi", "Zal Div"]
    policy = policy_of(12.9, 2)
    index = NameIndex(names, policy=policy, vocabulary=few)
    for query in names:
        found = {match.right: match.bits for match in index.search(query, top=EVERYTHING)}
        for row, name in enumerate(names):
            bits = compare_names(query, name, policy=policy, vocabulary=few).bits
            assert (row in found) == (bits >= policy.review)
            assert found.get(row, bits) == pytest.approx(bits, abs=ALMOST)


def test_names_that_a_text_does_not_tell_are_kept(tmp_path: Path) -> None:
    fields = {"given": "Ali", "family": "Reza Karimi"}
    names = [fields, "Ali Reza Karimi", parse_name("Alireza Karimi"), Mention("A. R. Karimi", **fields), None]
    queries = ["Alireza Karimi", fields, "Karimi", "Ali Reza Karimi"]
    index = NameIndex(names)
    wanted = index.search_many(queries)
    assert [[m.right for m in found] for found in wanted[:2]] == [[2, 1], [0, 1, 3]]
    assert [index.text(row) for row in range(5)] == [
        "Ali Reza Karimi", "Ali Reza Karimi", "Alireza Karimi", "A. R. Karimi", "",
    ]  # fmt: skip
    index.save(tmp_path / "names.nmi")
    loaded = NameIndex.load(tmp_path / "names.nmi")
    assert loaded.search_many(queries) == wanted
    assert [loaded.text(row) for row in range(5)] == [index.text(row) for row in range(5)]
    for one in (index, loaded):
        one.add(names)
        one.rebuild()
    assert loaded.search_many(queries, top=9) == index.search_many(queries, top=9)
    assert [len(found) for found in index.search_many(queries[:2], top=9)] == [4, 6]


@pytest.mark.parametrize("population", [None, 1_000_000])
def test_bearers_of_one_name(tmp_path: Path, population: int | None) -> None:
    names = [
        "Nader Vaziri",
        "Nader Vaziri Jr.",
        "نادر وزیری سوم",
        "Vaziri Sr., Nader",
        "Nader Vaziri II s/o Ali",
    ]
    policy = Policy(population=population)
    NameIndex(names, policy=policy).save(tmp_path / "names.nmi")
    for index in (NameIndex(names, policy=policy), NameIndex.load(tmp_path / "names.nmi")):
        for query in names:
            found = {match.right: match for match in index.search(query, top=EVERYTHING)}
            for row, name in enumerate(names):
                told = compare_names(query, name, policy=replace(policy, population=index.population))
                assert found[row].verdict == told.verdict
                assert found[row].bits == pytest.approx(told.bits, abs=ALMOST)
    assert [match.verdict for match in index.search(names[3], top=EVERYTHING)] == [
        *["same"] * 2,
        *["review"] * 3,
    ]


def test_what_cannot_be_asked() -> None:
    index = NameIndex(["Ali Karimi"])
    with pytest.raises(NameMatchError, match="top=-1"):
        index.search("Ali", top=-1)
    with pytest.raises(NameMatchError, match="row=1: the rows are 0 to 0"):
        index.text(1)
    with pytest.raises(NameMatchError, match="nothing in common"):
        NameIndex(["Ali Karimi"], policy=Policy(review=-30.0))
    with pytest.raises(NameMatchError, match="nothing in common"):
        NameIndex([], policy=Policy(review=-30.0)).add(["Ali Karimi"])


def test_many_threads_may_search() -> None:
    texts = list_of_300()
    index, again = NameIndex(texts), NameIndex(texts)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(index.search, texts))
    assert found == list(map(again.search, texts))


def test_a_million_words_of_queries_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namematch.search.index.REMEMBERED", 8)
    texts = list_of_300()
    small, index = NameIndex(texts), NameIndex(texts)
    found = [small.search(text) for text in texts[:40]]
    assert len(small._known) <= 20
    monkeypatch.undo()
    assert found == [index.search(text) for text in texts[:40]]


def test_progress_is_told() -> None:
    steps: list[tuple[str, int, int]] = []
    NameIndex(["Ali Karimi", "علی کریمی", "Ali Karimi"], progress=lambda *step: steps.append(step))
    assert steps[-1][1] == steps[-1][2]
    assert ("reading names", 3, 3) in steps


# ------------------------------------------------------------------------------------- the file


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "names.nmi"
    index = NameIndex([*PLAIN, "አሊ ሬዛ", "Abdolkarim Sani", "A. Karimi"], policy=Policy(review=-5.0))
    index.add(["Ali Reza Moradi", "Alireza Moradi", "ش كریمی"])
    index.save(path)
    return path


PLAIN = ["Ali Karimi", "", "علی کریمی", "Ali Karimi"]


def test_an_index_is_read_back_as_it_was(tmp_path: Path) -> None:
    texts = [*list_of_300(), "አሊ ሬዛ", "A. Karimi", "", "عبدالکریم سانی"]
    index = NameIndex(texts[:200], policy=Policy(review=-5.0, same=2.0))
    index.add(texts[200:])
    index.save(tmp_path / "names.nmi")
    read = NameIndex.load(tmp_path / "names.nmi")
    assert (len(read), read.population, read.policy) == (len(index), index.population, index.policy)
    assert [read.text(row) for row in range(len(read))] == texts
    for query in [*texts[::7], "Karim Sani", "አሊሬዛ", "B Karimi"]:
        assert read.search(query, top=EVERYTHING) == index.search(query, top=EVERYTHING)
    for each in (read, index):
        each.add(["Zhaleh Gholampour"])
        each.rebuild()
    assert read.search("ژاله غلامپور") == index.search("ژاله غلامپور") != []


def test_an_empty_index_is_read_back(tmp_path: Path) -> None:
    NameIndex([]).save(tmp_path / "none.nmi")
    index = NameIndex.load(tmp_path / "none.nmi")
    assert (len(index), index.search("Ali")) == (0, [])


def test_a_packed_index_is_read_back(tmp_path: Path) -> None:
    NameIndex(PLAIN).save(tmp_path / "names.nmi.gz")
    assert len(NameIndex.load(tmp_path / "names.nmi.gz").search("Ali Karimi")) == 3


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        NameIndex.load(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_a_file_that_is_cut_off_anywhere_is_refused(saved: Path) -> None:
    whole = saved.read_bytes()
    header = 24 + int.from_bytes(whole[16:24], "little")
    places = {1, 7, 8, 12, 23, 24, 25, header - 1, header, header + 1, len(whole) // 2, len(whole) - 1}
    for size in sorted(places):
        saved.write_bytes(whole[:size])
        assert refusal(saved).startswith("is cut off"), size
    saved.write_bytes(whole + b"\0")
    assert refusal(saved).startswith("has more than belongs to it")


def test_a_flipped_bit_anywhere_is_refused(saved: Path) -> None:
    whole, random = saved.read_bytes(), Random(5)
    header = 24 + int.from_bytes(whole[16:24], "little")
    places = [0, 8, 12, 15, 16, 23, 24, header - 1, header, len(whole) - 1]
    for place in [*places, *(random.randrange(len(whole)) for _ in range(60))]:
        for bit in (0, 7):
            data = bytearray(whole)
            data[place] ^= 1 << bit
            saved.write_bytes(data)
            assert refusal(saved).split(":")[0] in {
                "is no index of namematch", "comes from a later namematch", "is cut off", "is damaged",
            }, (place, bit)  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"name\nAli Karimi\n", b"PK\x03\x04", b"\0" * 100, b"\x89PNG\r\n\x1a\n" * 9]
)
def test_a_foreign_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "names.nmi"
    path.write_bytes(data)
    assert refusal(path) == "is no index of namematch"


def test_an_empty_or_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert refusal(tmp_path / "empty") == "is no index of namematch"
    assert refusal(tmp_path / "none") == "cannot be read: No such file or directory"
    assert refusal(tmp_path) == "cannot be read: Is a directory"


def test_a_later_format_is_refused(saved: Path) -> None:
    data = bytearray(saved.read_bytes())
    data[8] += 1
    saved.write_bytes(data)
    assert refusal(saved) == (
        f"comes from a later namematch: format {CONTAINER_FORMAT + 1}, "
        f"this one reads up to {CONTAINER_FORMAT}"
    )


def test_another_vocabulary_than_the_one_it_was_made_with_is_refused(saved: Path) -> None:
    others = shipped_vocabulary().without("علی")
    with pytest.raises(InputError, match=r"names\.nmi: was made with other words"):
        NameIndex.load(saved, vocabulary=others)
    NameIndex(PLAIN, vocabulary=others).save(saved)
    assert refusal(saved).startswith("was made with other words")
    assert len(NameIndex.load(saved, vocabulary=others)) == 4
    again = Vocabulary(others.words, others.channel)
    assert len(NameIndex.load(saved, vocabulary=again)) == 4


def test_an_index_is_written_whole_or_not_at_all(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = saved.read_bytes()

    def broken(*_: object) -> Iterator[bytes]:
        yield before[:100]
        raise KeyboardInterrupt

    monkeypatch.setattr("namematch.search.index.stored_index", broken)
    with pytest.raises(KeyboardInterrupt):
        NameIndex(PLAIN).save(saved)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    index = NameIndex(PLAIN)
    with pytest.raises(OutputError, match="is a folder"):
        index.save(tmp_path)
    with pytest.raises(OutputError, match="does not exist"):
        index.save(tmp_path / "none" / "names.nmi")
    (tmp_path / "file").touch()
    (tmp_path / "file").chmod(0o400)
    if not os.access(tmp_path / "file", os.W_OK):
        with pytest.raises(OutputError, match="read-only"):
            index.save(tmp_path / "file")
    (tmp_path / "closed").mkdir(mode=0o500)
    if not os.access(tmp_path / "closed", os.W_OK):
        with pytest.raises(OutputError, match="Permission denied"):
            index.save(tmp_path / "closed" / "names.nmi")


def test_a_full_disk() -> None:
    if Path("/dev/full").exists():
        with pytest.raises(OutputError, match="/dev/full: cannot be written: No space left on device"):
            NameIndex(PLAIN).save("/dev/full")
