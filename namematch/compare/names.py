"""Two names in, one comparison out: how probable it is that both spell one name, and why.

The alternative to "same name" is a name that differs in one token, so every token must agree: each
brings its doubt in bits, structure brings its own, and doubts add up.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Final

from ..model.lexicon import readable_letters
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..names.compounds import LONGEST_NAME, WIDEST, spans, tokens_of
from ..names.mentions import NameLike, read_name
from ..names.name import Name, Role, Token
from ..names.parse import parse_name
from ..policy import Policy
from ..text.consonants import skeletons
from ..text.memory import LONGEST_REMEMBERED, REMEMBERED_PAIRS, REMEMBERED_WORDS
from ..text.scripts import ScriptedText
from .alignment import AS_WRITTEN, NOWHERE, TURNED, align, is_left_over, place_of
from .calibration import MOST_BITS, bits_of, most_doubt_at, probability_of
from .cells import best_evidence, doubt_of_fathers, evidence_beside, mirrored, said_of_cells
from .comparison import Aligned, Comparison, verdict_of
from .initials import initials_rule, rarity_in_common
from .prices import (
    INITIAL,
    WORD,
    NamesakeRules,
    among_others,
    beside_a_title,
    is_beside_a_title,
    namesake_bits,
    skip_prices,
    token_kinds,
)
from .rarity import givenness, name_rarity, token_rarities, token_rarity
from .relations import Relation
from .unread import unread_as_open, unread_words
from .whole import as_a_whole
from .within import may_be_within, skips_within, within_rule
from .words import Likeness, compare_tokens

Link = tuple[int, int, int, int]  # left token and how many, right token and how many
LikenessOf = Callable[[ScriptedText, ScriptedText], Likeness]

POLICIES: Final = 4  # by which the pairs of words that a vocabulary was asked for are remembered


def compare_names(
    left: NameLike,
    right: NameLike,
    *,
    policy: Policy = Policy(),
    vocabulary: Vocabulary | None = None,
) -> Comparison:
    """Compare two names: probability in [0, 1] that both spell one name, verdict and evidence.

    Symmetric. A name is a text, a ``Mention``, a mapping with its fields or a ``Name``. One without any word
    (empty, None, NaN, or titles alone) is different from every name. Raises NameMatchError for what is none.

    >>> compare_names("غفور فتاحیان", "FATTAHIAN Ghafour").verdict
    'same'
    >>> compare_names("Hassan Karimi", "حسین کریمی").verdict
    'different'
    """
    one, two = _read(left, "left", policy), _read(right, "right", policy)
    words = vocabulary if vocabulary is not None else shipped_vocabulary()
    if order_key(one) > order_key(two):
        return _mirrored(_compare(two, one, policy, words))
    return _compare(one, two, policy, words)


def _read(name: NameLike, argument: str, policy: Policy) -> Name:
    if type(name) is str and len(name) <= LONGEST_REMEMBERED:
        return _parsed(name, policy.titles)
    return read_name(name, argument, titles=policy.titles)


@lru_cache(maxsize=REMEMBERED_WORDS // 4)
def _parsed(text: str, titles: tuple[str, ...]) -> Name:
    """``parse_name``, remembered: a name is compared with many."""
    return parse_name(text, titles=titles)


def order_key(name: Name) -> tuple[tuple[ScriptedText, ...], str]:
    """What decides which of two names is the left one inside, so that results are symmetric."""
    return tuple((t.text, t.script) for t in name.tokens), name.text


def _mirrored(comparison: Comparison) -> Comparison:
    c = comparison
    evidence = mirrored(c.evidence)
    return Comparison(c.right, c.left, c.probability, c.bits, c.verdict, c.doubt, c.rarity, evidence)


def _compare(left: Name, right: Name, policy: Policy, vocabulary: Vocabulary) -> Comparison:
    titles = [Aligned(t, "", "title", "", 0.0) for t in _sure_titles(left)]
    titles += [Aligned("", t, "title", "", 0.0) for t in _sure_titles(right)]
    pieces = partial(_aligned_in_order, policy=policy, vocabulary=vocabulary)
    evidence = (*titles, *best_evidence(left, right, pieces), *said_of_cells(left, right))
    unread = unread_words(left), unread_words(right)
    if (unread[0] or unread[1]) and left.tokens and right.tokens:
        most = most_doubt_at(policy.review, policy.population or 2)
        evidence = unread_as_open(evidence, *unread, most=most)
    doubt = sum(piece.doubt for piece in evidence)
    if left.father or right.father or (left.notes and right.notes):
        evidence += evidence_beside(left, right, doubt, pieces, policy)
        doubt = max(0.0, sum(piece.doubt for piece in evidence))
    bits = bits_of(doubt, policy.population or 2)
    if not left.tokens or not right.tokens:
        bits = -MOST_BITS
    rarity = min(name_rarity(name, vocabulary) for name in (left, right))
    verdict = verdict_of(bits, rarity, policy, several=bool(left.persons or right.persons))
    return Comparison(left.text, right.text, probability_of(bits), bits, verdict, doubt, rarity, evidence)


def _aligned_in_order(left: Name, right: Name, policy: Policy, vocabulary: Vocabulary) -> tuple[Aligned, ...]:
    """``_align_names`` of two names of which either may be the left one inside."""
    if order_key(left) > order_key(right):
        return mirrored(_align_names(right, left, policy, vocabulary))
    return _align_names(left, right, policy, vocabulary)


def father_doubt(left: Name, right: Name, policy: Policy, vocabulary: Vocabulary) -> float:
    """Bits of doubt that two fathers' names are one, whichever comes first."""
    return doubt_of_fathers(left, right, partial(_aligned_in_order, policy=policy, vocabulary=vocabulary))


