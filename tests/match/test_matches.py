"""Two lists matched: the pairs that comparing each with each gives, best first."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from namematch.arrays.strings import Texts
from namematch.compare.calibration import calibrated_bits, probability_of
from namematch.compare.names import compare_names
from namematch.errors import NameMatchError
from namematch.match.matches import Match, Matches, match_names
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.names.compounds import LONGEST_NAME
from namematch.names.parse import parse_name
from namematch.policy import Policy
from tests.support.noisy_names import noisy_names

ALMOST = 1e-6  # bits by which the batch may differ from comparing two names
CUTOFF = Policy().review

LEFT = ["غفور فتاحیان", "علی کریمی", "Nobody Else", "مریم حسین زاده", ""]
RIGHT = ["Maryam Hosseinzadeh", "Ali Karimi", "FATTAHIAN Ghafour", "ALI KARIMI", "A. Karimi"]


def rows(matches: Matches) -> list[tuple[int, int]]:
    return [(m.left, m.right) for m in matches]


def two_lists(seed: int, count: int = 16) -> tuple[list[str], list[str]]:
    """Noisy names that have much in common."""
    texts = noisy_names(Random(seed), count, words=3)
    return texts[: count // 2], texts[count // 2 :]


def repeated(seed: int, count: int) -> tuple[list[str], list[str]]:
    """Two lists of so many rows in which names are repeated, written the same and otherwise."""
    random = Random(seed)
    texts = noisy_names(random, 6, words=2)
    texts += [variant(texts[0]) for variant in (str.upper, "Mr. {}".format, "Seyed {}".format)] + [""]
    return random.choices(texts, k=count), random.choices(texts, k=count)


def compared(left: list[str], right: list[str], policy: Policy, vocabulary: Vocabulary) -> list[Match]:
    """Slow twin: each left name with each right one, in the order of the matches; but those that are for
    review because nobody can read them, which no list has."""
    named = sum(bool(parse_name(text).tokens) for text in left + right)
    known = replace(policy, population=policy.population or max(2, named))
    found = []
    for (i, one), (j, two) in product(enumerate(left), enumerate(right)):
        c = compare_names(one, two, policy=known, vocabulary=vocabulary)
        if all(piece.relation != "unread" for piece in c.evidence):
            found.append(Match(i, j, c.bits, c.probability, c.verdict))
    return sorted(found, key=lambda m: (m.left, -m.bits, m.right))


def assert_matches(found: list[Match], wanted: list[Match]) -> None:
    """Equal but for the rounding of bits, which may exchange equals."""
    assert sorted((m.left, m.right, m.verdict) for m in found) == sorted(
        (m.left, m.right, m.verdict) for m in wanted
    )
    bits = {(m.left, m.right): m.bits for m in wanted}
    assert all(abs(m.bits - bits[m.left, m.right]) <= ALMOST for m in found)
    assert all(m.probability == probability_of(m.bits) for m in found)


# ---- the answer -----------------------------------------------------------------------------


def test_best_first():
    matches = match_names(LEFT, RIGHT)
    assert rows(matches) == [(0, 2), (1, 1), (1, 3), (1, 4), (3, 0)]
    assert [m.verdict for m in matches] == ["same", "same", "same", "review", "same"]
    assert matches.unmatched == (2, 4)
    assert matches.vocabulary is shipped_vocabulary()


def test_ties_by_right_row():
    matches = match_names(["Ali Karimi"], ["علی کریمی", "Ali Karimi", "ali karimi", "ALI KARIMI"])
    assert [m.right for m in matches] == [1, 2, 3, 0]


@pytest.mark.parametrize("seed", range(6))
def test_as_comparing_each_with_each(seed):
    left, right = two_lists(seed, 18)
    policy = [Policy(), Policy(population=50_000), Policy(identity="person", population=10**6)][seed % 3]
    matches = match_names(left, right, top=len(right), policy=policy)
    wanted = [m for m in compared(left, right, policy, matches.vocabulary) if m.bits >= policy.review]
    assert_matches(list(matches), wanted)
    assert matches.unmatched == tuple(sorted(set(range(len(left))) - {m.left for m in wanted}))


@pytest.mark.parametrize("seed", range(4))
def test_all_gives_every_pair_that_has_anything_in_common(seed):
    left, right = two_lists(seed, 18)
    policy = Policy(population=1000)
    most = calibrated_bits(policy.most_doubt - ALMOST, 1000)
    matches = match_names(left, right, top=len(right), all=True, policy=policy)
    wanted = compared(left, right, policy, matches.vocabulary)
    assert_matches(list(matches), [m for m in wanted if m.bits >= most])
    assert {m for m in matches if m.bits >= CUTOFF} == set(
        match_names(left, right, top=len(right), policy=policy)
    )


def test_all_adds_what_is_different():
    lists, strict = (["Reza Karimi"], ["محمد رضا کریمی", "Zal Div", "رضا کریمی"]), Policy(review=1.0)
    assert [(m.right, m.verdict) for m in match_names(*lists, policy=strict)] == [(2, "same")]
    assert [(m.right, m.verdict) for m in match_names(*lists, policy=strict, all=True)] == [
        (2, "same"),
        (0, "different"),
    ]


@pytest.mark.parametrize("seed", range(2))
def test_top(seed):
    left, right = two_lists(seed, 40)
    whole = match_names(left, right, top=len(right), all=True)
    for top in (1, 2, 5):
        cut = match_names(left, right, top=top, all=True)
        assert list(cut) == [m for i in range(len(left)) for m in [x for x in whole if x.left == i][:top]]
        assert cut.unmatched == whole.unmatched
    ranks = [(m.left, -m.bits, m.right) for m in whole]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("everything", [False, True])
def test_top_of_repeated_names(seed, everything):
    left, right = repeated(seed, 14)
    policy = Policy(review=-6.0, same=1.5)
    known = match_names(left, right, policy=policy).vocabulary
    least = calibrated_bits(policy.most_doubt - ALMOST, 28) if everything else policy.review
    wanted = [m for m in compared(left, right, policy, known) if m.bits >= least]
    wanted.sort(key=lambda m: (m.left, -round(m.bits, 8), m.right))  # rounding tells no ties apart
    for top in (1, 2, 3, 9, len(right)):
        matches = match_names(left, right, top=top, all=everything, policy=policy)
        best = [m for i in range(len(left)) for m in [x for x in wanted if x.left == i][:top]]
        assert rows(matches) == rows(best)
        assert_matches(list(matches), best)


def test_many_rows_of_one_name_bring_no_more_than_is_asked_for():
    many = ["Ali Karimi"] * 100_000
    matches = match_names(many, many, top=2)
    assert len(matches) == 200_000
    assert matches.left.tolist() == [row for row in range(100_000) for _ in range(2)]
    assert matches.right.tolist() == [0, 1] * 100_000


def test_top_may_be_more_than_any_list_has():
    names = ["Ali Karimi", "علی کریمی"]
    assert rows(match_names(names, names, top=10**30)) == rows(match_names(names, names))


def test_top_none_at_all():
    assert rows(match_names(LEFT, RIGHT, top=0)) == []


# ---- one to one -----------------------------------------------------------------------------


def greedy(found: list[Match]) -> list[Match]:
    """The best pair, then the best of what is left."""
    chosen: list[Match] = []
    for match in sorted(found, key=lambda m: (-m.bits, m.left, m.right)):
        if all(match.left != m.left and match.right != m.right for m in chosen):
            chosen.append(match)
    return chosen


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("everything", [False, True])
def test_one_to_one_is_no_worse_than_greedy(seed, everything):
    left, right = two_lists(seed, 40)
    found = list(match_names(left, right, top=len(right), all=everything))
    single = match_names(left, right, one_to_one=True, all=everything)
    assert len({m.left for m in single}) == len({m.right for m in single}) == len(single)
    assert set(single) <= set(found)
    least = min((m.bits for m in found), default=0.0)
    best, rival = (sum(m.bits - least + 1 for m in chosen) for chosen in (single, greedy(found)))
    assert best >= rival - ALMOST
    free = [m for m in found if all(m.left != x.left and m.right != x.right for x in single)]
    assert not free  # nothing could be added


def test_one_to_one_gives_each_its_own():
    left = ["Ali Karimi", "Ali Karimi", "علی کریمی"]
    right = ["Ali Karimi", "علی کریمی"]
    single = match_names(left, right, one_to_one=True)
    assert rows(single) == [(0, 0), (2, 1)]
    assert single.unmatched == (1,)


def greatest_sum(weights: dict[tuple[int, int], float], left: int, right: int) -> float:
    """Slow twin: the greatest sum over all choices of partners, row by row."""
    best = {frozenset[int](): 0.0}  # by the right rows taken
    for row in range(left):
        for taken, total in list(best.items()):
            for other in set(range(right)) - taken:
                if (row, other) in weights:
                    now = taken | {other}
                    best[now] = max(best.get(now, 0.0), total + weights[row, other])
    return max(best.values())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("everything", [False, True])
def test_one_to_one_of_repeated_names_adds_up_to_most(seed, everything):
    left, right = repeated(seed, 7)
    found = list(match_names(left, right, top=len(right), all=everything))
    floor = min([CUTOFF, *(m.bits for m in found)]) - ALMOST
    weights = {(m.left, m.right): m.bits - floor for m in found}
    single = match_names(left, right, one_to_one=True, all=everything)
    assert len({m.left for m in single}) == len({m.right for m in single}) == len(single)
    assert set(single) <= set(found)
    total = sum(weights[m.left, m.right] for m in single)
    assert total == pytest.approx(greatest_sum(weights, len(left), len(right)))


@pytest.mark.parametrize("seed", range(8))
def test_one_to_one_takes_the_first_rows_of_a_name(seed):
    left, right = repeated(seed, 30)
    single = match_names(left, right, one_to_one=True)
    for texts, taken in ((left, {m.left for m in single}), (right, {m.right for m in single})):
        names = [(name.optional_titles, name.tokens) for name in map(parse_name, texts)]
        for name in set(names):
            partnered = [row in taken for row, other in enumerate(names) if other == name]
            assert partnered == sorted(partnered, reverse=True)


def test_one_to_one_of_many_rows_of_one_name():
    single = match_names(["Ali Karimi"] * 100_000, ["ALI KARIMI"] * 90_000, one_to_one=True)
    assert single.left.tolist() == single.right.tolist() == list(range(90_000))
    assert single.unmatched == tuple(range(90_000, 100_000))


# ---- edges ----------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"one_to_one": True}, {"all": True}])
@pytest.mark.parametrize(("left", "right"), [([], []), (LEFT, []), ([], RIGHT), (["", "Dr."], [""])])
def test_nothing_to_match(left, right, options):
    matches = match_names(left, right, **options)
    assert len(matches) == 0
    assert list(matches) == []
    assert matches.unmatched == tuple(range(len(left)))
    assert matches.to_frame("pyarrow").num_rows == 0


def test_names_may_be_read_before():
    read = [parse_name(text) for text in LEFT]
    as_texts = list(match_names(LEFT, RIGHT))
    assert list(match_names(read, RIGHT)) == as_texts
    assert list(match_names([*LEFT[:2], *read[2:]], [parse_name(text) for text in RIGHT])) == as_texts
    assert list(match_names(Texts.of(LEFT), RIGHT)) == as_texts


def test_a_match_looks_across_lists_only():
    assert rows(match_names(["Ali Karimi", "علی کریمی"], ["Zal Div"])) == []


def test_the_population_is_the_names_of_both_lists():
    left, right = ["Ali Karimi"], ["علی کریمی"] + [""] * 50
    alone, among = (match_names(left, right, policy=Policy(population=n))[0] for n in (2, 10**6))
    assert match_names(left, right)[0] == alone
    assert among.bits < alone.bits


def test_a_person_is_sought():
    left, right = ["Ali Karimi", "غفور فتاحیان"], ["علی کریمی", "Ghafour Fattahian"]
    matches = match_names(left, right, policy=Policy(identity="person", population=50_000))
    assert [(m.left, m.right, m.verdict) for m in matches] == [(0, 0, "review"), (1, 1, "same")]


def test_another_vocabulary():
    words = shipped_vocabulary()
    few = Vocabulary((words.word("علی"), words.word("کریمی")))
    matches = match_names(["Ali Karmi"], ["علی کریمی"], vocabulary=few)
    assert matches.vocabulary is few
    assert matches[0].bits > match_names(["Ali Karmi"], ["علی کریمی"], all=True)[0].bits


def test_words_that_both_lists_have_join_the_vocabulary():
    left, right = ["رضا قجرنیاکان"], ["علی قجرنیاکان", "Ali Ghajarniakan"]
    matches = match_names(left, right, all=True)
    assert matches.vocabulary.word_spelled("قجرنیاکان") >= 0
    assert shipped_vocabulary().word_spelled("قجرنیاکان") < 0
    assert match_names(left, right, policy=Policy(repeats=0)).vocabulary is shipped_vocabulary()


@pytest.mark.parametrize("one_to_one", [False, True])
def test_every_stage_tells_its_start(one_to_one):
    heard = []
    match_names(*two_lists(1, 40), one_to_one=one_to_one, progress=lambda *step: heard.append(step))
    starts: dict[str, int] = {}
    for stage, done, _ in heard:
        starts.setdefault(stage, done)
    assert (next(iter(starts)), heard[-1][0]) == ("reading names", "choosing partners")
    assert set(starts.values()) == {0}
    assert heard[-1][1] == heard[-1][2]


def test_a_cutoff_too_low_is_refused():
    with pytest.raises(NameMatchError, match="review=-50"):
        match_names(LEFT, RIGHT, policy=Policy(review=-50.0))


def test_a_text_longer_than_a_name_has_no_match():
    text = " ".join(["Ali Karimi"] * LONGEST_NAME)
    assert rows(match_names([text, "Ali Karimi"], ["Ali Karimi"])) == [(1, 0)]


# ---- as a sequence and as a frame -----------------------------------------------------------


def test_a_sequence():
    matches = match_names(LEFT, RIGHT)
    assert len(matches) == 5
    assert matches[0] == next(iter(matches))
    assert matches[-1].left == 3
    assert matches[0] in matches
    assert matches[1:3] == tuple(matches)[1:3]
    with pytest.raises(IndexError):
        matches[5]


def test_a_frame():
    matches = match_names(LEFT, RIGHT)
    frame = matches.to_frame("pyarrow")
    assert isinstance(frame, pa.Table)
    assert frame.column_names == ["left", "right", "bits", "probability", "verdict"]
    assert frame.to_pylist() == [{field: getattr(m, field) for field in frame.column_names} for m in matches]
    assert all(more >= less for more, less in pairwise(frame["bits"].to_pylist()[1:4]))


def test_a_frame_of_no_library():
    with pytest.raises(NameMatchError, match="'spreadsheet' is none of pandas, polars, pyarrow"):
        match_names(LEFT, RIGHT).to_frame("spreadsheet")


def test_a_frame_of_a_library_that_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(NameMatchError, match="polars is not installed: pip install polars"):
        match_names(LEFT, RIGHT).to_frame("polars")


# ---- hash seeds -----------------------------------------------------------------------------

PRINT = """
from random import Random
from tests.support.noisy_names import noisy_names
from namematch import compare_names
from namematch import match_names

texts = noisy_names(Random(1), 40)
print(ascii([compare_names(a, b) for a, b in zip(texts, texts[1:])]))
for options in ({}, {"all": True}, {"one_to_one": True}):
    found = match_names(texts[:20], texts[20:], **options)
    print(repr((tuple(found), found.unmatched)))
"""


def test_results_do_not_depend_on_the_hash_seed():
    here = Path(__file__).parents[2]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT],
            cwd=here,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in "01"
    ]
    one, two = (run.communicate()[0] for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert "Match(left=" in one
    assert one == two
