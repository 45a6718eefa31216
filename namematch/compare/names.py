"""Two names in, one comparison out: how probable it is that both spell one name, and why.

The alternative to "same name" is a name that differs in one token, so every token must agree: each
brings its doubt in bits, structure brings its own, and doubts add up.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from ..arrays.sums import sum_in_order
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..names.compounds import LONGEST_NAME, WIDEST
from ..names.mentions import NameLike
from ..names.name import Name, Role
from ..policy import Policy
from .alignment import AS_WRITTEN, NOWHERE, TURNED, align, is_left_over, place_of
from .calibration import MOST_BITS, bits_of, most_doubt_at, probability_of
from .cells import best_evidence, doubt_of_fathers, evidence_beside, mirrored, said_of_cells
from .comparison import Aligned, Comparison, verdict_of
from .initials import initials_rule, price_of_initials, rarity_in_common
from .prices import INITIAL, PAIR, TITLED, WORD, among_others, namesake_bits
from .relations import Relation
from .sides import Comparer, Side, may_join, sound_apart
from .unread import unread_as_open, unread_words
from .whole import as_a_whole
from .within import may_be_within, skips_within, within_rule
from .words import Likeness

Link = tuple[int, int, int, int]  # left token and how many, right token and how many


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
    comparer = Comparer.of(policy, vocabulary if vocabulary is not None else shipped_vocabulary())
    one, two = comparer.side(left, "left"), comparer.side(right, "right")
    if one.order > two.order:
        return _mirrored(_compare(two, one, comparer))
    return _compare(one, two, comparer)


def _mirrored(comparison: Comparison) -> Comparison:
    c = comparison
    evidence = mirrored(c.evidence)
    return Comparison(c.right, c.left, c.probability, c.bits, c.verdict, c.doubt, c.rarity, evidence)


def _compare(left: Side, right: Side, comparer: Comparer) -> Comparison:
    policy = comparer.policy
    if left.alone and right.alone:
        evidence = _align_names(left, right, comparer)
        doubt = sum_in_order([piece.doubt for piece in evidence])
    else:
        evidence, doubt = _evidence_of_cells(left.name, right.name, comparer)
    bits = bits_of(doubt, policy.population or 2)
    if not left.name.tokens or not right.name.tokens:
        bits = -MOST_BITS
    rarity = min(left.rarity, right.rarity)
    verdict = verdict_of(bits, rarity, policy, several=bool(left.name.persons or right.name.persons))
    return Comparison(
        left.name.text, right.name.text, probability_of(bits), bits, verdict, doubt, rarity, evidence
    )


def _evidence_of_cells(left: Name, right: Name, comparer: Comparer) -> tuple[tuple[Aligned, ...], float]:
    """The evidence about two names whose cells, titles or scripts say more than their words; its doubt."""
    policy = comparer.policy

    def pieces(one: Name, two: Name) -> tuple[Aligned, ...]:
        return _aligned_in_order(one, two, comparer)

    titles = [Aligned(t, "", "title", "", 0.0) for t in _sure_titles(left)]
    titles += [Aligned("", t, "title", "", 0.0) for t in _sure_titles(right)]
    evidence = (*titles, *best_evidence(left, right, pieces), *said_of_cells(left, right))
    unread = unread_words(left), unread_words(right)
    if (unread[0] or unread[1]) and left.tokens and right.tokens:
        most = most_doubt_at(policy.review, policy.population or 2)
        evidence = unread_as_open(evidence, *unread, most=most)
    doubt = sum_in_order([piece.doubt for piece in evidence])
    if left.father or right.father or (left.notes and right.notes):
        evidence += evidence_beside(left, right, doubt, pieces, policy)
        doubt = max(0.0, sum_in_order([piece.doubt for piece in evidence]))
    return evidence, doubt


def _aligned_in_order(left: Name, right: Name, comparer: Comparer) -> tuple[Aligned, ...]:
    """``_align_names`` of two names of which either may be the left one inside."""
    one, two = comparer.prepared(left), comparer.prepared(right)
    if one.order > two.order:
        return mirrored(_align_names(two, one, comparer))
    return _align_names(one, two, comparer)


def father_doubt(left: Name, right: Name, policy: Policy, vocabulary: Vocabulary) -> float:
    """Bits of doubt that two fathers' names are one, whichever comes first."""
    comparer = Comparer.of(policy, vocabulary)
    return doubt_of_fathers(left, right, lambda one, two: _aligned_in_order(one, two, comparer))