def _sure_titles(name: Name) -> Iterator[str]:
    """The titles of *name* that can be no words of it."""
    optional_titles = Counter(token.text for token in name.optional_titles)
    for title in name.titles:
        if optional_titles[title]:
            optional_titles[title] -= 1
        else:
            yield title


def _align_names(left: Name, right: Name, policy: Policy, vocabulary: Vocabulary) -> tuple[Aligned, ...]:
    """The evidence of the best alignment: every word of both names, titles apart, exactly once."""
    if max(len(left.tokens), len(right.tokens)) > LONGEST_NAME:
        return as_a_whole(left, right, policy)

    def share_given(unit: ScriptedText) -> float:
        return givenness(unit, vocabulary)

    def rarity(unit: ScriptedText) -> float:
        return token_rarity(unit, vocabulary)

    rarities = token_rarities(left, rarity), token_rarities(right, rarity)
    skips = (
        beside_a_title(skip_prices(left, policy, share_given, rarities[0]), left, right, policy),
        beside_a_title(skip_prices(right, policy, share_given, rarities[1]), right, left, policy),
    )
    tokens, others = tokens_of(left), tokens_of(right)
    n, m = len(tokens), len(others)
    kinds = token_kinds(left), token_kinds(right)
    prices = (policy.prices.turned, policy.prices.other_order)
    room = [0.0] * ((n + 1) * (m + 1)), [0] * ((n + 1) * (m + 1)), [0.0] * n, [0.0] * m
    doubts, links = [NOWHERE] * (n * WIDEST * m * WIDEST), [0] * (4 * (n + m))
    known: dict[Link, Likeness] = {}
    _fill_doubts(tokens, others, 1, doubts, known, policy, vocabulary)
    least = _least_doubt(known, *skips, policy)
    best, kind, used = align(doubts, skips, kinds, prices, least, room, links)
    if best > policy.prices.join and _fill_doubts(tokens, others, WIDEST, doubts, known, policy, vocabulary):
        least = _least_doubt(known, *skips, policy)
        _, kind, used = align(doubts, skips, kinds, prices, least, room, links)
    rows = _rows(links, used)
    added = _doubts_among_namesakes(rarities, kinds, rows, known, policy)
    pieces = [_piece(tokens, others, link, skips, known, added, policy) for link in reversed(rows)]
    found = (*_in_reading_order(pieces), *_structure(left, right, kinds, kind, rows, policy))
    within = _within(tokens, others, kinds, rarities, doubts, known, policy)
    return within if within and sum(x.doubt for x in within) < sum(x.doubt for x in found) else found


