"""The benchmarks: the lists they make, their metrics, their systems, and the command end to end."""

import doctest
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from importlib.util import find_spec
from io import StringIO
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import namematch
from benchmarks import figures, metrics, romanise
from benchmarks.accuracy import (
    calibration,
    clustering,
    contrast,
    held_out,
    linkage,
    options,
    peers,
    retrieval,
    transliteration,
)
from benchmarks.accuracy import command as accuracy
from benchmarks.lists import make_list
from benchmarks.speed import command as speed
from benchmarks.speed import exactness, keys, memory, pairs, single

pytestmark = pytest.mark.benchmarks

ROOT = Path(__file__).parents[2]
labels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12)
judged = st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=14)
matrices = st.integers(1, 8).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 5), min_size=n * n, max_size=n * n),
        st.lists(st.sampled_from("abc"), min_size=n, max_size=n),
    )
)
INSTALLED = [peer for peer in peers.PEERS if not peer.absent]
WORDS = make_list.read_words()


@pytest.mark.parametrize(
    "module", [held_out, make_list, metrics, options, retrieval, romanise, transliteration]
)
def test_the_examples_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


# ------------------------------------------------------------------------------- the list


def test_the_command_makes_the_same_list_whatever_the_hash_seed(tmp_path: Path) -> None:
    outs = [tmp_path / f"{seed}.tsv" for seed in "01"]
    for out in outs:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.lists.make_list", "300", str(out), "--seed", "3"],
            cwd=ROOT,
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


def test_nobody_but_the_last_is_mentioned_once_where_everybody_has_a_partner() -> None:
    once, default = (
        [n for n in Counter(row.person for row in rows).values() if n == 1]
        for rows in (make_list.make_list(1000, seed=1, alone=alone) for alone in (False, True))
    )
    assert len(once) <= 1 < len(default)


def test_persons_are_compounds_and_have_two_surnames_as_often_as_promised() -> None:
    drawn = make_list.draw_persons(Random(1), WORDS)
    persons = [next(drawn) for _ in range(3000)]
    assert len({"".join(p.given + p.family) for p in persons}) == len(persons)
    compound = sum(len(p.given) > 1 for p in persons) / len(persons)
    double = sum(len(p.family) > 1 for p in persons) / len(persons)
    assert compound == pytest.approx(make_list.COMPOUND, abs=0.03)
    assert double == pytest.approx(make_list.TWO_SURNAMES, abs=0.03)
    assert all(len(set(p.family)) == len(p.family) for p in persons)


def test_the_most_frequent_names_come_first_and_are_drawn_most() -> None:
    frequent = [row["persian"] for row in make_list.read_rows(make_list.FREQUENT)]
    given_first = [word for word in frequent if word in WORDS.given[: len(frequent)]]
    assert list(WORDS.given[: len(given_first)]) == given_first
    assert set(frequent) <= {*WORDS.given, *WORDS.family}
    rng = Random(1)
    drawn = Counter(make_list.draw(rng, "abcdef", 1, 1)[0] for _ in range(6000))
    shares = [1 / (rank + 1) for rank in range(1, 7)]
    for letter, share in zip("abcdef", shares, strict=True):
        assert drawn[letter] / 6000 == pytest.approx(share / sum(shares), abs=0.02)


def test_compounds_are_parted_where_people_part_them() -> None:
    assert make_list.part_given("علیرضا", WORDS) == ("علی", "رضا")
    assert make_list.part_given("علی", WORDS) == ("علی",)
    assert make_list.part_family("حسینزاده") == ("حسین", "زاده")
    assert make_list.part_family("کریمی") == ("کریمی",)


@given(st.text("abcde ", max_size=20), st.integers())
def test_a_typo_changes_one_long_word_by_one_letter(text: str, seed: int) -> None:
    mistyped = make_list.mistype(Random(seed), text)
    pairs = list(zip(text.split(" "), mistyped.split(" "), strict=True))
    changed = [(word, other) for word, other in pairs if word != other]
    assert len(changed) <= 1
    for word, other in changed:
        assert len(word) >= make_list.SHORTEST_MISTYPED
        assert (word[0], word[-1]) == (other[0], other[-1])
        assert abs(len(word) - len(other)) <= 1


