"""What the commands share: what they print and ask for, the bar, and the checks before any work.

What lies beyond typer is imported where it is used, so that a command that needs little starts at once.
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from threading import Lock, Timer
from typing import TYPE_CHECKING, Annotated, Final, Self

import typer

from .errors import OutputError

if TYPE_CHECKING:
    from rich.progress import Progress as Display
    from rich.progress import TaskID

    from .files import NameList
    from .vocabulary import Vocabulary

STANDARD_OUTPUTS: Final = ("-", "/dev/stdout")
STANDARD_INPUTS: Final = ("-", "/dev/stdin")
_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def complain(message: str) -> None:
    """Print *message* to standard error, on one line."""
    print(f"namematch: {printable(' '.join(message.split()))}", file=sys.stderr)


def printable(text: str) -> str:
    """*text* without what would steer a terminal; its lines stay."""
    return _CONTROLS.sub(lambda found: ascii(found[0])[1:-1], text)


def say(lines: Iterable[str]) -> None:
    """Print to standard output; a reader that leaves, as ``head`` does, has had enough."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer would fail once more, and noisily, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise typer.Exit(0) from error
        reason = f"standard output: cannot be written: {error.strerror}"
        raise OutputError(reason) from error


def as_json_text(value: object) -> str:
    """*value* as JSON, its letters as they are. Raises ``ValueError`` for NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


class Bar:
    """A bar with the time left, on a terminal only and only for work of more than a second.

    It takes calls of (stage, done, total); a total of 0 is unknown.
    """

    def __init__(self) -> None:
        self._latest = ("preparing", 0, 0)
        self._shown = ("", 0.0)  # stage, and when it was last drawn
        self._display: Display | None = None
        self._task: TaskID | None = None
        self._lock = Lock()
        self._closed = not sys.stderr.isatty()
        self._timer = Timer(1.0, self._start)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        if not self._closed:
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._display is not None:
                self._display.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._latest = (stage, done, total)
        if self._display is not None:
            self._draw(self._display)

    def _start(self) -> None:
        from rich.console import Console  # noqa: PLC0415 quick work shows no bar
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # noqa: PLC0415
        from rich.progress import TimeRemainingColumn as TimeLeftColumn  # noqa: PLC0415

        with self._lock:
            if self._closed:
                return
            columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
            console = Console(stderr=True)
            display = Progress(*columns, TimeLeftColumn(), console=console, transient=True)
            self._task = display.add_task("", total=None)
            display.start()
            self._draw(display)
            self._display = display

    def _draw(self, display: "Display") -> None:
        (stage, done, total), now = self._latest, time.monotonic()
        shown, last = self._shown
        if self._task is None or (stage == shown and now < last + 0.1 and done < total):
            return
        self._shown = (stage, now)
        if stage != shown:
            display.reset(self._task, description=stage, total=total or None)
        display.update(self._task, completed=done)


OptionalText = str | None  # typer reads an option that may be missing from this
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Channel = Annotated[
    OptionalText,
    typer.Option("--channel", metavar="FILE", help="A channel of your own, made by namematch train."),
]
Column = Annotated[OptionalText, typer.Option(metavar="NAME", help="Column of names. [default: name]")]
Same = Annotated[float, typer.Option(metavar="BITS", help="From here on two names are one.")]
ReviewFrom = Annotated[float, typer.Option(metavar="BITS", help="From here on: for review.")]
Encoding = Annotated[str, typer.Option(metavar="NAME", help="Of the input, such as cp1256.")]
NoHeader = Annotated[bool, typer.Option("--no-header", help="Columns are 1, 2, 3 ...")]


def vocabulary_of(channel: str | None) -> "Vocabulary | None":
    """The package's words with a channel of the user's own; None for the package's."""
    if channel is None:
        return None
    from .channel import read_channel  # noqa: PLC0415 numpy
    from .vocabulary import Vocabulary, read_words  # noqa: PLC0415 numpy

    return Vocabulary(read_words(), read_channel(channel))


def read_texts(texts: Iterable[str]) -> list[str]:
    """The *texts* of the command line; one that is - is a line each of standard input."""
    found: list[str] = []
    for text in texts:
        if text != "-":
            found.append(text)
            continue
        from .files import read_list  # noqa: PLC0415 arguments alone need no files

        found += [line or "" for line in read_list("-", format="txt").column("name")]
    return found


def read_names(
    path: str, column: str | None, encoding: str, *, header: bool, others: Sequence[str] = ()
) -> "NameList":
    """The list at *path*, with the column of names and *others* kept."""
    from .files import read_list  # noqa: PLC0415 not for the other commands

    return read_list(path, column=column, keep=[column, *others], encoding=encoding, header=header)


def check_output_of(path: str | None, inputs: Iterable[str], *, printed: bool) -> None:
    """Raise OutputError before any work for what could not be written after it."""
    from .outputs import check_output  # noqa: PLC0415 not for the other commands

    paths = [] if path is None else [path]
    check_output(*paths, *(["-"] if printed else []))
    for target, source in product(paths, inputs):
        check_input_stays(target, source)


def check_input_stays(path: str, source: str) -> None:
    """Raise OutputError where *path*, to be written, is the file *source*, which is read."""
    files = os.path.isfile(path) and os.path.isfile(source)
    if files and os.path.samefile(path, source):
        raise OutputError(f"{path}: is the input, and would be overwritten")


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """End well where who reads what is printed has had enough."""
    try:
        yield
    except OutputError as error:
        if isinstance(error.__cause__, BrokenPipeError):
            raise typer.Exit(0) from error
        raise


class Bits(float):
    """Bits that print with two decimals; in JSON and Parquet they are a number."""

    def __str__(self) -> str:
        return f"{self:.2f}"


class Probability(float):
    """A probability that prints with four decimals."""

    def __str__(self) -> str:
        return f"{self:.4f}"


def shown_bits(bits: float) -> Bits:
    """Bits as they are printed: two digits."""
    return Bits(round(bits, 2) + 0.0)  # no -0.0


def objects_of(columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> list[dict[str, object]]:
    """Rows as objects of JSON, a key a column."""
    return [dict(zip(columns, row, strict=True)) for row in rows]
