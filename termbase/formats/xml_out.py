"""Writing XML as text: escaping, and leaving out what XML 1.0 cannot hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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


def legal(markup: str) -> tuple[str, int]:
    """Return *markup* without the characters XML cannot hold, and how many there were."""
    if _ILLEGAL.search(markup) is None:
        return markup, 0
    return _ILLEGAL.subn("", markup)
