"""What is asked for, and which systems are asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from namematch import Vocabulary, dedupe_names

from ..figures import LIBRARY
from ..lists.make_list import Row as Mention
from ..lists.make_list import Words
from ..romanise import PACKAGES
from .held_out import suffix_of, vocabulary_without
from .peers import PEERS, WARM_UP, Peer

PARTNERS: Final = ("all", "half")
MIXED: Final = "mixed"


@dataclass(frozen=True, slots=True)
class Options:
    """Without *sizes*, *unknown* or *kinds* each task takes its own; *only* are parts of the names of the
    systems that are measured, none for all; *mentions* and *pairs* are the caller's own, under *name*."""

    sizes: tuple[int, ...] = ()
    seed: int = 1
    partners: tuple[str, ...] = PARTNERS
    styles: tuple[str, ...] = (MIXED,)
    unknown: tuple[float, ...] = ()
    kinds: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    name: str = ""
    mentions: tuple[Mention, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def having(self, **changes: Any) -> "Options":
        return replace(self, **changes)

    def asks_for(self, system: str) -> bool:
        return not self.only or any(text in system for text in self.only)

    def libraries(
        self, default: tuple[float, ...], words: Words | None = None
    ) -> Iterator[tuple[str, Vocabulary]]:
        """The library by name, with what it knows: once for each share of unknown words (of *words*, by
        default those of make_list.py)."""
        for share in self.unknown or default:
            system = LIBRARY + suffix_of(share)
            if self.asks_for(system):
                vocabulary = vocabulary_without(share, words)
                dedupe_names(WARM_UP, vocabulary=vocabulary)  # loads tables
                yield system, vocabulary

    def peers(self) -> Iterator[Peer]:
        """The peers that are asked for and installed, ready to run."""
        for peer in PEERS:
            if self.asks_for(peer.system) and not peer.absent:
                peer.warm_up()
                yield peer

    @property
    def left_out(self) -> list[str]:
        """What would have to be installed for the peers that are asked for and absent."""
        modules = {module for peer in PEERS if self.asks_for(peer.system) for module in peer.absent}
        return sorted(PACKAGES[module] for module in modules)
