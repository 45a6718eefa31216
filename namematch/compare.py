"""Two names in, one comparison out: how probable it is that both spell one name, and why.

The alternative to "same name" is a name that differs in one token, so every token must agree: each
brings its doubt in bits, structure brings its own, and doubts add up.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .alignment import AS_WRITTEN, NOWHERE, TURNED, WIDEST, align, place_of
from .calibrate import SHORT, bits_of, probability_of
from .letters import is_initial
from .parse import Name, Role, Script, Token, is_title, parse_name
from .policy import Policy
from .sameword import Likeness, compare_tokens
from .skeletons import skeletons
from .vocabulary import (
    UNKNOWN,
    UNKNOWN_GIVEN,
    Unit,
    Vocabulary,
    readable_letters,
    shipped_vocabulary,
)

Floats = NDArray[np.float64]
Verdict = Literal["same", "review", "different"]
Link = tuple[int, int, int, int]  # left token and how many, right token and how many

UNREAD = 1e-6  # how frequent a word of a script that the channel cannot read is among the unknown
LEAST = 1e-30  # a probability that keeps a logarithm finite
LONGEST_NAME = 60  # tokens; a longer text is no name, and is compared as a whole


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

    def explain(self) -> str:
        """The alignment in words, one line a token, with each one's share of the doubt.

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


def compare_names(
    left: str | Name,
    right: str | Name,
    *,
    policy: Policy = Policy(),
    vocabulary: Vocabulary | None = None,
) -> Comparison:
    """Compare two names: probability in [0, 1] that both spell one name, verdict and evidence.

    Symmetric. A name without any word (empty, or titles alone) is different from every name.

    >>> compare_names("غفور فتاحیان", "FATTAHIAN Ghafour").verdict
    'same'
    >>> compare_names("Hassan Karimi", "حسین کریمی").verdict
    'different'
    """
    one = _parsed(left) if isinstance(left, str) else left
    two = _parsed(right) if isinstance(right, str) else right
    words = vocabulary if vocabulary is not None else shipped_vocabulary()
    if order_key(one) > order_key(two):
        return _mirrored(_compare(two, one, policy, words))
    return _compare(one, two, policy, words)


_parsed = lru_cache(maxsize=1 << 14)(parse_name)  # a name is compared with many


def order_key(name: Name) -> tuple[tuple[Unit, ...], str]:
    """What decides which of two names is the left one inside, so that results are symmetric."""
    return tuple((t.text, t.script) for t in name.tokens), name.text


def _mirrored(comparison: Comparison) -> Comparison:
    evidence = tuple(Aligned(e.right, e.left, e.relation, e.word, e.doubt) for e in comparison.evidence)
    c = comparison
    return Comparison(c.right, c.left, c.probability, c.bits, c.verdict, c.doubt, c.rarity, evidence)


def _compare(left: Name, right: Name, policy: Policy, vocabulary: Vocabulary) -> Comparison:
    titles = [Aligned(t, "", "title", "", 0.0) for t in _sure_titles(left)]
    titles += [Aligned("", t, "title", "", 0.0) for t in _sure_titles(right)]
    evidence = (*titles, *align_names(left, right, policy, vocabulary))
    doubt = sum(piece.doubt for piece in evidence)
    bits = bits_of(doubt, policy.population or 2)
    if not left.tokens or not right.tokens:
        bits = -40.0
    rarity = min(name_rarity(name, vocabulary) for name in (left, right))
    verdict = verdict_of(bits, rarity, policy)
    return Comparison(left.text, right.text, probability_of(bits), bits, verdict, doubt, rarity, evidence)


def _sure_titles(name: Name) -> Iterator[str]:
    """The titles of *name* that can be no words of it."""
    spare = Counter(token.text for token in name.spare)
    for title in name.titles:
        if spare[title]:
            spare[title] -= 1
        else:
            yield title


def tokens_of(name: Name) -> tuple[Token, ...]:
    """What is aligned: first the titles that may be words of the name, then its tokens.

    Seyed Khosravi, one word with its title, is سید خسروی رضوی with one word more.
    """
    return name.spare + name.tokens


def verdict_of(bits: float, rarity: float, policy: Policy) -> Verdict:
    """The verdict by the cutoffs; under ``identity="person"`` a frequent name is for review."""
    if bits < policy.review:
        return "different"
    if bits < policy.same:
        return "review"
    frequent = (policy.population or 2) * 2.0**-rarity >= policy.namesakes
    return "review" if policy.identity == "person" and frequent else "same"


