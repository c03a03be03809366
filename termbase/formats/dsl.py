"""DSL, the dictionaries of Lingvo and GoldenDict: a card a concept, its source terms as headwords."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.pairs import both_sides, lose_details, lose_parts, written_terms
from termbase.formats.streams import peek
from termbase.formats.table import guess_language
from termbase.formats.texts import clean, one_line, read_text
from termbase.languages import EN, ZH, is_chinese, is_english
from termbase.model import Concept, Definition, Note, Term

INFO = Format("dsl", (".dsl",), frozenset({Keeps.TERMS, Keeps.SUBJECTS}), "DSL dictionary (GoldenDict, Lingvo)")
_SPECIAL = re.compile(r"[\[\](){}~@#^\\<>;]")
_LANGUAGES = {"chinese": ZH, "chineseprc": ZH, "chinesesimplified": ZH, "chinesetraditional": "zh-Hant", "english": EN}
_LANGUAGES |= {"french": "fr", "russian": "ru", "spanish": "es", "arabic": "ar", "german": "de", "japanese": "ja"}


# -- writing


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a card a concept in UTF-16 with a byte order mark, which every reader takes."""
    lines = [
        f'#NAME "{one_line(header.title).replace(chr(34), chr(39))}"',
        f'#INDEX_LANGUAGE "{_language(header.source)}"',
        f'#CONTENTS_LANGUAGE "{_language(header.target)}"',
        "",
    ]
    for concept in concepts:
        terms = written_terms(concept, header, report)
        sources, targets = both_sides(terms, header, report)
        if not sources:
            continue
        lose_details(concept, report, INFO.keeps | {Keeps.DEFINITIONS, Keeps.NOTES})
        lose_parts(concept, report)
        lines += [_escape(term.text) for term in sources]
        lines.append("\t[m1]" + "; ".join(f"[trn]{_escape(term.text)}[/trn]" for term in targets) + "[/m]")
        if concept.subjects:
            lines.append("\t[m1]" + ", ".join(f"[p]{_escape(subject)}[/p]" for subject in concept.subjects) + "[/m]")
        lines += [f"\t[m1]{_escape(d.text)}[/m]" for d in concept.definitions]
        lines += [f"\t[m1][com]{_escape(n.text)}[/com][/m]" for n in concept.notes]
        lines.append("")
    stream.write(b"\xff\xfe" + "\r\n".join(lines).encode("utf-16-le", "replace"))


def _language(tag: str) -> str:
    return "Chinese" if is_chinese(tag) else "English" if is_english(tag) else tag


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], one_line(text))


# -- reading

_LARGEST = 200_000_000  # bytes of an unpacked dictionary
_DIRECTIVE = re.compile(r'#([A-Z_]+)\s+"?([^"]*)')
_ASIDE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_MEDIA = re.compile(r"\[(s|video|preview)\].*?\[/\1\]|<<|>>")
_PART = re.compile(r"\[(trn|com|p|ex|t|c)(?: [^\]]*)?\](.*?)\[/\1\]", re.DOTALL)
_TAG = re.compile(r"(?<!\\)\[/?[a-z*'!]+\d?(?: [^\]]*)?\]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)")
_HIDDEN = {c: chr(0xF0000 + n) for n, c in enumerate("[](){}~@#^\\<>;\"' -.,/")}  # what a backslash protects, meanwhile
_SHOWN = {ord(mark): character for character, mark in _HIDDEN.items()}
_NUMBER = re.compile(r"\A(?:\d+[.)]|[IVX]+\.|[a-z]\))\s+")


