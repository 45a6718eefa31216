"""Everything compiled ahead that long lists and indexes run: for images, and before the first list comes."""

from .arrays.compile_cache import cache_folder
from .arrays.running import compile_all
from .batch.transliteration import rehearse_spelling
from .dedupe.records import rehearse_dedupe
from .match.matches import rehearse_match, rehearse_one_to_one
from .match.pairs import rehearse_pairs
from .progress import Progress, silent
from .search.index import rehearse_search


def warm_up(*, progress: Progress = silent) -> str | None:
    """Compile all that ``dedupe_names``, ``match_names``, ``compare_pairs``, ``transliterate_many``,
    ``spellings_many`` and ``NameIndex`` run compiled for long lists.

    That takes less than a minute once per installation, and next to nothing where it has been done. Gives the
    folder in which it is kept: that of ``NUMBA_CACHE_DIR``, of the package, of the user, or a temporary one,
    the first that can be written; None where none can, and it lasts as long as the process. *progress* is
    told stage, done and total.
    """
    for rehearse in (
        rehearse_dedupe, rehearse_spelling, rehearse_match, rehearse_one_to_one, rehearse_pairs,
        rehearse_search,
    ):  # fmt: skip
        compile_all(rehearse, progress)
    return cache_folder()
