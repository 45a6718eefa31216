"""The benchmark of accuracy: the list it makes, its scores, its peers and its frozen figures."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))  # they are scripts, not a package

import accuracy  # noqa: E402
import comparators  # noqa: E402
import make_list  # noqa: E402

labels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12)
matrices = st.integers(1, 8).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 5), min_size=n * n, max_size=n * n),
        st.lists(st.sampled_from("abc"), min_size=n, max_size=n),
    )
)


def made(size: int = 150, seed: int = 1) -> accuracy.List:
    return accuracy.List("made", str(seed), make_list.make_list(size, seed=seed))


@pytest.fixture(scope="module")
def measured() -> accuracy.Figures:
    return accuracy.measure_library(made())


# the list


def test_the_command_makes_the_same_list_whatever_the_hash_seed(tmp_path: Path) -> None:
    outs = [tmp_path / f"{seed}.tsv" for seed in "01"]
    for out in outs:
        script = str(BENCHMARKS / "make_list.py")
        subprocess.run(
            [sys.executable, script, "300", str(out), "--seed", "3"],
            env={**os.environ, "PYTHONHASHSEED": out.stem},
            check=True,
            capture_output=True,
        )
    one, two = (out.read_bytes() for out in outs)
    assert one == two
    rows = [line.split("\t") for line in one.decode().splitlines()]
    assert rows[0] == ["person", "name"]
    assert rows[1:] == [list(row) for row in make_list.make_list(300, seed=3)]
    assert all(person and name for person, name in rows)


def test_another_seed_makes_another_list() -> None:
    assert make_list.make_list(50, seed=1) != make_list.make_list(50, seed=2)


def test_the_list_is_mixed_as_promised() -> None:
    rows = make_list.make_list(6000, seed=2)
    sizes = Counter(row.person for row in rows).values()
    assert (min(sizes), max(sizes)) == (1, make_list.MOST_MENTIONS)
    assert list(sizes).count(1) > list(sizes).count(2) > list(sizes).count(4)
    persian = [row.name for row in rows if any("ء" <= letter <= "ی" for letter in row.name)]
    latin = {row.name for row in rows} - set(persian)
    assert len(persian) / len(rows) == pytest.approx(make_list.PERSIAN, abs=0.02)
    assert any("\u200c" in name for name in persian)
    assert any("ي" in name or "ك" in name for name in persian)
    commas = sum("," in row.name for row in rows) / (len(rows) - len(persian))
    assert commas == pytest.approx(make_list.COMMA, abs=0.01)
    assert any(name.startswith(make_list.LATIN_TITLES) for name in latin)
    assert any(name.startswith(make_list.PERSIAN_TITLES) for name in persian)


def test_persons_are_compounds_and_have_two_surnames_as_often_as_promised() -> None:
    drawn = make_list.draw_persons(Random(1), make_list.read_words())
    persons = [next(drawn) for _ in range(3000)]
    assert len({"".join(p.given + p.family) for p in persons}) == len(persons)
    compound = sum(len(p.given) > 1 for p in persons) / len(persons)
    double = sum(len(p.family) > 1 for p in persons) / len(persons)
    assert compound == pytest.approx(make_list.COMPOUND, abs=0.03)
    assert double == pytest.approx(make_list.TWO_SURNAMES, abs=0.03)


def test_compounds_are_parted_where_people_part_them() -> None:
    words = make_list.read_words()
    assert make_list.part_given("علیرضا", words) == ("علی", "رضا")
    assert make_list.part_given("علی", words) == ("علی",)
    assert make_list.part_family("حسینزاده") == ("حسین", "زاده")
    assert make_list.part_family("کریمی") == ("کریمی",)


@given(st.text("abcde ", max_size=20), st.integers())
def test_a_slip_changes_one_long_word_by_one_letter(text: str, seed: int) -> None:
    slipped = make_list.mistype(Random(seed), text)
    pairs = list(zip(text.split(" "), slipped.split(" "), strict=True))
    changed = [(word, other) for word, other in pairs if word != other]
    assert len(changed) <= 1
    for word, other in changed:
        assert len(word) >= make_list.SHORTEST_SLIP
        assert (word[0], word[-1]) == (other[0], other[-1])
        assert abs(len(word) - len(other)) <= 1


# the scores


def slow_scores(truth: list[int], found: list[int]) -> tuple[float, ...]:
    """By going over all pairs and all mentions."""
    rows = range(len(truth))
    true = {(a, b) for a, b in combinations(rows, 2) if truth[a] == truth[b]}
    said = {(a, b) for a, b in combinations(rows, 2) if found[a] == found[b]}
    precision = len(true & said) / len(said) if said else 1.0
    recall = len(true & said) / len(true) if true else 1.0
    pure = whole = 0.0
    for row in rows:
        persons = {other for other in rows if truth[other] == truth[row]}
        group = {other for other in rows if found[other] == found[row]}
        pure += len(persons & group) / len(group) / len(truth)
        whole += len(persons & group) / len(persons) / len(truth)
    if not truth:
        pure = whole = 1.0
    return (
        precision,
        recall,
        2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        2 * pure * whole / (pure + whole),
    )


@given(labels)
def test_scores_are_those_of_a_slow_twin(rows: list[tuple[int, int]]) -> None:
    truth, found = [row[0] for row in rows], [row[1] for row in rows]
    scores = accuracy.score_labels(truth, found)
    fast = (scores.precision, scores.recall, scores.f1, scores.bcubed)
    assert fast == pytest.approx(slow_scores(truth, found))


@given(matrices)
def test_no_cutoff_is_better_than_the_best(drawn: tuple[list[int], list[str]]) -> None:
    cells, truth = drawn
    count = len(truth)
    square = np.array(cells, np.float32).reshape(count, count)
    matrix = np.maximum(square, square.T)
    edges = comparators.strongest_tree(matrix)

    def f1(joined: list[int]) -> float:
        return accuracy.score_labels(truth, joined).f1

    best = f1(comparators.components(edges, count, comparators.best_cutoff(edges, truth)))
    every = [(float(matrix[a, b]), a, b) for a, b in combinations(range(count), 2)]
    for cutoff in range(7):
        whole = comparators.components(every, count, cutoff)
        tree = comparators.components(edges, count, cutoff)
        assert accuracy.score_labels(whole, tree).f1 == 1.0  # the same components
        assert f1(whole) <= best + 1e-12 or not any(n > 1 for n in Counter(truth).values())


# the systems


def test_the_library_finds_the_persons_of_a_small_list(measured: accuracy.Figures) -> None:
    assert (measured.system, measured.mentions) == ("namematch", "150")
    assert float(measured.f1) > 0.9


@pytest.mark.parametrize("peer", [p for p in comparators.COMPARATORS if p.installed], ids=lambda p: p.system)
def test_every_comparator_labels_every_mention(peer: comparators.Comparator) -> None:
    figures = accuracy.measure_peer(peer, made())
    assert figures.mentions == "150"
    assert 0 < float(figures.f1) <= 1
    assert bool(figures.cutoff) == peer.quadratic


def test_quadratic_peers_are_capped_and_absent_ones_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    absent = replace(comparators.COMPARATORS[0], system="Absent", needs="no_such_module")
    present = (comparators.COMPARATORS[0], absent)
    monkeypatch.setattr(accuracy, "COMPARATORS", present)
    monkeypatch.setattr(accuracy, "MOST_NAMES", 40)
    tested = made(60)
    assert [row.mentions for row in accuracy.run(tested, peers=True)] == ["60", "40"]
    told = "\n".join(accuracy.notes(tested))
    assert "Left out: Absent (no_such_module is not installed)" in told
    assert "first 40 mentions only" in told


# the frozen figures and the command


def test_the_frozen_file_is_readable() -> None:
    frozen = accuracy.read_frozen(accuracy.FROZEN)
    assert {("namematch", "made", size, "1") for size in ("2000", "10000")} <= set(frozen)
    assert all(0 <= float(row.f1) <= 1 for row in frozen.values())


def test_the_command_freezes_and_then_finds_nothing_moved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen, listed = tmp_path / "frozen" / "accuracy.tsv", tmp_path / "own.tsv"
    make_list.write_list(make_list.make_list(60, seed=5), listed)
    accuracy.main([str(listed), "--freeze"], frozen=frozen)
    assert "namematch: not frozen for this list" in capsys.readouterr().out
    accuracy.main([str(listed)], frozen=frozen)
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == "As frozen."
    assert max(map(len, printed.splitlines())) <= 100


def test_what_moved_is_told_without_the_seconds(tmp_path: Path, measured: accuracy.Figures) -> None:
    frozen = tmp_path / "accuracy.tsv"
    accuracy.freeze([measured, replace(measured, system="other")], frozen)
    accuracy.freeze([replace(measured, f1="0.9000", seconds="999.00")], frozen)
    kept = accuracy.read_frozen(frozen)
    assert len(kept) == 2
    moved = accuracy.moved([replace(measured, f1="0.9100")], kept)
    assert moved == ["namematch: f1 0.9000 -> 0.9100 (+0.0100)"]
    moved = accuracy.moved([replace(measured, f1="0.9000", digest="0")], kept)
    assert moved == ["namematch: the list is another one than when it was frozen"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name\nAli Rezaei\n", "no column person"),
        ("person\tname\n1\tAli Rezaei\n2\t\n", ":3: a row needs a person and a name"),
        (None, "No such file"),
    ],
)
def test_a_list_that_is_none_is_told_in_one_line(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "list.tsv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        accuracy.main([str(path)])
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
