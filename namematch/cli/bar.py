"""Calls of (stage, done, total) in, a bar with the time left out."""

import sys
import time
from threading import Lock, Timer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Display
    from rich.progress import TaskID


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
