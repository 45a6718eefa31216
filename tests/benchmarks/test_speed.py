"""The benchmark of speed: costs, lists, exponents, stages, cases, and the command end to end."""

import doctest
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import figures, metrics
from benchmarks.accuracy import clustering, linkage
from benchmarks.lists import listed, make_list
from benchmarks.speed import command as speed
from benchmarks.speed import cost, exactness, growth, searching, stages, worst_cases
from benchmarks.speed import peers as speed_peers
from benchmarks.speed import sizes as speed_sizes
from benchmarks.speed.options import Asked

pytestmark = pytest.mark.benchmarks

labels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12)
PYTHON = sys.executable


@pytest.mark.parametrize("module", [growth, listed, metrics])
def test_the_examples_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


# --------------------------------------------------------------------------------- the costs


def test_a_child_of_a_large_process_costs_what_it_takes_itself() -> None:
    ballast = bytearray(b"x" * 300_000_000)
    small, output = cost.run([PYTHON, "-S", "-c", "print('done')"])
    large, _ = cost.run([PYTHON, "-S", "-c", "x = b'x' * 200_000_000"])
    assert output == "done"
    assert (small.code, len(ballast)) == (0, 300_000_000)
    assert small.megabytes < 50
    assert 190 < large.megabytes < 290
    assert small.cpu > 0
    assert small.seconds > 0


def test_what_fails_or_takes_too_long_is_told_in_one_line() -> None:
    with pytest.raises(cost.FailedError, match=r"^exit code 3: no names here$"):
        cost.run([PYTHON, "-c", "import sys; print('no names here', file=sys.stderr); sys.exit(3)"])
    with pytest.raises(cost.FailedError, match="stopped after"):
        cost.run([PYTHON, "-c", "import time; time.sleep(60)"], most_seconds=0.3)


# --------------------------------------------------------------------------------- the lists


def test_a_list_that_is_written_is_the_list_that_is_made(tmp_path: Path) -> None:
    for size in (1, 7, 300):
        rows = make_list.make_list(size, seed=3)
        persons = make_list.write_made(size, tmp_path / "written.tsv", seed=3)
        make_list.write_list(rows, tmp_path / "made.tsv")
        assert (tmp_path / "written.tsv").read_bytes() == (tmp_path / "made.tsv").read_bytes()
        assert persons == len({row.person for row in rows})


def test_made_lists_are_those_that_figures_were_frozen_on() -> None:
    frozen = figures.read_frozen(clustering.SHEET, speed.FROZEN).values()
    made = {(int(row["size"]), int(row["seed"])): row["digest"] for row in frozen if row["list"] == "made"}
    for (size, seed), digest in made.items():
        assert figures.digest_of(make_list.make_list(size, seed=seed)) == digest


def test_lists_are_made_once_and_others_have_another_name(tmp_path: Path) -> None:
    made = listed.Lists(tmp_path).of(50)
    assert (made.name, made.size, made.seed) == ("made", 50, "1")
    assert made.names() == [row.name for row in make_list.make_list(50, seed=1)]
    written = made.path.stat().st_mtime_ns
    assert listed.Lists(tmp_path).of(50) == made
    assert made.path.stat().st_mtime_ns == written
    assert listed.Lists(tmp_path, seed=2).of(50).path != made.path