def test_the_spellings_are_a_table_of_known_styles_without_doubles() -> None:
    rows = [tuple(row.values()) for row in make_list.read_rows(make_list.SPELLINGS)]
    assert len(set(rows)) == len(rows)
    assert {row[0] for row in rows} == {"given", "surname"}
    assert all(row[1] and row[2] == row[2].strip() and row[3] in WORDS.styles for row in rows)
    assert all(make_list.DEFAULT_STYLE in spelled for spelled in WORDS.spelled.values())


# ------------------------------------------------------------------------------- the sides


def test_partners_are_one_person_and_half_of_them_are_missing() -> None:
    sides = retrieval.make_sides(60, seed=4)
    assert sorted(sides.partner) == list(range(60))
    assert sides == retrieval.make_sides(60, seed=4) != retrieval.make_sides(60, seed=5)
    half = retrieval.make_sides(60, seed=4, partners="half")
    assert (len(half.left), len(half.right)) == (60, 60)
    present = [row for row in half.partner if row >= 0]
    assert len(present) == len(set(present)) == 30
    found = namematch.match_names(sides.left, sides.right, top=1)
    assert sum(sides.partner[m.left] == m.right for m in found) > 50


@pytest.mark.parametrize("style", WORDS.styles)
def test_every_name_of_a_style_has_a_word_that_is_spelled_in_it(style: str) -> None:
    persons = retrieval.persons_of(Random(1), WORDS, style)
    for person in [next(persons) for _ in range(40)]:
        assert any(style in WORDS.spelled[word] for word in (*person.given, *person.family))


def test_the_first_names_keep_their_partners_and_as_many_strangers() -> None:
    for partners in options.PARTNERS:
        sides = retrieval.make_sides(50, seed=2, partners=partners)
        few = sides.first(20)
        assert (len(few.left), len(few.right)) == (20, 20)
        for row, name in enumerate(few.left):
            before, now = sides.partner[row], few.partner[row]
            assert sides.left[row] == name
            assert (before < 0) == (now < 0)
            assert now < 0 or few.right[now] == sides.right[before]
        assert sides.first(50) == sides


# ------------------------------------------------------------------------------ the metrics


def slow_curve(rows: list[tuple[int, bool]], positives: int) -> list[tuple[float, float, float]]:
    """By going over all pairs at each cutoff."""
    points = []
    for cutoff in sorted({score for score, _ in rows}, reverse=True):
        admitted = [hit for score, hit in rows if score >= cutoff]
        points.append((cutoff, sum(admitted) / len(admitted), sum(admitted) / max(positives, 1)))
    return points


@given(judged, st.integers(0, 3))
def test_curves_are_those_of_a_slow_twin(rows: list[tuple[int, bool]], missing: int) -> None:
    score = np.array([row[0] for row in rows], float)
    hit = np.array([row[1] for row in rows], bool)
    positives = int(hit.sum()) + missing
    curve, slow = metrics.ranked(score, hit, positives), slow_curve(rows, positives)
    assert np.allclose(np.column_stack(curve), np.array(slow).reshape(-1, 3))
    f1, cutoff = metrics.best_f1(curve)
    each = [(2 * p * r / (p + r) if p + r else 0.0, c) for c, p, r in slow]
    assert f1 == pytest.approx(max((value for value, _ in each), default=0.0))
    best = [c for value, c in each if value and value == pytest.approx(f1)]
    assert cutoff in (best or [float("inf")])
    thin = curve.thinned(4)
    assert metrics.best_f1(thin) == (f1, cutoff)
    assert set(zip(*thin, strict=True)) <= set(zip(*curve, strict=True))
    for wanted in (0.5, 0.99):
        most = max((r for _, p, r in slow if p >= wanted), default=0.0)
        assert metrics.recall_at(curve, wanted) == pytest.approx(most)


@given(judged)
def test_the_area_is_how_often_a_hit_wins(rows: list[tuple[int, bool]]) -> None:
    hits, others = ([score for score, hit in rows if hit == kind] for kind in (True, False))
    wins = [(a > b) + (a == b) / 2 for a in hits for b in others]
    score, hit = np.array([row[0] for row in rows], float), np.array([row[1] for row in rows], bool)
    assert metrics.area_under_roc(score, hit) == pytest.approx(sum(wins) / len(wins) if wins else 1.0)


