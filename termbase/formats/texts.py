"""What every format does to texts: tidying what a file says, finding its encoding, keeping to one line."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Report

# Zero-width spaces, joiner-less marks, direction overrides, soft hyphens and stray byte order marks: nobody sees them,
# no search finds a term that holds one. ZWJ and ZWNJ stay, Persian and the Indic scripts spell with them.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


def clean(text: str) -> str:
    """Return *text* in NFC, without invisible characters, with single blanks and none outside.

    >>> clean("  反恐\\u200b怖\\n\\t主义 ")
    '反恐怖 主义'
    """
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(_INVISIBLE.sub("", text).split())
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def has_invisible(text: str) -> bool:
    """Return whether *text* holds characters that :func:`clean` takes out because nobody sees them."""
    return not text.isascii() and _INVISIBLE.search(text) is not None


def one_line(text: str) -> str:
    """Return *text* with tabs, line breaks and control characters as single blanks, for formats of one line each."""
    return " ".join(_CONTROL.sub(" ", text).split()) if _CONTROL.search(text) else text


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# The characters that make up about a third of any UN text, in both scripts: a wrong decoding yields rare ones.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力"
    "里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么"
    "這為個國時來們對會發動過說產種後經進著電裡現實與關線內數議員聯組織機構問題辦權條約報書處長議联组织构问题办权条约报书处长议员委理事公安际犯罪恐怖主义"
)


def _frequent(text: str) -> float:
    """Return how much of the Chinese in *text* is among the common characters (0 to 1)."""
    han = [c for c in text if "\u3400" <= c <= "\u9fff" or c > "\uffff" or "\ue000" <= c <= "\uf8ff"]
    return sum(c in _COMMON for c in han) / len(han) if han else 0.0


def sniff_encoding(data: bytes) -> tuple[str, str]:
    """Return the Python codec for *data* and the encoding's name for people ("" for plain UTF-8).

    >>> sniff_encoding("执行局".encode("gb18030"))
    ('gb18030', 'GB18030')
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return codec, "" if codec == "utf-8-sig" else name
    if b"\0" in data[:4096]:
        even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
        return ("utf-16-le", "UTF-16") if odd > even else ("utf-16-be", "UTF-16")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", ""
    if not re.search(rb"[\x80-\xff]{2}", data):
        return "cp1252", "Windows-1252"  # accents stand alone; Chinese never does
    found: list[tuple[float, str, str]] = []
    for codec, name in (("gb18030", "GB18030"), ("big5hkscs", "Big5")):
        try:
            found.append((_frequent(data[:200_000].decode(codec, "ignore")), codec, name))
            data.decode(codec)
        except UnicodeDecodeError:
            found = [f for f in found if f[1] != codec]
    if not found:
        return "", ""
    best = max(found, key=lambda f: f[0])
    return best[1], best[2]


def decode(data: bytes, report: Report) -> str:
    """Return *data* as text, saying in *report* when it is not UTF-8; FormatError names the line that is no text."""
    codec, name = sniff_encoding(data)
    try:
        text = data.decode(codec or "utf-8")
    except (UnicodeDecodeError, LookupError) as error:
        line = data[: error.start].count(b"\n") + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise FormatError(
            f"line {line}: not text in UTF-8, UTF-16, GB18030 or Big5; save the file as UTF-8 and try again"
        ) from error
    if name:
        report.warn("file", f"read as {name}, not UTF-8")
    return text


def read_text(stream: BinaryIO, report: Report) -> str:
    """Return the whole of *stream* as text (see :func:`decode`)."""
    return decode(stream.read(), report)