def align_names(left: Name, right: Name, policy: Policy, vocabulary: Vocabulary) -> tuple[Aligned, ...]:
    """The evidence of the best alignment: every word of both names, titles apart, exactly once."""
    if max(len(left.tokens), len(right.tokens)) > LONGEST_NAME:
        return _as_a_whole(left, right, policy)

    def share_given(unit: Unit) -> float:
        return givenness(unit, vocabulary)

    rarities = token_rarities(left, vocabulary), token_rarities(right, vocabulary)
    skips = (
        skip_prices(left, policy, share_given, rarities[0]),
        skip_prices(right, policy, share_given, rarities[1]),
    )
    ours, theirs = tokens_of(left), tokens_of(right)
    n, m = len(ours), len(theirs)
    prices = (policy.prices.turned, policy.prices.other_order)
    room = [0.0] * ((n + 1) * (m + 1)), [0] * ((n + 1) * (m + 1))
    doubts, links = [NOWHERE] * (n * WIDEST * m * WIDEST), [0] * (4 * (n + m))
    known: dict[Link, Likeness] = {}
    _fill(ours, theirs, 1, doubts, known, policy, vocabulary)
    best, kind, used = align(doubts, *skips, prices, _least(known, *skips, policy), *room, links)
    if best > policy.prices.join and _fill(ours, theirs, WIDEST, doubts, known, policy, vocabulary):
        _, kind, used = align(doubts, *skips, prices, _least(known, *skips, policy), *room, links)
    rows = [(links[at], links[at + 1], links[at + 2], links[at + 3]) for at in range(0, 4 * used, 4)]
    crowd = _crowd(rarities, rows, known, policy)
    pieces = [_piece(ours, theirs, link, skips, known, crowd, policy) for link in reversed(rows)]
    return (*_in_reading_order(pieces), *_structure(left, right, kind, rows, policy))


def _least(
    known: dict[Link, Likeness], skip_left: list[float], skip_right: list[float], policy: Policy
) -> float:
    """What no alignment can be below, whatever its order: each token at its best."""
    if any(p > 1 or q > 1 for _, p, _, q in known):
        best = list(skip_left)
        for (i, p, _, q), likeness in known.items():
            doubt = likeness.doubt + (policy.prices.join if p > 1 or q > 1 else 0.0)
            for k in range(i, i + p):
                best[k] = min(best[k], doubt / p)
        return sum(best)
    few, many, end = skip_left, skip_right, 0
    if len(few) > len(many):
        few, many, end = many, few, 2
    # One by one, who leaves a token over leaves one of the other side over, and those that it has more.
    cheapest = sorted(many)
    best = [price + cheapest[0] for price in few]
    for link, likeness in known.items():
        best[link[end]] = min(best[link[end]], likeness.doubt)
    return sum(best) + sum(cheapest[: len(many) - len(few)])


def _in_reading_order(pieces: list[tuple[int, int, Aligned]]) -> list[Aligned]:
    return [piece for _, _, piece in sorted(pieces, key=lambda x: x[:2])]


def _fill(
    left: Sequence[Token],
    right: Sequence[Token],
    widest: int,
    doubts: list[float],
    known: dict[Link, Likeness],
    policy: Policy,
    vocabulary: Vocabulary,
) -> bool:
    """Doubts of the spans up to *widest* tokens, one against several at most; whether there were any."""
    before, m, likeness_of = len(known), len(right), likenesses(policy, vocabulary)
    theirs = spans(right, widest)
    for i, p, one in spans(left, widest):
        for j, q, two in theirs:
            joined = p > 1 or q > 1
            if joined != (widest > 1) or (p > 1 and q > 1) or (joined and not may_join(one, two)):
                continue
            likeness = likeness_of(one, two)
            if joined and likeness.doubt >= policy.most_doubt:  # words that do not fit are not joined for it
                continue
            known[i, p, j, q] = likeness
            price = policy.prices.join if joined else 0.0
            doubts[place_of(i, p, j, q, m)] = likeness.doubt + price
    return len(known) > before


def may_join(left: Unit, right: Unit) -> bool:
    """Whether one token of one side may be several of the other: the consonants are the same.

    Else Maral Mahmoudi, joined, is a word that nobody knows, and میرمحمدی a slip for it.
    """
    one, two = skeletons(readable_letters(left)), skeletons(readable_letters(right))
    return not one.whole.isdisjoint(two.whole)


