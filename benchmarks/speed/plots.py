"""Measured sizes and costs in, a picture out: time and memory against size, both on scales of logarithms."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..accuracy.plots import COLOURS, GREY, STRONG, panels, save
from ..figures import LIBRARY
from .growth import Point, exponent

COSTS: Final = {"seconds": "seconds", "megabytes": "memory, MB"}


def draw_growth(points: Mapping[str, Sequence[Point]], machine: str, folder: Path) -> Path:
    """Draw speed.png and give its path; the library first, its line the strong one."""
    folder.mkdir(parents=True, exist_ok=True)
    figure, axes = panels(len(COSTS), "What does a longer list cost?", shared=False)
    ordered = sorted(points, key=lambda system: (system != LIBRARY, system))
    for axis, (cost, title) in zip(axes, COSTS.items(), strict=True):
        for place, (system, colour) in enumerate(zip(ordered, (STRONG, *COLOURS), strict=False)):
            draw_line(axis, points[system], cost, system, colour, own=not place and system == LIBRARY)
        axis.set(xscale="log", yscale="log", xlabel="mentions")
        axis.set_title(title, fontsize=10, loc="left", color=GREY)
        axis.legend(fontsize=7.5, frameon=True, framealpha=0.85, edgecolor="none", loc="upper left")
        low, high = axis.get_ylim()
        axis.set_ylim(low, high * (high / low) ** 0.45)  # room for the legend above the lines
    axes[-1].text(1, -0.17, machine, transform=axes[-1].transAxes, ha="right", fontsize=7.5, color=GREY)
    path = folder / "speed.png"
    save(figure, path)
    return path


def draw_line(axis: Any, points: Sequence[Point], cost: str, system: str, colour: str, *, own: bool) -> None:
    """The points of a system, and in the legend the exponent of the line through them."""
    told = [(point.size, getattr(point, cost)) for point in points if getattr(point, cost)]
    if not told:
        return
    sizes, costs = zip(*told, strict=True)
    slope = exponent(sizes, costs)
    label = system if slope is None else f"{system}: size$^{{{slope:.2f}}}$"
    axis.plot(
        sizes,
        costs,
        color=colour,
        label=label,
        marker="o",
        markersize=4,
        linewidth=2.2 if own else 1.4,
        zorder=3 if own else 2,
    )