@given(judged)
def test_no_cutoff_parts_better(rows: list[tuple[int, bool]]) -> None:
    score, hit = np.array([row[0] for row in rows], float), np.array([row[1] for row in rows], bool)

    def gain(cutoff: float) -> float:
        same = score >= cutoff
        hits = (same & hit).sum() / max(hit.sum(), 1)
        return float(hits - (same & ~hit).sum() / max((~hit).sum(), 1))

    best = gain(metrics.parting_cutoff(score, hit))
    assert all(gain(cutoff) <= best + 1e-12 for cutoff in score)


def test_right_first_shares_ties_and_leaves_out_who_has_no_partner() -> None:
    # Row 0: its partner 0 wins. Row 1: two of three best are not its partner. Row 2 has no partner.
    # Row 3 has no pair at all.
    left, right = np.array([0, 0, 1, 1, 1, 2]), np.array([0, 1, 0, 1, 2, 2])
    score = np.array([5.0, 4.0, 3.0, 3.0, 3.0, 9.0])
    assert metrics.right_first(left, right, score, [0, 1, -1, 2]) == pytest.approx((1 + 1 / 3) / 3)
    nothing = np.empty(0, int)
    assert metrics.right_first(nothing, nothing, np.empty(0), [-1]) == 1.0
    assert metrics.right_first(nothing, nothing, np.empty(0), [0]) == 0.0


def test_the_calibration_error_of_a_worked_case() -> None:
    probability = np.array([0.1, 0.9, 0.2, 0.8])
    hit = np.array([False, True, True, True])
    bins = metrics.equal_mass(probability, hit, 2)
    assert bins.said.tolist() == pytest.approx([0.15, 0.85])
    assert bins.true.tolist() == [0.5, 1.0]
    assert metrics.calibration_error(bins) == pytest.approx((0.35 + 0.15) / 2)
    assert metrics.calibration_error(metrics.equal_mass(np.empty(0), np.empty(0, bool))) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_bins_hold_every_pair_once_and_as_many_each(rows: list[tuple[float, bool]]) -> None:
    probability, hit = (np.array(column) for column in zip(*rows, strict=True))
    bins = metrics.equal_mass(probability, hit)
    assert bins.count.sum() == len(rows)
    assert bins.count.max() - bins.count.min() <= 1
    assert float(bins.said @ bins.count) == pytest.approx(probability.sum())
    assert float(bins.true @ bins.count) == pytest.approx(hit.sum())


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
    assert tuple(metrics.score_labels(truth, found)) == pytest.approx(slow_scores(truth, found))


@given(matrices)
def test_no_cutoff_is_better_than_the_best(drawn: tuple[list[int], list[str]]) -> None:
    cells, truth = drawn
    count = len(truth)
    square = np.array(cells, np.float32).reshape(count, count)
    matrix = np.maximum(square, square.T)
    edges = linkage.strongest_tree(matrix)

    def f1(joined: list[int]) -> float:
        return metrics.score_labels(truth, joined).f1

    best = f1(linkage.components(edges, count, linkage.best_cutoff(edges, truth)))
    every = [(float(matrix[a, b]), a, b) for a, b in combinations(range(count), 2)]
    for cutoff in range(7):
        whole = linkage.components(every, count, cutoff)
        tree = linkage.components(edges, count, cutoff)
        assert metrics.score_labels(whole, tree).f1 == 1.0  # the same components
        assert f1(whole) <= best + 1e-12 or not any(n > 1 for n in Counter(truth).values())


def test_true_pairs_are_those_of_one_person_written_in_two_ways() -> None:
    rows = [make_list.Row(*row) for row in ("1a", "1b", "1a", "2a", "2c")]
    slow = sum(x.person == y.person and x.name != y.name for x, y in combinations(rows, 2))
    assert calibration.true_pairs(rows) == slow == 3


# ------------------------------------------------------------------------------ the systems