def spans(tokens: Sequence[Token], widest: int) -> list[tuple[int, int, Unit]]:
    """(start, length, joined token) of each run of up to *widest* tokens that may be joined."""
    found = []
    for i, first in enumerate(tokens):
        text, script = first.text, first.script
        found.append((i, 1, (text, script)))
        before = first
        for p in range(2, min(widest, len(tokens) - i) + 1):
            token = tokens[i + p - 1]
            if not before.joins or token.script is not script:
                break
            if is_initial(before.text) or is_initial(token.text):  # S. Reza is no name of one word
                break
            text += token.text
            found.append((i, p, (text, script)))
            before = token
    return found


@lru_cache(maxsize=8)
def likenesses(policy: Policy, vocabulary: Vocabulary) -> Callable[[Unit, Unit], Likeness]:
    """``compare_tokens`` by these, remembered: a list repeats its words."""

    @lru_cache(maxsize=1 << 18)
    def likeness(left: Unit, right: Unit) -> Likeness:
        return compare_tokens(left, right, vocabulary=vocabulary, policy=policy)

    return likeness


def _crowd(
    rarities: tuple[list[float], list[float]],
    links: list[Link],
    known: dict[Link, Likeness],
    policy: Policy,
) -> dict[Link, float]:
    """For each link that is in doubt, how crowded the rest of the names is, in bits."""
    ours, theirs = rarities
    return {
        (i, p, j, q): max(crowd_of(ours, i, p, policy), crowd_of(theirs, j, q, policy))
        for i, p, j, q in links
        if (i, p, j, q) in known and known[i, p, j, q].doubt > 0
    }


def token_rarities(name: Name, vocabulary: Vocabulary) -> list[float]:
    """``token_rarity`` of each of ``tokens_of(name)``; titles and particles tell nobody apart."""
    return [0.0] * len(name.spare) + [
        0.0 if t.role == Role.PARTICLE else token_rarity((t.text, t.script), vocabulary) for t in name.tokens
    ]


def crowd_of(rarities: Sequence[float], first: int, count: int, policy: Policy) -> float:
    """How many times more people than ``policy.crowd`` have a name's other words, as bits.

    Who is named Ali has a hundred namesakes with each surname that is nearly the same, where who is named
    Changiz has one. Not below ``least_crowd``.
    """
    rest = sum(rarities) - sum(rarities[first : first + count])
    return max(least_crowd(policy), -float(np.log2(policy.crowd)) - rest)


def least_crowd(policy: Policy) -> float:
    """Bits by which the words of a short list are doubted more: its near-namesakes are brothers and
    colleagues, as many as strangers in a list of ``policy.relatives`` names.

    >>> least_crowd(Policy(population=1_000_000))
    0.0
    """
    return max(0.0, float(np.log2(policy.relatives / max(policy.population or 2, SHORT))))


def crowded(doubt: float, crowd: float) -> float:
    """*doubt* where there are 2 ** *crowd* times as many others, in bits."""
    return float(np.log2(1 + (2.0**doubt - 1) * 2.0**crowd)) if crowd > 0 and doubt > 0 else doubt


_LEFT_OVER = {Role.PARTICLE: "particle", Role.TITLE: "title"}


def _piece(
    left: Sequence[Token],
    right: Sequence[Token],
    link: Link,
    skips: tuple[list[float], list[float]],
    known: dict[Link, Likeness],
    crowd: dict[Link, float],
    policy: Policy,
) -> tuple[int, int, Aligned]:
    """One link as evidence, with its places for reading order."""
    i, p, j, q = link
    ours = " ".join(t.text for t in left[i : i + p])
    theirs = " ".join(t.text for t in right[j : j + q])
    if p and q:
        likeness = known[link]
        doubt = crowded(likeness.doubt, crowd.get(link, 0.0))
        doubt += policy.prices.join if p > 1 or q > 1 else 0.0
        return i, j, Aligned(ours, theirs, likeness.relation, likeness.word, doubt)
    token, price = (left[i], skips[0][i]) if p else (right[j], skips[1][j])
    place = (i, -1) if p else (len(left), j)
    return *place, Aligned(ours, theirs, _LEFT_OVER.get(token.role, "left over"), "", price)


