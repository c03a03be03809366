"""Writing XML as text: escaping, and leaving out what XML 1.0 cannot hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_CONTROL_BYTES = bytes(b for b in range(32) if b not in (9, 10, 13))
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def escape(text: str) -> str:
    """Return *text* for the content of an element.

    >>> escape("R&D <x> ]]>")
    'R&amp;D &lt;x&gt; ]]&gt;'
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def quote(text: str) -> str:
    """Return *text* for an attribute, with its quotes."""
    text = escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{text}"'


def content(text: str) -> str:
    """Return *text* for the content of an element whose readers collapse white space anyway."""
    if "\n" in text or "\t" in text or "\r" in text:
        text = " ".join(text.split())
    return escape(text)


def encode(markup: str) -> tuple[bytes, int]:
    """Return *markup* as UTF-8 without the characters XML cannot hold, and how many there were.

    >>> encode("a\x01b")
    (b'ab', 1)
    """
    try:
        data = markup.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate
        markup, removed = _ILLEGAL.subn("", markup)
        return markup.encode("utf-8"), removed
    kept = data.translate(None, _CONTROL_BYTES)  # in UTF-8 these bytes are nothing but these characters
    removed = len(data) - len(kept)
    for nothing in _NONCHARACTERS:
        if nothing in kept:
            removed += kept.count(nothing)
            kept = kept.replace(nothing, b"")
    return kept, removed