@dataclass(slots=True)
class _Card:
    """The lines of one card."""

    line: int
    headwords: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield a concept for each card: headwords and translations are its terms, labels subjects, comments notes.

    The translations are what stands in [trn]; a card without any gives its first line. Semicolons part synonyms.
    """
    noted = Report()
    text = read_text(_unpacked(stream), noted)
    report.warnings += [one for one in noted.warnings if "UTF-16" not in one.message]  # as DSL is meant to be
    languages: dict[str, str] = {}
    lines = _ASIDE.sub(lambda found: "\n" * found[0].count("\n"), text).split("\n")
    if not text.startswith("#") and not any(line[:1] in "\t " and line.strip() for line in lines):
        raise FormatError("line 1: not a DSL dictionary: it has neither a line with # at the beginning nor any card")
    cards: list[_Card] = []
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r")
        if not cards and line.startswith("#"):
            if found := _DIRECTIVE.match(line):
                languages[found[1]] = found[2]
        elif not line.strip():
            continue
        elif line[0] in "\t ":
            if not cards:
                report.skip(f"line {number}", "a line of a card without a headword")
            else:
                cards[-1].body.append(line.strip())
        else:
            if not cards or cards[-1].body:
                cards.append(_Card(number))
            cards[-1].headwords.append(line)
    concepts = [concept for card in cards if (concept := _concept(card, report)) is not None]
    source = _tag(languages.get("INDEX_LANGUAGE", "")) or guess_language(c[1][0] for c in concepts if c[1])
    target = _tag(languages.get("CONTENTS_LANGUAGE", "")) or guess_language(c[2][0] for c in concepts if c[2])
    for line_number, headwords, translations, subjects, definitions, notes in concepts:
        words = dict.fromkeys((word, source) for word in headwords)
        words.update(dict.fromkeys((word, target if target != source else "und") for word in translations))
        yield Concept(
            f"line-{line_number}",
            tuple(Term(word, lang) for word, lang in words),
            subjects=tuple(subjects),
            definitions=tuple(map(Definition, definitions)),
            notes=tuple(map(Note, notes)),
        )


def _unpacked(stream: BinaryIO) -> BinaryIO:
    """Return *stream*, or what is packed in it (.dsl.dz is gzip)."""
    head, stream = peek(stream, 2)
    if head != b"\x1f\x8b":
        return stream
    try:
        with gzip.open(stream) as packed:
            data = packed.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FormatError(f"line 1: the packed dictionary is damaged ({error})") from error
    if len(data) > _LARGEST:
        raise FormatError(
            f"line 1: the packed dictionary is larger than {_LARGEST // 1_000_000} MB; unpack it and split it"
        )
    return io.BytesIO(data)


_Parts = tuple[int, list[str], list[str], list[str], list[str], list[str]]


def _concept(card: _Card, report: Report) -> _Parts | None:
    """The card's line, headwords, translations, subjects, definitions and notes, tidy; None, and a report, if it is none."""
    headwords = [plain for word in card.headwords if (plain := _plain(_hidden(word)))]
    first = headwords[0] if headwords else ""
    translations: list[str] = []
    subjects: list[str] = []
    definitions: list[str] = []
    notes: list[str] = []
    for line in card.body:
        rest = _MEDIA.sub("", _hidden(line))
        if first:
            rest = rest.replace("~", first)
        found = _PART.findall(rest)
        for name, inside in found:
            if name == "trn":
                # Transcriptions and comments inside a translation are none of it.
                bare = _PART.sub(lambda part: part[2] if part[1] == "c" else "", inside)
                translations += filter(None, (_NUMBER.sub("", _plain(piece)) for piece in bare.split(";")))
            elif text := _plain(inside):
                if name == "p":
                    subjects.append(text)
                elif name in ("com", "ex"):
                    notes.append(text)
        if not found and (text := _plain(rest)):
            definitions.append(text)
    if not translations and definitions:
        translations = [piece for part in definitions.pop(0).split(";") if (piece := _NUMBER.sub("", part.strip()))]
    if not first or not translations:
        report.skip(
            f"line {card.line}", f"the card {first or '-'} has no translation" if first else "a card without a headword"
        )
        return None
    return card.line, headwords, translations, subjects, definitions, notes


def _hidden(text: str) -> str:
    return _ESCAPED.sub(lambda found: _HIDDEN.get(found[1], found[1]), text) if "\\" in text else text


def _plain(text: str) -> str:
    """Return *text* without tags and braces, and with what was protected."""
    return clean(_TAG.sub("", text).replace("{", "").replace("}", "").replace(" ,", ",").translate(_SHOWN))


def _tag(name: str) -> str:
    return _LANGUAGES.get(re.sub("[^a-z]", "", name.lower()), "")
