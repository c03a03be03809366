"""What a reviser would flag in a document: coded findings on its names and short forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from glossary.documents.base import Document
from glossary.model import Definition, Finding, Mention, MentionKind
from termbase.folding import flatten, key_of

# code -> what it finds; the reference page lists them
CODES = {
    "V101": "a name that is probably a misprint of a known one",
    "V102": "two names for one body, treaty or programme in the same document",
    "V103": "two names that differ only in the order or form of their words",
    "V104": "the same name twice in one list",
    "V105": "a short form used before the text introduces it",
    "V106": "a short form that is introduced but used less than three times",
    "V107": "a short form introduced in a heading or title",
    "V108": "a short form introduced twice",
    "V109": "a name no longer in use",
    "V110": "a traditional character in a simplified text",
}
_FEW = 3  # uses that make a short form worth introducing (UN Editorial Manual: none for names used once or twice)
_LISTED = re.compile(
    r"\s*(?:[（(][^（()）]{1,20}[)）])?\s*(?:、|以及|和|。)"
)  # after a name: the list goes on, or ends
_LIST = 4  # names that make an enumeration
_LONG_NAME = 6  # characters from which another order of them is no chance
_LISTING = frozenset("、：， \n\r\t\u3000*\\")  # what may stand before a name in a list
_TERM = MentionKind.TERM
_NAMES = frozenset({"body", "instrument", "programme", "event"})


def findings(
    document: Document,
    mentions: Sequence[Mention],
    definitions: Sequence[Definition],
    kinds: dict[str, str],
) -> tuple[Finding, ...]:
    """Return the findings of *document* in order; *kinds* gives the kind of each concept mentioned."""
    found = [
        *_misprints(mentions),
        *_two_names(mentions, kinds),
        *_alike(mentions),
        *_repeated_in_lists(document.text, mentions),
        *_definitions(document, mentions, definitions),
        *_former(mentions),
        *_traditional(document.text),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.code)))


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return "".join(text.split()).strip("《》")


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return key_of(_bare(text))


_PARTICLES = str.maketrans(dict.fromkeys("的和与及、《》"))


def _plain(name: str) -> str:
    """Return *name* without the words by which nobody tells two names apart."""
    return name.replace("关于", "").replace("以及", "").translate(_PARTICLES)


def _squeezed(mention: Mention) -> str:
    return _bare(mention.text)


def _misprints(mentions: Sequence[Mention]) -> Iterator[Finding]:
    for mention in mentions:
        if mention.why.startswith("probably a misprint"):
            yield Finding(
                "V101", mention.start, mention.end, mention.text,
                f"{_squeezed(mention)} is probably a misprint for {mention.full}", mention.full,
            )  # fmt: skip


def _two_names(mentions: Sequence[Mention], kinds: dict[str, str]) -> Iterator[Finding]:
    """Two full names of one concept; short forms beside the full one are good style."""
    forms: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        if mention.kind is not _TERM or mention.concept is None or kinds.get(mention.concept) not in _NAMES:
            continue
        if mention.en and not mention.en[:1].islower() and not mention.why.startswith("probably a misprint"):
            forms[mention.concept][_key(mention.text)].append(mention)
    for written in forms.values():
        names = [key for key in written if len(key) > 4]
        if len(names) < 2:
            continue
        ordered = sorted(names, key=lambda key: (-len(written[key]), written[key][0].start))
        usual = ordered[0]
        for other in ordered[1:]:
            if other in usual or usual in other or _plain(other) == _plain(usual):
                continue  # with and without 联合国, 的, 关于: one name
            first = written[other][0]
            yield Finding(
                "V102", first.start, first.end, first.text,
                f"{first.text} is called {_squeezed(written[usual][0])} elsewhere in this document", _squeezed(written[usual][0]),
            )  # fmt: skip


def _alike(mentions: Sequence[Mention]) -> Iterator[Finding]:
    """Two names of the same characters in another order: 东南亚反恐区域中心, 东南亚区域反恐中心."""
    seen: dict[tuple[tuple[str, int], ...], Mention] = {}
    for mention in mentions:
        known = mention.concept is not None and mention.sure
        if (
            len(mention.text) < _LONG_NAME
            or mention.kind is MentionKind.REFERENCE
            or (known and mention.text == mention.full)
        ):
            continue
        name = _key(mention.text)
        if len(name) < _LONG_NAME or (known and name in (mention.full or "")):
            continue
        letters = tuple(sorted(Counter(name).items()))
        first = seen.setdefault(letters, mention)
        if _key(first.text) != name:
            yield Finding(
                "V103", mention.start, mention.end, mention.text,
                f"{_squeezed(mention)} and {_squeezed(first)} differ only in the order of their words", _squeezed(first),
            )  # fmt: skip


def _repeated_in_lists(text: str, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """A name given twice in one enumeration: a sentence with several names between 、 and 、."""
    sentences: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.concept is None or mention.kind is MentionKind.ANAPHOR or text[mention.start - 1] not in _LISTING:
            continue
        before = text[max(0, mention.start - 4) : mention.start].rstrip()[-1:]
        if before in "、：，" and _LISTED.match(text, mention.end, mention.end + 36):
            sentences[max(text.rfind(mark, 0, mention.start) for mark in "。；\n")].append(mention)
    for listed in sentences.values():
        if len(listed) < _LIST:
            continue
        seen: dict[str | None, Mention] = {}
        for mention in listed:
            first = seen.setdefault(mention.concept, mention)
            if first is not mention:
                yield Finding(
                    "V104", mention.start, mention.end, mention.text, f"{_squeezed(mention)} already stands in this list", None
                )  # fmt: skip


def _definitions(
    document: Document, mentions: Sequence[Mention], definitions: Sequence[Definition]
) -> Iterator[Finding]:
    uses: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        uses[_squeezed(mention)].append(mention)
    first: dict[str, Definition] = {}
    for one in definitions:
        short = one.short.strip("《》")
        if short in first:
            yield Finding(
                "V108", one.start, one.end, one.short, f"{one.short} was already introduced as {first[short].full}", None
            )  # fmt: skip
            continue
        first[short] = one
        used = [m for m in uses.get(short, []) if m.start != one.start]
        early = [m for m in used if m.end <= one.start]
        if early:
            yield Finding(
                "V105", early[0].start, early[0].end, early[0].text, f"{short} stands here before it is introduced", one.full
            )  # fmt: skip
        if len(used) < _FEW and document.plain and len(document.text) > 3000:
            times = {0: "never", 1: "once", 2: "twice"}[len(used)]
            yield Finding(
                "V106", one.start, one.end, one.short, f"{short} is introduced, but used {times} after that", None
            )  # fmt: skip
        if document.blocks and document.blocks[document.block_at(one.start)].level:
            yield Finding("V107", one.start, one.end, one.short, f"{short} is introduced in a heading", None)


def _former(mentions: Sequence[Mention]) -> Iterator[Finding]:
    for mention in mentions:
        if mention.why.startswith("former name"):
            yield Finding(
                "V109", mention.start, mention.end, mention.text, f"{_squeezed(mention)} is a former name", mention.full
            )  # fmt: skip


def _traditional(text: str) -> Iterator[Finding]:
    """Single traditional characters; a text that is mostly traditional is left alone."""
    characters = "".join(c for c in set(text) if "㐀" <= c <= "鿿")
    odd = {c for c, folded in zip(characters, flatten(characters), strict=True) if folded != c}
    if not odd:
        return
    places = [match.start() for match in re.finditer(f"[{''.join(sorted(odd))}]", text)]
    if len(places) > len(text) * 0.005:
        return
    for place in places:
        yield Finding(
            "V110", place, place + 1, text[place], f"{text[place]} is a traditional character", key_of(text[place])
        )  # fmt: skip
