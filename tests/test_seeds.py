"""The main job on the real lists: the signatories of the seed letters, by the truth file."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from namematch import Matches, Reconciliation, dedupe_names, match_names, parse_name
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.text.letters import persian_letters

SEEDS = Path(__file__).parents[1] / "seeds"
Row = dict[str, str]
MOST_REVIEWS = 30
LEAST_CONTEXT = 11  # of the 14 mentions that only their document settles
WORDS_DELETED = 20


def read_rows() -> list[Row]:
    with (SEEDS / "mentions.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = read_rows()
PARALLEL = [row for row in ROWS if row["source"] in ("003-fa", "003-en")]
PERSON = {(row["language"], row["name"]): row["person"] for row in PARALLEL}


def distinct(language: str) -> list[str]:
    return list(dict.fromkeys(row["name"] for row in PARALLEL if row["language"] == language))


PERSIAN, LATIN = distinct("fa"), distinct("en")
SLIPS = {row["name"] for row in PARALLEL if row["evidence"] == "context"}


def one_person(persian: str, latin: str) -> bool:
    return PERSON["fa", persian] == PERSON["en", latin]


@pytest.fixture(scope="module")
def matches() -> Matches:
    return match_names(PERSIAN, LATIN, top=len(LATIN))


@pytest.fixture(scope="module")
def reconciliation() -> Reconciliation:
    return dedupe_names(mentions_of(ROWS))


def mentions_of(rows: Iterable[Row]) -> list[dict[str, str]]:
    return [{"text": row["name"], "source": row["source"]} for row in rows]


def verdicts(found: Matches) -> dict[tuple[str, str], str]:
    return {(PERSIAN[m.left], LATIN[m.right]): m.verdict for m in found}


def test_there_are_forty_six_distinct_names_in_each_list() -> None:
    assert (len(PERSIAN), len(LATIN), len(SLIPS)) == (46, 46, 2)


def test_no_wrong_pair_is_the_same(matches: Matches) -> None:
    wrong = [pair for pair, verdict in verdicts(matches).items() if not one_person(*pair)]
    assert [pair for pair in wrong if verdicts(matches)[pair] == "same"] == []


def test_every_true_pair_is_the_same_and_each_slip_at_least_for_review(matches: Matches) -> None:
    found = verdicts(matches)
    for persian in PERSIAN:
        latin = next(name for name in LATIN if one_person(persian, name))
        allowed = ("same", "review") if persian in SLIPS else ("same",)
        assert found.get((persian, latin)) in allowed, (persian, latin)


def test_each_true_pair_is_the_best_of_both(matches: Matches) -> None:
    best_left: dict[int, float] = defaultdict(lambda: -99.0)
    best_right: dict[int, float] = defaultdict(lambda: -99.0)
    for m in matches:
        best_left[m.left] = max(best_left[m.left], m.bits)
        best_right[m.right] = max(best_right[m.right], m.bits)
    for m in matches:
        if one_person(PERSIAN[m.left], LATIN[m.right]):
            assert m.bits == best_left[m.left] == best_right[m.right]
        else:
            assert m.bits < best_left[m.left] or m.bits < best_right[m.right]


def pairs_of(labels: list[str | None]) -> set[tuple[int, int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        if label is not None:
            rows[label].append(i)
    return {pair for members in rows.values() for pair in combinations(members, 2)}


def test_all_documents_pairwise_precision_is_one(reconciliation: Reconciliation) -> None:
    found = pairs_of([a.person for a in reconciliation.assignments])
    assert found
    assert found <= pairs_of([row["person"] for row in ROWS])


def main_record(reconciliation: Reconciliation, person: str) -> str:
    """The record that holds most of a person's mentions whose spelling alone settles them."""
    held: dict[str, int] = defaultdict(int)
    for row, assignment in zip(ROWS, reconciliation.assignments, strict=True):
        if row["person"] == person and row["evidence"] == "name":
            held[str(assignment.person)] += 1
    return max(sorted(held), key=held.__getitem__)


def test_every_mention_that_its_spelling_settles_is_in_its_record(
    reconciliation: Reconciliation,
) -> None:
    for row, assignment in zip(ROWS, reconciliation.assignments, strict=True):
        if row["evidence"] == "name":
            assert assignment.person == main_record(reconciliation, row["person"]), row["name"]


def test_most_mentions_that_only_context_settles_are_tied(reconciliation: Reconciliation) -> None:
    tied = {frozenset((review.left, review.right)) for review in reconciliation.reviews}
    missing = []
    for row, assignment in zip(ROWS, reconciliation.assignments, strict=True):
        record = main_record(reconciliation, row["person"])
        ends = frozenset((str(assignment.person), record))
        if row["evidence"] == "context" and len(ends) > 1 and ends not in tied:
            missing.append(row["name"])
    context = sum(row["evidence"] == "context" for row in ROWS)
    assert context - len(missing) >= LEAST_CONTEXT, missing


def test_the_readme_says_what_comes_out(reconciliation: Reconciliation) -> None:
    readme = (SEEDS.parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(ROWS)} mentions become {len(reconciliation.persons)} persons" in readme
    assert f"{len(reconciliation.reviews)} pairs are left for review" in readme


def test_few_cases_are_left_for_review(reconciliation: Reconciliation) -> None:
    assert 0 < len(reconciliation.reviews) <= MOST_REVIEWS


def test_the_two_parallel_lists_are_forty_six_persons() -> None:
    merged = dedupe_names(mentions_of(PARALLEL))
    in_review = {name for name in SLIPS if verdict_in(merged, name) == "review"}
    assert len(merged.persons) == 46 + len(in_review)
    parted = dedupe_names(mentions_of(PARALLEL), within_source="distinct")
    assert len(parted.persons) == len(merged.persons) + 2


def verdict_in(reconciliation: Reconciliation, name: str) -> str:
    return next(
        assignment.verdict
        for row, assignment in zip(PARALLEL, reconciliation.assignments, strict=True)
        if row["name"] == name
    )


def words_in_seeds(vocabulary: Vocabulary) -> list[str]:
    """Words of the lexicon that stand in the Persian list as tokens of their own."""
    tokens = {persian_letters(t.text) for name in PERSIAN for t in parse_name(name).tokens}
    return sorted(word.persian for word in vocabulary.words if word.persian in tokens)


def contains(pair: tuple[str, str], word: str) -> bool:
    """Whether one of the two names has the word, alone or inside a compound, by the Persian form."""
    persian = {PERSON["fa", pair[0]], PERSON["en", pair[1]]}
    names = [name for name in PERSIAN if PERSON["fa", name] in persian]
    return any(word in persian_letters(name.replace(" ", "")) for name in names)


def test_no_name_of_the_seeds_hangs_on_a_word_that_it_does_not_contain(matches: Matches) -> None:
    vocabulary = shipped_vocabulary()
    before = verdicts(matches)
    for word in random.Random(20).sample(words_in_seeds(vocabulary), WORDS_DELETED):
        less = vocabulary.without(word)
        after = verdicts(match_names(PERSIAN, LATIN, top=len(LATIN), vocabulary=less))
        changed = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
        assert [pair for pair in changed if not contains(pair, word)] == [], word
