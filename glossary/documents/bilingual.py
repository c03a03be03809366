"""What CAT tools exchange: XLIFF, TMX, PO and tables of sentence pairs.

The Chinese side is read, whichever it is, and the other side kept beside it; places are units, lines and rows.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from glossary.documents.base import Document, Gathering, paragraphs
from glossary.documents.markup import local, parse
from glossary.documents.text import decode
from glossary.errors import DocumentError
from termbase.languages import is_english

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# Inline elements that hold codes of the original format, not text (XLIFF 1.2, 2.3; TMX 1.4b, 4.5).
_CODES = frozenset({"ph", "it", "bpt", "ept", "ut"})


def read_xliff(data: bytes, name: str) -> Document:
    """Return the source segments of an XLIFF file (1.2, 2.x, and the kinds of Trados and memoQ).

    The target is read where it is the Chinese side. Raises DocumentError when it is not XLIFF.
    """
    root = parse(data, name)
    if local(root) != "xliff":
        raise DocumentError(f"{name} is not XLIFF: it begins with <{local(root)}>")
    pieces = Gathering()
    files = list(root.iter("{*}file"))
    for number, file in enumerate(files, 1):
        before = f"file {number}, " if len(files) > 1 else ""
        languages = (
            file.get("source-language") or root.get("srcLang") or "",
            file.get("target-language") or root.get("trgLang") or "",
        )
        sides = ("source", "target")
        if not _chinese(languages[0]) and _chinese(languages[1]):
            sides = ("target", "source")
        for unit in file.iter("{*}trans-unit", "{*}unit"):
            place = f"{before}unit {unit.get('id') or '?'}"
            if local(unit) == "trans-unit":
                _add(pieces, unit, sides, place)
                continue
            for at, segment in enumerate(unit.iterchildren("{*}segment"), 1):
                said = segment.get("id") or (str(at) if len(unit.findall("{*}segment")) > 1 else "")
                _add(pieces, segment, sides, f"{place}, segment {said}" if said else place)
    return pieces.document(name)


def read_tmx(data: bytes, name: str) -> Document:
    """Return the Chinese segments of a translation memory; raises DocumentError when it is not TMX or has none."""
    root = parse(data, name)
    if local(root) != "tmx":
        raise DocumentError(f"{name} is not TMX: it begins with <{local(root)}>")
    pieces = Gathering()
    for number, unit in enumerate(root.iter("{*}tu"), 1):
        said: dict[bool, list[str]] = {True: [], False: []}
        for variant in unit.iterchildren("{*}tuv"):
            tag = variant.get(_XML_LANG) or variant.get("lang") or ""
            if _chinese(tag) or is_english(tag):
                said[_chinese(tag)].append(_text_of(variant.find("{*}seg")))
        for text in said[True]:
            pieces.add(text, f"unit {unit.get('tuid') or number}", translation="".join(said[False][:1]))
    if not pieces.characters:
        raise DocumentError(f"{name} has no segment in Chinese (xml:lang zh)")
    return pieces.document(name)


def _chinese(tag: str) -> bool:
    return tag.lower().replace("_", "-").partition("-")[0] in ("zh", "cmn", "yue")


def _add(pieces: Gathering, unit: etree._Element, sides: tuple[str, str], where: str) -> None:
    """Add the first of *sides* of a unit, with the second as its translation."""
    text, other = (_text_of(unit.find(f"{{*}}{side}")) for side in sides)
    pieces.add(text, where, translation=other)


def _text_of(node: etree._Element | None) -> str:
    return "" if node is None else "".join(_text(node))


def _text(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        tag = local(child)
        if tag == "cp":  # XLIFF 2: a character XML cannot hold
            yield " "
        elif tag and tag not in _CODES:
            yield from _text(child)
        yield child.tail or ""


def read_po(data: bytes, name: str) -> Document:
    """Return the Chinese strings of a PO file: of each entry the msgid, or the msgstr where that is the Chinese one.

    The place is the line of the entry. Obsolete entries are left out. Raises DocumentError when it is not PO.
    """
    decoded = decode(data, name)
    pieces = Gathering()
    entry: dict[str, tuple[int, list[str]]] = {}
    field = ""
    seen = False

    def flush() -> None:
        strings = {key: "".join(parts) for key, (_, parts) in entry.items()}
        if strings.get("msgid"):
            keys = [key for key in entry if key.startswith("msgid")]
            others = [key for key in entry if key.startswith("msgstr")]
            if not any(_HAN.search(strings[key]) for key in keys) and any(_HAN.search(strings[key]) for key in others):
                keys, others = [key for key in others if _HAN.search(strings[key])], keys
            for key in keys:
                pieces.add(strings[key], f"line {entry[key][0]}", translation=strings[others[0]] if others else "")
        entry.clear()

    for number, line in enumerate(re.split(r"\r\n|\r|\n", decoded.text), 1):
        line = line.strip().removeprefix("\ufeff")
        keyword = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*"', line)
        if keyword:
            field = keyword[1]
            seen = True
            if field in ("msgctxt", "msgid") and (field in entry or any(k.startswith("msgstr") for k in entry)):
                flush()
            entry[field] = (number, [])
            line = line[keyword.end() - 1 :]
        elif not line.startswith('"'):
            if line and not line.startswith("#") and not line.startswith("domain "):
                raise DocumentError(f"{name}, line {number}: not PO: {line[:40]!r}")
            continue
        if field not in entry:
            raise DocumentError(f"{name}, line {number}: not PO: a string that belongs to nothing")
        entry[field][1].append(_string(line, name, number))
    flush()
    if not seen:
        raise DocumentError(f"{name} is not PO: it has no msgid")
    return pieces.document(name, (f"{name} is read as {decoded.encoding}",) if decoded.guessed else ())


def _string(quoted: str, name: str, number: int) -> str:
    if not re.fullmatch(r'"(?:[^"\\]|\\.)*"', quoted):
        raise DocumentError(f"{name}, line {number}: not PO: a string that does not end")
    try:
        value = ast.literal_eval(quoted)  # the escapes of C strings are Python's
    except (ValueError, SyntaxError):
        return quoted[1:-1]
    return str(value)


def read_pairs(data: bytes, name: str) -> Document:
    """Return the Chinese column of a table of sentence pairs, columns divided by tabs; the place is the row.

    The Chinese column is the one with Chinese characters in most rows; where none has them in half of the rows the file is
    read as plain text. The translation is the column with most Latin letters.
    """
    decoded = decode(data, name)
    warnings = (f"{name} is read as {decoded.encoding}",) if decoded.guessed else ()
    rows = [line.split("\t") for line in re.split(r"\r\n|\r|\n", decoded.text)]
    chinese: Counter[int] = Counter()
    latin: Counter[int] = Counter()
    for row in rows[:_LOOKED_AT]:
        for column, cell in enumerate(row):
            han = len(_HAN.findall(cell))
            chinese[column] += han > 0
            latin[column] += 0 if han else sum(character.isalpha() for character in cell)
    filled = sum(1 for row in rows[:_LOOKED_AT] if len(row) > 1)
    at = max(chinese, key=lambda column: (chinese[column], -column))
    if 2 * chinese[at] < filled or not filled:
        return Document(name, decoded.text, paragraphs(decoded.text), True, warnings)
    other = max((column for column in latin if column != at), key=lambda column: latin[column], default=at)
    pieces = Gathering()
    for number, row in enumerate(rows, 1):
        if len(row) > at and _HAN.search(row[at]):
            pieces.add(row[at], f"row {number}", translation=row[other] if len(row) > other != at else "")
    return pieces.document(name, warnings)


_LOOKED_AT = 500  # rows that show which column is which
