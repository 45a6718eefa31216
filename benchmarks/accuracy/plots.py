"""Measured rows in, pictures out: precision against recall, and what probabilities turned out to be.

Colours are those of Okabe and Ito (2008), which people tell apart however they see colours.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from ..figures import LIBRARY, Row, best_of_each
from ..metrics import Floats, Hits

STRONG: Final = "#D55E00"
COLOURS: Final = ("#0072B2", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
GREY: Final = "#767676"
MOST_PEERS: Final = 4
PIXELS_AN_INCH: Final = 110
COLOURS_KEPT: Final = 96
TICKS: Final = (0.01, 0.1, 0.5, 0.9, 0.99, 0.999)
PAPER: Final = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}  # behind words
FEWEST: Final = 20  # pairs of a bin that says something
WITH: Final = {"all": "every name has a partner", "half": "half of the names have none"}
TWICE: Final = {
    "all": "everybody is mentioned twice or more",
    "half": "half of the persons are mentioned once",
}
Z: Final = 1.96  # of a 95 % interval

mpl.use("Agg")


def draw_curves(rows: Sequence[Row], folder: Path) -> Iterator[Path]:
    """Draw what was measured; nothing for tasks that were not. The pictures' paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for task, draw in (("retrieval", precision_recall), ("calibration", reliability)):
        measured = [row for row in rows if row.sheet.task == task]
        if measured:
            path = folder / f"{draw.__name__.replace('_', '-')}.png"
            save(draw(measured), path)
            yield path


def save(figure: Figure, path: Path) -> None:
    """Few colours make a small file, and these pictures have few."""
    drawn = BytesIO()
    figure.savefig(drawn, dpi=PIXELS_AN_INCH)
    Image.open(drawn).convert("RGB").quantize(COLOURS_KEPT).save(path, optimize=True)