def _sure_titles(name: Name) -> Iterator[str]:
    """The titles of *name* that can be no words of it."""
    optional_titles = Counter(token.text for token in name.optional_titles)
    for title in name.titles:
        if optional_titles[title]:
            optional_titles[title] -= 1
        else:
            yield title


def _align_names(left: Side, right: Side, comparer: Comparer) -> tuple[Aligned, ...]:
    """The evidence of the best alignment: every word of both names, titles apart, exactly once."""
    if max(len(left.name.tokens), len(right.name.tokens)) > LONGEST_NAME:
        return as_a_whole(left.name, right.name, comparer.policy)
    prices, n, m = comparer.policy.prices, len(left.tokens), len(right.tokens)
    skips, kinds = _skips(left, right, prices.titled), (left.kinds, right.kinds)
    orders = (prices.turned, prices.other_order)
    room = [0.0] * ((n + 1) * (m + 1)), [0] * ((n + 1) * (m + 1)), [0.0] * n, [0.0] * m
    doubts, links = [NOWHERE] * (n * WIDEST * m * WIDEST), [0] * (4 * (n + m))
    known = _fill_words(left, right, doubts, comparer)
    least = _least_doubt(known, *skips, prices.join)
    best, kind, used = align(doubts, skips, kinds, orders, least, room, links)
    if best > prices.join and _fill_runs(left, right, doubts, known, comparer):
        least = _least_doubt(known, *skips, prices.join)
        _, kind, used = align(doubts, skips, kinds, orders, least, room, links)
    rows = _rows(links, used)
    added = _doubts_among_namesakes(left, right, rows, known, comparer)
    pieces = [_piece(left, right, link, skips, known, added, prices.join) for link in reversed(rows)]
    found = (*_in_reading_order(pieces), *_structure(left, right, kind, rows, comparer.policy))
    within = _within(left, right, doubts, known, comparer.policy)
    if within and _total(within) < _total(found):
        return within
    return found


def _total(evidence: tuple[Aligned, ...]) -> float:
    return sum_in_order([piece.doubt for piece in evidence])


def _skips(left: Side, right: Side, titled: float) -> tuple[list[float], list[float]]:
    """What leaving each token over costs: the given name of a pair less where the other name has a title in
    its place (``compare.prices.beside_a_title``)."""
    found = left.skips, right.skips
    if left.surname == PAIR and right.surname == TITLED:
        found = _with_given_name_at(titled, left), right.skips
    elif right.surname == PAIR and left.surname == TITLED:
        found = left.skips, _with_given_name_at(titled, right)
    return found


def _with_given_name_at(price: float, side: Side) -> list[float]:
    """The prices of a name whose first word costs that *price* at most."""
    found, first = list(side.skips), len(side.name.optional_titles)
    found[first] = min(found[first], price)
    return found


def _within(
    left: Side, right: Side, doubts: list[float], known: dict[Link, Likeness], policy: Policy
) -> tuple[Aligned, ...]:
    """The evidence that all of one name stands in the other, if it may; else none."""
    kinds, prices = (left.kinds, right.kinds), policy.prices
    first = may_be_within(kinds[0], kinds[1])
    if not first and not may_be_within(kinds[1], kinds[0]):
        return ()
    skips = skips_within(kinds[0], shorter=first), skips_within(kinds[1], shorter=not first)
    of_words, (n, m) = [NOWHERE] * len(doubts), map(len, kinds)
    for i, p, j, q in known:
        whole = 1 < p == n or 1 < q == m  # a whole name joined is a single word
        if kinds[0][i] == WORD == kinds[1][j] and not whole:
            of_words[place_of(i, p, j, q, m)] = doubts[place_of(i, p, j, q, m)]
    room = [0.0] * ((n + 1) * (m + 1)), [0] * ((n + 1) * (m + 1)), [0.0] * n, [0.0] * m
    links = [0] * (4 * (n + m))
    orders = prices.turned, prices.other_order
    best, kind, used = align(of_words, skips, kinds, orders, 0.0, room, links)
    if best >= NOWHERE:
        return ()
    price = float(within_rule(policy).price(sum_in_order(left.rarities if first else right.rarities)))
    pieces = [_piece(left, right, link, skips, known, {}, prices.join) for link in _rows(links, used)]
    order = _order(kind, policy)
    return (*_in_reading_order(pieces), *order, Aligned("", "", "within", "", price))