def test_an_own_list_is_cut_between_persons(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    rows = make_list.make_list(80, seed=1)
    make_list.write_list(rows, own)
    some = listed.Lists(tmp_path, own=own).of(30)
    assert (some.name, some.seed) == ("own", "")
    assert 20 < some.size <= 30
    kept = [make_list.Row(*row) for row in listed.cells(some.path, "person", "name")]
    assert kept == [row for row in rows if row.person in {row.person for row in kept}]
    assert listed.Lists(tmp_path, own=own).of(1000).size == 80


def test_a_command_of_ones_own_makes_the_list(tmp_path: Path) -> None:
    command = f"{PYTHON} {listed.make_list.__file__}"
    found = listed.Lists(tmp_path, command=command).of(20)
    assert (found.name, found.size) == ("make_list", 20)


def test_a_list_without_its_columns_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("person\tname\n1\tAli\n2\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"list.tsv:3: a row needs a person and a name"):
        list(listed.cells(path, "person", "name"))
    with pytest.raises(SystemExit, match="needs the columns source"):
        list(listed.cells(path, "source"))


# -------------------------------------------------------------------------------- the figures


@given(labels)
def test_the_fast_scores_are_those_of_the_slow_ones(rows: list[tuple[int, int]]) -> None:
    truth, found = [row[0] for row in rows], [row[1] for row in rows]
    fast = metrics.score_codes(np.array(truth, np.int64), np.array(found, np.int64))
    slow = metrics.score_labels(truth, found)
    assert fast == pytest.approx((slow.f1, slow.precision, slow.recall))


@given(st.floats(0.2, 3), st.floats(0.1, 100), st.lists(st.integers(1, 7), min_size=2, unique=True))
def test_an_exponent_is_found_again(power: float, factor: float, decades: list[int]) -> None:
    sizes = [10.0**decade for decade in decades]
    costs = [factor * size**power for size in sizes]
    assert growth.exponent(sizes, costs) == pytest.approx(power)
    assert growth.last_exponent(sizes, costs) == pytest.approx(power)


def test_growth_is_told_of_what_was_measured_twice() -> None:
    points = {
        "namematch": [growth.Point(10, 1, 100), growth.Point(100, 10, 100), growth.Point(1000, 1000, 1000)],
        "slow": [growth.Point(10, 1, 50)],
    }
    (row,) = growth.growth_rows(points, ("made", "1", "here"), "system")
    assert (row.system, row.setting[-1]) == ("namematch", "10 to 1,000")
    assert row.figures == pytest.approx({"time": 1.5, "time_last": 2, "memory": 0.5, "memory_last": 1})


def test_rough_figures_move_when_a_quarter_of_them_does(tmp_path: Path) -> None:
    sheet = figures.Sheet("t", "?", ("size",), {"f1": "F1", "mb": "MB"}, rough=("mb", "seconds"))

    def row(f1: float, megabytes: int, seconds: float) -> figures.Row:
        return figures.Row(sheet, "namematch", ("10",), "d", {"f1": f1, "mb": megabytes}, seconds)

    figures.freeze(sheet, [row(0.5, 100, 10.0)], tmp_path)
    assert figures.moved(sheet, [row(0.5, 120, 8.5)], tmp_path) == []
    told = figures.moved(sheet, [row(0.5, 130, 7.0)], tmp_path)
    assert [line.partition(": ")[2] for line in told] == [
        "namematch: mb 100 -> 130 (+30.0000)",
        "namematch: seconds 10.00 -> 7.00 (-3.0000)",
    ]


# ---------------------------------------------------------------------------------- the peers


def slow_best(found: speed_peers.Found, truth: list[int]) -> float:
    """The best F1 of the components, by trying each cutoff on all pairs."""
    edges = list(zip(found.similarity.tolist(), found.left.tolist(), found.right.tolist(), strict=True))
    cutoffs = [*{edge[0] for edge in edges}, float("inf")]
    joined = [linkage.components(edges, len(truth), cutoff) for cutoff in cutoffs]
    return max(metrics.score_labels(truth, labels).f1 for labels in joined)


if find_spec("scipy"):  # comes with the extra "bench"

    @given(
        st.lists(st.integers(0, 2), min_size=4, max_size=7),
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([0.5, 0.7, 1.0]))),
    )
    def test_a_peer_is_scored_at_the_best_of_all_cutoffs(
        truth: list[int], pairs: list[tuple[int, int, float]]
    ) -> None:
        columns = [np.array([pair[place] for pair in pairs]) for place in range(3)]
        ends = (column.astype(np.int64) for column in columns[:2])
        found = speed_peers.Found(*ends, columns[2].astype(np.float64))
        told = speed_peers.scored(found, np.array(truth))
        # Without a true pair nothing is to be found, and a cutoff that joins nothing is the best.
        assert told["f1"] == pytest.approx(slow_best(found, truth))

    @pytest.mark.parametrize(
        "peer", [p for p in speed_peers.PEERS if not speed_sizes.absent(p)], ids=lambda p: p.system
    )
    def test_every_peer_finds_pairs_of_a_made_list(peer: speed_peers.SpeedPeer, tmp_path: Path) -> None:
        path = tmp_path / "list.tsv"
        make_list.write_made(60, path, seed=1)
        told = speed_peers.measured(peer, path)
        assert told["f1"] > 0.3
        assert 0 < told["persons"] <= 60
        assert told["seconds"] > 0


def test_all_ratios_are_those_of_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    from rapidfuzz import fuzz  # noqa: PLC0415

    names = speed_peers.SKELETON.all([row.name for row in make_list.make_list(60, seed=2)])
    monkeypatch.setattr(speed_peers, "CELLS", 700)  # several blocks
    found = speed_peers.every_ratio(names)
    pairs = zip(found.left.tolist(), found.right.tolist(), strict=True)
    least = speed_peers.LEAST_RATIO
    slow = {
        (a, b): fuzz.token_sort_ratio(names[a], names[b])
        for a, b in combinations(range(len(names)), 2)
        if fuzz.token_sort_ratio(names[a], names[b]) >= least
    }
    assert dict(zip(pairs, found.similarity.tolist(), strict=True)) == pytest.approx(slow, abs=1e-4)
    assert found.looked_at == 60 * 59 // 2


