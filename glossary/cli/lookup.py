"""``glossary lookup``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from glossary.cli.common import Parser, open_base, pad, paint, show
from glossary.errors import GlossaryError
from termbase.base import Termbase
from termbase.search.hits import Hit, How

_EXAMPLES = """
glossary lookup 执行局
glossary lookup UNODC "counter terrorism committee"
glossary lookup 恐怖主义 --how prefix -n 20
glossary lookup --batch queries.txt > answers.jsonl
"""


def run(words: list[str]) -> int:
    """Run ``glossary lookup`` and return its exit code: 1 when nothing was found for any query."""
    parser = Parser("lookup", "Find concepts by a Chinese or English term, short form or acronym.", _EXAMPLES)
    parser.add_argument("query", nargs="*", help="what to look up")
    parser.add_argument("-n", type=int, default=10, metavar="N", help="at most N concepts a query (default: 10)")
    parser.add_argument("--lang", choices=("zh", "en"), default="", help="search the terms of one language only")
    parser.add_argument("--how", choices=[how.value for how in How], help="insist on one way of matching")
    parser.add_argument("--batch", metavar="FILE", help="read one query a line (- for standard input), print jsonl")
    parser.with_output(("table", "json", "jsonl"))
    parser.with_termbase()
    args = parser.parse_args(words)
    queries = list(args.query)
    style = args.format
    if args.batch:
        queries += _lines(args.batch)
        style = "jsonl" if style == "table" else style
    if not queries:
        parser.error("say what to look up")
    if args.n < 1:
        parser.error("-n must be at least 1")
    how = How(args.how) if args.how else None
    with open_base(args) as base:
        answers = [(query, base.lookup(query, limit=args.n, lang=args.lang, how=how)) for query in queries]
        show(_shown(answers, style, base), args.output)
    return 0 if any(hits for _, hits in answers) else 1


def _lines(name: str) -> list[str]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GlossaryError(
            f"{name} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        ) from error
    return [line.strip() for line in text.splitlines() if line.strip()]


def _shown(answers: list[tuple[str, list[Hit]]], style: str, base: Termbase) -> str:
    if style == "json":
        rows = [_record(query, hits) for query, hits in answers]
        return json.dumps(rows[0] if len(rows) == 1 else rows, ensure_ascii=False, indent=1) + "\n"
    if style == "jsonl":
        return "".join(json.dumps(_record(query, hits), ensure_ascii=False) + "\n" for query, hits in answers)
    return "".join(_table(query, hits) for query, hits in answers)


def _record(query: str, hits: list[Hit]) -> dict[str, object]:
    return {"query": query, "hits": [_hit(hit) for hit in hits]}


def _hit(hit: Hit) -> dict[str, object]:
    concept = hit.concept
    return {
        "concept": concept.id,
        "zh": _terms(hit, "zh"),
        "en": _terms(hit, "en"),
        "matched": hit.matched,
        "how": hit.how.value,
        "score": hit.score,
        "subject": concept.subjects[0] if concept.subjects else None,
        "why": hit.why,
    }


def _terms(hit: Hit, lang: str) -> list[str]:
    """Return the terms to show, the preferred full name first, those no longer used left out."""
    concept = hit.concept
    first = concept.preferred(lang)
    terms = concept.zh if lang == "zh" else concept.en
    current = [term.text for term in terms if term.is_current]
    return list(dict.fromkeys([*([first.text] if first else []), *current]))


def _table(query: str, hits: list[Hit]) -> str:
    if not hits:
        return f"{query}: nothing found\n"
    lines = []
    left = min(
        40,
        max(len(_terms(hit, "zh")[0]) * 2 for hit in hits if _terms(hit, "zh"))
        if any(_terms(h, "zh") for h in hits)
        else 10,
    )
    for hit in hits:
        zh, en = _terms(hit, "zh"), _terms(hit, "en")
        acronym = next((t.text for t in hit.concept.en if t.form.value == "acronym" and t.is_current), "")
        english = paint(en[0], "1") if en else "-"
        lines.append(f"{pad(zh[0] if zh else '-', left)}  {english}{f' ({acronym})' if acronym else ''}")
        subject = hit.concept.subjects[0] if hit.concept.subjects else ""
        lines.append(paint(f"    {hit.matched}: {hit.why} [{hit.how.value}{f', {subject}' if subject else ''}]", "2"))
    return "\n".join(lines) + "\n"
