"""Every tunable in one frozen value."""

from dataclasses import dataclass, fields
from typing import Any, Final, Literal

from .errors import NameMatchError

_LONGEST_LINE: Final = 200  # letters of what stands for a policy on one line


def differing(value: Any, *always: str) -> str:
    """A frozen value on one line: the fields shown *always*, and those that are not as by default."""
    chosen = [f for f in fields(value) if f.name in always or getattr(value, f.name) != f.default]
    shown = ", ".join(f"{f.name}={_shortest(getattr(value, f.name))}" for f in chosen)
    written = f"{type(value).__name__}({shown})"
    return written if len(written) <= _LONGEST_LINE else written[: _LONGEST_LINE - 4] + "...)"


def _shortest(value: object) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return repr(value).removesuffix(".0") if whole else repr(value)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a difference of structure costs, in bits of doubt; each line with what taught it."""

    turned: float = 0.06  # FATTAHIAN Ghafour: the surname first, unmarked
    other_order: float = 1.5  # Reza Jebelli Sadeghi
    join: float = 0.04  # Ali Reza, Alireza
    particle: float = 0.3  # al-Hosseini, Hosseini
    title: float = 0.5  # Seyed Zafari, Alireza: a title that the surname took along
    family: float = 7.0  # Farid Totounchi Mahoutchi: the second surname dropped; less of a rare name
    given: float = 8.0  # Reza / Mohammad Reza: two given names, often two men
    only_pair: float = 11.0  # one of two tokens dropped: half the name is gone
    single: float = 5.8  # and only one token is left to agree
    initials: float = 1.3  # G. Fattahian, M. R. Fattahian: all initials of a pair at least
    initial: float = 0.4  # and for each
    left_initial: float = 0.5  # Ali R. Fattahian, Ali Fattahian
    prefix: float = 4.0  # Rahman for Abdolrahman
    abbreviation: float = 1.5  # Md for Mohammad
    slip: float = 3.5  # Karman for Kamran: at least, in a word of four letters, and a bit less for each more
    father: float = 10.0  # Ali Karimi s/o Hassan, s/o Reza: two fathers at most
    same_father: float = 1.0  # what one father takes off the doubt
    generation: float = 1.0  # Ali Karimi Jr., Sr.: beyond what is still the same
    within: float = 1.0  # Farida Zand, Farida Keshtkar Nouri Zand: beyond what is still the same
    titled: float = 1.7  # Ayatollah Dadgar, Hassan Dadgar: the given name whose place a title has

    def __repr__(self) -> str:
        return differing(self)


@dataclass(frozen=True, slots=True)
class Policy:
    """What counts as one name. Cutoffs in bits (log2 odds of the probability), inclusive.

    ``identity="person"`` asks for one person rather than one name: ``same`` becomes ``review`` for
    a name so frequent that *population* holds *namesakes* others or more. *population* is the number
    of names a match is sought among: by default the rows at hand, two for one comparison.
    *titles*, a tuple of texts, are no names to any function that takes a policy.

    >>> Policy(review=-2.5, prices=Prices(turned=1.0))
    Policy(same=1.5, review=-2.5, prices=Prices(turned=1))
    >>> Policy(same=3, review=5)
    Traceback (most recent call last):
    ...
    namematch.errors.NameMatchError: review=5 is not below same=3
    """

    same: float = 1.5
    review: float = -3.0
    identity: Literal["name", "person"] = "name"
    population: int | None = None
    namesakes: float = 0.5
    prior: float = 0.01  # that two tokens are one word, against another word of the same list
    epsilon: float = 1e-3  # of a token's probability: what is left when its best reading is excluded
    crowd: float = 0.01  # of all people share the rest of a name: where more do, a word is doubted more
    rare: float = 1e-5  # of all people share the rest of a name: where fewer do, a dropped surname costs less
    relatives: int = 100_000  # names of a list that holds as many strangers as a short one has relatives
    most_doubt: float = 13.0  # bits of a token at most: beyond, it is simply another word
    floor: float = -3.0  # bits of a pair in the average of a cluster at least, so that none can veto
    cap: float = 12.0  # and at most, so that no bridge can carry
    repeats: int = 2  # a word that the list has so often competes as those of the lexicon do; 0: none does
    prices: Prices = Prices()
    titles: tuple[str, ...] = ()  # of the caller, beside those of this package: "Guild Master", "پیر"

    def __repr__(self) -> str:
        return differing(self, "same", "review")

    def __post_init__(self) -> None:
        if not self.review < self.same:
            raise NameMatchError(f"review={self.review} is not below same={self.same}")
        if self.identity not in ("name", "person"):
            raise NameMatchError(f"identity={self.identity!r} is neither 'name' nor 'person'")
        if not 0 < self.crowd <= 1:
            raise NameMatchError(f"crowd={self.crowd} is no share of all people")
        if self.relatives < 1:
            raise NameMatchError(f"relatives={self.relatives} is not a number of names")
        if not isinstance(self.titles, tuple) or not all(isinstance(title, str) for title in self.titles):
            raise NameMatchError(f"titles={self.titles!r} is no tuple of texts")
        if self.population is not None and self.population < 1:
            raise NameMatchError(f"population={self.population} is not a number of names")
