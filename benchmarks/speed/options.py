"""What the benchmark of speed is asked for."""

from dataclasses import dataclass, replace
from typing import Any, Final

from ..lists.listed import Listed, Lists
from .cost import MOST_SECONDS, machine

SIZES: Final = (10_000, 100_000)
SETTINGS: Final = ("list", "size", "seed", "machine")  # columns of what is measured on a list


@dataclass(frozen=True, slots=True)
class Asked:
    """*every_pair* lets quadratic peers have ten times the names; *worst_rows* is for the worst cases."""

    lists: Lists
    sizes: tuple[int, ...] = SIZES
    peers: bool = True
    systems: tuple[str, ...] = ()
    every_pair: bool = False
    repeat: int = 1
    worst_rows: int | None = None
    most_seconds: float = MOST_SECONDS

    def having(self, **changes: Any) -> "Asked":
        return replace(self, **changes)

    def asks_for(self, system: str) -> bool:
        return not self.systems or any(text in system for text in self.systems)


def setting_of(listed: Listed) -> tuple[str, ...]:
    """The cells of *SETTINGS*."""
    return (listed.name, str(listed.size), listed.seed, machine())
