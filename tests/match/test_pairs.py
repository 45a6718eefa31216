"""Two columns compared row by row: each row is what ``compare_names`` says of it, to the last bit."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch import (
    Mention,
    NameLike,
    NameMatchError,
    Policy,
    Scores,
    Vocabulary,
    compare_names,
    compare_pairs,
    parse_name,
    shipped_vocabulary,
)
from tests.support.hard_lists import POLICIES
from tests.support.texts import LISTS

TABLES = Path(__file__).parents[1] / "tables"
SHIPPED = shipped_vocabulary()
POLICY = Policy()
FEW = Vocabulary(tuple(SHIPPED.word(x) for x in ("علی", "رضا", "کریمی", "کرمی", "حسین", "حسن", "صادق")))


def texts_of_tables() -> Iterator[str]:
    """Every cell of every table of the tests: names, clauses, titles, scripts, sentences."""
    for path in sorted(TABLES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from filter(None, line.split("\t")[:3])


def assert_as_compared(
    left: list[NameLike], right: list[NameLike], policy: Policy = POLICY, vocabulary: Vocabulary = SHIPPED
) -> Scores:
    scores = compare_pairs(left, right, policy=policy, vocabulary=vocabulary, threads=2)
    each = [
        compare_names(one, two, policy=policy, vocabulary=vocabulary)
        for one, two in zip(left, right, strict=True)
    ]
    differing = [
        (x.left, x.right, x.bits, bits)
        for x, bits in zip(each, scores.bits.tolist(), strict=True)
        if x.bits != bits
    ]
    assert differing == []
    assert scores.probability.tolist() == [x.probability for x in each]
    assert scores.verdict.tolist() == [x.verdict for x in each]
    return scores


def test_rows_of_the_tables() -> None:
    texts = list(texts_of_tables())
    random = Random(3)
    pairs = random.sample(list(pairwise(texts)), 700) + [tuple(random.sample(texts, 2)) for _ in range(300)]
    left, right = (list(column) for column in zip(*pairs, strict=True))
    scores = assert_as_compared(left, right)
    assert set(scores.verdict.tolist()) == {"same", "review", "different"}


@settings(max_examples=40)
@given(LISTS, LISTS, st.sampled_from(POLICIES), st.sampled_from([SHIPPED, FEW, Vocabulary(())]))
def test_any_rows(left: list[str], right: list[str], policy: Policy, vocabulary: Vocabulary) -> None:
    rows = min(len(left), len(right))
    assert_as_compared(list(left[:rows]), list(right[:rows]), policy, vocabulary)


WORDS = (
    "ali reza karimi seyed khan al bin a. m. sh abdol karim abdolkarim zadeh hosein hossein mirza dr"
    " farida zand nouri keshtkar saeed علی رضا کریمی سید خان ال بن ع م عبدالکریم زاده حسین محمد"
)
PARTS = st.lists(st.sampled_from(WORDS.split(" ")), max_size=6).map(" ".join)


@settings(max_examples=150)
@given(st.lists(st.tuples(PARTS, PARTS), max_size=12), st.sampled_from(POLICIES))
def test_rows_of_hard_words(rows: list[tuple[str, str]], policy: Policy) -> None:
    assert_as_compared([one for one, _ in rows], [two for _, two in rows], policy)


def test_cells_with_more_than_a_name() -> None:
    names: list[NameLike] = [
        "Ali Karimi s/o Hassan", "Ali Karimi s/o Reza", "علی کریمی فرزند حسن", "Ali Karimi a.k.a. Abu Yasir",
        "Ali bin Hassan Karimi", "Ali Karimi Jr.", "Ali Karimi Sr.", "Ali Karimi / Reza Azizi", "王小明",
        "王小明 Karimi", "Ali " * 80, "x" * 10_000, "", " ", None, float("nan"), "Dr.", "12", "\udcff", "🙂",
        "\u202eAli\u202c", parse_name("Ali Karimi"), Mention("", given="Ali", family="Karimi"),
        {"text": "Karimi, Ali"}, "Seyed Ali", "Ali Seyed", "Seyed Khosravi",
    ]  # fmt: skip
    left = [one for one in names for _ in names]
    right = names * len(names)
    assert_as_compared(left, right)
    assert_as_compared(left, right, Policy(identity="person", population=10**6))


def test_titles_of_the_caller() -> None:
    policy = replace(Policy(), titles=("Guild Master",))
    scores = compare_pairs(["Guild Master Ali Karimi"], ["Ali Karimi"], policy=policy)
    assert scores.verdict.tolist() == ["same"]


def test_threads_and_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = list(texts_of_tables())[::6]
    left, right = texts[:-1], texts[1:]
    whole = compare_pairs(left, right, threads=1).bits.tolist()
    monkeypatch.setattr("namematch.batch.pairs.PAIRS_A_BLOCK", 100)
    assert compare_pairs(left, right, threads=3).bits.tolist() == whole
    turned = compare_pairs(right[::-1], left[::-1]).bits.tolist()
    assert turned[::-1] == whole


def test_columns_of_other_libraries() -> None:
    left, right = ["Ali Karimi", None], ["علی کریمی", "Kian Zand"]
    wanted = compare_pairs(left, right).bits.tolist()
    arrays = [
        (np.array(left, object), np.array(right)),
        (pa.array(left), pa.chunked_array([right[:1], right[1:]])),
    ]
    assert all(compare_pairs(*columns).bits.tolist() == wanted for columns in arrays)
    assert wanted[1] == -40.0


def test_progress_is_told_of_every_pair() -> None:
    heard: list[tuple[str, int, int]] = []
    compare_pairs(
        ["Ali"] * 5, ["علی", "Reza", "", "علی", "王小明"], progress=lambda *told: heard.append(told)
    )
    last = {stage: (done, total) for stage, done, total in heard}
    assert all(done == total for done, total in last.values())
    assert {"reading names", "comparing names"} <= last.keys()


def test_nothing_gives_nothing() -> None:
    scores = compare_pairs([], [])
    assert (len(scores), scores.verdict.tolist(), scores.probability.tolist()) == (0, [], [])
    assert repr(scores) == "Scores(0 pairs: 0 different, 0 review, 0 same)"
    assert scores.to_frame("pyarrow").num_rows == 0


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        (["Ali"], [], "left has 1 rows and right 0"),
        ("Ali", ["Ali"], "left='Ali' is not a list of names: put it into a list"),
        (["Ali", 7], ["Ali", "Ali"], "left row 1: 7 is not a name"),
        (["Ali"], [b"Ali"], "right row 0: b'Ali' is not a name"),
    ],
)
def test_what_is_no_pair_is_refused(left: list[str], right: list[str], said: str) -> None:
    with pytest.raises(NameMatchError, match=said):
        compare_pairs(left, right)