def _within(
    tokens: Sequence[Token],
    others: Sequence[Token],
    kinds: tuple[list[int], list[int]],
    rarities: tuple[list[float], list[float]],
    doubts: list[float],
    known: dict[Link, Likeness],
    policy: Policy,
) -> tuple[Aligned, ...]:
    """The evidence that all of one name stands in the other, if it may; else none."""
    first = may_be_within(kinds[0], kinds[1])
    if not first and not may_be_within(kinds[1], kinds[0]):
        return ()
    skips = skips_within(kinds[0], shorter=first), skips_within(kinds[1], shorter=not first)
    of_words, (n, m) = [NOWHERE] * len(doubts), map(len, kinds)
    for i, p, j, q in known:
        whole = 1 < p == n or 1 < q == m  # a whole name joined is a single word
        if kinds[0][i] == WORD == kinds[1][j] and not whole:
            of_words[place_of(i, p, j, q, m)] = doubts[place_of(i, p, j, q, m)]
    prices = policy.prices.turned, policy.prices.other_order
    room = [0.0] * ((n + 1) * (m + 1)), [0] * ((n + 1) * (m + 1)), [0.0] * n, [0.0] * m
    links = [0] * (4 * (n + m))
    best, kind, used = align(of_words, skips, kinds, prices, 0.0, room, links)
    if best >= NOWHERE:
        return ()
    price = float(within_rule(policy).price(sum(rarities[0 if first else 1])))
    pieces = [_piece(tokens, others, link, skips, known, {}, policy) for link in _rows(links, used)]
    order = _order(kind, policy)
    return (*_in_reading_order(pieces), *order, Aligned("", "", "within", "", price))


def _rows(links: list[int], used: int) -> list[Link]:
    """The links of an alignment, the last one first."""
    return [(links[at], links[at + 1], links[at + 2], links[at + 3]) for at in range(0, 4 * used, 4)]


