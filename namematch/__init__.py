"""Bilingual name reconciliation: Persian names in two scripts, matched, explained, deduplicated.

Each public name is loaded on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .batch.transliteration import spellings_many, transliterate_many
    from .compare.comparison import Aligned, Comparison, Verdict
    from .compare.keys import name_keys
    from .compare.names import compare_names
    from .compare.probability import probability
    from .compare.relations import Relation
    from .dedupe.decisions import Decision
    from .dedupe.linkage import RefusalReason
    from .dedupe.persons import Apart, Person, Repetition, TiedMention
    from .dedupe.reconciliation import Assigned, Assignment, Reconciliation, Refusal, RowVerdict
    from .dedupe.records import dedupe_names
    from .dedupe.reviews import Review
    from .errors import InputError, NameMatchError, OutputError, TableError
    from .match.matches import Match, Matches, match_names
    from .match.pairs import Scores, compare_pairs
    from .model.channel import Channel, read_channel
    from .model.lexicon import Word, read_words
    from .model.vocabulary import Vocabulary, shipped_vocabulary
    from .names.mentions import Mention, Mentions, NameLike
    from .names.name import Name, Role, Token
    from .names.parse import parse_name
    from .policy import Policy, Prices
    from .progress import Progress
    from .search.index import NameIndex
    from .text.scripts import Script
    from .transliteration.graphones import Graphones, read_graphones
    from .transliteration.names import spellings, transliterate
    from .transliteration.spelling import Spelling
    from .warming import warm_up

    __version__: str

# Where each name stands; a test holds this equal to the imports above, which type checkers read.
_HOMES = {
    "batch.transliteration": ("spellings_many", "transliterate_many"),
    "compare.comparison": ("Aligned", "Comparison", "Verdict"),
    "compare.keys": ("name_keys",),
    "compare.names": ("compare_names",),
    "compare.probability": ("probability",),
    "compare.relations": ("Relation",),
    "dedupe.decisions": ("Decision",),
    "dedupe.linkage": ("RefusalReason",),
    "dedupe.persons": ("Apart", "Person", "Repetition", "TiedMention"),
    "dedupe.reconciliation": (
        "Assigned",
        "Assignment",
        "Reconciliation",
        "Refusal",
        "RowVerdict",
    ),
    "dedupe.records": ("dedupe_names",),
    "dedupe.reviews": ("Review",),
    "errors": ("InputError", "NameMatchError", "OutputError", "TableError"),
    "match.matches": ("Match", "Matches", "match_names"),
    "match.pairs": ("Scores", "compare_pairs"),
    "model.channel": ("Channel", "read_channel"),
    "model.lexicon": ("Word", "read_words"),
    "model.vocabulary": ("Vocabulary", "shipped_vocabulary"),
    "names.mentions": ("Mention", "Mentions", "NameLike"),
    "names.name": ("Name", "Role", "Token"),
    "names.parse": ("parse_name",),
    "policy": ("Policy", "Prices"),
    "progress": ("Progress",),
    "search.index": ("NameIndex",),
    "text.scripts": ("Script",),
    "transliteration.graphones": ("Graphones", "read_graphones"),
    "transliteration.names": ("spellings", "transliterate"),
    "transliteration.spelling": ("Spelling",),
    "warming": ("warm_up",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Aligned",
    "Apart",
    "Assigned",
    "Assignment",
    "Channel",
    "Comparison",
    "Decision",
    "Graphones",
    "InputError",
    "Match",
    "Matches",
    "Mention",
    "Mentions",
    "Name",
    "NameIndex",
    "NameLike",
    "NameMatchError",
    "OutputError",
    "Person",
    "Policy",
    "Prices",
    "Progress",
    "Reconciliation",
    "Refusal",
    "RefusalReason",
    "Relation",
    "Repetition",
    "Review",
    "Role",
    "RowVerdict",
    "Scores",
    "Script",
    "Spelling",
    "TableError",
    "TiedMention",
    "Token",
    "Verdict",
    "Vocabulary",
    "Word",
    "compare_names",
    "compare_pairs",
    "dedupe_names",
    "match_names",
    "name_keys",
    "parse_name",
    "probability",
    "read_channel",
    "read_graphones",
    "read_words",
    "shipped_vocabulary",
    "spellings",
    "spellings_many",
    "transliterate",
    "transliterate_many",
    "warm_up",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _installed_version()
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def _installed_version() -> str:
    from importlib import metadata  # noqa: PLC0415 slow to load

    try:
        return metadata.version(__name__)
    except metadata.PackageNotFoundError:
        return "0+not.installed"  # run from its sources, which know no version; PEP 440 has this form


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
