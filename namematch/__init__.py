"""Bilingual name reconciliation: Persian names in two scripts, matched, explained, deduplicated.

Each public name is loaded on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .compare.comparison import Aligned, Comparison
    from .compare.names import compare_names
    from .dedupe.persons import Person
    from .dedupe.reconciliation import Reconciliation
    from .dedupe.records import dedupe_names
    from .errors import InputError, NameMatchError, OutputError, TableError
    from .match.matches import Match, Matches, match_names
    from .model.channel import read_channel
    from .model.lexicon import Word, read_words
    from .model.vocabulary import Vocabulary, shipped_vocabulary
    from .names.mentions import Mention
    from .names.name import Name, Role, Token
    from .names.parse import parse_name
    from .policy import Policy, Prices
    from .search.index import NameIndex
    from .text.scripts import Script
    from .transliteration.graphones import Graphones, read_graphones
    from .transliteration.names import spellings, transliterate
    from .transliteration.spelling import Spelling

_HOMES = {
    "compare.comparison": (
        "Aligned",
        "Comparison",
    ),
    "compare.names": ("compare_names",),
    "dedupe.persons": ("Person",),
    "dedupe.reconciliation": ("Reconciliation",),
    "dedupe.records": ("dedupe_names",),
    "errors": (
        "InputError",
        "NameMatchError",
        "OutputError",
        "TableError",
    ),
    "match.matches": (
        "Match",
        "Matches",
        "match_names",
    ),
    "model.channel": ("read_channel",),
    "model.lexicon": (
        "Word",
        "read_words",
    ),
    "model.vocabulary": (
        "Vocabulary",
        "shipped_vocabulary",
    ),
    "names.mentions": ("Mention",),
    "names.name": (
        "Name",
        "Role",
        "Token",
    ),
    "names.parse": ("parse_name",),
    "policy": (
        "Policy",
        "Prices",
    ),
    "search.index": ("NameIndex",),
    "text.scripts": ("Script",),
    "transliteration.graphones": (
        "Graphones",
        "read_graphones",
    ),
    "transliteration.names": (
        "spellings",
        "transliterate",
    ),
    "transliteration.spelling": ("Spelling",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Aligned",
    "Comparison",
    "Graphones",
    "InputError",
    "Match",
    "Matches",
    "Mention",
    "Name",
    "NameIndex",
    "NameMatchError",
    "OutputError",
    "Person",
    "Policy",
    "Prices",
    "Reconciliation",
    "Role",
    "Script",
    "Spelling",
    "TableError",
    "Token",
    "Vocabulary",
    "Word",
    "compare_names",
    "dedupe_names",
    "match_names",
    "parse_name",
    "read_channel",
    "read_graphones",
    "read_words",
    "shipped_vocabulary",
    "spellings",
    "transliterate",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