def _structure(left: Name, right: Name, kind: int, links: list[Link], policy: Policy) -> list[Aligned]:
    """Evidence about the order and about how little is left to agree."""
    pieces = []
    if kind != AS_WRITTEN:
        turned = kind == TURNED
        price = policy.prices.turned if turned else policy.prices.other_order
        relation = "surname first" if turned else "other order"
        pieces.append(Aligned("", "", relation, "", price))
    # Joined or not, one token against a longer name is one word: Hosseinzadeh, Hossein Zadeh.
    # Two titles that agree are none.
    spare, others = len(left.spare), len(right.spare)
    matched = sum(1 for i, p, j, q in links if p and q and (i >= spare or j >= others))
    if matched < min(2, max(len(left.tokens), len(right.tokens))):
        pieces.append(Aligned("", "", "one word", "", policy.prices.single))
    return pieces


def _as_a_whole(left: Name, right: Name, policy: Policy) -> tuple[Aligned, ...]:
    """A text of more words than any name has: identical, or nothing in common."""
    ours, theirs = ([t.text for t in name.tokens] for name in (left, right))
    if ours == theirs:
        return tuple(Aligned(t, t, "identical", "", 0.0) for t in ours)
    price = policy.prices.only_pair
    return (
        *(Aligned(t, "", "left over", "", price) for t in ours),
        *(Aligned("", t, "left over", "", price) for t in theirs),
    )


def skip_prices(
    name: Name, policy: Policy, share_given: Callable[[Unit], float], rarities: Sequence[float]
) -> list[float]:
    """Bits for leaving each of ``tokens_of(name)`` over: a given name costs more, a title nothing, and the
    last surname less where hardly anybody has the other words.

    *share_given* tells how often a token is a given name, in [0, 1]; *rarities* are ``token_rarities``.
    """
    prices = policy.prices
    names = sum(t.role != Role.PARTICLE for t in name.tokens)
    sure = sum(t.role != Role.PARTICLE and not is_title(t.text) for t in name.tokens)
    found = [0.0] * len(name.spare)
    for i, token in enumerate(name.tokens):
        if token.role == Role.PARTICLE:
            found.append(prices.particle)
        elif names <= 2:  # noqa: PLR2004 half of the name
            found.append(prices.only_pair)
        elif sure > 1 and is_title(token.text):
            found.append(prices.title)
        else:
            share = 1.0 if i == 0 else share_given((token.text, token.script))
            last = i == len(name.tokens) - 1
            surname = surname_price(sum(rarities) - rarities[-1], policy) if last else prices.family
            found.append(share * prices.given + (1 - share) * surname)
    return found


def surname_price(rest: float, policy: Policy) -> float:
    """Bits for a last surname that is left over where the *rest* of the name has so many bits of rarity."""
    crowd = min(0.0, -float(np.log2(policy.rare)) - rest)
    return float(np.log2(1 + (2.0**policy.prices.family - 1) * 2.0**crowd))


def givenness(unit: Unit, vocabulary: Vocabulary) -> float:
    """How often a token is a given name, in [0, 1]."""
    letters = readable_letters(unit)
    if letters and unit[1] == Script.LATIN:
        reading = vocabulary.latin(letters)
        known = float(reading.joint @ vocabulary.givenness[reading.words])
        return (known + UNKNOWN_GIVEN * reading.unknown) / reading.total
    word = vocabulary.persian(letters).word if letters else -1
    return float(vocabulary.givenness[word]) if word >= 0 else UNKNOWN_GIVEN


def name_rarity(name: Name, vocabulary: Vocabulary) -> float:
    """Bits it takes for two people to share *name*: minus log2 of its probability by its words."""
    return sum(token_rarity((t.text, t.script), vocabulary) for t in name.tokens)


@lru_cache(maxsize=1 << 18)
def token_rarity(unit: Unit, vocabulary: Vocabulary) -> float:
    """Minus log2 of how frequent the word is that a token most probably stands for."""
    letters = readable_letters(unit)
    if not letters:
        return -float(np.log2(UNKNOWN * UNREAD))
    if unit[1] == Script.PERSIAN:
        return -float(np.log2(min(1.0, 2 * vocabulary.persian(letters).prior + LEAST)))
    reading = vocabulary.latin(letters)
    frequency = float(reading.joint @ vocabulary.priors[reading.words]) / reading.total
    return -float(np.log2(min(1.0, 2 * (frequency + reading.unknown) + LEAST)))