def test_a_slow_peer_compares_every_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """With something in the place of nomenklatura, which is seldom installed."""

    class Entity:
        def add(self, field: str, value: str) -> None:
            assert field == "name"
            self.name = value

    class Equality:
        default_config = dict

        @staticmethod
        def compare(left: Entity, right: Entity, config: object) -> SimpleNamespace:
            return SimpleNamespace(score=float(left.name == right.name))

    model = SimpleNamespace(make_entity=lambda schema: Entity())
    monkeypatch.setitem(sys.modules, "followthemoney", SimpleNamespace(model=model))
    logic = SimpleNamespace(LogicV2=Equality)
    monkeypatch.setitem(sys.modules, "nomenklatura.matching.logic_v2.model", logic)
    found = speed_peers.logic_v2(["a", "b", "a"])
    columns = found.left.tolist(), found.right.tolist(), found.similarity.tolist()
    assert columns == ([0, 0, 1], [1, 2, 2], [0.0, 1.0, 0.0])
    assert found.looked_at == 3


def test_a_peer_is_given_the_largest_list_that_it_bears() -> None:
    peer = speed_peers.SpeedPeer("p", speed_peers.SKELETON, speed_peers.every_ratio, (), 500, 2000)
    assert peer.sizes([100, 1000, 5000], every=False) == [100, 500]
    assert peer.sizes([100, 1000, 5000], every=True) == [100, 1000, 2000]


# --------------------------------------------------------------------------------- the stages


def test_a_stage_lasts_until_the_next_one_begins() -> None:
    ticks: Iterator[float] = iter([0, 2, 5, 9, 10, 14])
    clock = stages.StageClock(now=lambda: next(ticks))
    clock("reading", 0, 10)  # at 2
    clock("reading", 10, 10)
    clock("comparing", 0, 8)  # at 5
    clock("reading", 10, 10)  # a late word of an older stage, which does not bring it back
    clock("comparing", 0, 8)
    clock("writing", 3, 3)  # at 9: first heard of
    clock("reading", 0, 4)  # at 10: begins again
    clock.stop()  # at 14
    assert clock.seconds == {"reading": 3 + 4, "comparing": 4, "writing": 1}


def test_stages_are_those_of_the_command(tmp_path: Path) -> None:
    path, rows, by_command = (tmp_path / name for name in ("list.tsv", "rows.tsv", "command.tsv"))
    make_list.write_made(200, path, seed=1)
    clock = stages.StageClock()
    stages.dedupe_watched(path, rows, clock)
    assert list(clock.seconds)[:2] == [stages.START, stages.READING]
    assert list(clock.seconds)[-1] == stages.WRITING
    speed_sizes.deduped(path, by_command)
    assert rows.read_bytes() == by_command.read_bytes()
    scoring = stages.SCORING
    told = {"stages": {"a": 1.0, scoring: 3.0}, "counts": {"pairs": 8}, "seconds": 4.0}
    found = stages.rows_of(listed.Lists(tmp_path).of(10), told)
    assert [(row.system, *row.figures.values()) for row in found] == [
        ("a", 0.25),
        (scoring, 0.75),
        (stages.WHOLE, 1.0),
        ("rows", 10, 4e5, None),
        ("pairs", 8, 5e5, 3.75e5),
    ]


# ---------------------------------------------------------------------------- the worst cases


@pytest.mark.parametrize("case", worst_cases.CASES)
def test_a_case_has_as_many_names_as_it_says(case: str) -> None:
    names = worst_cases.CASES[case].names
    found = list(names(40))
    assert len(found) == 40
    assert found == list(names(40))
    assert all(name and not set(name) & {"\t", "\n"} for name in found)


def test_each_case_is_as_bad_as_it_says() -> None:
    assert len(set(worst_cases.equal_rows(9))) == 1
    assert len(set(worst_cases.few_spellings(50))) == len(worst_cases.SPELLINGS)
    assert len(set(worst_cases.random_letters(500))) == 500
    assert all(name.endswith(("Hosseini", "حسینی")) for name in worst_cases.common_word(30))
    assert {len(name.split()) for name in worst_cases.many_words(10)} == {50}
    assert len(list(worst_cases.one_long_name(3))[-1].split()) == 1
    assert [len(list(of(3))[-1]) for of in (worst_cases.one_long_name, worst_cases.long_text)] == [10**6] * 2


