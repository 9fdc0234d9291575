"""Mistakes in SQL that stands in the text of a module."""

from __future__ import annotations

import re

_IS_SQL = re.compile(
    r"\b(select|insert into|delete from|update|create (table|index|trigger)|alter table|order by|"
    r"group by|pragma)\b [\w*('{]|^ (from|where|order by|group by|and) "
)
_NEXT = r"(?= and | or | order by | group by | limit |\)|,|;|$)"
# What is looked for, what is put there, and what that is called.
_MISTAKES = (
    (r" desc\b", "", "desc removed"),
    (r"(order by \w+(?:\(\w+\))?(?:, \w+)*)(?! desc|\w|\()", r"\1 desc", "desc added"),
    (r" <= ", " < ", "<= becomes <"),
    (r" >= ", " > ", ">= becomes >"),
    (r" < ", " <= ", "< becomes <="),
    (r" > ", " >= ", "> becomes >="),
    (r" (!=|<>) ", " = ", "!= becomes ="),
    (r" = ", " != ", "= becomes !="),
    (rf" and (?!\d)[^()\n]*?{_NEXT}", "", "and ... removed"),
    (r" or ", " and ", "or becomes and"),
    (r"\bmax\(", "min(", "max becomes min"),
    (r"\bmin\(", "max(", "min becomes max"),
    (r" not null\b", "", "not null removed"),
    (r" is not null\b", " is null", "is not null becomes is null"),
    (r" is null\b", " is not null", "is null becomes is not null"),
    (r"\bdistinct ", "", "distinct removed"),
    (r" unique\b", "", "unique removed"),
    (r" strict\b", "", "strict removed"),
    (r" check \((?:[^()]|\([^()]*\))*\)", "", "check removed"),
    (r" (?:group|order) by [\w., ()]+$", "", "last by removed"),
    (r"\b(between \S+ and )(\d+)", r"\g<1>1\2", "upper bound moved"),
)


def sql_mistakes(text: str) -> list[tuple[str, str]]:
    """What each mistake is called, and the text with it; nothing for a text that is no SQL."""
    if not _IS_SQL.search(text):
        return []
    found = {}
    for looked_for, instead, what in _MISTAKES:
        for match in re.finditer(looked_for, text):
            changed = text[: match.start()] + match.expand(instead) + text[match.end() :]
            if changed != text:
                found[changed] = f"{what} ({match.group().strip()})"
    return [(what, changed) for changed, what in found.items()]
