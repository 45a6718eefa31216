"""Other systems: two lists of names in, a matrix of similarities out.

A peer is a romaniser and a method of comparing what it gives. A method takes two lists and gives a
float32 matrix, a row for each left name and a column for each right one, higher is more alike.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from ..lists.make_list import make_list
from ..romanise import AS_WRITTEN, ROMANISERS, SKELETON, Romaniser, absent
from .linkage import Matrix

MOST_NAMES: Final = 5000  # of a matrix: 100 MB
SLOW: Final = 300  # names of a method that compares pair by pair in Python
CUTOFFS: Final = (0.95, 0.9, 0.85, 0.8, 0.7)  # Jaro-Winkler levels that Splink weighs
TRAINING: Final = (2000, 99)  # mentions and seed of the list that Splink learns from
NEVER: Final = -100.0  # bits of a pair that Splink does not give
WARM_UP: Final = ("علی رضایی", "Ali Rezaei", "Reza Alavi", "رضا علوی")


@dataclass(frozen=True, slots=True)
class Method:
    """A way to compare romanised names. *most* is how many names it is given on a side;
    *alone* says that the score of a pair does not depend on the other names of the lists."""

    name: str
    compare: Callable[[Sequence[str], Sequence[str]], Matrix]
    needs: tuple[str, ...] = ()
    most: int = MOST_NAMES
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Peer:
    """A method on the names that a romaniser gives."""

    romaniser: Romaniser
    method: Method

    @property
    def system(self) -> str:
        return f"{self.romaniser.name} + {self.method.name}"

    @property
    def absent(self) -> list[str]:
        """The modules that it needs and that are not installed."""
        return absent((*self.romaniser.needs, *self.method.needs))

    def matrix(self, left: Sequence[str], right: Sequence[str]) -> Matrix:
        return self.method.compare(self.romaniser.all(left), self.romaniser.all(right))

    def pairs(self, left: Sequence[str], right: Sequence[str]) -> Matrix:
        """The similarity of each left name and the right one beside it."""
        if not self.method.alone:
            return self.matrix(left, right).diagonal()
        pairs = zip(self.romaniser.all(left), self.romaniser.all(right), strict=True)
        return np.array([self.method.compare([a], [b])[0, 0] for a, b in pairs], np.float32)

    def warm_up(self) -> None:
        """Load and learn what is not part of a run's seconds."""
        self.matrix(WARM_UP, WARM_UP)


def rapidfuzz(scorer: Callable[..., float], *, percent: bool) -> Callable[..., Matrix]:
    def compare(left: Sequence[str], right: Sequence[str]) -> Matrix:
        found = process.cdist(left, right, scorer=scorer, workers=-1, dtype=np.float32)
        return found / np.float32(100) if percent else found

    return compare


