"""From what a person types to concepts: every way of matching, one ranked list, each hit saying how and why.

:func:`search` gives whole concepts; :func:`termbase.search.finding.find` gives what a screen shows and imports little.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from termbase.search.hits import Hit, How
    from termbase.store.sqlite import Store

__all__ = ["Hit", "How", "search"]


def search(
    store: Store, query: str, *, limit: int = 10, lang: str = "", how: How | str | None = None, subject: str = ""
) -> list[Hit]:
    """Return the concepts for *query*, best first, each once.

    *lang* (``zh`` or ``en``) keeps the search to terms of that language, *how* insists on one way of matching, *subject*
    on one subject field. Raises QueryError when the query is a regular expression that is none.
    """
    from termbase.search.finding import find
    from termbase.search.hits import Hit, How

    hits = []
    with store.asking() as index:
        for found in find(index, query, limit=limit, lang=lang, how=how or "", subject=subject):
            concept = store.by_number(found.concept)
            if concept is not None:
                hits.append(Hit(concept, found.matched, How(found.how), found.score, found.why))
    return hits


def __getattr__(name: str) -> object:
    if name in ("Hit", "How"):
        from termbase.search import hits

        return getattr(hits, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
