"""Sizes and costs in, exponents out: time in proportion to size ** exponent.

An exponent is the slope of a line through the points on scales of logarithms. Starting a program costs
the same whatever the size, which flattens the line; the slope between the two largest sizes says
better what happens beyond them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from ..figures import Cells, Row, Sheet

SHEET: Final = Sheet(
    "growth",
    "Growth: the exponent of the size, over all sizes and between the two largest",
    ("list", "seed", "machine", "sizes"),
    {"time": "time", "time_last": "at the end", "memory": "memory", "memory_last": "at the end"},
    digits=dict.fromkeys(("time", "time_last", "memory", "memory_last"), 2),
)
Points = dict[str, list["Point"]]  # of each system, or what else the rows are about, by rising size
LEAST: Final = 1e-2  # seconds: what is below is noise


class Point(NamedTuple):
    """What a list of *size* rows cost; no megabytes where none were told."""

    size: int
    seconds: float
    megabytes: float | None = None


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The slope of the logarithms, None below two sizes.

    >>> round(exponent([10, 100, 1000], [2, 20, 200]), 6)
    1.0
    """
    if len(set(sizes)) < 2:
        return None
    slope, _ = np.polyfit(np.log(sizes), np.log(np.maximum(costs, LEAST)), 1)
    return float(slope)


def last_exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The slope between the two largest sizes."""
    two = sorted(zip(sizes, costs, strict=True))[-2:]
    return exponent([size for size, _ in two], [cost for _, cost in two])


def points_of(cells: Iterable[Cells], subject: str) -> Points:
    """The points of rows of a sheet with that subject."""
    found: Points = {}
    for row in cells:
        megabytes = float(row["megabytes"]) if row.get("megabytes") else None
        point = Point(int(row["size"]), float(row["seconds"]), megabytes)
        found.setdefault(row[subject], []).append(point)
    return {name: sorted(points) for name, points in found.items()}


def growth_rows(points: Points, setting: tuple[str, ...], subject: str) -> list[Row]:
    """A row of exponents for each system that was measured at two sizes or more. *setting* is list,
    seed and machine."""
    sheet = replace(SHEET, subject=subject)
    return [
        Row(sheet, name, (*setting, shown_sizes(of)), "", exponents(of), sum(point.seconds for point in of))
        for name, of in points.items()
        if len({point.size for point in of}) > 1
    ]


def exponents(points: Sequence[Point]) -> dict[str, float | None]:
    sizes, seconds = [point.size for point in points], [point.seconds for point in points]
    told = [point for point in points if point.megabytes is not None]
    held = [point.size for point in told], [point.megabytes or 0.0 for point in told]
    return {
        "time": exponent(sizes, seconds),
        "time_last": last_exponent(sizes, seconds),
        "memory": exponent(*held),
        "memory_last": last_exponent(*held),
    }


def shown_sizes(points: Sequence[Point]) -> str:
    return f"{points[0].size:,} to {points[-1].size:,}"
