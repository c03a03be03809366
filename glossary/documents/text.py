"""Plain text and Markdown: decoded without guesswork where the bytes decide, and said where they do not."""

from __future__ import annotations

from typing import NamedTuple

from glossary.errors import DocumentError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_SAMPLE = 200_000
# The commonest characters of Chinese texts, both scripts: a wrong decoding has hardly any of them.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国和地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比員會國際組織發與為這個們來對時過說學後開關於經動"
)


class Decoded(NamedTuple):
    """A text, the name of its encoding, and whether that was a guess a person should hear of."""

    text: str
    encoding: str
    guessed: bool


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of *data*: UTF-8 (BOM or not), UTF-16, GB18030 or Big5.

    Raises DocumentError when it is not text.
    """
    for mark, codec, label in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(codec), label, False)
            except UnicodeDecodeError as error:
                raise DocumentError(
                    f"{name}: begins like {label}, but byte {error.start} is not; save it as UTF-8"
                ) from error
    if b"\x00" in data[:_SAMPLE]:
        wide = _wide(data)
        if wide:
            return wide
        raise DocumentError(
            f"{name} is not a text (it has null bytes); a document is read from text, Markdown, DOCX, ODT, PDF or HTML, by the ending of its name"
        )
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", False)
    except UnicodeDecodeError as error:
        place = error.start
    best: Decoded | None = None
    best_score = 0.02
    for codec, label in (("gb18030", "GB18030"), ("big5hkscs", "Big5")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        score = _likeness(text)
        if score > best_score:
            best, best_score = Decoded(text, label, True), score
    if best is None:
        raise DocumentError(
            f"{name} is not UTF-8 (byte {place}) and not GB18030, Big5 or UTF-16 either; save it as UTF-8 and try again"
        )
    return best


def _wide(data: bytes) -> Decoded | None:
    """Return *data* as UTF-16 without a byte-order mark, or None."""
    if len(data) % 2:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _likeness(text) > 0.02 or sum(
            c.isascii() and (c.isprintable() or c.isspace()) for c in text[:2000]
        ) > 0.9 * min(2000, len(text)):
            return Decoded(text, codec.upper(), True)
    return None


def _likeness(text: str) -> float:
    """Return the share of very common Chinese characters in the beginning of *text*."""
    sample = text[:20_000]
    return sum(c in _COMMON for c in sample) / len(sample) if sample else 0.0
