"""``glossary lookup``.

An ordinary lookup is answered by the index alone: what takes long to import (the parser of options, the model, the
reading of documents) is imported where it is needed, so that the answer is there before the key is up.
"""

from __future__ import annotations

import os
import sys

from glossary.cli.terminal import cut, pad, paint, width
from termbase.search.finding import Found, find, near
from termbase.store.reading import Card, Index, open_index
from termbase.where import ENVIRONMENT, edition, own_termbase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from glossary.lookups import Context
    from termbase.base import Termbase

_EXAMPLES = """
glossary lookup 执行局
glossary lookup UNODC "counter terrorism committee" dpfzbgs
glossary lookup 执行局 --in report.docx
glossary lookup 恐怖主义 --how prefix -n 20
glossary lookup "第*委员会" "/公约.*议定书$/"
glossary lookup "预防恐怖主义处在执行局的协助下举办了讲习班。"
glossary lookup --batch queries.txt > answers.jsonl
glossary lookup                            (opens a screen that finds while you type)
"""
_STYLES = ("table", "json", "jsonl", "tsv")
_WAYS = "exact folded prefix words substring abbreviation pinyin initials fuzzy wildcard regex".split()
_POOR = 0.8
_SHORTEST_TEXT = 8
_ALL = 400  # hits that a document may choose among


class Options:
    """What the command line says."""

    __slots__ = ("batch", "document", "format", "how", "lang", "n", "output", "query", "subject", "termbase")

    def __init__(self) -> None:
        self.query: list[str] = []
        self.n = 10
        self.lang = ""
        self.how = ""
        self.subject = ""
        self.document = ""
        self.batch = ""
        self.format = "table"
        self.output = ""
        self.termbase = ""


def run(words: list[str]) -> int:
    """Run ``glossary lookup`` and return its exit code: 1 when nothing was found for any query."""
    options = _plain(words) or _parsed(words)
    options.query = [query.encode("utf-8", "replace").decode("utf-8") for query in options.query]
    if not options.query and not options.batch:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            from glossary.errors import GlossaryError

            raise GlossaryError("say what to look up (`glossary lookup --help` shows how)")
        return _screen(options)
    if not options.document and not options.batch:
        code = _quickly(options)
        if code is not None:
            return code
    return _slowly(options)


def _quickly(options: Options) -> int | None:
    """Look up with the index alone; None where that cannot be, or where a query is perhaps a sentence."""
    index = _index(options.termbase)
    if index is None:
        return None
    try:
        answers = [(query, _found(index, query, options)) for query in options.query]
        if options.how or all(_is_answer(query, found) for query, found in answers):
            return _show(answers, index, options)
    except index.errors:
        pass  # the store says what is wrong with the file
    finally:
        index.close()
    return None


def _plain(words: list[str]) -> Options | None:
    """Read an ordinary command line; None where there is anything in it that the parser should see."""
    options = Options()
    given = iter(words)
    for word in given:
        if not word.startswith("-"):
            options.query.append(word)
            continue
        name, value = word.lstrip("-"), next(given, "")
        if word == "-n" and value.isascii() and value.isdigit() and 0 < int(value) < 1_000_000:
            options.n = int(value)
        elif (
            (word == "--format" and value in _STYLES) or (word == "--how" and value in _WAYS)
            or (word == "--lang" and value in ("zh", "en")) or (word in ("--termbase", "--subject") and value)
        ):  # fmt: skip
            setattr(options, name, value)
        else:
            return None
    return options


def _parsed(words: list[str]) -> Options:
    from glossary.cli.common import Parser

    parser = Parser(
        "lookup", "Find concepts by a Chinese or English term, short form, acronym, pinyin, or part of it.", _EXAMPLES
    )
    parser.add_argument("query", nargs="*", help="what to look up; without it, a screen that finds while you type")
    parser.add_argument("-n", type=int, default=10, metavar="N", help="at most N concepts a query (default: 10)")
    parser.add_argument("--how", choices=_WAYS, default="", help="insist on one way of matching")
    parser.add_argument("--lang", choices=("zh", "en"), default="", help="search the terms of one language only")
    parser.add_argument("--subject", default="", metavar="FIELD", help="search one subject field only")
    parser.add_argument(
        "--in", dest="document", default="", metavar="DOCUMENT", help="put first what this document means by it"
    )
    parser.add_argument(
        "--batch", default="", metavar="FILE", help="read one query a line (- for standard input), print jsonl"
    )
    parser.with_output(_STYLES)
    parser.with_termbase()
    options = Options()
    parser.parse_args(words, namespace=options)
    options.output = options.output or ""
    options.termbase = options.termbase or ""
    if options.n < 1:
        parser.error("-n must be at least 1")
    return options


def _index(termbase: str) -> Index | None:
    """Return the index of the chosen termbase, or None where opening it needs more than a glance."""
    chosen = termbase or os.environ.get(ENVIRONMENT)
    return open_index(chosen) if chosen else open_index(own_termbase(), edition())


def _found(index: Index, query: str, options: Options) -> list[Found]:
    limit = _ALL if options.document else options.n
    return find(index, query, limit=limit, lang=options.lang, how=options.how, subject=options.subject)


def _is_answer(query: str, found: list[Found]) -> bool:
    """Return whether nobody would expect more: it is short, or what was found is it."""
    if len(query) < _SHORTEST_TEXT or query.isascii() or (found and found[0].how in ("exact", "folded")):
        return True
    from glossary.lookups import is_text, may_be_text

    return not is_text(query) and (not may_be_text(query) or bool(found and found[0].score >= _POOR))


