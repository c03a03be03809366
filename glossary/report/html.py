"""A scan as one HTML file to look at: works offline, on paper, on a phone, by keyboard; everything in it is escaped.

The lists and marks are plain HTML; the script beside this module only filters, sorts, jumps and shows cards.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files

from glossary.documents.base import Block, Document
from glossary.model import Finding, Mention, MentionKind, Scan
from glossary.report.together import Body, Pair, together

_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")
_PAIRS = 100  # pairs of bodies listed
_MATRIX, _FEWEST = 12, 3  # bodies in the table of pairs, and from how many on it says more than the list
_BINS = 120  # bars of the strip that shows where terms occur
_KINDS = {
    MentionKind.TERM: "terms",
    MentionKind.SHORT: "short forms",
    MentionKind.ANAPHOR: "references back (该处)",
    MentionKind.REFERENCE: "resolutions and documents",
}
_LETTER = {MentionKind.TERM: "t", MentionKind.SHORT: "s", MentionKind.ANAPHOR: "a", MentionKind.REFERENCE: "r"}


@dataclass(slots=True)
class _Group:
    """Mentions of one thing: a line of the list."""

    zh: str
    en: str
    number: int
    places: list[int] = field(default_factory=list)  # numbers of the mentions in the page
    forms: dict[str, int] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    unsure: int = 0


def page(scans: Sequence[tuple[Document, Scan]], bodies: Set[str] = frozenset()) -> str:
    """Return the report of these documents as a whole HTML page; *bodies* are the concepts that it says of which stand together."""
    groups = _groups([scan for _, scan in scans])
    of_mention = {place: group.number for group in groups for place in group.places}
    cards, card_of = _cards([scan for _, scan in scans])
    script = _part("report.js")
    secure = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    data = json.dumps(
        {"cards": cards, "of": card_of, "group": [of_mention[i] for i in range(len(card_of))]}, ensure_ascii=False
    )
    title = ", ".join(_name(document) for document, _ in scans[:3]) + (" ..." if len(scans) > 3 else "")
    body, first = [], 0
    for number, (document, scan) in enumerate(scans):
        body.append("".join(_article(document, scan, number, first, of_mention)))
        first += len(scan.mentions)
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
            f" script-src 'sha256-{secure}'\">\n",
            f"<title>{_safe(title)}: terms</title>\n<style>\n{_part('report.css')}</style>\n</head>\n<body>\n",
            *_head(title, scans, groups),
            '<div id="both">\n<main id="text" aria-label="Document">\n',
            *body,
            "</main>\n",
            *_panel(scans, groups, bodies),
            '</div>\n<div id="card" role="dialog" aria-label="Term" hidden></div>\n',
            '<p id="said" class="unseen" aria-live="polite"></p>\n',
            f'<script type="application/json" id="data">{_in_script(data)}</script>\n',
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    )


def _part(name: str) -> str:
    return (files("glossary.report") / name).read_text(encoding="utf-8")


def _safe(text: str) -> str:
    """Return *text* for HTML, in elements and in quoted attributes."""
    return escape(_UNSHOWN.sub("\ufffd", text), quote=True)


def _in_script(data: str) -> str:
    """Return JSON that cannot end the element it stands in."""
    return _UNSHOWN.sub("\ufffd", data).replace("<", "\\u003c").replace("&", "\\u0026")


def _name(document: Document) -> str:
    return (
        document.path.replace("\\", "/").rpartition("/")[2].replace("-", "standard input", document.path == "-")
        or "text"
    )


def _bare(text: str) -> str:
    return "".join(text.split())


# ---- what belongs together ------------------------------------------------------------------------------------------


def _groups(scans: Sequence[Scan]) -> list[_Group]:
    """Return the lines of the list, in the order of first appearance."""
    found: dict[tuple[str, str], _Group] = {}
    for number, mention in enumerate(m for scan in scans for m in scan.mentions):
        key = (mention.concept or mention.full or _bare(mention.text), mention.en or "")
        group = found.get(key)
        if group is None:
            group = found[key] = _Group(mention.full or _bare(mention.text), mention.en or "", len(found))
        group.places.append(number)
        group.forms[_bare(mention.text)] = group.forms.get(_bare(mention.text), 0) + 1
        group.kinds.add(_LETTER[mention.kind])
        group.unsure += not mention.sure
    return list(found.values())


def _cards(scans: Sequence[Scan]) -> tuple[list[list[object]], list[int]]:
    """Return what the cards say, each different one once, and the card of each mention."""
    cards: dict[str, int] = {}
    made: list[list[object]] = []
    chosen: list[int] = []
    for mention in (m for scan in scans for m in scan.mentions):
        card: list[object] = [
            mention.en or "",
            mention.acronym or "",
            mention.full or "",
            mention.why,
            1 if mention.sure else 0,
            round(mention.confidence * 100),
            [other for other in mention.english if other not in (mention.en, mention.acronym)][:6],
            [[other.full, other.en or "", other.why] for other in mention.alternatives],
            mention.kind.value,
        ]
        key = json.dumps(card, ensure_ascii=False)
        if key not in cards:
            cards[key] = len(made)
            made.append(card)
        chosen.append(cards[key])
    return made, chosen


# ---- the parts of the page ------------------------------------------------------------------------------------------


def _head(title: str, scans: Sequence[tuple[Document, Scan]], groups: Sequence[_Group]) -> Iterator[str]:
    mentions = sum(len(scan.mentions) for _, scan in scans)
    symbols = ", ".join(scan.symbol for _, scan in scans if scan.symbol)
    said = f"{symbols}. " if symbols else ""
    yield f'<header>\n<div class="title"><h1>{_safe(title)}</h1>\n'
    yield f"<p>{_safe(said)}{mentions:,} mentions of {len(groups):,} terms</p></div>\n"
    yield '<ul class="key" aria-label="How mentions are marked">'
    for kind, said in _KINDS.items():
        yield f'<li><span class="m {_LETTER[kind]}">{said}</span></li>'
    yield '<li><span class="m t q">not sure</span></li><li><span class="f">finding</span></li></ul>\n'
    yield '<button id="open" type="button" aria-controls="panel" aria-expanded="false">Terms</button>\n</header>\n'


def _article(document: Document, scan: Scan, number: int, first: int, of: dict[int, int]) -> Iterator[str]:
    """Yield a document: its strip, and its blocks with everything that was found marked."""
    yield f'<article lang="zh" data-d="{number}" aria-label="{_safe(_name(document))}">\n'
    yield from _strip(scan, first)
    blocks = document.blocks
    spots = _Spots(scan, first)
    before = 0
    for block in blocks:
        if document.text[before : block.start].strip():  # blocks leave out blanks only; but nothing may get lost
            yield f"<p>{''.join(spots.marked(document.text, before, block.start))}</p>\n"
        before = block.end
        yield "".join(_block(document, block, spots))
    if document.text[before:].strip():
        yield f"<p>{''.join(spots.marked(document.text, before, len(document.text)))}</p>\n"
    yield "</article>\n"


def _block(document: Document, block: Block, spots: _Spots) -> Iterator[str]:
    tag = f"h{min(6, block.level + 1)}" if block.level else "p"
    start = block.start
    yield f'<{tag} data-w="{_safe(block.where)}">'
    hashes = _HASHES.match(document.text, start, block.end) if block.level else None
    if hashes:
        start = hashes.end()
        yield f'<span class="hash">{hashes[0]}</span>'
    yield from spots.marked(document.text, start, block.end)
    yield f"</{tag}>\n"


def _strip(scan: Scan, first: int) -> Iterator[str]:
    """Yield the strip: how densely terms stand along the document; the script adds the places of one term."""
    if not scan.mentions or not scan.characters:
        return
    counts = [0] * _BINS
    heads: list[int] = [first] * _BINS
    for number, mention in enumerate(scan.mentions, first):
        at = min(_BINS - 1, mention.start * _BINS // scan.characters)
        if not counts[at]:
            heads[at] = number
        counts[at] += 1
    most = max(counts)
    yield f'<svg class="strip" viewBox="0 0 {_BINS} 20" preserveAspectRatio="none" role="img" aria-label="Where terms occur">'
    for at, count in enumerate(counts):
        if count:
            height = round(14 * count / most, 1)
            yield f'<rect x="{at}.1" y="{20 - height}" width=".8" height="{height}" data-m="{heads[at]}"/>'
    yield '<g class="ticks"></g></svg>\n'
    yield f'<script type="application/json" class="at">{json.dumps([first, *(m.start * 10000 // scan.characters for m in scan.mentions)])}</script>\n'


class _Spots:
    """What was found in one document, ready to be marked block by block."""

    def __init__(self, scan: Scan, first: int) -> None:
        self._mentions = scan.mentions
        self._findings = sorted(scan.findings, key=lambda one: one.start)
        self._first = first
        self._next = 0

    def marked(self, text: str, start: int, end: int) -> Iterator[str]:
        """Yield the HTML of ``text[start:end]``; what crosses an edge of it is marked on both sides."""
        findings = [one for one in self._findings if one.start < end and one.end > start and one.end > one.start]
        at = start
        while self._next < len(self._mentions) and self._mentions[self._next].start < end:
            mention = self._mentions[self._next]
            begin, stop = max(mention.start, start), min(mention.end, end)
            yield from _plain(text, at, begin, findings)
            if begin < stop:
                number = self._first + self._next
                fresh = f' id="m{number}"' if begin == mention.start else ""
                kind = _LETTER[mention.kind] + ("" if mention.sure else " q")
                yield f'<span class="m {kind}"{fresh} data-m="{number}" tabindex="-1" role="button">'
                yield from _plain(text, begin, stop, findings)
                yield "</span>"
            at = max(at, stop)
            if mention.end > end:
                break
            self._next += 1
        yield from _plain(text, at, end, findings)


def _plain(text: str, start: int, end: int, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the text, with what the findings are about marked."""
    at = start
    for one in findings:
        begin, stop = max(at, one.start), min(end, one.end)
        if begin < stop:
            said = f"{one.code}: {one.message}" + (f" ({one.expected})" if one.expected else "")
            yield f'{_safe(text[at:begin])}<span class="f" title="{_safe(said)}">{_safe(text[begin:stop])}</span>'
            at = stop
    yield _safe(text[at:end])


