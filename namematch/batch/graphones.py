"""Unknown words in, the best ways to read or write each out: ``transliteration.search`` for lists, compiled.

A word is a lattice: places between its letters, and at each the sets of graphones that lead on to the next
ones. What is kept at a place, in which order, and what is given up, is the definition's, to the last bit.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple, TypeVar

import numba as nb
import numpy as np

from ..arrays.dtypes import Floats, Ints, Longs
from ..arrays.ragged import starts_of
from ..transliteration.graphones import LATIN_SIGNS, PERSIAN_SIGNS, Graphones
from ..transliteration.ngrams import EDGE, Ngrams
from ..transliteration.pieces import Graphone, merges, pieces
from ..transliteration.search import (
    ENDED,
    LONGEST_PIECE,
    MOST_SILENT,
    TO_LATIN,
    TO_PERSIAN,
    Choices,
    Way,
    Weights,
    Width,
    readings_of,
    writers,
)

Found = TypeVar("Found")

WORDS_A_BLOCK = 256  # that one thread searches at once


class _TreeArrays(NamedTuple):
    """``ngrams.Tree`` for compiled loops: the signs that were seen at state *s* are
    ``sign[first[s]:first[s + 1]]``, each at its row."""

    first: Longs
    sign: Longs
    costs: Floats
    resting: Longs
    backoff: Floats
    shorter: Longs
    start: int

    @classmethod
    def of(cls, ngrams: Ngrams) -> "_TreeArrays":
        tree = ngrams.tree
        keys = np.fromiter(tree.rows, np.int64, len(tree.rows))
        parent, sign = np.divmod(keys, tree.signs)
        # Row 0 is the empty sequence, and no child of any.
        first = np.searchsorted(parent[1:], np.arange(len(keys) + 1)) + 1
        costs, backoff = np.array(tree.costs), np.array(tree.backoff)
        return cls(
            first, sign, costs, np.array(tree.resting), backoff, np.array(tree.shorter), tree.start
        )


class _ChoiceArrays(NamedTuple):
    """Sets of graphones: set *c* is ``sign[starts[c]:starts[c + 1]]``. Of each sign its *pattern*, and its
    *rank* among graphones in the order of their letters, which decides between two that cost the same."""

    starts: Longs
    sign: Longs
    pattern: Longs
    rank: Longs
    ended: int  # the set of the end of a word
    silent: int  # and that of the letters that write nothing


class _Lattices(NamedTuple):
    """Words: *sets* of the place *x* of word *w*, in row ``starts[w] + x``, by how many places they lead on,
    -1 for none."""

    sets: Ints
    starts: Longs


class _Rules(NamedTuple):
    """How a search weighs, what it keeps at a place, and how many letters in a row may be silent."""

    graphones: float
    patterns: float
    margin: float
    beam: int
    silent: int


class _Steps(NamedTuple):
    """Paths as far as they have come, in the order in which they were made."""

    total: Floats
    joint: Floats
    state: Longs
    shape: Longs
    before: Longs  # the step that this one goes on from
    sign: Longs
    length: Longs  # graphones so far


class _Room(NamedTuple):
    """Where one thread searches: *count* steps at each place, *reached* them; the *best* of these; *grown*
    ones; and what each choice costs at a state, sorted."""

    steps: _Steps
    count: Longs
    reached: Longs  # (places, steps)
    kept: Longs
    silent: Longs
    merged: Longs
    grown: Longs
    cost: Floats
    following: Longs
    chosen: Longs


class Ways(NamedTuple):
    """The ways of words: those of word *w* are at ``starts[w]:starts[w + 1]``, cheapest first; the graphones
    of way *v* are ``sign[sign_starts[v]:sign_starts[v + 1]]``."""

    starts: Longs
    cost: Floats
    joint: Floats
    letters: Floats  # what the n-grams of the letters that are written say
    sign: Longs
    sign_starts: Longs


class _Writing(NamedTuple):
    """The letters that graphones write: those of sign *s* are ``letter[starts[s]:starts[s + 1]]``, signs of
    *tree*."""

    tree: _TreeArrays
    letter: Longs
    starts: Longs

    @classmethod
    def of(cls, ngrams: Ngrams, rows: Sequence[Sequence[int]]) -> "_Writing":
        letters = np.array(list(chain(*rows)), np.int64)
        return cls(_TreeArrays.of(ngrams), letters, starts_of(np.array(list(map(len, rows)), np.int64)))


FoundReading = tuple[Way, str, float]  # with its text, and what the n-grams of its letters say
FoundWriting = tuple[str, float, float, float]  # text, cost, joint, and what the n-grams of its letters say


@dataclass(frozen=True, slots=True, eq=False)
class GraphoneLattices:
    """Searches many words by the n-grams of a model, as ``GraphoneSearch`` does one."""

    graphones: _TreeArrays
    patterns: _TreeArrays
    choices: _ChoiceArrays
    known: Sequence[Graphone]  # by sign
    numbers: dict[tuple[str, str], int]  # the set of what a letter reads as before another one
    latin: _Writing
    persian: _Writing
    pieces: tuple[dict[str, int], dict[str, int]]  # the sets of letters that write a piece, and a last one

    @classmethod
    def of(cls, model: Graphones) -> "GraphoneLattices":
        """Of the words of a *model*."""
        known = pieces()
        readings = [
            readings_of(letter, merged=merged, last=last)
            for letter in known.costs
            for merged in (False, True)
            for last in (False, True)
        ]
        within, last = ({x: writers(x, last=end) for x in known.letters} for end in (False, True))
        sets = dict.fromkeys([ENDED, *readings, *within.values(), *last.values()])
        numbers = {choices: i for i, choices in enumerate(sets)}
        signs = [[sign for _, sign, _ in choices.signed] for choices in sets]
        graphones = [("", ""), *known.signs]
        rank = np.empty(len(graphones), np.int64)
        rank[sorted(range(len(graphones)), key=graphones.__getitem__)] = np.arange(len(graphones))
        silent = numbers[writers("")] if "" in known.letters else -1
        arrays = _ChoiceArrays(
            starts_of(np.array(list(map(len, signs)), np.int64)), np.array(list(chain(*signs)), np.int64),
            np.array(known.patterns, np.int64), rank, numbers[ENDED], silent,
        )  # fmt: skip
        numbered = tuple({x: numbers[y] for x, y in found.items() if y.signed} for found in (within, last))
        trees = _TreeArrays.of(model.graphones), _TreeArrays.of(model.patterns)
        read = {
            (x, y): numbers[readings_of(x, merged=merges(x, y), last=not y)]
            for x in known.costs
            for y in ("", *known.costs)
        }
        latin = _Writing.of(model.latin, [[LATIN_SIGNS[x] for x in piece] for _, piece in graphones])
        persian = _Writing.of(model.persian, [[PERSIAN_SIGNS[x] for x in one] for one, _ in graphones])
        return cls(*trees, arrays, graphones, read, latin, persian, (numbered[0], numbered[1]))

    def readings(self, words: Sequence[str], width: Width, threads: int) -> list[list[FoundReading]]:
        """``GraphoneSearch.readings`` of each of *words*, in Persian letters; none where only a wider search
        finds any."""
        rows = [
            self.numbers[pair] for word in words for pair in zip(word, [*word[1:], ""], strict=True)
        ]
        sets = np.full((len(rows) + len(words), LONGEST_PIECE), -1, np.int32)
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        starts = starts_of(lengths + 1)
        places = np.arange(len(rows)) + np.repeat(np.arange(len(words)), lengths)
        sets[places, 0] = rows
        known, found = self.known, list[list[FoundReading]]()
        for ways in self._search(_Lattices(sets, starts), TO_LATIN, width, 0, self.latin, threads):
            path, bounds = [known[sign] for sign in ways.sign.tolist()], ways.sign_starts.tolist()
            pieces_of = [piece for _, piece in path]
            read = [
                (Way(cost, tuple(path[first:last]), joint), "".join(pieces_of[first:last]), letters)
                for cost, joint, letters, first, last in zip(
                    ways.cost.tolist(), ways.joint.tolist(), ways.letters.tolist(), bounds, bounds[1:],
                    strict=False,
                )
            ]  # fmt: skip
            found += _in_rows(read, ways.starts)
        return [[way for way in ways[: width.proposed] if way[1]] for ways in found]

    def writings(self, words: Sequence[str], width: Width, threads: int) -> list[list[FoundWriting]]:
        """``GraphoneSearch.writings`` of each of *words*, in folded Latin letters."""
        within, last = self.pieces
        found: list[int] = []
        for word in words:
            n = len(word)
            for start in range(n + 1):
                for end in range(start + 1, start + 1 + LONGEST_PIECE):
                    of_piece = last if end == n else within
                    found.append(of_piece.get(word[start:end], -1) if end <= n else -1)
        starts = starts_of(np.fromiter(map(len, words), np.int64, len(words)) + 1)
        sets = np.array(found, np.int32).reshape(-1, LONGEST_PIECE)
        silent = MOST_SILENT if self.choices.silent >= 0 else 0
        code = np.array([ord(letter or " ") for letter, _ in self.known], "<u4")
        listed = list[list[FoundWriting]]()
        for ways in self._search(_Lattices(sets, starts), TO_PERSIAN, width, silent, self.persian, threads):
            written, bounds = code[ways.sign].tobytes().decode("utf-32-le"), ways.sign_starts.tolist()
            texts = [written[first:last] for first, last in zip(bounds, bounds[1:], strict=False)]
            numbers = ways.cost.tolist(), ways.joint.tolist(), ways.letters.tolist()
            listed += _in_rows(list(zip(texts, *numbers, strict=True)), ways.starts)
        return listed

    def _search(
        self, words: _Lattices, weights: Weights, width: Width, silent: int, writing: _Writing, threads: int
    ) -> Iterable[Ways]:
        margin = width.margin * (weights.graphones + weights.patterns)
        rules = _Rules(weights.graphones, weights.patterns, margin, width.beam, silent)
        count = len(words.starts) - 1

        def block(first: int) -> Ways:
            last = min(first + WORDS_A_BLOCK, count)
            found = _ways(first, last, words, self.graphones, self.patterns, self.choices, rules, writing)
            return Ways(*found)

        firsts = range(0, count, WORDS_A_BLOCK)
        if threads == 1 or len(firsts) <= 1:
            return list(map(block, firsts))
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(block, firsts))


def _in_rows(found: list[Found], starts: Longs) -> list[list[Found]]:
    """What was *found*, a list for each word."""
    bounds = starts.tolist()
    return [found[first:last] for first, last in zip(bounds, bounds[1:], strict=False)]


@nb.njit(cache=True, nogil=True)
def _ways(
    first: int, last: int, words: _Lattices, graphones: _TreeArrays, patterns: _TreeArrays,
    choices: _ChoiceArrays, rules: _Rules, writing: _Writing,
) -> Any:  # fmt: skip
    """``Ways`` of the words *first* to before *last*."""
    longest, most = 0, 0
    for w in range(first, last):
        longest = max(longest, words.starts[w + 1] - words.starts[w])
    for c in range(len(choices.starts) - 1):
        most = max(most, choices.starts[c + 1] - choices.starts[c])
    room = _make_room(longest, most, rules)
    starts = np.zeros(last - first + 1, np.int64)
    ways = (last - first) * rules.beam
    cost, joint, sign_starts = np.empty(ways), np.empty(ways), np.zeros(ways + 1, np.int64)
    letters, sign = np.empty(ways), np.empty(ways * (longest + rules.silent * longest), np.int64)
    used = 0
    for w in range(first, last):
        sets = words.sets[words.starts[w] : words.starts[w + 1]]
        count = _search_word(sets, graphones, patterns, choices, rules, room)
        for k in range(count):
            step = room.kept[k]
            cost[used], joint[used] = room.steps.total[step], room.steps.joint[step]
            step = room.steps.before[step]  # the end itself is no graphone of the word
            length = room.steps.length[step]
            sign_starts[used + 1] = sign_starts[used] + length
            for at in range(sign_starts[used + 1] - 1, sign_starts[used] - 1, -1):
                sign[at] = room.steps.sign[step]
                step = room.steps.before[step]
            letters[used] = _cost_of_letters(sign[sign_starts[used] : sign_starts[used + 1]], writing)
            used += 1
        starts[w - first + 1] = used
    return (
        starts, cost[:used].copy(), joint[:used].copy(), letters[:used].copy(), sign[: sign_starts[used]].copy(),
        sign_starts[: used + 1].copy(),
    )  # fmt: skip


@nb.njit(cache=True, nogil=True)
def _cost_of_letters(signs: Longs, writing: _Writing) -> float:
    """``Tree.cost`` of the letters that graphones write."""
    total, state = 0.0, writing.tree.start
    for sign in signs:
        for at in range(writing.starts[sign], writing.starts[sign + 1]):
            cost, state = _step(state, writing.letter[at], writing.tree)
            total += cost
    return total + _step(state, EDGE, writing.tree)[0]


@nb.njit(cache=True, nogil=True)
def _make_room(places: int, choices: int, rules: _Rules) -> _Room:
    """Room for words of so many *places* and sets of so many *choices*."""
    at_once = rules.beam * choices
    arriving = at_once * (LONGEST_PIECE + 1)
    size = 1 + places * at_once * (LONGEST_PIECE + rules.silent + 1)
    steps = _Steps(
        np.empty(size), np.empty(size), np.empty(size, np.int64), np.empty(size, np.int64),
        np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64),
    )  # fmt: skip
    return _Room(
        steps, np.zeros(places, np.int64), np.empty((places, arriving), np.int64),
        np.empty(rules.beam, np.int64), np.empty(rules.beam, np.int64), np.empty(2 * rules.beam, np.int64),
        np.empty(at_once, np.int64), np.empty(choices), np.empty(choices, np.int64),
        np.empty(choices, np.int64),
    )  # fmt: skip


@nb.njit(cache=True, nogil=True)
def _search_word(
    sets: Ints, graphones: _TreeArrays, patterns: _TreeArrays, choices: _ChoiceArrays, rules: _Rules,
    room: _Room,
) -> int:  # fmt: skip
    """Fill ``room.kept`` with the best ways through a word; give how many."""
    steps, places = room.steps, len(sets)
    room.count[:places] = 0
    steps.total[0], steps.joint[0], steps.length[0] = 0.0, 0.0, 0
    steps.state[0], steps.shape[0] = graphones.start, patterns.start
    steps.before[0], steps.sign[0] = -1, EDGE
    room.reached[0, 0], room.count[0] = 0, 1
    made, kept = 1, 0
    for start in range(places):
        kept = _keep_best(room.reached[start, : room.count[start]], steps, choices.rank, rules, room.kept)
        grown, ahead = kept, kept
        room.silent[:kept] = room.kept[:kept]
        for _ in range(rules.silent):
            before = made
            least = steps.total[room.kept[0]] if kept > 0 else np.inf
            made = _grow(
                room.silent[:grown], choices.silent, least, made, graphones, patterns, choices, rules, room
            )
            for k in range(made - before):
                room.grown[k] = before + k
            grown = _keep_best(room.grown[: made - before], steps, choices.rank, rules, room.silent)
            room.merged[:kept] = room.kept[:kept]
            room.merged[kept : kept + grown] = room.silent[:grown]
            kept = _keep_best(room.merged[: kept + grown], steps, choices.rank, rules, room.kept)
        for length in range(1, min(LONGEST_PIECE, places - 1 - start) + 1):
            chosen, end = sets[start, length - 1], start + length
            if chosen < 0:
                continue
            least, before = np.inf, made
            for k in range(room.count[end]):
                least = min(least, steps.total[room.reached[end, k]])
            made = _grow(
                room.kept[:kept], chosen, least, made, graphones, patterns, choices, rules, room
            )
            for k in range(before, made):
                room.reached[end, room.count[end]] = k
                room.count[end] += 1
    before = made
    made = _grow(
        room.kept[:kept], choices.ended, np.inf, made, graphones, patterns, choices, rules, room
    )
    for k in range(made - before):
        room.grown[k] = before + k
    return _keep_best(room.grown[: made - before], steps, choices.rank, rules, room.kept)


@nb.njit(cache=True, nogil=True)
def _grow(
    chosen: Longs, choice: int, least: float, made: int, graphones: _TreeArrays, patterns: _TreeArrays,
    choices: _ChoiceArrays, rules: _Rules, room: _Room,
) -> int:  # fmt: skip
    """Make *chosen* steps longer by each graphone of the set *choice*, none much worse than the best of them
    and than *least*; give how many steps there are then."""
    steps, most = room.steps, least + rules.margin
    for k in range(len(chosen)):
        step = chosen[k]
        count = _price(steps.state[step], choice, graphones, choices, room)
        for x in range(count):
            sign = room.chosen[x]
            total = steps.total[step] + rules.graphones * room.cost[x]
            if total > most:
                break
            shaped, shape = _step(steps.shape[step], choices.pattern[sign], patterns)
            total += rules.patterns * shaped
            if total <= most:
                most = min(most, total + rules.margin)
                steps.total[made], steps.joint[made] = total, steps.joint[step] + room.cost[x]
                steps.state[made], steps.shape[made] = room.following[x], shape
                steps.before[made], steps.sign[made] = step, sign
                steps.length[made] = steps.length[step] + 1
                made += 1
    return made


@nb.njit(cache=True, nogil=True)
def _price(
    state: int, choice: int, graphones: _TreeArrays, choices: _ChoiceArrays, room: _Room
) -> int:
    """Write what each graphone of a set costs at a *state*, cheapest first; give how many."""
    first, last = choices.starts[choice], choices.starts[choice + 1]
    cost, following, chosen, rank = room.cost, room.following, room.chosen, choices.rank
    for k in range(last - first):
        sign = choices.sign[first + k]
        bits, after = _step(state, sign, graphones)
        at = k
        while at > 0 and (
            cost[at - 1] > bits
            or (
                cost[at - 1] == bits
                and (
                    following[at - 1] > after
                    or (following[at - 1] == after and rank[chosen[at - 1]] > rank[sign])
                )
            )
        ):
            cost[at], following[at], chosen[at] = cost[at - 1], following[at - 1], chosen[at - 1]
            at -= 1
        cost[at], following[at], chosen[at] = bits, after, sign
    return last - first


@nb.njit(cache=True, nogil=True)
def _step(state: int, sign: int, tree: _TreeArrays) -> tuple[float, int]:
    """``Tree.step``."""
    cost, row = 0.0, -1
    while True:
        if state == 0:  # every sign stands there
            row = 1 + sign
            break
        low, high = tree.first[state], tree.first[state + 1]
        while low < high:
            middle = (low + high) // 2
            if tree.sign[middle] < sign:
                low = middle + 1
            else:
                high = middle
        if low < tree.first[state + 1] and tree.sign[low] == sign:
            row = low
            break
        cost += tree.backoff[state]
        state = tree.shorter[state]
    return cost + tree.costs[row], tree.resting[row]


@nb.njit(cache=True, nogil=True)
def _keep_best(found: Longs, steps: _Steps, rank: Longs, rules: _Rules, kept: Longs) -> int:
    """Write the best of *found* to *kept*, in order, none much worse than the best one; give how many."""
    count = 0
    for x in range(len(found)):
        step = found[x]
        if count == rules.beam and not _is_better(step, kept[count - 1], steps, rank):
            continue
        at = count if count < rules.beam else count - 1
        while at > 0 and _is_better(step, kept[at - 1], steps, rank):
            kept[at] = kept[at - 1]
            at -= 1
        kept[at] = step
        count = min(count + 1, rules.beam)
    while count > 0 and steps.total[kept[count - 1]] > steps.total[kept[0]] + rules.margin:
        count -= 1
    return count


@nb.njit(cache=True, nogil=True)
def _is_better(one: int, two: int, steps: _Steps, rank: Longs) -> bool:
    """Whether step *one* comes before step *two*: by what it costs, its states, and the graphones of its
    path, of which a shorter one is first."""
    if steps.total[one] != steps.total[two]:
        return steps.total[one] < steps.total[two]
    if steps.joint[one] != steps.joint[two]:
        return steps.joint[one] < steps.joint[two]
    if steps.state[one] != steps.state[two]:
        return steps.state[one] < steps.state[two]
    if steps.shape[one] != steps.shape[two]:
        return steps.shape[one] < steps.shape[two]
    if steps.length[one] != steps.length[two]:
        return steps.length[one] < steps.length[two]
    better = False
    while one != two:  # the first graphone that differs decides
        if steps.sign[one] != steps.sign[two]:
            better = rank[steps.sign[one]] < rank[steps.sign[two]]
        one, two = steps.before[one], steps.before[two]
    return better
