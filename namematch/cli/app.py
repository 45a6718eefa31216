"""The console script ``namematch``: arguments and files in, files and a table out; no logic.

What lies beyond typer is imported by the command that needs it, so that ``namematch compare``
starts at once. Exit code 0 when done, 2 for what cannot be read, written or understood, 130 on
Ctrl-C, 143 on SIGTERM and 129 on SIGHUP.
"""

import gc
import io
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Timer
from types import FrameType
from typing import Annotated, Final

import typer

from ..errors import NameMatchError
from ..files.streams import give_up_standard_output, open_closed_streams
from .compare import compare
from .dedupe import dedupe
from .match import match
from .output import complain, say
from .search import index_names, search_names
from .train import doubtful, train
from .transliterate import transliterate_names
from .warm import warm

_FAILED: Final = 2
_INTERRUPTED: Final = 130
_SIGNALLED: Final = 128  # and the number of the signal, as a shell has it
_ENDINGS: Final = {"SIGTERM": "terminated", "SIGHUP": "hung up"}  # Windows has no SIGHUP
_CLEARING: Final = 2.0  # seconds in which no other signal stops the clearing up
# What typer raises for bad options lies in a private place that differs by version.
_BadUsage: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="namematch",
    help="Persian names in two scripts: compare, transliterate, deduplicate and match them.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _say_version(asked: bool) -> None:
    if asked:
        import namematch  # noqa: PLC0415 the version is looked for when it is asked for

        say([f"namematch {namematch.__version__}"])
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Print the version.")
    ] = False,
) -> None:
    """What the program tells without a command."""


app.command("compare")(compare)
app.command("transliterate", short_help="Write names in the other script.")(transliterate_names)
app.command("dedupe", short_help="Find the persons of a list of names.")(dedupe)
app.command("match", short_help="Find the names of one list in another.")(match)
app.command("index", short_help="Prepare a list to be searched.")(index_names)
app.command("search", short_help="Find names in an index or a list.")(search_names)
app.command("train", short_help="Learn from your own spellings, and see whether that is better.")(train)
app.command("doubtful", short_help="List the words of the lexicon that may be misspelled.")(doubtful)
app.command("warm", short_help="Compile ahead what long lists run.")(warm)


class _Ended(BaseException):
    """SIGTERM or SIGHUP: like Ctrl-C it unwinds the stack, so that nothing half written stays behind."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def main() -> None:
    """Run the command that ``sys.argv`` holds, and exit with its code."""
    open_closed_streams()
    try:
        _unwind_when_ended()
        code = run(sys.argv[1:])
    except _Ended as ended:
        with suppress(OSError):  # the terminal may be what went
            complain(_ENDINGS[ended.name])
        code = _SIGNALLED + signal.Signals[ended.name]
    sys.exit(code)


def _unwind_when_ended() -> None:
    """Raise ``_Ended`` in the main thread on a signal that would end the process there and then.

    One that is ignored, as under ``nohup``, stays so. A terminal that closes sends its signal twice.
    """
    last = -_CLEARING

    def end(number: int, _: FrameType | None) -> None:
        nonlocal last
        if time.monotonic() - last >= _CLEARING:
            last = time.monotonic()
            raise _Ended(signal.Signals(number).name)

    def end_after_all(lost: "sys.UnraisableHookArgs") -> None:
        """A signal that came where no exception can leave, as in what llvmlite clears up while it compiles:
        it comes again when that is done."""
        nonlocal last
        if not isinstance(lost.exc_value, (KeyboardInterrupt, _Ended)):
            sys.__unraisablehook__(lost)
            return
        last = -_CLEARING
        name = lost.exc_value.name if isinstance(lost.exc_value, _Ended) else "SIGINT"
        again = Timer(0.05, os.kill, (os.getpid(), signal.Signals[name]))
        again.daemon = True
        again.start()

    sys.unraisablehook = end_after_all
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; without arguments, show the help.

    What went wrong is one line on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Latin-1 has no Persian; and an argument may hold bytes that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with _uncollected(), _not_wrapped():
            code = app(list(arguments) or ["--help"], prog_name="namematch", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except OSError as error:  # the help and the version are printed by typer
        if error.filename is not None:
            raise
        give_up_standard_output()
        if isinstance(error, BrokenPipeError):
            return 0
        complain(f"standard output: cannot be written: {error.strerror}")
        return _FAILED
    except (NameMatchError, _BadUsage) as error:
        complain(error.format_message() if hasattr(error, "format_message") else str(error))
        return _FAILED
    if code == _INTERRUPTED:
        complain("interrupted")
    return int(code or 0)


@contextmanager
def _not_wrapped() -> Iterator[None]:
    """A signal that comes while compiled code is loaded stays one: numba makes a SystemError of it."""
    try:
        yield
    except SystemError as error:
        cause = error.__cause__
        while cause is not None and not isinstance(cause, (KeyboardInterrupt, _Ended)):
            cause = cause.__cause__
        if cause is None:
            raise
        raise cause from None


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage in cycles: what a command makes it needs to the end, and to look through
    millions of objects again and again took a quarter of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