def _panel(scans: Sequence[tuple[Document, Scan]], groups: Sequence[_Group], bodies: Set[str]) -> Iterator[str]:
    """Yield the lists beside the text."""
    starts = []
    first = 0
    for _, scan in scans:
        starts.append((scan, first))
        first += len(scan.mentions)
    unsure = [group for group in groups if group.unsure]
    definitions = [(scan, begin, one) for scan, begin in starts for one in scan.definitions]
    findings = [(scan, begin, one) for scan, begin in starts for one in scan.findings]
    names = [(scan, begin, one) for scan, begin in starts for one in scan.candidates]
    named, pairs = together(scans, bodies)
    tabs = [("terms", "Terms", len(groups)), ("unsure", "Unsure", len(unsure)), ("definitions", "Definitions", len(definitions)),
            ("findings", "Findings", len(findings)), ("names", "New names", len(names)),
            ("together", "Together", len(pairs))]  # fmt: skip
    yield '<aside id="panel" aria-label="Lists">\n<div class="tabs" role="tablist">'
    for number, (key, label, count) in enumerate(tabs):
        chosen = "true" if not number else "false"
        yield (
            f'<button type="button" role="tab" id="tab-{key}" aria-controls="{key}" aria-selected="{chosen}">'
            f"{label} <small>{count:,}</small></button>"
        )
    yield '</div>\n<button id="close" type="button" aria-label="Close the lists">×</button>\n'
    yield '<section id="terms" role="tabpanel" aria-labelledby="tab-terms">\n<h2>Terms</h2>\n<div class="tools">'
    yield '<input id="filter" type="search" placeholder="Filter: 中文, English" aria-label="Filter the terms">'
    yield '<select id="kind" aria-label="Kind"><option value="">all kinds</option>'
    yield "".join(f'<option value="{_LETTER[kind]}">{said}</option>' for kind, said in _KINDS.items())
    yield '</select><select id="sort" aria-label="Order"><option value="place">by place</option><option value="count">by count</option>'
    yield '<option value="zh">by Chinese</option><option value="en">by English</option></select></div>\n<ol class="list">\n'
    yield from (_line(group) for group in groups)
    yield '</ol>\n<p id="none" hidden>No term is like that.</p></section>\n'
    yield from _section("unsure", "Unsure: the text does not decide", [_line(group) for group in unsure])
    yield from _section("definitions", "Short forms the text introduces", [
        _entry(_mention_at(scan, begin, one.start), one.short, one.full) for scan, begin, one in definitions
    ])  # fmt: skip
    yield from _section("findings", "Findings", [
        _entry(_mention_at(scan, begin, one.start), _bare(one.text) + (f" → {one.expected}" if one.expected else ""),
               f"{one.code}: {one.message}")
        for scan, begin, one in findings
    ])  # fmt: skip
    yield from _section("names", "Names the termbase does not have", [
        _entry(_mention_at(scan, begin, one.places[0][0]) if one.places else None, one.text,
               ("once" if one.count == 1 else f"{one.count} times") + (f"; like {one.suggestion}" if one.suggestion else ""))
        for scan, begin, one in names
    ])  # fmt: skip
    yield from _section("together", "Bodies named in the same paragraph", [_pair(one) for one in pairs[:_PAIRS]],
                        _matrix(named[:_MATRIX], pairs))  # fmt: skip
    yield "</aside>\n"