def equal(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """1 where the names are the same, else 0."""
    index = {name: i for i, name in enumerate(dict.fromkeys((*left, *right)))}
    one, two = (np.array([index[name] for name in names]) for names in (left, right))
    return (one[:, None] == two[None, :]).astype(np.float32)


def string_grouper(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """Cosine similarity of letter trigrams weighted by their rarity."""
    series = import_module("pandas").Series
    found = import_module("string_grouper").match_strings(
        series(list(right)), series(list(left)), min_similarity=0.2, max_n_matches=len(right)
    )
    matrix = np.zeros((len(left), len(right)), np.float32)
    matrix[found["right_index"], found["left_index"]] = found["similarity"]
    return matrix


def logic_v2(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """nomenklatura's matcher on persons that have nothing but a name."""
    algorithm = import_module("nomenklatura.matching.logic_v2.model").LogicV2
    config = algorithm.default_config()
    queries, results = ([person(name) for name in names] for names in (left, right))
    scores = [[algorithm.compare(q, r, config).score for r in results] for q in queries]
    return np.array(scores, np.float32).reshape(len(left), len(right))


def person(name: str) -> Any:
    entity = import_module("followthemoney").model.make_entity("Person")
    entity.id = name
    entity.add("name", name)
    return entity


# ----------------------------------------------------------------------------------- Splink


def splink(romaniser: Romaniser) -> Callable[..., Matrix]:
    """Match weights of the first word, the last word and the sorted words, by Jaro-Winkler levels.

    Without names in columns there is nothing to block by: all pairs are scored. What agreement is
    worth it learns from the truth of a list made for that, which no user has and which favours it.
    """

    def compare(left: Sequence[str], right: Sequence[str]) -> Matrix:
        sides = (splink_table(names) for names in (left, right))
        linker = splink_linker(splink_model(romaniser), *sides)
        found = linker.inference.predict().as_pandas_dataframe()
        matrix = np.full((len(left), len(right)), NEVER, np.float32)
        matrix[found["unique_id_l"], found["unique_id_r"]] = found["match_weight"]
        return matrix

    return compare


def splink_table(names: Sequence[str]) -> dict[str, list[Any]]:
    """The columns that are compared, of romanised names."""
    words = [name.replace(",", " ").replace("-", " ").split() or [""] for name in names]
    return {
        "unique_id": list(range(len(words))),
        "forename": [row[0] for row in words],
        "surname": [row[-1] for row in words],
        "name": [" ".join(sorted(row)) for row in words],
    }


def splink_linker(settings: Any, *tables: dict[str, list[Any]]) -> Any:
    frame = import_module("pandas").DataFrame
    database = import_module("splink.backends.duckdb").DuckDBAPI()
    named = [
        database.register(frame(table), dataset_display_name=f"side_{i}") for i, table in enumerate(tables)
    ]
    logging.getLogger("splink").setLevel(logging.ERROR)
    return import_module("splink").Linker(named if len(named) > 1 else named[0], settings, log_level=None)


@lru_cache(maxsize=len(ROMANISERS) + 1)
def splink_model(romaniser: Romaniser) -> dict[str, Any]:
    """The settings with what was learned from a made list whose persons are told."""
    level = import_module("splink.comparison_library").JaroWinklerAtThresholds
    settings = import_module("splink").SettingsCreator(
        link_type="dedupe_only",
        comparisons=[level(column, list(CUTOFFS)) for column in ("forename", "surname", "name")],
        blocking_rules_to_generate_predictions=["1=1"],
    )
    size, seed = TRAINING
    rows = make_list(size, seed=seed)
    told = {"person": [row.person for row in rows]}
    linker = splink_linker(settings, splink_table(romaniser.all([row.name for row in rows])) | told)
    linker.training.estimate_u_using_random_sampling(max_pairs=4e6, seed=seed)
    linker.training.estimate_m_from_label_column("person")
    model: dict[str, Any] = linker.misc.save_model_to_json()
    return model | {"link_type": "link_only"}


# -------------------------------------------------------------------------------- the table

WRATIO: Final = Method("WRatio", rapidfuzz(fuzz.WRatio, percent=True))
TOKEN_SORT: Final = Method("token_sort_ratio", rapidfuzz(fuzz.token_sort_ratio, percent=True))
JARO_WINKLER: Final = Method("Jaro-Winkler", rapidfuzz(JaroWinkler.similarity, percent=False))
STRING_GROUPER: Final = Method("string_grouper", string_grouper, needs=("string_grouper",), alone=False)
LOGIC_V2: Final = Method("nomenklatura logic-v2", logic_v2, needs=("nomenklatura",), most=SLOW)
EQUAL: Final = Method("equal", equal)

LATIN: Final = (*ROMANISERS, SKELETON)
PEERS: Final = (
    *(Peer(r, m) for m in (WRATIO, TOKEN_SORT, JARO_WINKLER, STRING_GROUPER) for r in LATIN),
    *(Peer(r, Method("Splink", splink(r), needs=("splink",), alone=False)) for r in LATIN),
    *(Peer(r, LOGIC_V2) for r in (AS_WRITTEN, *ROMANISERS)),
    Peer(SKELETON, EQUAL),
)