def _rows(links: list[int], used: int) -> list[Link]:
    """The links of an alignment, the last one first."""
    return [(links[at], links[at + 1], links[at + 2], links[at + 3]) for at in range(0, 4 * used, 4)]


def _least_doubt(
    known: dict[Link, Likeness], skip_left: list[float], skip_right: list[float], join: float
) -> float:
    """What no alignment can be below, whatever its order: each token at its best."""
    if any(p > 1 or q > 1 for _, p, _, q in known):
        best = list(skip_left)
        for (i, p, _, q), likeness in known.items():
            doubt = likeness.doubt + (join if p > 1 or q > 1 else 0.0)
            for k in range(i, i + p):
                best[k] = min(best[k], doubt / p)
        return sum_in_order(best)
    few, many, end = skip_left, skip_right, 0
    if len(few) > len(many):
        few, many, end = many, few, 2
    # One by one, who leaves a token over leaves one of the other side over, and those that it has more.
    cheapest = sorted(many)
    best = [price + cheapest[0] for price in few]
    for link, likeness in known.items():
        best[link[end]] = min(best[link[end]], likeness.doubt)
    return sum_in_order(best) + sum_in_order(cheapest[: len(many) - len(few)])


def _in_reading_order(pieces: list[tuple[int, int, Aligned]]) -> list[Aligned]:
    return [piece for _, _, piece in sorted(pieces, key=lambda x: x[:2])]


def _fill_words(left: Side, right: Side, doubts: list[float], comparer: Comparer) -> dict[Link, Likeness]:
    """Fill in the doubts of each two tokens; give what each two have to do with each other."""
    known: dict[Link, Likeness] = {}
    likeness_of, m = comparer.likeness, len(right.units)
    for i, one in enumerate(left.units):
        for j, two in enumerate(right.units):
            found = known[i, 1, j, 1] = likeness_of(one, two)
            doubts[place_of(i, 1, j, 1, m)] = found.doubt
    return known


def _fill_runs(
    left: Side, right: Side, doubts: list[float], known: dict[Link, Likeness], comparer: Comparer
) -> bool:
    """Fill in the doubts of runs of several tokens that may be one token of the other name; whether there
    were any."""
    before, m, join, most = (
        len(known),
        len(right.units),
        comparer.policy.prices.join,
        comparer.policy.most_doubt,
    )
    for runs, of_left, others, heard in (
        (left.runs, True, right.units, right.heard), (right.runs, False, left.units, left.heard),
    ):  # fmt: skip
        for run in runs:
            for place, other in enumerate(others):
                if sound_apart(run.heard, heard[place]) or not may_join(run.unit, other):
                    continue
                if of_left:
                    link, likeness = (run.first, run.length, place, 1), comparer.likeness(run.unit, other)
                else:
                    link, likeness = (place, 1, run.first, run.length), comparer.likeness(other, run.unit)
                doubt = likeness.doubt + join
                if likeness.doubt < most and not _fits_alone(link, doubt, known):
                    known[link] = likeness
                    doubts[place_of(*link, m)] = doubt
    return len(known) > before


def _fits_alone(link: Link, doubt: float, known: Mapping[Link, Likeness]) -> bool:
    """Whether one word of a joined run fits what the run stands for as well as all of it, at *doubt*: the
    others would be swallowed, as Eva is by Dehkharghani Eva, which sounds much like Dehkharghani."""
    i, p, j, q = link
    return any(known[x, 1, y, 1].doubt <= doubt for x in range(i, i + p) for y in range(j, j + q))