@pytest.mark.parametrize("peer", INSTALLED, ids=lambda peer: peer.system)
def test_every_peer_compares_every_left_name_with_every_right_one(peer: peers.Peer) -> None:
    sides = retrieval.make_sides(12, seed=1).first(8)
    matrix = peer.matrix(sides.left, sides.right[:5])
    assert matrix.shape == (8, 5)
    assert np.isfinite(matrix).all()
    again = peer.matrix(sides.right, sides.right)
    assert (again.diagonal() >= again.max(axis=1) - 1e-5).all()  # nothing is more alike than itself
    pairs = peer.pairs(sides.left, sides.right)
    assert pairs.tolist() == pytest.approx(peer.matrix(sides.left, sides.right).diagonal().tolist())


@pytest.mark.parametrize("peer", INSTALLED[-2:], ids=lambda peer: peer.system)
def test_a_slow_peer_is_given_fewer_names_and_says_so(peer: peers.Peer) -> None:
    slow = replace(peer, method=replace(peer.method, most=10))
    measured, _ = clustering.measure_peer(slow, make_list.make_list(40, seed=1))
    assert 0 < (measured["mentions"] or 0) <= 10
    row = retrieval.measure_peer(slow, retrieval.make_sides(30, seed=1), ("made", "30", "1", "all", "mixed"))
    assert row.figures["names"] == 10
    assert row.cells["size"] == "30"


def test_the_first_persons_are_whole() -> None:
    rows = make_list.make_list(200, seed=3)
    some = clustering.first_persons(rows, 50)
    assert 40 < len(some) <= 50
    kept = {row.person for row in some}
    assert sorted(some) == sorted(row for row in rows if row.person in kept)
    assert clustering.first_persons(rows, 200) == rows


def test_absent_peers_are_named_with_what_pip_calls_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = options.Options(only=("Unidecode + Jaro-Winkler",))
    assert [peer.system for peer in asked.peers()] == ["Unidecode + Jaro-Winkler"]
    monkeypatch.setattr(options, "PACKAGES", {"no_such_module": "no-such-package"})
    absent = replace(INSTALLED[0].method, name="Jaro-Winkler", needs=("no_such_module",))
    monkeypatch.setattr(options, "PEERS", [replace(INSTALLED[0], method=absent)])
    assert list(asked.peers()) == []
    assert asked.left_out == ["no-such-package"]


def test_words_are_held_out_by_share() -> None:
    shipped = namematch.shipped_vocabulary()
    none, some, all_ = (held_out.vocabulary_without(share) for share in (0.0, 0.2, 1.0))
    assert none is shipped
    assert set(all_.words) < set(some.words) < set(shipped.words)
    lost = sum(held_out.known(some, word) is None for word in WORDS.spelled)
    lacking = sum(held_out.known(shipped, word) is None for word in WORDS.spelled)
    assert lost / len(WORDS.spelled) == pytest.approx(0.2 + 0.8 * lacking / len(WORDS.spelled), abs=0.03)
    assert not any(held_out.known(all_, word) for word in WORDS.spelled)
    known, unknown = (transliteration.by_library("صفاری", vocabulary) for vocabulary in (shipped, all_))
    assert (known[0], unknown[0]) == ("Saffari", "Safari")


def test_the_library_finds_the_persons_of_a_small_list() -> None:
    measured, _ = clustering.measure_library(namematch.shipped_vocabulary(), make_list.make_list(150, seed=1))
    assert (measured["f1"] or 0) > 0.9
    assert measured["mentions"] == 150


def test_spellings_are_judged_by_their_letters() -> None:
    right = transliteration.right_ones()
    assert transliteration.letters("Hossein") in right[transliteration.TO_LATIN]["حسین"]
    assert right[transliteration.TO_PERSIAN]["Hossein"] == {"حسین"}
    row = transliteration.row_of(
        "x", "y", {"a": {"b"}, "c": {"d"}}, lambda word: {"a": "B-", "c": "xd"}[word]
    )
    assert (row.figures["first"], row.figures["five"]) == (0.5, 1.0)


def test_contrast_pairs_are_judged_in_both_ways() -> None:
    score, hit = np.array([3.0, 1.0, 2.0]), np.array([True, True, False])
    told = contrast.judged(score, hit, np.array([True, False, True]))
    assert told == {"auc": 0.5, "wrong": 1, "found": 0.5}
    positive = contrast.read_pairs("positive")
    assert any("\u200c" in name for pair in positive for name in pair)
    assert not any("\\" in name for pair in positive for name in pair)


