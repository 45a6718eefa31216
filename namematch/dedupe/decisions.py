"""Decisions about pairs of texts in, as somebody made them; proved ones out, each once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..errors import NameMatchError, quoted

Decision = tuple[str, str, Literal["same", "different"]]
TextPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of texts that a person decided to be one, or to be different, with single
    spaces."""

    same: tuple[TextPair, ...]
    different: tuple[TextPair, ...]

    @property
    def texts(self) -> list[str]:
        """Every text that was decided about, in ascending order."""
        return sorted({text for pair in self.same + self.different for text in pair})


def read_decisions(decisions: Iterable[Decision]) -> Decisions:
    """Read decisions: (text, text, "same" or "different"), in any order, repeated or not.

    A text that is different from itself stands for several persons. Raises NameMatchError for
    another word, and for two texts that are both decided different and, by way of others, same.

    >>> read_decisions([("Kian  Zand", "K. Zand", "same")]).same
    (('K. Zand', 'Kian Zand'),)
    """
    found: dict[str, set[TextPair]] = {"same": set(), "different": set()}
    for decision in decisions:
        left, right, word = _read_decision(decision)
        found[word].add((min(left, right), max(left, right)))
    same, different = (tuple(sorted(found[word])) for word in ("same", "different"))
    _refuse_contradictions(same, different)
    return Decisions(same, different)


def _read_decision(decision: object) -> tuple[str, str, str]:
    if not isinstance(decision, (tuple, list)) or [str] * 3 != list(map(_kind, decision)):
        raise NameMatchError(f"{quoted(decision)} is not a decision: (text, text, 'same')")
    left, right, word = decision
    if word not in ("same", "different"):
        raise NameMatchError(f"{quoted(decision)}: {quoted(word)} is neither 'same' nor 'different'")
    return tidy(left), tidy(right), word


def _kind(value: object) -> type:
    return str if isinstance(value, str) else type(value)


def tidy(text: str) -> str:
    """*text* with single spaces, as decisions are looked up."""
    return " ".join(text.split())


def _refuse_contradictions(same: tuple[TextPair, ...], different: tuple[TextPair, ...]) -> None:
    decided = same_texts(same)
    for left, right in different:
        if left in decided and decided[left] == decided.get(right):
            raise NameMatchError(f"{quoted(left)} and {quoted(right)} are decided same and different")


def same_texts(same: Iterable[TextPair]) -> dict[str, str]:
    """For each text of *same* the smallest of those it is the same as, directly or not.

    >>> same_texts([("b", "c"), ("a", "c")])
    {'b': 'a', 'c': 'a', 'a': 'a'}
    """
    groups: dict[str, list[str]] = {}
    for left, right in same:
        one, two = groups.setdefault(left, [left]), groups.setdefault(right, [right])
        if one is not two:
            one += two
            groups.update(dict.fromkeys(two, one))
    return {text: min(group) for text, group in groups.items()}