def _least_doubt(
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


def _fill_doubts(
    left: Sequence[Token],
    right: Sequence[Token],
    widest: int,
    doubts: list[float],
    known: dict[Link, Likeness],
    policy: Policy,
    vocabulary: Vocabulary,
) -> bool:
    """Doubts of the spans up to *widest* tokens, one against several at most; whether there were any."""
    before, m, likeness_of = len(known), len(right), _likeness_of(left, right, policy, vocabulary)
    right_runs = spans(right, widest)
    for i, p, one in spans(left, widest):
        for j, q, two in right_runs:
            joined = p > 1 or q > 1
            if joined != (widest > 1) or (p > 1 and q > 1) or (joined and not may_join(one, two)):
                continue
            likeness = likeness_of(one, two)
            doubt = likeness.doubt + (policy.prices.join if joined else 0.0)
            if joined and (likeness.doubt >= policy.most_doubt or _fits_alone((i, p, j, q), doubt, known)):
                continue
            known[i, p, j, q] = likeness
            doubts[place_of(i, p, j, q, m)] = doubt
    return len(known) > before


def _fits_alone(link: Link, doubt: float, known: Mapping[Link, Likeness]) -> bool:
    """Whether one word of a joined run fits what the run stands for as well as all of it, at *doubt*: the
    others would be swallowed, as Eva is by Dehkharghani Eva, which sounds much like Dehkharghani."""
    i, p, j, q = link
    return any(known[x, 1, y, 1].doubt <= doubt for x in range(i, i + p) for y in range(j, j + q))


def may_join(left: ScriptedText, right: ScriptedText) -> bool:
    """Whether one token of one side may be several of the other: the consonants are the same.

    Else Maral Mahmoudi, joined, is a word that nobody knows, and میرمحمدی a typo for it.
    """
    one, two = skeletons(readable_letters(left)), skeletons(readable_letters(right))
    return not one.whole.isdisjoint(two.whole)


def _likeness_of(
    left: Sequence[Token], right: Sequence[Token], policy: Policy, vocabulary: Vocabulary
) -> LikenessOf:
    """``compare_tokens``, remembered where no word is longer than any."""
    if sum(len(token.text) for token in (*left, *right)) > LONGEST_REMEMBERED:
        return partial(compare_tokens, vocabulary=vocabulary, policy=policy)
    return vocabulary.derived(_likenesses)(policy)


def _likenesses(vocabulary: Vocabulary) -> Callable[[Policy], LikenessOf]:
    """``compare_tokens`` by this vocabulary and a policy, remembered: a list repeats its words."""

    @lru_cache(maxsize=POLICIES)
    def likenesses(policy: Policy) -> LikenessOf:
        different = Likeness(policy.most_doubt, "different")  # one for all the pairs that are

        @lru_cache(maxsize=REMEMBERED_PAIRS)
        def likeness(left: ScriptedText, right: ScriptedText) -> Likeness:
            found = compare_tokens(left, right, vocabulary=vocabulary, policy=policy)
            return different if found == different else found

        return likeness

    return likenesses


def _doubts_among_namesakes(
    rarities: tuple[list[float], list[float]],
    kinds: tuple[list[int], list[int]],
    links: list[Link],
    known: dict[Link, Likeness],
    policy: Policy,
) -> dict[Link, float]:
    """What is added to the doubt of links, for there are others who have the rest of the name: the rest of
    that of the two which more people have. All initials are doubted once, at the first of them, by how many
    others may be meant: M. R. tells more than M."""
    of_left, of_right = rarities
    rules = NamesakeRules.of(policy)
    added: dict[Link, float] = {}
    of_initials: list[Link] = []
    for link in links:
        i, p, j, q = link
        if link not in known or known[link].doubt <= 0:
            continue
        if (kinds[0][i] == INITIAL) != (kinds[1][j] == INITIAL):
            of_initials.append(link)
            continue
        others = max(namesake_bits(of_left, i, p, rules), namesake_bits(of_right, j, q, rules))
        if others > 0:
            added[link] = float(among_others(known[link].doubt, others)) - known[link].doubt
    if of_initials:
        in_common = sum(rarity_in_common(of_left, i, p, of_right, j, q) for i, p, j, q in links)
        added[min(of_initials)] = initials_rule(policy).price(in_common)
    return added


_LEFT_OVER: Mapping[Role, Relation] = {Role.PARTICLE: "particle", Role.TITLE: "title"}


def _piece(
    left: Sequence[Token],
    right: Sequence[Token],
    link: Link,
    skips: tuple[list[float], list[float]],
    known: dict[Link, Likeness],
    added: dict[Link, float],
    policy: Policy,
) -> tuple[int, int, Aligned]:
    """One link as evidence, with its places for reading order."""
    i, p, j, q = link
    one = " ".join(t.text for t in left[i : i + p])
    two = " ".join(t.text for t in right[j : j + q])
    if p and q:
        likeness = known[link]
        doubt = likeness.doubt + added.get(link, 0.0) + (policy.prices.join if p > 1 or q > 1 else 0.0)
        return i, j, Aligned(one, two, likeness.relation, likeness.word, doubt)
    token, price = (left[i], skips[0][i]) if p else (right[j], skips[1][j])
    place = (i, -1) if p else (len(left), j)
    return *place, Aligned(one, two, _LEFT_OVER.get(token.role, "left over"), "", price)


def _structure(
    left: Name,
    right: Name,
    kinds: tuple[list[int], list[int]],
    kind: int,
    links: list[Link],
    policy: Policy,
) -> list[Aligned]:
    """Evidence about the order and about how little is left to agree."""
    pieces = _order(kind, policy)
    # Joined or not, one token against a longer name is one word: Hosseinzadeh, Hossein Zadeh.
    # Two titles that agree are none.
    optional_titles, others = len(left.optional_titles), len(right.optional_titles)
    linked = [(i, j) for i, p, j, q in links if p and q and (i >= optional_titles or j >= others)]
    # M. Nazari and N. Modiri have two initials for words, and no word.
    words = sum((kinds[0][i] == INITIAL) == (kinds[1][j] == INITIAL) for i, j in linked)
    # Nor is one that agrees beside a title and a surname: سید علی کریمی, Seyed Karimi.
    flat = list(chain.from_iterable(links))
    titled = is_beside_a_title(left, right) and is_left_over(flat, len(links), True, optional_titles)
    titled = titled or (is_beside_a_title(right, left) and is_left_over(flat, len(links), False, others))
    if titled or not words or len(linked) < min(2, max(len(left.tokens), len(right.tokens))):
        pieces.append(Aligned("", "", "one word", "", policy.prices.single))
    return pieces


def _order(kind: int, policy: Policy) -> list[Aligned]:
    """Evidence about the order of the words, none where it is as written."""
    if kind == AS_WRITTEN:
        return []
    if kind == TURNED:
        return [Aligned("", "", "surname first", "", policy.prices.turned)]
    return [Aligned("", "", "other order", "", policy.prices.other_order)]
