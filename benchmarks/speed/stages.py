"""Where does the time go? The seconds of each stage of ``dedupe``, and how much there was to do.

    python -m benchmarks.speed.stages LIST.tsv ROWS.tsv

By itself this file does what the command ``namematch dedupe LIST.tsv --column name --assignments ROWS.tsv``
does, with a clock as progress bar, and prints JSON: seconds by stage and those of all processors, which tell
more where others compute beside it, counts, seconds of all.
"""

import gc
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

from ..figures import Row, Sheet
from ..lists.listed import Listed
from .cost import run_module
from .options import SETTINGS, Asked, setting_of
from .sizes import compile_first, told_if_failed

SCORING: Final = "comparing names"  # the stage in which pairs of names are scored
SHEET: Final = Sheet(
    "stages",
    "Stages: where the seconds of dedupe go",
    SETTINGS,
    {"share": "share"},
    subject="stage",
    made_by="python -m benchmarks.speed",
    rough=("share", "seconds"),
)
WORK: Final = Sheet(
    "work",
    "Work: how much there is to do, and microseconds for each",
    SETTINGS,
    {"count": "count", "each": "of the whole run", "scoring": f"of {SCORING}"},
    subject="of what",
    made_by="python -m benchmarks.speed",
    digits={"each": 3, "scoring": 3},
    rough=("each", "scoring"),
)
START: Final = "starting and importing"
READING: Final = "reading the file"
WRITING: Final = "writing the rows"
WHOLE: Final = "all of it"


class Clocks:
    """Several progress callbacks that are told the same."""

    def __init__(self, *clocks: "StageClock") -> None:
        self._clocks = clocks

    def __call__(self, stage: str, done: int, total: int) -> None:
        for clock in self._clocks:
            clock(stage, done, total)

    def stop(self) -> None:
        """``StageClock.stop`` for each."""
        for clock in self._clocks:
            clock.stop()


class StageClock:
    """A progress callback that keeps the seconds of each stage.

    A stage begins when it is first heard of or says that nothing of it is done yet, and lasts until the
    next one begins: threads that still report of an older stage do not bring it back. A stage that
    begins again adds to its seconds.
    """

    def __init__(self, now: Callable[[], float] = perf_counter) -> None:
        self.seconds: dict[str, float] = {}
        self._now = now
        self._stage: str | None = None
        self._since = now()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage and (done == 0 or stage not in self.seconds):
            self.stop()
            self._stage = stage
            self.seconds.setdefault(stage, 0.0)

    def stop(self) -> None:
        """Give the time since the last stage began to that stage; before the first it is nobody's."""
        now = self._now()
        if self._stage is not None:
            self.seconds[self._stage] += now - self._since
        self._stage, self._since = None, now


# ------------------------------------------------------------------------------------- a child


def dedupe_watched(path: Path, rows: Path, clock: StageClock | Clocks) -> Mapping[str, int]:
    """Do what the command does, and give what the result counted."""
    clock(START, 0, 0)
    from namematch import dedupe_names  # noqa: PLC0415 its seconds are part of the run
    from namematch.dedupe.tables import assignment_columns  # noqa: PLC0415
    from namematch.files.reading import read_list  # noqa: PLC0415
    from namematch.files.writing import Outputs  # noqa: PLC0415

    clock(READING, 0, 0)
    names = read_list(path, column="name", keep=["name"]).cells("name").texts
    result = dedupe_names(names, progress=clock)
    clock(WRITING, 0, 0)
    with Outputs() as outputs:
        outputs.write_columns(rows, assignment_columns(result))
    clock.stop()
    return result.counts


def main() -> None:
    clock, processors, start = StageClock(), StageClock(process_time), perf_counter()
    gc.disable()  # as in the command
    counts = dedupe_watched(Path(sys.argv[1]), Path(sys.argv[2]), Clocks(clock, processors))
    told = {"stages": clock.seconds, "of all processors": processors.seconds, "counts": dict(counts)}
    print(json.dumps({**told, "seconds": perf_counter() - start}))


# ---------------------------------------------------------------------------------- the parent


def measure(asked: Asked) -> Iterator[Row]:
    """Rows of *SHEET* and *WORK* for each size."""
    compile_first()
    for size in asked.sizes:
        for rows in told_if_failed(library_rows, asked, asked.lists.of(size)):
            yield from rows


def library_rows(asked: Asked, listed: Listed) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rows = str(Path(folder) / "rows.tsv")
        _, told = run_module("stages", str(listed.path), rows, most_seconds=asked.most_seconds)
    return rows_of(listed, told)


def rows_of(listed: Listed, told: Mapping[str, Any]) -> list[Row]:
    """A row for each stage, the whole of them last, and for each count."""
    setting, whole = setting_of(listed), told["seconds"]
    seconds = {**told["stages"], WHOLE: whole}
    stages = [
        Row(SHEET, stage, setting, listed.digest, {"share": spent / whole}, spent)
        for stage, spent in seconds.items()
    ]
    counts = {"rows": listed.size, **told["counts"]}
    work = [
        Row(WORK, what, setting, listed.digest, work_of(what, n, told), whole) for what, n in counts.items()
    ]
    return [*stages, *work]


def work_of(what: str, count: int, told: Mapping[str, Any]) -> dict[str, float | None]:
    """The figures of one count; what pairs cost in the stage that scores them beside all."""
    each = {"each": told["seconds"], "scoring": told["stages"].get(SCORING) if "pair" in what else None}
    costs = {name: None if of is None else 1e6 * of / max(count, 1) for name, of in each.items()}
    return {"count": count, **costs}


if __name__ == "__main__":
    main()