# ---------------------------------------------------------------- the figures and the command

SHEET = figures.Sheet("made", "How good?", ("size",), {"f1": "F1", "wrong": "wrong"})


def row_of(system: str, f1: float, **changes: object) -> figures.Row:
    row = figures.Row(SHEET, system, ("2000",), "d1", {"f1": f1, "wrong": 2}, 1.0)
    return replace(row, **changes)  # type: ignore[arg-type]


def test_freezing_keeps_the_rows_of_others(tmp_path: Path) -> None:
    figures.freeze(SHEET, [row_of("namematch", 0.5), row_of("peer", 0.4)], tmp_path)
    figures.freeze(SHEET, [row_of("namematch", 0.9, seconds=99.0)], tmp_path)
    kept = figures.read_frozen(SHEET, tmp_path)
    assert {key[0]: cells["f1"] for key, cells in kept.items()} == {"namematch": "0.9000", "peer": "0.4000"}


def test_what_moved_is_told_without_the_seconds(tmp_path: Path) -> None:
    figures.freeze(SHEET, [row_of("namematch", 0.9)], tmp_path)
    assert figures.moved(SHEET, [row_of("namematch", 0.9, seconds=7.0)], tmp_path) == []
    told = figures.moved(SHEET, [row_of("namematch", 0.91), row_of("other", 0.1)], tmp_path)
    assert told == [
        "made, 2000: namematch: f1 0.9000 -> 0.9100 (+0.0100)",
        "made: 1 of 2 rows are not frozen",
    ]
    told = figures.moved(SHEET, [row_of("namematch", 0.9, digest="d2")], tmp_path)
    assert told == ["made: 1 of 1 rows were frozen on other names"]


def test_a_table_shows_the_best_romanisation_of_each_method() -> None:
    rows = [
        row_of("a + x", 0.3, peer="x"),
        row_of("b + x", 0.5, peer="x"),
        row_of("a + y", 0.6, peer="y"),
        row_of("namematch", 0.4),
    ]
    assert [row.system for row in figures.best_of_each(rows)] == ["namematch", "a + y", "b + x"]
    console = Console(width=80, file=StringIO())
    figures.print_table(SHEET, rows, console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "How good? (size 2000)" in text
    assert "0.5000" in text
    assert "0.3000" not in text


def frozen_tasks() -> list[tuple[figures.Sheet, dict[figures.Key, figures.Cells]]]:
    return [(sheet, figures.read_frozen(sheet, figures.FROZEN)) for sheet, _ in accuracy.TASKS.values()]


def test_the_frozen_files_are_readable_and_hold_the_library_and_peers() -> None:
    for sheet, frozen in frozen_tasks():
        systems = {key[0] for key in frozen}
        assert figures.LIBRARY in systems
        assert sheet.task in ("calibration", "schemes") or len(systems) > 4
        assert all(0 <= float(cells[sheet.main]) <= 1 for cells in frozen.values())
    files = {path.stem for path in figures.FROZEN.glob("*.tsv")}
    of_speed = {sheet.task for sheets, _ in speed.PARTS.values() for sheet in sheets}
    by_hand = {exactness.SHEET.task, *(part.FIGURES.stem for part in (pairs, keys, memory))}
    assert files - of_speed == {*accuracy.TASKS, single.SINGLE.stem} | (files & by_hand)


def test_chosen_pairs_are_timed_beside_rapidfuzz() -> None:
    columns = pairs.columns_of([("1", "Ali Karimi"), ("1", "علی کریمی"), ("2", "Hassan Azizi")], 60)
    assert len(columns[0]) == len(columns[1]) == 60
    assert {"علی کریمی", "Ali Karimi"} == set(columns[0][1::2]) | set(columns[1][1::2])
    measured = pairs.measure(columns)
    assert [told[0].split()[0] for told in measured] == ["namematch"] * 2 + ["rapidfuzz"] * 2 + ["namematch"]
    assert all(told[1] == 60 and told[2] > 0 for told in measured)


def test_spellings_of_one_name_share_a_key_nearly_always() -> None:
    for kind, rows in keys.lists(300).items():
        count, recall, false, mean = keys.measured(rows, keys.name_keys, 2000)
        assert count > 50, kind
        assert recall >= 0.98, kind
        assert false < 0.1, kind
        assert 3 < mean < 60, kind


def test_names_compared_one_by_one_have_no_word_in_common() -> None:
    names = single.unseen_names(30)
    words = [{word for word in single.WORDS.split(name.lower()) if word} for name in names]
    assert (len(names), sum(map(len, words))) == (30, len(set().union(*words)))
    assert single.rate(single.paired(names)) > 0
    lines = single.SINGLE.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[0] for line in lines[2:]] == list(single.LOADS)


