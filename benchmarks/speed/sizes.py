"""How long does a list take, how much memory, and how good is the result?

The library is measured as the command ``namematch dedupe LIST --column name --assignments ROWS.tsv``:
start of the process, imports, files read and written; its compiled code is made before, by ``namematch
warm``. Peers are measured without all that (speed/peers.py). F1, precision and recall are those of pairs
of mentions in one person. *Cores* are seconds of the processors in a second of the clock.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar

from ..figures import LIBRARY, Row, Sheet
from ..lists.listed import Listed, cells, codes
from ..metrics import Ints, score_codes
from .cost import Cost, FailedError, run, run_module
from .options import SETTINGS, Asked, setting_of
from .peers import PEERS, SpeedPeer

SHEET: Final = Sheet(
    "speed",
    "Speed: a list of mentions in, the person of each row out",
    SETTINGS,
    {
        "f1": "F1",
        "precision": "precision",
        "recall": "recall",
        "persons": "persons",
        "megabytes": "MB",
        "cores": "cores",
        "rate": "pairs a second",
    },
    made_by="python -m benchmarks.speed",
    digits={"cores": 2, "rate": 0},
    rough=("megabytes", "cores", "rate", "seconds"),
)
COMMAND: Final = (sys.executable, "-c", "from namematch.cli.app import main; main()")
T = TypeVar("T")


def measure(asked: Asked) -> Iterator[Row]:
    """A row for the library and each peer at each size; what failed is told and left out."""
    if asked.asks_for(LIBRARY):
        compile_first()
    for size in asked.sizes:
        if asked.asks_for(LIBRARY):
            yield from told_if_failed(library_row, asked, asked.lists.of(size))
        for peer in peers_of(asked):
            if size in peer.sizes(asked.sizes, every=asked.every_pair):
                yield from told_if_failed(peer_row, asked, asked.lists.of(size), peer)
    for peer in peers_of(asked):
        for size in peer.sizes(asked.sizes, every=asked.every_pair):
            if size not in asked.sizes:  # the largest that it can bear
                yield from told_if_failed(peer_row, asked, asked.lists.of(size), peer)


def told_if_failed(measured: Callable[..., T], asked: Asked, listed: Listed, *peer: SpeedPeer) -> Iterator[T]:
    """What is measured of the library, or of a peer; nothing where that fails."""
    try:
        yield measured(asked, listed, *peer)
    except FailedError as error:
        system = peer[0].system if peer else LIBRARY
        print(f"{system}, {listed.size}: {error}", file=sys.stderr)


def peers_of(asked: Asked) -> list[SpeedPeer]:
    """Those that are asked for and installed."""
    wanted = [peer for peer in PEERS if asked.peers and asked.asks_for(peer.system)]
    return [peer for peer in wanted if not absent(peer)]


def absent(peer: SpeedPeer) -> list[str]:
    return [module for module in peer.modules if find_spec(module) is None]


# --------------------------------------------------------------------------------- the library


def compile_first() -> None:
    """Have the library compile, so that compiled code lies ready."""
    run((*COMMAND, "warm"))


def deduped(path: Path, rows: Path, *, most_seconds: float | None = None) -> Cost:
    """The cost of the command from a list to the table of its rows. Raises FailedError."""
    command = (*COMMAND, "dedupe", str(path), "--column", "name", "--assignments", str(rows))
    return run(command, most_seconds=most_seconds)[0] if most_seconds else run(command)[0]


def library_row(asked: Asked, listed: Listed) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.tsv"
        costs = [deduped(listed.path, rows, most_seconds=asked.most_seconds) for _ in range(asked.repeat)]
        found = persons_of(rows)
    cost = min(costs, key=lambda cost: cost.seconds)
    figures = {
        **score_codes(listed.truth(), found)._asdict(),
        "persons": int(found.max(initial=-1)) + 1,
        "megabytes": max(cost.megabytes for cost in costs),
        "cores": cost.cpu / cost.seconds,
    }
    return Row(SHEET, LIBRARY, setting_of(listed), listed.digest, figures, cost.seconds)


def persons_of(rows: Path) -> Ints:
    """The person of each row as a number; a row without one is alone."""
    read = cells(rows, "row", "person")
    return codes(person or f"row {row}" for row, person in read)


# ----------------------------------------------------------------------------------- the peers


def peer_row(asked: Asked, listed: Listed, peer: SpeedPeer) -> Row:
    runs = [
        run_module("peers", peer.system, str(listed.path), most_seconds=asked.most_seconds)[1]
        for _ in range(asked.repeat)
    ]
    told = min(runs, key=lambda told: told["seconds"])
    figures = {**told, "cores": told["cpu"] / told["seconds"]}
    return Row(
        SHEET, peer.system, setting_of(listed), listed.digest, figures, told["seconds"], peer=peer.system
    )