def _section(key: str, title: str, lines: Sequence[str], before: str = "") -> Iterator[str]:
    yield f'<section id="{key}" role="tabpanel" aria-labelledby="tab-{key}" class="other">\n<h2>{title}</h2>\n{before}'
    yield f'<ol class="list">\n{"".join(lines)}</ol>\n' if lines else "<p>None.</p>\n"
    yield "</section>\n"


def _line(group: _Group) -> str:
    forms = [form for form in group.forms if form != _bare(group.zh)]
    others = f'<span class="forms" lang="zh">{_safe(", ".join(forms[:5]))}</span>' if forms else ""
    mark = ' <b class="mark" title="not sure">?</b>' if group.unsure else ""
    return (
        f'<li data-k="{"".join(sorted(group.kinds))}"><button type="button" data-g="{group.number}">'
        f'<span class="zh" lang="zh">{_safe(group.zh)}{mark}</span><span class="count">{len(group.places)}</span>'
        f'<span class="en">{_safe(group.en) or "–"}</span>{others}</button></li>\n'
    )


def _entry(place: int | None, head: str, said: str) -> str:
    jump = f' data-j="{place}"' if place is not None else " disabled"
    return (
        f'<li><button type="button"{jump}><span class="zh" lang="zh">{_safe(head)}</span>'
        f'<span class="en" lang="zh">{_safe(said)}</span></button></li>\n'
    )


