"""Bilingual name reconciliation: Persian names in two scripts, matched, explained, deduplicated.

Each public name is loaded on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .channel import read_channel
    from .compare import Aligned, Comparison, compare_names
    from .errors import InputError, NameMatchError, OutputError, TableError
    from .index import NameIndex
    from .match import Match, Matches, match_names
    from .mentions import Mention
    from .parse import Name, Role, Script, Token, parse_name
    from .persons import Person
    from .policy import Policy, Prices
    from .records import Reconciliation, dedupe_names
    from .transliteration import Spelling, spellings, transliterate
    from .vocabulary import Vocabulary, Word, read_words, shipped_vocabulary

_HOMES = {
    "channel": ("read_channel",),
    "compare": ("Aligned", "Comparison", "compare_names"),
    "errors": ("InputError", "NameMatchError", "OutputError", "TableError"),
    "index": ("NameIndex",),
    "match": ("Match", "Matches", "match_names"),
    "mentions": ("Mention",),
    "parse": ("Name", "Role", "Script", "Token", "parse_name"),
    "policy": ("Policy", "Prices"),
    "persons": ("Person",),
    "records": ("Reconciliation", "dedupe_names"),
    "transliteration": ("Spelling", "spellings", "transliterate"),
    "vocabulary": ("Vocabulary", "Word", "read_words", "shipped_vocabulary"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Aligned",
    "Comparison",
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