def _doubts_among_namesakes(
    left: Side, right: Side, links: list[Link], known: dict[Link, Likeness], comparer: Comparer
) -> dict[Link, float]:
    """What is added to the doubt of links, for there are others who have the rest of the name: the rest of
    that of the two which more people have. All initials are doubted once, at the first of them, by how many
    others may be meant: M. R. tells more than M."""
    rules = comparer.namesakes
    added: dict[Link, float] = {}
    of_initials: list[Link] = []
    for link in links:
        i, p, j, q = link
        if link not in known or known[link].doubt <= 0:
            continue
        if (left.kinds[i] == INITIAL) != (right.kinds[j] == INITIAL):
            of_initials.append(link)
            continue
        others = max(namesake_bits(left.rarities, i, p, rules), namesake_bits(right.rarities, j, q, rules))
        if others > 0:
            added[link] = among_others(known[link].doubt, others) - known[link].doubt
    if of_initials:
        in_common = sum_in_order(
            rarity_in_common(left.rarities, i, p, right.rarities, j, q) for i, p, j, q in links
        )
        added[min(of_initials)] = price_of_initials(initials_rule(comparer.policy), in_common)
    return added


_LEFT_OVER: Mapping[Role, Relation] = {Role.PARTICLE: "particle", Role.TITLE: "title"}


def _piece(
    left: Side,
    right: Side,
    link: Link,
    skips: tuple[list[float], list[float]],
    known: dict[Link, Likeness],
    added: dict[Link, float],
    join: float,
) -> tuple[int, int, Aligned]:
    """One link as evidence, with its places for reading order."""
    i, p, j, q = link
    one = left.units[i][0] if p == 1 else " ".join(text for text, _ in left.units[i : i + p])
    two = right.units[j][0] if q == 1 else " ".join(text for text, _ in right.units[j : j + q])
    if p and q:
        likeness = known[link]
        doubt = likeness.doubt + added.get(link, 0.0) + (join if p > 1 or q > 1 else 0.0)
        return i, j, Aligned(one, two, likeness.relation, likeness.word, doubt)
    token, price = (left.tokens[i], skips[0][i]) if p else (right.tokens[j], skips[1][j])
    place = (i, -1) if p else (len(left.tokens), j)
    return *place, Aligned(one, two, _LEFT_OVER.get(token.role, "left over"), "", price)


def _structure(left: Side, right: Side, kind: int, links: list[Link], policy: Policy) -> list[Aligned]:
    """Evidence about the order and about how little is left to agree."""
    pieces = _order(kind, policy)
    # Joined or not, one token against a longer name is one word: Hosseinzadeh, Hossein Zadeh.
    # Two titles that agree are none.
    optional_titles, others = len(left.name.optional_titles), len(right.name.optional_titles)
    linked = [(i, j) for i, p, j, q in links if p and q and (i >= optional_titles or j >= others)]
    # M. Nazari and N. Modiri have two initials for words, and no word.
    words = any((left.kinds[i] == INITIAL) == (right.kinds[j] == INITIAL) for i, j in linked)
    # Nor is one that agrees beside a title and a surname: سید علی کریمی, Seyed Karimi.
    flat, titled = list(chain.from_iterable(links)), False
    if left.surname == PAIR and right.surname == TITLED:
        titled = is_left_over(flat, len(links), True, optional_titles)
    elif right.surname == PAIR and left.surname == TITLED:
        titled = is_left_over(flat, len(links), False, others)
    longest = max(len(left.name.tokens), len(right.name.tokens))
    if titled or not words or len(linked) < min(2, longest):
        pieces.append(Aligned("", "", "one word", "", policy.prices.single))
    return pieces


def _order(kind: int, policy: Policy) -> list[Aligned]:
    """Evidence about the order of the words, none where it is as written."""
    if kind == AS_WRITTEN:
        return []
    if kind == TURNED:
        return [Aligned("", "", "surname first", "", policy.prices.turned)]
    return [Aligned("", "", "other order", "", policy.prices.other_order)]