@pytest.mark.parametrize(
    ("task", "size", "wanted"),
    [
        ("retrieval", 40, "right first"),
        ("clustering", 40, "B3 F1"),
        ("contrast", 40, "AUC"),
        ("transliteration", 20, "first right"),
        ("calibration", 60, "review per 100"),
        ("kinds", 40, "in first ten"),
    ],
)
def test_a_task_runs_freezes_and_then_finds_nothing_moved(
    task: str, size: int, wanted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--task", task, "--size", str(size), "--only", "namematch", "--unknown-words", "0"]
    accuracy.main([*asked, "--freeze"], frozen=tmp_path)
    printed = capsys.readouterr().out
    assert any(f"{task}: {rows} of {rows} rows are not frozen" in printed for rows in (1, 2, 5))
    assert " ".join(wanted.split()) in " ".join(printed.split()) or all(w in printed for w in wanted.split())
    accuracy.main(asked, frozen=tmp_path)
    printed = capsys.readouterr().out
    assert f"{task}: as frozen." in printed.splitlines()
    assert max(map(len, printed.splitlines())) <= 125


def test_by_style_has_a_row_for_each_style(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--task", "retrieval", "--by-style", "--partners", "all", "--size", "10"]
    accuracy.main([*asked, "--only", "namematch", "--unknown-words", "0"], frozen=tmp_path)
    printed = capsys.readouterr().out
    assert all(f" {style} " in printed for style in WORDS.styles)


def test_a_list_and_pairs_of_ones_own_are_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed, pairs = tmp_path / "own.tsv", tmp_path / "pairs.tsv"
    make_list.write_list(make_list.make_list(60, seed=5), listed)
    pairs.write_text("persian\tlatin\nعلی کریمی\tAli Karimi\nحسن عزیزی\tHassan Azizi\n", encoding="utf-8")
    for path, task in ((listed, "clustering"), (pairs, "retrieval")):
        accuracy.main([str(path), "--only", "Unidecode + Jaro"], frozen=tmp_path)
        printed = capsys.readouterr().out
        assert f"list {path.stem}" in printed
        assert f"{task}: 1 of 1 rows are not frozen" in printed
        assert "which no user has" in printed
    accuracy.main([str(pairs), "--only", "namematch"], frozen=tmp_path)
    assert "1.0000" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name\nAli Rezaei\n", "needs the columns person and name or persian and latin"),
        ("person\tname\n1\tAli Rezaei\n2\t\n", ":3: a row needs a person and a name, not ('2', '')"),
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


@pytest.mark.parametrize("asked", [["--size", "0"], ["--unknown-words", "2"], ["--style", "klingon"]])
def test_what_cannot_be_is_refused(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        accuracy.main(asked)
    assert caught.value.code == 2
    assert asked[1] in capsys.readouterr().err


if find_spec("matplotlib"):  # comes with the extra "bench"

    def test_pictures_are_drawn_of_what_was_measured(tmp_path: Path) -> None:
        from benchmarks.accuracy.plots import draw_curves  # noqa: PLC0415

        few = options.Options(sizes=(80,), unknown=(0.0,))
        some = few.having(only=("namematch", "Unidecode + Jaro"))
        rows = [*retrieval.measure(some), *calibration.measure(some)]
        drawn = list(draw_curves(rows, tmp_path))
        assert [path.name for path in drawn] == ["precision-recall.png", "reliability.png"]
        assert all(path.read_bytes().startswith(b"\x89PNG") for path in drawn)
