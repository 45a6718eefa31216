"""Two cells in, what they say beside their words out: by which of its names each was compared, what the
fathers' names say, whether they are Jr. and Sr., whether one cell holds several people.

Two lists that both tell the father tell two namesakes apart. That one of them does not tell says nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product
from typing import Final

from ..names.faces import faces, has_faces
from ..names.generations import generation_in
from ..names.machine_text import VISUAL_ORDER
from ..names.name import Name
from ..names.patronymics import father_tokens
from ..policy import Policy
from .alignment import NOWHERE
from .calibration import bits_of, most_doubt_at
from .comparison import Aligned

FATHERS_AGREE: Final = 3.0  # bits of doubt at most between two fathers' names that may be one
_BEARERS_POLICIES: Final = 16  # whose doubt about two bearers of a name is remembered
_OF_STRUCTURE: Final = frozenset({"surname first", "other order", "one word", "within", "title", "particle"})

EvidenceOf = Callable[[Name, Name], tuple[Aligned, ...]]  # the evidence about two names, clauses apart


def best_evidence(left: Name, right: Name, pieces: EvidenceOf) -> tuple[Aligned, ...]:
    """The evidence between those names that two cells may mean which agree best, and which these are."""
    if not (has_faces(left) or has_faces(right)):
        return pieces(left, right)
    best: tuple[Aligned, ...] = ()
    least = NOWHERE
    for one, two in product(faces(left), faces(right)):
        found = pieces(one, two)
        doubt = sum(piece.doubt for piece in found)
        if doubt < least:
            least, best = doubt, (*found, *_meant(left, one), *mirrored(_meant(right, two)))
    return best


def mirrored(evidence: Iterable[Aligned]) -> tuple[Aligned, ...]:
    """*evidence* with its sides exchanged."""
    return tuple(Aligned(e.right, e.left, e.relation, e.word, e.doubt) for e in evidence)


def _meant(name: Name, face: Name) -> tuple[Aligned, ...]:
    """That *name* was compared by another *face* of it."""
    if face is name or face in name.persons:
        return ()
    if name.father is not None and face.text == name.text and len(face.tokens) < len(name.tokens):
        left_out = Counter(t.text for t in name.tokens) - Counter(t.text for t in face.tokens)
        words = " ".join(token.text for token in name.tokens if left_out[token.text])
        return (Aligned(words, "", "father not told", "", 0.0),)
    return (Aligned(shown_words(name), "", "alias", shown_words(face), 0.0),)


def shown_words(name: Name | None) -> str:
    """The words of a name joined by spaces."""
    return " ".join(token.text for token in name.tokens) if name is not None else ""


def said_of_cells(left: Name, right: Name) -> tuple[Aligned, ...]:
    """What is to be said of two cells beside their names."""
    found: list[Aligned] = []
    if left.persons or right.persons:
        one, two = (" / ".join(map(shown_words, name.persons)) for name in (left, right))
        found.append(Aligned(one, two, "two people", "", 0.0))
    if VISUAL_ORDER in left.notes or VISUAL_ORDER in right.notes:
        found.append(Aligned("", "", "turned text", "", 0.0))
    return tuple(found)


def evidence_beside(
    left: Name, right: Name, doubt: float, pieces: EvidenceOf, policy: Policy
) -> tuple[Aligned, ...]:
    """What the fathers say of two names with so much *doubt* between them, and Jr. and Sr."""
    fathers = _evidence_of_fathers(left, right, doubt, pieces, policy) if left.father or right.father else ()
    so_far = max(0.0, doubt + sum(piece.doubt for piece in fathers))
    return fathers + _evidence_of_generations(left, right, so_far, policy)


def _evidence_of_fathers(
    left: Name, right: Name, doubt: float, pieces: EvidenceOf, policy: Policy
) -> tuple[Aligned, ...]:
    """What the fathers' names say of two names with so much *doubt* between them, where one is told."""
    one, two = father_of(left), father_of(right)
    shown = shown_words(one), shown_words(two)
    if one is None or two is None:
        apart = not (
            father_tokens(left.tokens) or father_tokens(right.tokens)
        )  # else words of the name say it
        return (Aligned(*shown, "father not told", "", 0.0),) if apart and (one or two) else ()
    between = doubt_of_fathers(one, two, pieces)
    near = bits_of(doubt, policy.population or 2) >= policy.review
    bits = bits_of_fathers(between, doubt, near=near, policy=policy)
    return (Aligned(*shown, "other father" if fathers_differ(between) else "father", "", bits),)


def father_of(name: Name) -> Name | None:
    """The father of *name*, where the cell tells him by any word."""
    return name.father if name.father is not None and name.father.tokens else None


def doubt_of_fathers(left: Name, right: Name, pieces: EvidenceOf) -> float:
    """Bits between two fathers' names: words that one of them has more do not count, for one list has his
    surname and another has not."""
    if [token.text for token in left.tokens] == [token.text for token in right.tokens]:
        return 0.0
    found = [piece for piece in pieces(left, right) if piece.relation not in _OF_STRUCTURE]
    linked = [piece.doubt for piece in found if piece.left and piece.right]
    of_left = sum(piece.doubt for piece in found if not piece.right)
    of_right = sum(piece.doubt for piece in found if not piece.left)
    return sum(linked) + min(of_left, of_right) if linked else of_left + of_right


def fathers_differ(doubt: float) -> bool:
    """Whether fathers with so many bits of *doubt* between them are two."""
    return doubt > FATHERS_AGREE


def bits_of_fathers(between: float, doubt: float, *, near: bool, policy: Policy) -> float:
    """What fathers with the doubt *between* them add to the *doubt* about two names: one father helps a pair
    that is *near*, for review without him, and no other."""
    if fathers_differ(between):
        return min(between, policy.prices.father)
    return -min(doubt, policy.prices.same_father) if near else 0.0


def _evidence_of_generations(left: Name, right: Name, doubt: float, policy: Policy) -> tuple[Aligned, ...]:
    """That two names with so much *doubt* between them are those of two bearers: Jr. and Sr."""
    one, two = (generation_in(name.notes, name.persons) for name in (left, right))
    if one is None or two is None or one.number == two.number:
        return ()
    return (Aligned(one.word, two.word, "other generation", "", bits_of_generations(doubt, policy)),)


def bits_of_generations(doubt: float, policy: Policy) -> float:
    """What two bearers of a name add to the *doubt* about it, so that they are for review at best."""
    return max(0.0, _least_of_generations(policy) - doubt)


@lru_cache(maxsize=_BEARERS_POLICIES)
def _least_of_generations(policy: Policy) -> float:
    """The least doubt about two bearers of a name: beyond what is still the same, but not beyond review."""
    same, review = (most_doubt_at(bits, policy.population or 2) for bits in (policy.same, policy.review))
    return min(same + policy.prices.generation, (same + review) / 2)
