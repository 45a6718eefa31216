"""What a comparison of two names comes to: probability, verdict, and the evidence in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from ..errors import quoted
from ..policy import Policy

Verdict = Literal["same", "review", "different"]


@dataclass(frozen=True, slots=True)
class Aligned:
    """One piece of evidence: words of both sides that stand for each other, and their doubt in bits.

    *left* or *right* is empty where a word is left over; both are where the piece is about the order.
    """

    left: str
    right: str
    relation: str
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
        Dr. Ali Karimi = علی کریمی: same name (98.4 % sure)
          dr                              title, does not count
          ali           علی               spells علی  [99% of the doubt]
          karimi        کریمی             spells کریمی  [1% of the doubt]
        """
        return "\n".join([self._headline(), *(self._line(piece) for piece in self.evidence)])

    def _headline(self) -> str:
        sign = {"same": "=", "review": "?", "different": "≠"}[self.verdict]
        says = {"same": "same name", "review": "perhaps the same name", "different": "another name"}
        sure = self.probability if self.verdict != "different" else 1 - self.probability
        left, right = (_on_one_line(text) for text in (self.left, self.right))
        return f"{left} {sign} {right}: {says[self.verdict]} ({_percent(sure)} sure)"

    def _line(self, piece: Aligned) -> str:
        share = ""
        if self.doubt > 0 and piece.doubt / self.doubt >= 0.005:  # noqa: PLR2004 rounds to 0 %
            share = f"  [{piece.doubt / self.doubt:.0%} of the doubt]"
        return f"  {piece.left:<13} {piece.right:<17} {_in_words(piece)}{share}".rstrip()


def _on_one_line(text: str) -> str:
    """*text* with line ends and what would steer a terminal as escapes; half-spaces stay."""
    return "".join(c if c.isprintable() or c == "\u200c" else ascii(c)[1:-1] for c in text)


def _percent(probability: float) -> str:
    if probability >= 0.9995:  # noqa: PLR2004 rounds to 100.0 %
        return "100 %"
    return f"{100 * probability:.1f} %"


def _in_words(piece: Aligned) -> str:
    """What a piece of evidence says to someone who knows no statistics."""
    words = {
        "identical": "written the same",
        "spelling": f"spells {piece.word}" if piece.word else "another spelling",
        "slip": f"a slip for {piece.word}",
        "short form": "short form",
        "initial": "initial",
        "similar": "looks alike",
        "different": "does not fit",
        "left over": "missing on the other side",
        "particle": "particle, missing on the other side",
        "title": "title, does not count",
        "surname first": "the words stand in turned order",
        "other order": "the words stand in another order",
        "one word": "only one word in common",
    }
    return words[piece.relation] + (" (joined)" if " " in piece.left + piece.right else "")


def verdict_of(bits: float, rarity: float, policy: Policy) -> Verdict:
    """The verdict by the cutoffs; under ``identity="person"`` a frequent name is for review."""
    if bits < policy.review:
        return "different"
    if bits < policy.same:
        return "review"
    frequent = (policy.population or 2) * 2.0**-rarity >= policy.namesakes
    return "review" if policy.identity == "person" and frequent else "same"


_REASONS: Final = {
    "left over": "missing on the other side: {words}",
    "particle": "missing on the other side: {words}",
    "initial": "an initial for a word: {words}",
    "spelling": "spelled otherwise: {words}",
    "slip": "a slip of the pen: {words}",
    "short form": "a short form: {words}",
    "similar": "look alike: {words}",
    "different": "do not fit: {words}",
    "surname first": "the words stand in turned order",
    "other order": "the words stand in another order",
    "one word": "only one word in common",
}
_MOST_OF_IT: Final = 0.8  # of the doubt, which is what a reason names


def main_reason(evidence: Iterable[Aligned]) -> str:
    """The evidence that makes most of the doubt, worst first, in one short line.

    >>> main_reason([Aligned("khani", "", "left over", "", 4.0)])
    'missing on the other side: khani'
    >>> main_reason([])
    'nothing speaks against it'
    """
    pieces = sorted((e for e in evidence if e.doubt > 0), key=lambda e: -e.doubt)
    total, told = sum(e.doubt for e in pieces), 0.0
    lines: list[str] = []
    for piece in pieces:
        if told >= _MOST_OF_IT * total:
            break
        words = " / ".join(filter(None, (piece.left, piece.right)))
        lines.append(_REASONS.get(piece.relation, "{words}").format(words=words))
        told += piece.doubt
    return "; ".join(lines) or "nothing speaks against it"
