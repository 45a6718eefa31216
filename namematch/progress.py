"""Where long work says how far it is."""

from collections.abc import Callable

Advance = Callable[[int], None]
Progress = Callable[[str, int, int], None]  # stage, done, of how many


def silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


def unheard(n: int) -> None:
    """Tell nobody."""


def counter(progress: Progress, stage: str, total: int) -> Advance:
    """Announce *stage* to *progress*; give a function that adds what is done of it and tells that."""
    done = 0
    progress(stage, done, total)

    def advance(n: int) -> None:
        nonlocal done
        done += n
        progress(stage, done, total)

    return advance
