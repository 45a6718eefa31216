"""The letters of a word in, what its bearer is called too out: Karim for Abdolkarim, Nezam for Nezamoddin."""

import re
from typing import Final

from .constructs import is_whole

# Abdolkarim, Abdul Karim, Abdurrahman, عبدالکریم: the servant of, and one of the names of God.
_SERVANT_OF: Final = re.compile("(?:abd[aeou]l?|عبدال)(?!lah$)(...+)")
# Nezamoddin, Habibollah, Ziaulhaq: something of the religion, of God, of the truth.
_OF_RELIGION: Final = re.compile(
    "(?!abd|ebd|عبد)(...+?)(?:[aeou]l?d(?:i|ie|y)n[ei]?|[aou]lah|[aou]l(?:haq|hagh|hak)|[aou]r?rahman"
    "|الدین|الله|اله|الحق|الرحمن|الرحمان)"
)
# الحسینی, Alhosseini: a surname with the article joined to it. Alavi and Elyasi have none.
_ARTICLED: Final = re.compile("ال(...+)|[ae]l(?![aeiou])(.....+)")


def short_form(letters: str) -> str:
    """What is left of a construct whose general half is dropped, or of a surname without its article; ``''``
    where *letters*, of either alphabet, are neither.

    >>> short_form("abdurahman"), short_form("nezamodin"), short_form("الحسینی"), short_form("karim")
    ('rahman', 'nezam', 'حسینی', '')
    """
    found = _SERVANT_OF.fullmatch(letters) or _OF_RELIGION.fullmatch(letters)
    if found:
        return found[1]
    found = _ARTICLED.fullmatch(letters)
    return (found[1] or found[2]) if found and not is_whole(letters) else ""


def drops_article(letters: str, form: str) -> bool:
    """Whether the short *form* of *letters* lacks nothing but the article.

    >>> drops_article("الحسینی", "حسینی"), drops_article("abdolkarim", "karim")
    (True, False)
    """
    return letters[: -len(form)] in ("ال", "al", "el")