def _slowly(options: Options) -> int:
    """Look up with the whole program at hand: documents, sentences, files of queries."""
    from glossary.cli.common import tell
    from termbase.base import open_termbase

    queries = list(options.query)
    if options.batch:
        queries += _lines(options.batch)
        options.format = "jsonl" if options.format in ("table", "json") else options.format
    with open_termbase(options.termbase or None, say=tell) as base:
        context = _context(options.document, base)
        with base.store.asking() as index:
            if options.subject and options.subject not in index.subjects():
                tell(f"no concept has the subject field {options.subject!r}")
            answers = [(query, _answer(base, query, options, context)) for query in queries]
            return _show(answers, index, options)


def _context(document: str, base: Termbase) -> Context | None:
    if not document:
        return None
    from glossary.cli.common import tell
    from glossary.documents import read_document
    from glossary.lookups import context_of

    read = read_document(document)
    for warning in read.warnings:
        tell(warning)
    return context_of(read, base)


def _answer(base: Termbase, query: str, options: Options, context: Context | None) -> list[Found]:
    index = base.store.index
    found = _found(index, query, options)
    if not options.how and not _is_answer(query, found):
        from glossary.lookups import is_text, terms_of

        mentioned = terms_of(base, query)
        if len(mentioned) > 1 or (mentioned and (is_text(query) or not found)):
            return mentioned  # all of them, in the order of the text
    if context is not None:
        from glossary.cli.common import tell
        from glossary.lookups import in_context, own_definitions

        for line in own_definitions(context, query):
            tell(f"{context.document.path}: {line}")
        found = in_context(base, query, found, context, options.n)
    return found[: options.n]


def _lines(name: str) -> list[str]:
    from pathlib import Path

    from glossary.documents.text import decode
    from glossary.errors import GlossaryError

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise GlossaryError(f"{name} cannot be read: {error.strerror or error}") from error
    text = decode(data, name).text if data.strip() else ""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _screen(options: Options) -> int:
    from glossary.cli import typeahead

    return typeahead.run(options.termbase, lang=options.lang, subject=options.subject)


# -- showing


def _show(answers: list[tuple[str, list[Found]]], index: Index, options: Options) -> int:
    cards = index.cards({found.concept for _, hits in answers for found in hits})
    if options.format == "table":
        text = "\n".join([_table(query, found, cards, index, options.lang) for query, found in answers])
    elif options.format == "tsv":
        text = "query\tconcept\tzh\ten\tmatched\thow\tscore\tsubject\twhy\n"
        text += "".join([_rows(query, found, cards) for query, found in answers])
    else:
        text = _json([_record(query, found, cards) for query, found in answers], options.format)
    if options.output:
        from glossary.cli.common import show

        show(text, options.output)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
    return 0 if any(found for _, found in answers) else 1


def _json(rows: list[dict[str, object]], style: str) -> str:
    import json

    if style == "json":
        return json.dumps(rows[0] if len(rows) == 1 else rows, ensure_ascii=False, indent=1) + "\n"
    return "".join([json.dumps(row, ensure_ascii=False) + "\n" for row in rows])


def _record(query: str, hits: list[Found], cards: dict[int, Card]) -> dict[str, object]:
    return {"query": query, "hits": [_hit(found, cards[found.concept]) for found in hits]}


def _hit(found: Found, card: Card) -> dict[str, object]:
    return {
        "concept": card.id,
        "zh": card.zh,
        "en": card.en,
        "matched": found.matched,
        "how": found.how,
        "score": found.score,
        "subject": card.subject or None,
        "why": found.why,
    }


def _rows(query: str, hits: list[Found], cards: dict[int, Card]) -> str:
    lines = []
    for found in hits:
        card = cards[found.concept]
        cells = (
            query,
            card.id,
            "|".join(card.zh),
            "|".join(card.en),
            found.matched,
            found.how,
            f"{found.score:g}",
            card.subject,
            found.why,
        )
        lines.append("\t".join([" ".join(cell.split()) for cell in cells]))
    return "".join([line + "\n" for line in lines or [" ".join(query.split()) + "\t" * 8]])


def _table(query: str, hits: list[Found], cards: dict[int, Card], index: Index, lang: str) -> str:
    if not hits:
        lines = [f"{query}: nothing found"]
        likest = near(index, query, lang=lang)
        if likest:
            known = index.cards([found.concept for found in likest])
            lines.append("nearest: " + "; ".join([_nearest(found, known[found.concept]) for found in likest]))
        return "\n".join(lines) + "\n"
    names = [cards[found.concept].zh[0] if cards[found.concept].zh else "-" for found in hits]
    left = min(40, max(map(width, names)))
    lines = []
    for found, name in zip(hits, names, strict=True):
        card = cards[found.concept]
        english = paint(card.en[0], "1") if card.en else "-"
        acronym = f" ({card.acronym})" if card.acronym and card.acronym != card.en[0] else ""
        lines.append(f"{pad(name, left)}  {english}{acronym}")
        field = f", {card.subject}" if card.subject else ""
        lines.append(paint(f"    {found.matched}: {found.why} [{found.how}{field}]", "2"))
    return "\n".join(lines) + "\n"


def _nearest(found: Found, card: Card) -> str:
    other = card.en if found.matched in card.zh else card.zh
    return cut(found.matched, 40) + (f" ({cut(other[0], 60)})" if other else "")