def by_partners(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of the first list or style, by what is taken away."""
    place = rows[0].sheet.settings.index("partners")
    return {
        partners: [row for row in rows if row.setting[place] == partners]
        for partners in dict.fromkeys(row.setting[place] for row in rows)
    }


def panels(count: int, title: str, *, shared: bool = True) -> tuple[Figure, Any]:
    """A picture of panels side by side, with one scale of heights where that is *shared*."""
    figure = Figure(figsize=(4.4 * count + 0.4, 4.3), layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    axes = figure.subplots(1, count, squeeze=False, sharey=shared)[0]
    for axis in axes:
        axis.spines[["top", "right"]].set_visible(False)
        axis.grid(color="#E6E6E6", linewidth=0.7)
        axis.set_axisbelow(True)
    return figure, axes


# ----------------------------------------------------------------------- precision and recall


def precision_recall(rows: Sequence[Row]) -> Figure:
    """A curve of each of the library's rows and of the best methods, a panel for all and for half."""
    parts = by_partners([row for row in rows if row.setting[-1] == rows[0].setting[-1]])
    count = rows[0].setting[1]
    figure, axes = panels(len(parts), f"Which of {int(count):,} Latin names is which Persian one?")
    for axis, (partners, listed) in zip(axes, parts.items(), strict=True):
        best = best_of_each(listed)
        own, peers = ([row for row in best if bool(row.peer) == peer] for peer in (False, True))
        colours = [*own_colours(len(own)), *COLOURS]
        for place, (row, look) in enumerate(zip([*own, *peers[:MOST_PEERS]], colours, strict=False)):
            draw_curve(axis, row, look, place)
        axis.set(xlim=(0, 1.005), ylim=(0, 1.012), xlabel="recall")
        axis.set_title(WITH[partners], fontsize=10, loc="left", color=GREY)
    axes[0].set_ylabel("precision")
    return figure


def own_colours(count: int) -> list[str]:
    """The library's: the first strong, the others dark."""
    return [STRONG, "#7A3300", "#000000"][:count]


def draw_curve(axis: Any, row: Row, colour: str, place: int) -> None:
    """A curve, and in its colour its name and F1 below those of the rows before."""
    own = not row.peer
    axis.plot(
        row.curve.recall,
        row.curve.precision,
        color=colour,
        linewidth=2.2 if own else 1.4,
        zorder=3 if own else 2,
    )
    told = row.system.removeprefix(f"{LIBRARY}, ")
    write(axis, place + 1, f"{row.figures['f1']:.2f}  {told}", colour, bold=not place)
    if not place:
        write(axis, 0, "best F1", GREY)


def write(axis: Any, line: int, text: str, colour: str, *, bold: bool = False) -> None:
    """A line of the list in the panel's lower left corner, above the curves."""
    weight = "bold" if bold else "normal"
    axis.text(
        0.03, 0.53 - 0.068 * line, text, color=colour, fontsize=8.5, fontweight=weight, bbox=PAPER, zorder=4
    )


# ------------------------------------------------------------------------------- reliability


def reliability(rows: Sequence[Row]) -> Figure:
    """What share of the pairs of a probability is right, on scales of log odds."""
    shipped = [row for row in rows if row.system == rows[0].system]
    parts = by_partners(shipped)
    figure, axes = panels(len(parts), "How often is a probability right?")
    for axis, (partners, listed) in zip(axes, parts.items(), strict=True):
        scale = [log_odds(np.array(tick)) for tick in TICKS]
        axis.plot(scale[:: len(scale) - 1], scale[:: len(scale) - 1], color=GREY, linewidth=0.9)
        for place, (row, colour) in enumerate(zip(listed, (STRONG, *COLOURS), strict=False)):
            draw_reliability(axis, row, colour, place)
        axis.set_xticks(scale, [f"{tick:.3g}" for tick in TICKS])
        axis.set_yticks(scale, [f"{tick:.3g}" for tick in TICKS])
        axis.set_xlabel("probability")
        axis.set(xlim=(scale[0] - 1, scale[-1] + 1), ylim=(scale[0] - 1, scale[-1] + 1))
        axis.set_title(TWICE[partners], fontsize=10, loc="left", color=GREY)
    axes[0].set_ylabel("share of the pairs that are one name")
    return figure


def draw_reliability(axis: Any, row: Row, colour: str, place: int) -> None:
    """Points of bins of equal width in log odds, with their 95 % intervals."""
    said, low, middle, high = bins_of(*row.curve)
    axis.vlines(said, low, high, color=colour, linewidth=1, alpha=0.5)
    axis.plot(said, middle, color=colour, linewidth=1.6, marker="o", markersize=4)
    corner = {"transform": axis.transAxes, "ha": "right", "fontsize": 9}
    text = f"{int(row.setting[0]):,} mentions  {row.figures['error']:.3f}"
    axis.text(0.97, 0.20 - 0.07 * place, text, color=colour, **corner)
    if not place:
        axis.text(0.97, 0.27, "length of the list, calibration error", color=GREY, **corner)
        above = "above the line: more is right than is said"
        axis.text(0.03, 0.93, above, color=GREY, **corner | {"ha": "left"}, bbox=PAPER)


def bins_of(probability: Floats, hit: Hits) -> tuple[Floats, Floats, Floats, Floats]:
    """Log odds of the mean probability of each bin, and of the share of hits: low, middle and high of
    the interval (Wilson, 1927)."""
    odds = log_odds(np.clip(probability, TICKS[0], TICKS[-1]))
    edges = np.linspace(log_odds(np.array(TICKS[0])), log_odds(np.array(TICKS[-1])), 13)
    place = np.clip(np.searchsorted(edges, odds, side="right") - 1, 0, len(edges) - 2)
    count = np.bincount(place, minlength=len(edges) - 1)
    kept = count >= FEWEST
    share = np.bincount(place, hit, len(edges) - 1)[kept] / count[kept]
    said = np.bincount(place, odds, len(edges) - 1)[kept] / count[kept]
    n = count[kept]
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return said, log_odds(middle - half), log_odds(middle), log_odds(middle + half)


def log_odds(probability: Floats) -> Floats:
    safe = np.clip(probability, 1e-6, 1 - 1e-6)
    odds: Floats = np.log2(safe / (1 - safe))
    return odds
