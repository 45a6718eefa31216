"""What a comparison of two names comes to: probability, verdict, and the evidence in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from ..errors import quoted
from ..policy import Policy
from ..text.visible import visible
from .relations import OF_CELLS, TWO_PEOPLE, WORDINGS, Relation

Verdict = Literal["same", "review", "different"]


@dataclass(frozen=True, slots=True)
class Aligned:
    """One piece of evidence: words of both sides that stand for each other, and their doubt in bits.

    *left* or *right* is empty where a word is left over; both are where the piece is about the order.
    """

    left: str
    right: str
    relation: Relation
    word: str
    doubt: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two texts spell one name. *doubt* is the sum of the evidence's, in bits.

    *bits* are the log2 odds of *probability*, within -40 and 40; *rarity* is how many bits it takes
    for two people to share the name.
    """

    left: str
    right: str
    probability: float
    bits: float
    verdict: Verdict
    doubt: float
    rarity: float
    evidence: tuple[Aligned, ...]

    def __repr__(self) -> str:
        names = f"{quoted(self.left)}, {quoted(self.right)}"
        return f"Comparison({names}, {self.verdict}, {self.bits:.1f} bits)"

    def explain(self) -> str:
        """The alignment in words, one line a token, with each one's share of the doubt.

        >>> from namematch import compare_names
        >>> print(compare_names("Dr. Ali Karimi", "علی کریمی").explain())
        Dr. Ali Karimi = علی کریمی: same name (98.3 % sure)
          dr                              title, does not count
          ali           علی               spells علی  [98% of the doubt]
          karimi        کریمی             spells کریمی  [2% of the doubt]
        """
        return "\n".join([self._headline(), *(self._line(piece) for piece in self.evidence)])

    def _headline(self) -> str:
        sign = {"same": "=", "review": "?", "different": "≠"}[self.verdict]
        says = {"same": "same name", "review": "perhaps the same name", "different": "another name"}
        sure = self.probability if self.verdict != "different" else 1 - self.probability
        left, right = visible(self.left), visible(self.right)
        return f"{left} {sign} {right}: {says[self.verdict]} ({_percent(sure)} sure)"

    def _line(self, piece: Aligned) -> str:
        said = WORDINGS[piece.relation].explained(piece.word)
        several = " " in piece.left + piece.right and piece.relation not in OF_CELLS
        joined = " (joined)" if several else ""
        share = ""
        if self.doubt > 0 and piece.doubt / self.doubt >= 0.005:  # noqa: PLR2004 rounds to 0 %
            share = f"  [{piece.doubt / self.doubt:.0%} of the doubt]"
        return f"  {piece.left:<13} {piece.right:<17} {said}{joined}{share}".rstrip()


def _percent(probability: float) -> str:
    if probability >= 0.9995:  # noqa: PLR2004 rounds to 100.0 %
        return "100 %"
    return f"{100 * probability:.1f} %"


def is_frequent(rarity: float, policy: Policy) -> bool:
    """Whether a name of that *rarity* is too frequent to tell persons apart: the population holds
    ``policy.namesakes`` others or more who bear it. Under ``identity="person"`` alone.

    >>> is_frequent(10.0, Policy(identity="person", population=50_000)), is_frequent(10.0, Policy())
    (True, False)
    """
    return policy.identity == "person" and (policy.population or 2) * 2.0**-rarity >= policy.namesakes


def verdict_of(bits: float, rarity: float, policy: Policy, *, several: bool = False) -> Verdict:
    """The verdict by the cutoffs; for review are *several* persons in one cell, and under
    ``identity="person"`` a frequent name."""
    if bits < policy.review:
        return "different"
    if bits < policy.same or several:
        return "review"
    return "review" if is_frequent(rarity, policy) else "same"


_MOST_OF_IT: Final = 0.8  # of the doubt, which is what a reason names


def main_reason(evidence: Iterable[Aligned]) -> str:
    """The evidence that makes most of the doubt, worst first, in one short line.

    >>> main_reason([Aligned("khani", "", "left over", "", 4.0)])
    'missing on the other side: khani'
    >>> main_reason([])
    'nothing speaks against it'
    """
    evidence = tuple(evidence)
    pieces = sorted((piece for piece in evidence if piece.doubt > 0), key=lambda piece: -piece.doubt)
    total, named = sum(piece.doubt for piece in pieces), 0.0
    reasons = [TWO_PEOPLE] if any(piece.relation == "two people" for piece in evidence) else []
    for piece in pieces:
        if named >= _MOST_OF_IT * total:
            break
        reasons.append(WORDINGS[piece.relation].reasoned(piece.left, piece.right))
        named += piece.doubt
    return "; ".join(reasons) or "nothing speaks against it"
