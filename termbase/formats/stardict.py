"""StarDict, read only: the .ifo names the dictionary, .idx its words, .dict or .dict.dz what is said of them.

After the format's own description (StarDictFileFormat, versions 2.4.2 and 3.0.0).
"""

from __future__ import annotations

import gzip
import re
import struct
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Format, Report
from termbase.formats.table import guess_language
from termbase.formats.texts import clean
from termbase.model import Concept, Note, Term

INFO = Format("stardict", (".ifo",), frozenset(), "StarDict dictionary", writes=False)
MAGIC = b"StarDict's dict ifo file"
_LARGEST = 400_000_000  # bytes of one unpacked file
_MARKED = frozenset("hgxkw")  # fields with markup; the others are plain
_SAID = frozenset("mlhgxkwn")  # fields that say what a word means: t and y are how it sounds
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/k|/def)\s*/?>", re.IGNORECASE)
_HEAD = re.compile(r"<k>.*?</k>", re.DOTALL)  # XDXF repeats the word
_MARKUP = re.compile(r"<[^<>]*>")
_LABEL = re.compile(r"\A(?:\d+[.)]|\[[^\]]*\]|[a-z]{1,5}\.)\s*")
_SYNONYMS = (".syn", ".syn.dz")
_LONG = 120  # characters: a longer first line explains rather than names


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield a concept for each word; a short first line of what is said of it is its translation, the rest notes.

    *stream* is the open .ifo file; the others lie beside it. FormatError says which is missing or damaged.
    """
    about = _about(stream.read(100_000))
    path = Path(str(getattr(stream, "name", "")))
    if path.suffix.lower() != ".ifo" or not path.is_file():
        raise FormatError("line 1: a StarDict dictionary is several files in one folder; name its .ifo file")
    wide = about.get("idxoffsetbits") == "64"
    words = list(_words(_content(path, (".idx", ".idx.gz")), wide))
    if not words:
        raise FormatError("line 1: the StarDict dictionary has no word in its .idx file")
    said = _content(path, (".dict", ".dict.dz"))
    synonyms = _synonyms(path, report, len(words))
    found: list[tuple[int, list[str], list[str], list[str]]] = []
    for number, (word, at, size) in enumerate(words):
        name = clean(word)
        if not name or at + size > len(said):
            report.skip(
                f"word {number + 1}", "empty" if not name else f"what is said of {name} lies outside the .dict file"
            )
            continue
        lines = _lines(said[at : at + size], about.get("sametypesequence", ""))
        terms: list[str] = []
        if lines and len(lines[0]) <= _LONG:
            parts = re.split("[;；]", lines.pop(0))
            terms = [text for part in parts if (text := clean(_LABEL.sub("", part.strip())))]
        if not terms:
            report.skip(f"word {number + 1}", f"{name} has no translation, only an explanation")
            continue
        found.append((number + 1, list(dict.fromkeys((name, *synonyms.get(number, ())))), terms, lines))
    source = guess_language(names[0] for _, names, _, _ in found)
    target = guess_language(terms[0] for _, _, terms, _ in found)
    if target == source:
        target = "und"
    report.warn("file", f"the words are read as {source}, what is said of them as {target}")
    for place, names, terms, lines in found:
        every = (*(Term(text, source) for text in names), *(Term(text, target) for text in dict.fromkeys(terms)))
        yield Concept(f"word-{place}", every, notes=(Note("\n".join(lines)),) if lines else ())


def _about(data: bytes) -> dict[str, str]:
    """Return what the .ifo says, a value a line."""
    if not data.lstrip(b"\xef\xbb\xbf").startswith(MAGIC):
        raise FormatError("line 1: not a StarDict .ifo file: it does not begin with its name")
    lines = data.decode("utf-8", "replace").splitlines()[1:]
    return {name.strip(): value.strip() for name, sign, value in (line.partition("=") for line in lines) if sign}


def _content(path: Path, endings: tuple[str, ...]) -> bytes:
    """Return the content of the file beside *path* with one of *endings*, unpacked if need be."""
    for ending in endings:
        beside = path.with_suffix(ending)
        if not beside.is_file():
            continue
        try:
            with gzip.open(beside) if ending.endswith("z") else beside.open("rb") as stream:
                data: bytes = stream.read(_LARGEST + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise FormatError(f"line 1: {beside.name} is damaged ({error})") from error
        if len(data) > _LARGEST:
            raise FormatError(f"line 1: {beside.name} is larger than {_LARGEST // 1_000_000} MB")
        return data
    raise FormatError(
        f"line 1: {path.with_suffix(endings[0]).name} is missing beside {path.name}; keep the files together"
    )


def _words(data: bytes, wide: bool) -> Iterator[tuple[str, int, int]]:
    """Yield each word with the place and size of what is said of it."""
    place = struct.Struct(">QI" if wide else ">II")
    at = 0
    while (end := data.find(b"\0", at)) >= 0 and end + 1 + place.size <= len(data):
        offset, size = place.unpack_from(data, end + 1)
        yield data[at:end].decode("utf-8", "replace"), offset, size
        at = end + 1 + place.size
    if at < len(data):
        raise FormatError("line 1: the .idx file ends in the middle of a word; copy the dictionary again")


def _synonyms(path: Path, report: Report, count: int) -> dict[int, list[str]]:
    """Return the further words of the .syn file, by the number of the word they stand for."""
    if not any(path.with_suffix(ending).is_file() for ending in _SYNONYMS):
        return {}
    data = _content(path, _SYNONYMS)
    found: dict[int, list[str]] = {}
    at = 0
    while (end := data.find(b"\0", at)) >= 0 and end + 5 <= len(data):
        (number,) = struct.unpack_from(">I", data, end + 1)
        word = clean(data[at:end].decode("utf-8", "replace"))
        at = end + 5
        if word and number < count:
            found.setdefault(number, []).append(word)
        else:
            report.skip("synonym", f"{word or '-'} stands for no word")
    return found


def _lines(data: bytes, types: str) -> list[str]:
    """Return the lines of the fields that say what a word means, without markup."""
    lines: list[str] = []
    for kind, value in _fields(data, types):
        if kind not in _SAID:
            continue
        text = value.decode("utf-8", "replace")
        if kind in _MARKED:
            text = unescape(_MARKUP.sub("", _BREAK.sub("\n", _HEAD.sub("", text))))
        lines += filter(None, map(clean, text.replace("\t", "\n").split("\n")))
    return lines


def _fields(data: bytes, types: str) -> Iterator[tuple[str, bytes]]:
    """Yield the typed fields: small letters end with a NUL, capitals begin with their size; the last of a sequence needs neither."""
    at = 0
    for number in range(len(types) or len(data)):
        if types:
            kind, last = types[number], number == len(types) - 1
        elif at < len(data):
            kind, last = chr(data[at]), False
            at += 1
        else:
            return
        if last:
            yield kind, data[at:]
            return
        if kind.isupper():
            if at + 4 > len(data):
                return
            (size,) = struct.unpack_from(">I", data, at)
            yield kind, data[at + 4 : at + 4 + size]
            at += 4 + size
        else:
            end = data.find(b"\0", at)
            end = len(data) if end < 0 else end
            yield kind, data[at:end]
            at = end + 1