def test_a_case_is_measured(tmp_path: Path) -> None:
    asked = Asked(listed.Lists(tmp_path), systems=("few spellings",), worst_rows=60)
    (row,) = worst_cases.measure(asked)
    assert (row.system, row.setting[0]) == ("one name in a few spellings", "60")
    assert [row.figures[name] for name in ("lost", "persons", "wanted")] == [0, 1, 1]


def test_lost_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("row\tperson\n0\ta\n2\tb\n2\tb\n", encoding="utf-8")
    assert worst_cases.lost(path, 3) == 1
    assert worst_cases.lost(path, 5) == 3
    assert worst_cases.lost(path, 1) == 2


# ----------------------------------------------------------------------------------- the search


@given(st.integers(0, 9))
def test_new_names_are_nowhere_in_the_list(seed: int) -> None:
    rows = make_list.make_list(400, seed=seed)
    kept, new = searching.held_out(rows, seed)
    assert sorted((*kept, *new)) == sorted(rows)
    assert len(new) == 40
    texts, persons = {row.name for row in kept}, {row.person for row in kept}
    assert not [row for row in new if row.name in texts]
    assert sum(row.person not in persons for row in new) == 4


def test_recall_is_of_those_who_are_in_the_list() -> None:
    rows = [make_list.Row(*row) for row in (("1", "a"), ("2", "b"))]
    new = [make_list.Row(*row) for row in (("1", "c"), ("2", "d"), ("3", "e"))]
    assert searching.recall(rows, new, [[1, 0], [0], [0]]) == 0.5
    assert searching.recall(rows, new[2:], [[0]]) == 1.0


def test_a_scan_finds_persons() -> None:
    kept, new = searching.held_out(make_list.make_list(300, seed=1), 1)
    told = searching.measured(searching.SCAN, kept, new)
    assert told["recall"] > 0.5
    assert told["names"] == searching.SCANNED


# --------------------------------------------------------------------------------- exactness


def test_the_batch_is_exact_on_a_few_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = exactness.distinct_names(40, 1)
    assert len(set(names)) == 40
    policy = exactness.Policy(population=40)
    exactness.OneByOne.prepare(names, policy)
    wanted = {(a, b): bits for row in range(40) for a, b, bits in exactness.OneByOne.row(row)}
    found = exactness.compared(wanted, exactness.by_batch(names, policy))
    assert (found["missed"], found["extra"]) == (0, 0)
    assert found["difference"] < 1e-6
    assert found["pairs"] == len(wanted) > 10
    assert exactness.compared({(0, 1): 1.0, (0, 2): 2.0}, {(0, 1): 1.5, (1, 2): 3.0}) == {
        "missed": 1,
        "extra": 1,
        "difference": 0.5,
        "pairs": 2,
    }


# --------------------------------------------------------------------------------- the command


def test_the_command_runs_freezes_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--folder", str(tmp_path / "lists")]
    plots = ["--plots", str(tmp_path)] if find_spec("matplotlib") else []
    asked = ["--sizes", "100", "200", "--only", "sizes", "stages", "--no-peers", *folders]
    speed.main([*asked, *plots, "--freeze"], frozen=tmp_path / "frozen")
    printed = capsys.readouterr().out
    for wanted in ("F1", "reading the file", "at the end", "100 to 200", "speed: 2 of 2 rows are not frozen"):
        assert wanted in printed
    assert not plots or (tmp_path / "speed.png").read_bytes().startswith(b"\x89PNG")
    kept = figures.read_frozen(speed_sizes.SHEET, tmp_path / "frozen")
    assert {key[2] for key in kept} == {"100", "200"}
    assert all(float(cells["f1"]) > 0.9 for cells in kept.values())
    assert {path.stem for path in (tmp_path / "frozen").iterdir()} == {"speed", "stages", "work"}


def test_a_system_that_fails_is_told_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = Asked(listed.Lists(tmp_path), sizes=(50,), peers=False, most_seconds=0.05)
    assert list(speed_sizes.measure(asked)) == []
    assert "namematch, 50: exit code -9: it was stopped" in capsys.readouterr().err


@pytest.mark.parametrize("asked", [["--sizes", "0"], ["--repeat", "0"], ["--only", "all"]])
def test_what_cannot_be_is_refused(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        speed.main(asked)
    assert caught.value.code == 2
    assert asked[1] in capsys.readouterr().err
