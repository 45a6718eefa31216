"""Two tokens in, the doubt that they spell one word out: does another word explain it better?

A token is compared with *every other* word, not with chance, so Karami is not کریمی because کرمی
explains it better than a typo does, while Vossoughi can only be وثوقی. The functions on numbers take
floats or arrays alike, so that the batch computes with these very lines.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA

from ..arrays.dtypes import Longs, Numbers
from ..arrays.sums import sum_in_order
from ..model.channel import persian_symbols
from ..model.fits import fit_of, most_odds_of, unforeseen
from ..model.forward import likelihood
from ..model.lexicon import LONGEST_TEXT, LONGEST_TOKEN, readable_letters
from ..model.reading import LatinReading, PersianReading
from ..model.typos import typo_for_word, typo_probability
from ..model.vocabulary import Vocabulary
from ..policy import Policy
from ..text.consonants import are_candidates
from ..text.endings import AGREEMENT, MOST_ODDS
from ..text.letters import PERSIAN, is_initial, sound_key, typed_in_arabic
from ..text.scripts import Script, ScriptedText
from ..text.short_forms import abbreviations, drops_article, short_form
from .doubt import doubt_of
from .relations import Relation
from .slips import latin_slip, rendering_slip

Counts = int | Longs  # of letters

UNLIKE = 0.3  # share of letters that may differ between tokens of a script that the channel cannot read
FIRST_SYMBOLS = [int(persian_symbols(x + "ب")[0]) for x in PERSIAN]  # each letter before a consonant
_SOUNDING: Final = {  # by each letter, those that sound like it
    x: frozenset((y, Script.PERSIAN) for y in PERSIAN if sound_key(y) == sound_key(x)) for x in PERSIAN
}
STRANGERS = 50.0  # by how much one word in a style that all know is likelier than another word of a list
SHORT_NAME = 6.0  # letters
LONGER_ALONE = 1.2  # by how much fewer words are alike with each letter more
OTHER_LETTER = 0.03  # how often two words of a list that are alike differ in one more letter
# By how many letters the shorter word has, and in how many the two differ: q and gh are one difference, of
# two.
_ALONE: Final = np.array([LONGER_ALONE ** max(0.0, n - SHORT_NAME) for n in range(LONGEST_TOKEN + 1)])
_BY_CHANCE: Final = np.array([OTHER_LETTER ** (0.5 * (n + 1.0)) for n in range(LONGEST_TOKEN + 1)])
WORTH_NAMING = 0.05  # share of a token's readings from which a word is named as what it spells
INITIAL_SHARE = 0.02  # of a letter's renderings begin so: ا may be E., not B.


@dataclass(frozen=True, slots=True)
class Likeness:
    """Whether two tokens spell one word: *doubt* in bits, *word* the Persian word that both render."""

    doubt: float
    relation: Relation
    word: str = ""


def odds_of_rendering(
    rendered: Numbers, mistyped: Numbers, total: Numbers, excluded: Numbers, fit: Numbers, policy: Policy
) -> Numbers:
    """Odds that Latin b renders Persian a, from P(b | a), Z(b), the mass of words sounding like a, and how
    well a fits b.

    *mistyped* is for an a that no lexicon knows: the sum over the words w that a typo turns into a, of
    P(w) P(b | w) P(a | w) / P(a).
    """
    other = np.maximum(total - excluded, policy.epsilon * total)
    known = np.minimum(policy.prior * rendered / other, most_odds_of(fit))
    odds: Numbers = known + policy.prior * mistyped / total
    return odds


def odds_of_one_word(
    shared: Numbers,
    alike: Numbers,
    direct: Numbers,
    most: Numbers,
    totals: Numbers,
    fit: Numbers,
    policy: Policy,
) -> Numbers:
    """Odds that Latin b and c render one word.

    *shared*: the sum of P(w) P(b|w) P(c|w); *alike*: the part of Z(b) Z(c) in which both render words
    that sound alike; *direct*: P(b, c) by the Latin channel, for words that nobody knows, and *most*: what
    this part may come to (``most_of_strangers``); *totals*: Z(b) Z(c); *fit*: how well the word that they
    share fits both.
    """
    other = np.maximum(totals - alike, policy.epsilon * totals)
    unbound = policy.prior * (shared / other + np.minimum(direct / totals, most))
    odds: Numbers = np.minimum(unbound, most_odds_of(fit))
    return odds


def most_of_strangers(both_ways: Numbers, apart: Counts, letters: Counts) -> Numbers:
    """What speaks for one word at most where nobody knows b and c: how well either writes the other beside
    itself, the product *both_ways*, against another word of as many *letters*, some of them, *apart*,
    different.

    Letters that are rare here make any two strangers alike: Mbando and Mbande are two names of one country.
    What a house style says is more than chance: Qaderpour, Ghaderpoor.
    """
    most: Numbers = STRANGERS * _ALONE[letters] * np.sqrt(both_ways) / _BY_CHANCE[apart]
    return most


def _direct_probability(
    left: LatinReading, right: LatinReading, vocabulary: Vocabulary
) -> tuple[float, float]:
    """P(b, c) by the Latin channel, both ways, times the share of unknown words; and what it may come to. 0
    where they are no candidates."""
    if not are_candidates(left.letters, right.letters):
        return 0.0, 0.0
    table = vocabulary.channel.latin
    forth, back = likelihood(left.symbols, right.ids, table), likelihood(right.symbols, left.ids, table)
    direct = 0.5 * (forth * left.unknown + back * right.unknown)
    both_ways = (forth / left.itself) * (back / right.itself)
    letters = min(len(left.letters), len(right.letters))
    most = most_of_strangers(both_ways, OSA.distance(left.letters, right.letters), letters)
    return direct * float(AGREEMENT[left.ending, right.ending]), float(most)


def compare_tokens(
    left: ScriptedText, right: ScriptedText, *, vocabulary: Vocabulary, policy: Policy
) -> Likeness:
    """How much doubt that *left* and *right*, tokens in normal form and their script, are one word.

    Symmetric. An identical token has no doubt; doubt is at most ``policy.most_doubt``.
    """
    if left == right:
        return Likeness(0.0, "identical", _known_word(left, vocabulary))
    if left > right:
        left, right = right, left
    one, two = readable_letters(left), readable_letters(right)
    if not one or not two:
        return _similar_texts(left, right, policy)
    return either_form((one, left[1]), (two, right[1]), vocabulary, policy)


def either_form(left: ScriptedText, right: ScriptedText, vocabulary: Vocabulary, policy: Policy) -> Likeness:
    """The better of the words as they stand and, at a price, of the short form of one."""
    best = _compare_letters(left, right, vocabulary, policy)
    for (letters, script), other in ((left, right), (right, left)):
        form = short_form(letters)
        price = short_form_price(letters, form, policy) if form else policy.most_doubt
        if best.doubt > price:
            found = _compare_letters((form, script), other, vocabulary, policy)
            if found.doubt + price < best.doubt:
                relation: Relation = "particle" if drops_article(letters, form) else "short form"
                best = Likeness(found.doubt + price, relation, found.word)
    return best


def short_form_price(letters: str, form: str, policy: Policy) -> float:
    """Bits for the short *form* of *letters*: the half of a construct is missed more than an article."""
    if letters in abbreviations():
        return policy.prices.abbreviation
    return policy.prices.particle if drops_article(letters, form) else policy.prices.prefix


def _compare_letters(
    left: ScriptedText, right: ScriptedText, vocabulary: Vocabulary, policy: Policy
) -> Likeness:
    """Compare letters that the channel can read."""
    (one, script), (two, other) = left, right
    if is_initial(one) != is_initial(two):
        return _initial(left, right, vocabulary, policy)
    if script == other == Script.PERSIAN:
        return persian_and_persian(vocabulary.persian(one), vocabulary.persian(two), vocabulary, policy)
    if script == other:
        readings = vocabulary.latin(one), vocabulary.latin(two)
        found, slip = latin_and_latin(*readings, vocabulary, policy), latin_slip(*readings, policy)
    else:
        persian, latin = (one, two) if script == Script.PERSIAN else (two, one)
        word, reading = vocabulary.persian(persian), vocabulary.latin(latin)
        found = persian_and_latin(word, reading, vocabulary, policy)
        slip = rendering_slip(word, reading, policy)
    return Likeness(slip, "slip", found.word) if slip < found.doubt else found


def _known_word(token: ScriptedText, vocabulary: Vocabulary) -> str:
    letters = readable_letters(token)
    if not letters:
        return ""
    if token[1] == Script.PERSIAN:
        return letters
    reading = vocabulary.latin(letters)
    return _likeliest(reading.mass, vocabulary)


def _likeliest(mass: dict[int, float], vocabulary: Vocabulary) -> str:
    """The word of most *mass*, the first of two that have as much."""
    return vocabulary.words[max(mass, key=mass.__getitem__)].persian if mass else ""


def _similar_texts(left: ScriptedText, right: ScriptedText, policy: Policy) -> Likeness:
    """Tokens that the channel cannot read: edit distance within one script, else nothing in common. Longer
    ones than any word are the same or nothing: edit distance is quadratic."""
    if left[1] != right[1] or max(len(left[0]), len(right[0])) > LONGEST_TEXT:
        return Likeness(policy.most_doubt, "different")
    unlike = 1.0 - OSA.normalized_similarity(left[0], right[0], score_cutoff=1 - UNLIKE)
    doubt = policy.most_doubt * min(1.0, unlike / UNLIKE)
    return Likeness(doubt, "similar" if doubt < policy.most_doubt else "different")


def persian_and_persian(
    left: PersianReading, right: PersianReading, vocabulary: Vocabulary, policy: Policy
) -> Likeness:
    """Two Persian spellings: of one word, or a typo apart."""
    if left.letters == right.letters or (left.word >= 0 and left.word == right.word):
        word = vocabulary.words[left.word].persian if left.word >= 0 else left.letters
        return Likeness(0.0, "spelling", word)
    typed_word = any(side.word >= 0 and typed_in_arabic(side.key) == side.key for side in (left, right))
    typo = typo_for_word(typo_probability(left.key, right.key), float(typed_word))
    joint = 0.5 * typo * (left.prior + right.prior)
    odds = policy.prior * joint / (left.prior * right.prior)
    odds = min(odds, float(MOST_ODDS[left.ending, right.ending]))
    doubt = float(doubt_of(odds, policy))
    if doubt >= policy.most_doubt:
        return Likeness(doubt, "different")
    meant = left if (left.prior, left.letters) >= (right.prior, right.letters) else right
    return Likeness(doubt, "slip", meant.letters)


def latin_and_latin(
    left: LatinReading, right: LatinReading, vocabulary: Vocabulary, policy: Policy
) -> Likeness:
    """Two Latin spellings: by the words that both may stand for, and by the Latin channel."""
    if left.letters == right.letters:
        return Likeness(0.0, "spelling", _likeliest(left.mass, vocabulary))
    one, two = left.mass, right.mass
    mass = {w: one[w] * two[w] / float(vocabulary.priors[w]) for w in one if w in two}
    common = sorted(left.sounds.keys() & right.sounds)
    alike = sum_in_order(left.sounds[sound] * right.sounds[sound] for sound in common)
    fits = (left.fits[sound] * right.fits[sound] for sound in common)
    fit = max(*fits, 0.0, unforeseen(left.best[0], right.best[0]))
    direct, most = _direct_probability(left, right, vocabulary)
    totals = left.total * right.total
    odds = odds_of_one_word(sum_in_order(mass.values()), alike, direct, most, totals, fit, policy)
    doubt = float(doubt_of(np.minimum(odds, MOST_ODDS[left.ending, right.ending]), policy))
    if doubt >= policy.most_doubt:
        return Likeness(doubt, "different")
    # A word that neither token is likely to mean explains nothing to a reader.
    least = WORTH_NAMING**2 * totals
    meant = {w: m for w, m in mass.items() if m * float(vocabulary.priors[w]) >= least}
    return Likeness(doubt, "spelling", _likeliest(meant, vocabulary))


def persian_and_latin(
    persian: PersianReading, latin: LatinReading, vocabulary: Vocabulary, policy: Policy
) -> Likeness:
    """A Persian spelling and a Latin one that may render it, or a word that the Persian one is a typo of."""
    rendered = vocabulary.rendering(persian, latin)
    excluded = latin.sounds.get(persian.sound, 0.0)
    mass = latin.mass if len(persian.typo_words) else {}
    typos = {
        w: mass[w] * share
        for w, share in zip(persian.typo_words.tolist(), persian.typos.tolist(), strict=True)
        if w in mass
    }
    mistyped = sum_in_order(typos.values())
    fit = max(
        fit_of(rendered, persian.prior, float(persian.romanisation != ""), latin.best),
        latin.fits.get(persian.sound, 0.0),
    )
    odds = odds_of_rendering(rendered, mistyped, latin.total, excluded, fit, policy)
    doubt = float(doubt_of(np.minimum(odds, MOST_ODDS[persian.ending, latin.ending]), policy))
    if doubt >= policy.most_doubt:
        return Likeness(doubt, "different")
    if mistyped / latin.total > rendered / (latin.total - excluded):
        return Likeness(doubt, "slip", _likeliest(typos, vocabulary))
    return Likeness(doubt, "spelling", persian.letters)


def _initial(left: ScriptedText, right: ScriptedText, vocabulary: Vocabulary, policy: Policy) -> Likeness:
    """One letter against a word: it agrees where the word may begin so."""
    initial, word = (left, right) if is_initial(left[0]) else (right, left)
    if initial in initials_of(*word, vocabulary):
        return Likeness(policy.prices.initial, "initial")
    return Likeness(policy.most_doubt, "different")


def initials_of(word: str, script: Script, vocabulary: Vocabulary) -> frozenset[ScriptedText]:
    """The initials of either script that *word*, in the channel's letters, may begin with."""
    channel = vocabulary.channel
    if script == Script.LATIN:
        starts = [channel.index[word[:k]] for k in (1, 2, 3) if word[:k] in channel.index]
        shares = channel.persian[starts][:, FIRST_SYMBOLS].sum(0)
        persian = {(x, Script.PERSIAN) for x, p in zip(PERSIAN, shares, strict=True) if p >= INITIAL_SHARE}
        return frozenset(persian | {(x, Script.LATIN) for x in (word[0], word[:2]) if is_initial(x)})
    return _SOUNDING[word[0]] | vocabulary.derived(_latin_initials)[int(persian_symbols(word)[0])]


def _latin_initials(vocabulary: Vocabulary) -> list[frozenset[ScriptedText]]:
    """The Latin letters that the renderings of each Persian symbol begin with."""
    channel = vocabulary.channel
    beginning: dict[str, list[int]] = defaultdict(list)
    for text, i in channel.index.items():
        for start in {text[:1], text[:2]}:
            if is_initial(start):
                beginning[start].append(i)
    shares = {start: channel.persian[places].sum(0) for start, places in beginning.items()}
    return [
        frozenset((start, Script.LATIN) for start, share in shares.items() if share[symbol] >= INITIAL_SHARE)
        for symbol in range(channel.persian.shape[1])
    ]
