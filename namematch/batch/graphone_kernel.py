"""Lattices of words in, the best ways through each out: the loops of ``batch.graphones``, compiled.

What is kept at a place of a word, in which order, and what is given up, is the definition's
(``transliteration.search``), to the last bit.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from ..arrays.compiled import kernel, kernel_part
from ..arrays.dtypes import Floats, Longs
from ..arrays.ragged import starts_of
from ..transliteration.ngrams import EDGE, Ngrams
from ..transliteration.search import LONGEST_PIECE


class TreeArrays(NamedTuple):
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
    def of(cls, ngrams: Ngrams) -> "TreeArrays":
        """The tree of these *ngrams*."""
        tree = ngrams.tree
        keys = np.fromiter(tree.rows, np.int64, len(tree.rows))
        parent, sign = np.divmod(keys, tree.signs)
        # Row 0 is the empty sequence, and no child of any.
        first = np.searchsorted(parent[1:], np.arange(len(keys) + 1)) + 1
        costs, backoff = np.array(tree.costs), np.array(tree.backoff)
        return cls(first, sign, costs, np.array(tree.resting), backoff, np.array(tree.shorter), tree.start)


class ChoiceArrays(NamedTuple):
    """Sets of graphones: set *c* is ``sign[starts[c]:starts[c + 1]]``. Of each sign its *pattern*, and its
    *rank* among graphones in the order of their letters, which decides between two that cost the same."""

    starts: Longs
    sign: Longs
    pattern: Longs
    rank: Longs
    ended: int  # the set of the end of a word
    silent: int  # and that of the letters that write nothing


class Lattices(NamedTuple):
    """Words: *sets* of the place *x* of word *w*, in row ``starts[w] + x``, by how many places they lead on,
    -1 for none."""

    sets: Longs
    starts: Longs


class SearchRules(NamedTuple):
    """How a search weighs, what it keeps at a place, and how many letters in a row may be silent."""

    graphones: float
    patterns: float
    margin: float
    beam: int
    silent: int


class PathSteps(NamedTuple):
    """Paths as far as they have come, in the order in which they were made."""

    total: Floats
    joint: Floats
    state: Longs
    shape: Longs
    before: Longs  # the step that this one goes on from
    sign: Longs
    length: Longs  # graphones so far


class SearchRoom(NamedTuple):
    """Where one thread searches: so many steps *arrived* at each place, those that *reached* it; the best of
    some, and *grown* ones; and what each choice costs at a state, sorted."""

    steps: PathSteps
    arrived: Longs
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


class LetterWriting(NamedTuple):
    """The letters that graphones write: those of sign *s* are ``letter[starts[s]:starts[s + 1]]``, signs of
    *tree*."""

    tree: TreeArrays
    letter: Longs
    starts: Longs

    @classmethod
    def of(cls, ngrams: Ngrams, rows: Sequence[Sequence[int]]) -> "LetterWriting":
        """Of letters as *ngrams* know them, a row for each sign."""
        letters = np.array(list(chain(*rows)), np.int64)
        return cls(TreeArrays.of(ngrams), letters, starts_of(np.array(list(map(len, rows)), np.int64)))


@kernel
def best_ways(
    first: int, last: int, words: Lattices, graphones: TreeArrays, patterns: TreeArrays,
    choices: ChoiceArrays, rules: SearchRules, writing: LetterWriting,
) -> Any:  # fmt: skip
    """``Ways`` of the words *first* to before *last*."""
    longest, most = 0, 0
    for w in range(first, last):
        longest = max(longest, words.starts[w + 1] - words.starts[w])
    for c in range(len(choices.starts) - 1):
        most = max(most, choices.starts[c + 1] - choices.starts[c])
    room = _search_room(longest, most, rules)
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
        starts, cost[:used].copy(), joint[:used].copy(), letters[:used].copy(),
        sign[: sign_starts[used]].copy(), sign_starts[: used + 1].copy(),
    )  # fmt: skip


@kernel_part
def _cost_of_letters(signs: Longs, writing: LetterWriting) -> float:
    """``Tree.cost`` of the letters that graphones write."""
    total, state = 0.0, writing.tree.start
    for sign in signs:
        for at in range(writing.starts[sign], writing.starts[sign + 1]):
            cost, state = step_of(state, writing.letter[at], writing.tree)
            total += cost
    return total + step_of(state, EDGE, writing.tree)[0]


@kernel_part
def _search_room(places: int, choices: int, rules: SearchRules) -> SearchRoom:
    """Room for words of so many *places* and sets of so many *choices*."""
    at_once = rules.beam * choices
    arriving = at_once * (LONGEST_PIECE + 1)
    size = 1 + places * at_once * (LONGEST_PIECE + rules.silent + 1)
    steps = PathSteps(
        np.empty(size), np.empty(size), np.empty(size, np.int64), np.empty(size, np.int64),
        np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64),
    )  # fmt: skip
    return SearchRoom(
        steps, np.zeros(places, np.int64), np.empty((places, arriving), np.int64),
        np.empty(rules.beam, np.int64), np.empty(rules.beam, np.int64), np.empty(2 * rules.beam, np.int64),
        np.empty(at_once, np.int64), np.empty(choices), np.empty(choices, np.int64),
        np.empty(choices, np.int64),
    )  # fmt: skip


@kernel_part
def _search_word(
    sets: Longs, graphones: TreeArrays, patterns: TreeArrays, choices: ChoiceArrays, rules: SearchRules,
    room: SearchRoom,
) -> int:  # fmt: skip
    """Fill ``room.kept`` with the best ways through a word; give how many."""
    steps, places = room.steps, len(sets)
    for place in range(places):
        room.arrived[place] = 0
    steps.total[0], steps.joint[0], steps.length[0] = 0.0, 0.0, 0
    steps.state[0], steps.shape[0] = graphones.start, patterns.start
    steps.before[0], steps.sign[0] = -1, EDGE
    room.reached[0, 0], room.arrived[0] = 0, 1
    made, kept = 1, 0
    for start in range(places):
        kept = _keep_best(room.reached[start], room.arrived[start], steps, choices.rank, rules, room.kept)
        grown = kept
        _copy(room.kept, kept, room.silent, 0)
        for _ in range(rules.silent):
            before, least = made, steps.total[room.kept[0]] if kept > 0 else np.inf
            made = _grow(
                room.silent, grown, choices.silent, least, made, graphones, patterns, choices, rules, room
            )
            for k in range(made - before):
                room.grown[k] = before + k
            grown = _keep_best(room.grown, made - before, steps, choices.rank, rules, room.silent)
            _copy(room.kept, kept, room.merged, 0)
            _copy(room.silent, grown, room.merged, kept)
            kept = _keep_best(room.merged, kept + grown, steps, choices.rank, rules, room.kept)
        for length in range(1, min(LONGEST_PIECE, places - 1 - start) + 1):
            chosen, end, least, before = sets[start, length - 1], start + length, np.inf, made
            if chosen < 0:
                continue
            for k in range(room.arrived[end]):
                least = min(least, steps.total[room.reached[end, k]])
            made = _grow(room.kept, kept, chosen, least, made, graphones, patterns, choices, rules, room)
            for k in range(before, made):
                room.reached[end, room.arrived[end]] = k
                room.arrived[end] += 1
    before = made
    made = _grow(room.kept, kept, choices.ended, np.inf, made, graphones, patterns, choices, rules, room)
    for k in range(made - before):
        room.grown[k] = before + k
    return int(_keep_best(room.grown, made - before, steps, choices.rank, rules, room.kept))


@kernel_part
def _copy(source: Longs, count: int, target: Longs, first: int) -> None:
    """Copy so many of *source* to *target* from *first* on: a slice takes numba a second to compile."""
    for k in range(count):
        target[first + k] = source[k]


@kernel_part
def _grow(
    chosen: Longs, count: int, choice: int, least: float, made: int, graphones: TreeArrays,
    patterns: TreeArrays, choices: ChoiceArrays, rules: SearchRules, room: SearchRoom,
) -> int:  # fmt: skip
    """Make *count* steps, *chosen* ones, longer by each graphone of the set *choice*, none much worse than
    the best of them and than *least*; give how many steps there are then."""
    steps, most = room.steps, least + rules.margin
    for k in range(count):
        step = chosen[k]
        for x in range(_price(steps.state[step], choice, graphones, choices, room)):
            sign = room.chosen[x]
            total = steps.total[step] + rules.graphones * room.cost[x]
            if total > most:
                break
            shaped, shape = step_of(steps.shape[step], choices.pattern[sign], patterns)
            total += rules.patterns * shaped
            if total <= most:
                most = min(most, total + rules.margin)
                steps.total[made], steps.joint[made] = total, steps.joint[step] + room.cost[x]
                steps.state[made], steps.shape[made] = room.following[x], shape
                steps.before[made], steps.sign[made] = step, sign
                steps.length[made] = steps.length[step] + 1
                made += 1
    return made


@kernel_part
def _price(state: int, choice: int, graphones: TreeArrays, choices: ChoiceArrays, room: SearchRoom) -> int:
    """Write what each graphone of a set costs at a *state*, cheapest first; give how many."""
    first, last = choices.starts[choice], choices.starts[choice + 1]
    cost, following, chosen, rank = room.cost, room.following, room.chosen, choices.rank
    for k in range(last - first):
        sign = choices.sign[first + k]
        bits, after = step_of(state, sign, graphones)
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
    return int(last - first)


@kernel_part
def step_of(state: int, sign: int, tree: TreeArrays) -> tuple[float, int]:
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


@kernel_part
def _keep_best(
    found: Longs, size: int, steps: PathSteps, rank: Longs, rules: SearchRules, kept: Longs
) -> int:
    """Write the best of the *size* steps *found* to *kept*, in order, none much worse than the best one; give
    how many."""
    count = 0
    for x in range(size):
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


@kernel_part
def _is_better(one: int, two: int, steps: PathSteps, rank: Longs) -> bool:
    """Whether step *one* comes before step *two*: by what it costs, its states, and the graphones of its
    path, of which a shorter one is first."""
    if steps.total[one] != steps.total[two]:
        return bool(steps.total[one] < steps.total[two])
    if steps.joint[one] != steps.joint[two]:
        return bool(steps.joint[one] < steps.joint[two])
    if steps.state[one] != steps.state[two]:
        return bool(steps.state[one] < steps.state[two])
    if steps.shape[one] != steps.shape[two]:
        return bool(steps.shape[one] < steps.shape[two])
    if steps.length[one] != steps.length[two]:
        return bool(steps.length[one] < steps.length[two])
    better = False
    while one != two:  # the first graphone that differs decides
        if steps.sign[one] != steps.sign[two]:
            better = rank[steps.sign[one]] < rank[steps.sign[two]]
        one, two = steps.before[one], steps.before[two]
    return better