def _pair(one: Pair) -> str:
    names = " · ".join(body.zh for body in (one.one, one.two))
    english = " · ".join(body.en or "–" for body in (one.one, one.two))
    return (
        f'<li><button type="button" data-p="{_places(one)}"><span class="zh" lang="zh">{_safe(names)}</span>'
        f'<span class="count">{len(one.places)}</span><span class="en">{_safe(english)}</span></button></li>\n'
    )


def _places(one: Pair) -> str:
    return " ".join(map(str, one.places))


def _matrix(bodies: Sequence[Body], pairs: Sequence[Pair]) -> str:
    """Return the table of the bodies most often named: how many paragraphs name two of them, darker for more."""
    counts = {(pair.one.concept, pair.two.concept): pair for pair in pairs}
    shown = [body for body in bodies if any(body.concept in key for key in counts)]
    if len(shown) < _FEWEST:
        return ""
    most = max(len(pair.places) for pair in pairs)
    heads = "".join(f'<th scope="col" title="{_safe(body.en)}">{at}</th>' for at, body in enumerate(shown[:-1], 1))
    rows = []
    for at, row in enumerate(shown, 1):
        cells = []
        for column in shown[: at - 1]:
            pair = counts.get((column.concept, row.concept))
            if pair:
                said = f"{column.acronym or column.en} and {row.acronym or row.en}: {len(pair.places)} paragraphs"
                weight = round(15 + 45 * len(pair.places) / most)
                cells.append(
                    f'<td><button type="button" data-p="{_places(pair)}" style="--w:{weight}%" title="{_safe(said)}"'
                    f' aria-label="{_safe(said)}">{len(pair.places)}</button></td>'
                )
            else:
                cells.append("<td></td>")
        name = row.acronym or row.en or row.zh
        rows.append(
            f'<tr><th scope="row" title="{_safe(f"{row.zh}, {row.en}")}"><span>{at} {_safe(name)}</span></th>{"".join(cells)}</tr>\n'
        )
    return f'<table class="matrix"><tr><td></td>{heads}</tr>\n{"".join(rows)}</table>\n'


def _mention_at(scan: Scan, first: int, place: int) -> int | None:
    """Return the number of the mention at *place* or nearest to it, for jumping there."""
    if not scan.mentions:
        return None

    def distance(mention: Mention) -> int:
        return max(mention.start - place, place - mention.end + 1, 0)

    return first + min(range(len(scan.mentions)), key=lambda i: distance(scan.mentions[i]))
