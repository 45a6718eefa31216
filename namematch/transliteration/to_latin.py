"""A Persian token in, its Latin spellings out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from ..model.lexicon import GIVEN, LONGEST_TOKEN
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..text.constructs import Construct, construct_of, is_whole
from ..text.letters import persian_letters
from ..text.normalize import ZWNJ, normalize_name
from ..text.scripts import Script
from .parts import SHORTEST_PART, KnownWords, affix_table, sure_affixes
from .pieces import Path, align_letters, fold_spelling
from .schemes import ENGLISH, SPOKEN, STYLES, Part, article_before, own_forms, written
from .search import NARROW, WIDE, Width
from .sounds import ALLAH, ARTICLE, doubled_places, hamzas_restored, sounds
from .speller import MOST_TOKENS, Speller
from .spelling import Spelling, best_products, by_probability
from .styles import press_names, styled
from .title_forms import latin_titles
from .vocalised import Letter, half_spaces, marked_letters, sounds_of, without_marks
from .vocalised_words import vocalised_form, vocalised_words
from .written_marks import MarkedWord, overlaid, overlaid_path

# Share of the print runs that spell a word, or a word of known parts, as the tables do.
KNOWN_SHARE: Final = 0.75
PARTED_SHARE: Final = 0.6


_FATHER: Final = "ابو"
_BY_NAME: Final = re.compile(f"{_FATHER}(?!ال)...")  # Abu Reyhan; Abolfazl has an article
_AFTER_HE: Final = ("ای", "ئی", "یی")  # after a silent he: Khamenei
_ARABIC_LETTER: Final = re.compile("[ثحذصضطظع]")  # letters of no Turkic and no Persian word
_SHORTEST_AFTER_ARTICLE: Final = 4  # letters: الدار and الشاد are Turkic names
_PLACE: Final = "آباد"
_DIN: Final = re.compile("oddin(?=i?$)")  # which the press writes eddin


class TokenReading(NamedTuple):
    """A way to read a Persian token: as the English-language press writes it, and the Latin letters of each
    letter.

    *path* is empty where that is spelled by no letters (Charles); *cut* is where two known words
    meet, 0 for nowhere. *vocalised*: whether its vowels are known facts.
    """

    latin: str
    probability: float
    path: Path
    cut: int = 0
    vocalised: bool = False


class ToLatin:
    """Spells Persian tokens: a word of a vocabulary as it says, a word made of known parts by theirs, any
    other letter by letter."""

    def __init__(self, vocabulary: Vocabulary, speller: Speller) -> None:
        self._known = KnownWords(vocabulary)
        self._unknown = _words_lacking(vocabulary)
        self._speller = speller
        self.spell = lru_cache(maxsize=MOST_TOKENS)(self._spell)
        self._readings = lru_cache(maxsize=MOST_TOKENS)(self._read)

    def vocalised(self, token: str, *, spoken: bool = False) -> str | None:
        """``vocalised_form`` of a token; None for a word of the package's that this vocabulary lacks."""
        if self._unknown and persian_letters(token) in self._unknown:
            return None
        return vocalised_form(token, spoken=spoken)

    def _spell(self, scheme: str, width: Width, token: str) -> tuple[Spelling, ...]:
        """Spell a token by a column of ``data/schemes.tsv``, capitalised, best first."""
        if own := own_forms(scheme).get(token):
            return (Spelling(own, 1.0),)
        if scheme == ENGLISH and (title := latin_titles().get(persian_letters(token))):
            return (Spelling(title + ".", 1.0),)
        return self._spell_word(scheme, width, token)

    def _spell_word(self, scheme: str, width: Width, token: str) -> tuple[Spelling, ...]:
        """``_spell`` of what is no title where it stands."""
        if rest := self._after_article(token):
            before = article_before(persian_letters(rest)[0], scheme)
            spelled_rest = self._spell_after_article(scheme, width, token, rest)
            return tuple(Spelling(before + x.text, x.probability) for x in spelled_rest)
        if "-" in token and self._known.romanisation(persian_letters(token)) is None:
            spelled = [self.spell(scheme, width, part) for part in token.split("-")]
            return tuple(best_products(_hyphens_between(spelled), width.proposed))
        masses: dict[str, float] = defaultdict(float)
        for reading in self._readings(token, width):
            for text, share in self._written(token, reading, scheme, width):
                masses[text] += share * reading.probability
        return tuple(sorted((Spelling(*item) for item in masses.items()), key=by_probability))

    def _after_article(self, token: str) -> str:
        """What follows an article that *token* begins with (البلخی); ``''`` where it begins otherwise."""
        letters = persian_letters(token)
        if not letters.startswith(ARTICLE) or self._known.romanisation(letters):
            return ""
        rest, form = token[len(ARTICLE) :], self.vocalised(token)
        if form is not None:
            return rest if form.startswith(ARTICLE) else ""
        if is_whole(letters):
            return ""
        if construct_of(letters, Script.PERSIAN) & Construct.END:
            return rest if letters != ALLAH else ""
        stem = persian_letters(rest)
        is_nisba = stem.endswith("ی") and len(stem) > _SHORTEST_AFTER_ARTICLE
        known = is_nisba or self.vocalised(rest) or self._known.romanisation(stem)
        is_long = known and len(stem) >= _SHORTEST_AFTER_ARTICLE
        return rest if is_long or (len(stem) >= SHORTEST_PART and _ARABIC_LETTER.search(stem)) else ""

    def _spell_after_article(self, scheme: str, width: Width, token: str, rest: str) -> tuple[Spelling, ...]:
        """The *rest* of a *token* behind its article, where some words are read otherwise: الملک."""
        form = self.vocalised(token, spoken=scheme in SPOKEN)
        if form is None:
            return self._spell_word(scheme, width, rest)  # no title stands behind an article
        return (Spelling(written([Part(sounds_of(marked_letters(form[len(ARTICLE) :])))], scheme), 1.0),)

    def spell_marked(self, scheme: str, width: Width, word: MarkedWord) -> tuple[Spelling, ...]:
        """The spellings of a word whose vowels are written, in part at least; with an article at its head
        as without them, since it may be one with the word before."""
        if self._after_article(word.token):
            return self.spell(scheme, width, word.token)
        known = self.vocalised(word.token, spoken=scheme in SPOKEN)
        if known is not None:
            marked = overlaid(marked_letters(known), word.letters)
            parts = self._marked_parts(word.token, known, marked)
            if parts == self._vocalised_parts(word.token, known):
                return self.spell(scheme, width, word.token)
        else:
            reading = next(iter(self._readings(word.token, width)), None)
            if reading is None or len(reading.path) != len(word.letters):
                return self.spell(scheme, width, word.token)
            doubled = doubled_places(reading.path, normalize_name(reading.latin))
            twice = {place for place, letter in enumerate(word.letters) if letter.twice}
            path = overlaid_path(hamzas_restored(reading.path, persian_letters(word.token)), word.letters)
            parts = [Part(sounds(path, doubled | twice))]
        text = written(parts, scheme)
        if scheme == ENGLISH:
            text = _DIN.sub("eddin", text.lower())
            text = text[:1].upper() + text[1:]
        return (Spelling(text, 1.0),)

    def searched(self, tokens: Iterable[str], width: Width) -> list[str]:
        """The letters that ``spell`` will most likely ask its speller to read, for one who works that out
        ahead: those of *tokens* and of their parts, but for words that are enough by themselves."""
        words: dict[str, None] = {}
        for token in tokens:
            for part in {token, *re.split(f"[-{ZWNJ}]", token)}:
                letters = persian_letters(part)
                if not 0 < len(letters) <= LONGEST_TOKEN:
                    continue
                words[letters] = None
                words.update((stem, None) for _, _, stem in sure_affixes(letters))
        known = self._known.romanisation
        return [letters for letters in words if width is not NARROW or known(letters) is None]

    def _written(
        self, token: str, reading: TokenReading, scheme: str, width: Width
    ) -> Iterable[tuple[str, float]]:
        """A token that is read so as *scheme* writes it, with shares; none where it cannot."""
        text = reading.latin[:1].upper() + reading.latin[1:]
        letters = persian_letters(token)
        if scheme == ENGLISH:
            return styled(text, letters) if width is WIDE else [(text, 1.0)]
        if of_language := press_names().get((letters, scheme)):
            return [(of_language, 1.0)]
        if not (reading.path or reading.vocalised):
            return [(text, 1.0)] if scheme in STYLES else []
        return [(written(self._parts(token, reading, scheme), scheme), 1.0)]

    def _parts(self, token: str, reading: TokenReading, scheme: str) -> list[Part]:
        """The sounds of a token's parts, and how each part is joined to the one before."""
        if reading.vocalised and (known := self.vocalised(token, spoken=scheme in SPOKEN)):
            return self._vocalised_parts(token, known)
        letters = "".join(letter for letter in token if persian_letters(letter))
        path = hamzas_restored(reading.path, letters)
        doubled = doubled_places(reading.path, normalize_name(reading.latin))
        joins = self._joins(token)
        if reading.cut and ZWNJ not in token:
            joins[reading.cut] = self._solid(persian_letters(token), reading.cut)
        found = []
        for start, end in pairwise((0, *sorted(joins), len(letters))):
            within = frozenset(place - start for place in doubled if start <= place < end)
            found.append(Part(sounds(path[start:end], within), joins.get(start, "")))
        return found

    def _vocalised_parts(self, token: str, vocalised: str) -> list[Part]:
        """``_parts`` of a token whose vowels are known."""
        return self._marked_parts(token, vocalised, marked_letters(vocalised))

    def _marked_parts(self, token: str, vocalised: str, marked: Sequence[Letter]) -> list[Part]:
        """``_vocalised_parts`` with *marked* letters of its own."""
        joins = self._joins(token)
        spelled = "".join(x.letter for x in marked)
        cuts = [place for place in half_spaces(vocalised) if not spelled.startswith(ARTICLE, place)]
        for cut in cuts or self._cuts_of_names(vocalised):
            joins.setdefault(cut, self._solid(persian_letters(spelled), cut))
        places = (0, *sorted(joins), len(marked))
        return [Part(sounds_of(marked[a:b]), joins.get(a, "")) for a, b in pairwise(places)]

    def _joins(self, token: str) -> dict[int, str]:
        """Where the parts of a token begin but the first, by its half-spaces, and how each is joined to the
        one before."""
        texts = [persian_letters(text) for text in token.split(ZWNJ)]
        joins: dict[int, str] = {}
        if _BY_NAME.match(texts[0]):
            joins[len(_FATHER)] = "kunya"
        start = len(texts[0])
        for i, text in enumerate(texts[1:], 1):
            # What begins with an article is one with the word before, whose last vowel is its own.
            if not text.startswith(ARTICLE):
                joins[start] = self._half_space(texts, i)
            start += len(text)
        return joins

    def _half_space(self, parts: list[str], i: int) -> str:
        """How a half-space joins a part to the one before it."""
        affixes = affix_table()
        if parts[i] in _AFTER_HE:
            return "ending"
        if parts[i].startswith(_PLACE):
            return "place"
        if (parts[i], "suffix") in affixes:
            return "affix"
        if i == 1 and (parts[0], "prefix") in affixes:
            name = self._known.word(parts[1])
            return "name" if name and name.given > name.family else "affix"
        both = parts[i - 1] + parts[i]
        return "name" if self._meet_as_names(both, len(parts[i - 1])) else "affix"

    def _meet_as_names(self, letters: str, cut: int) -> bool:
        """Whether a half-space at *cut* parts two names, given names or surnames, or is within one word
        (Danesh-pazhuh)."""
        name = self._known.word(letters[cut:])
        is_surname = name is not None and name.family > name.given and letters.endswith("ی")
        return is_surname or self._are_names(letters, cut)

    def _cuts_of_names(self, vocalised: str) -> Iterator[int]:
        """Yield where a *vocalised* word without half-spaces is two given names: Mohammadali."""
        words, letters = vocalised_words(), persian_letters(without_marks(vocalised))
        for cut in range(SHORTEST_PART, len(letters) - 1):
            left, right = words.get(letters[:cut]), words.get(letters[cut:])
            if left and right and left + right == vocalised and self._are_names(letters, cut):
                yield cut
                return

    def _solid(self, letters: str, cut: int) -> str:
        return "solid-name" if self._are_names(letters, cut) else "solid"

    def _are_names(self, letters: str, cut: int) -> bool:
        """Whether two given names meet at *cut*, or a word and a name that all know: Lotfali."""
        one, two = self._known.word(letters[:cut]), self._known.word(letters[cut:])
        if two is None or two.given <= two.family:
            return False
        if one is None:
            return two.given >= GIVEN["very common"]
        return one.given > one.family or (one.given == one.family and two.given >= GIVEN["very common"])

    def _read(self, token: str, width: Width) -> tuple[TokenReading, ...]:
        """The ways to read a token, best first; those that sound alike are one."""
        letters = persian_letters(token)
        vocalised = self.vocalised(token)
        known, share = self._by_words(token, letters, width, vocalised)
        path, cut = self._aligned(letters, known) if known else ((), 0)
        # A known word is looked at no further where one spelling is enough.
        enough = width is NARROW and known and (path or vocalised)
        by_letters = [] if enough else self._speller.readings(letters, width)
        masses: dict[str, TokenReading] = {}
        if known:
            masses[fold_spelling(known)] = TokenReading(known, share, path, cut, bool(vocalised))
        left = 1 - share if known else 1.0
        for reading in by_letters:
            text = reading.latin
            key, mass = fold_spelling(text), left * reading.probability
            before = masses.get(key, TokenReading(text, 0.0, reading.path))
            masses[key] = before._replace(probability=before.probability + mass)
        return tuple(sorted(masses.values(), key=lambda found: (-found.probability, found.latin)))

    def _by_words(
        self, token: str, letters: str, width: Width, vocalised: str | None
    ) -> tuple[str | None, float]:
        """What known words make of a token, and the share of those who write it so; None for nothing."""
        if (whole := self._known.romanisation(letters)) is not None:
            return whole, KNOWN_SHARE
        if vocalised:
            parts = self._vocalised_parts(token, vocalised)
            return _DIN.sub("eddin", written(parts, ENGLISH).lower()), KNOWN_SHARE
        if (parted := self._by_parts(token.split(ZWNJ), width)) is not None:
            return parted, PARTED_SHARE
        for affix, kind, stem in sure_affixes(letters):  # Abdolmohaymen
            best = self._readings(stem, width)[0]
            both = (best.latin.lower(), affix.latin[0])
            return "".join(both if kind == "suffix" else both[::-1]), PARTED_SHARE * best.probability
        return None, 0.0

    def _by_parts(self, parts: list[str], width: Width) -> str | None:
        """Spell a token of several known parts; None for one that has none.

        Half-spaces part for certain: a part that nobody knows is spelled by its letters.
        """
        if len(parts) == 1:
            return self._known.best_parting(persian_letters(parts[0]))
        affixes, last = affix_table(), len(parts) - 1
        texts: list[str] = []
        for i, part in enumerate(parts):
            kind = "suffix" if i == last else "prefix" if i == 0 else ""
            affix = affixes.get((part, kind))
            texts.append(affix.latin[0] if affix else self._readings(part, width)[0].latin.lower())
        return "".join(texts)

    def _aligned(self, letters: str, latin: str) -> tuple[Path, int]:
        """The Latin letters of each of *letters*, and where two known words meet in them, 0 for nowhere."""
        spelled = fold_spelling(normalize_name(latin))
        for cut in range(SHORTEST_PART, len(letters) - 1):
            left = self._known.romanisation(letters[:cut])
            right = self._known.romanisation_as_second_part(letters[cut:])
            if left and right and fold_spelling(normalize_name(left + right)) == spelled:
                parts = (letters[:cut], left), (letters[cut:], right)
                paths = [align_letters(part, fold_spelling(normalize_name(text))) for part, text in parts]
                if all(paths):
                    return (*paths[0], *paths[1]), cut
        return align_letters(letters, spelled), 0


def _words_lacking(vocabulary: Vocabulary) -> frozenset[str]:
    """The words of the package's vocabulary that another one does not have."""
    shipped = shipped_vocabulary()
    if vocabulary is shipped:
        return frozenset()
    return frozenset(x.persian for x in shipped.words if vocabulary.word_spelled(x.persian) < 0)


def _hyphens_between(parts: Iterable[tuple[Spelling, ...]]) -> Iterator[tuple[Spelling, ...]]:
    for i, part in enumerate(parts):
        if i:
            yield (Spelling("-", 1.0),)
        yield part
