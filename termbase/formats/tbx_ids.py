"""Concept ids as XML names, and back: TBX v3 wants ``xsd:ID``, which knows neither ``:`` nor a digit in front."""

from __future__ import annotations

import re

# libxml2 and the schemas follow different editions of XML 1.0 for names beyond ASCII; these characters are sure in all.
_SURE = re.compile("[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_.\\-\u4e00-\u9fa5]*\\Z")
_UNSURE = re.compile("[^A-Za-z0-9_.\\-\u4e00-\u9fa5]|\\A[^A-Za-z_\u4e00-\u9fa5]|_(?=x[0-9A-F]{4}(?:[0-9A-F]{4})?_)")
_ESCAPE = re.compile("_x([0-9A-F]{8}|[0-9A-F]{4})_")


def to_ncname(name: str) -> str:
    """Return *name* as a valid XML id, escaped the way of .NET's XmlConvert (``_xHHHH_``).

    >>> to_ncname("un:unodc"), to_ncname("1540")
    ('un_x003A_unodc', '_x0031_540')
    """
    if _SURE.match(name) and "_x" not in name:
        return name
    return _UNSURE.sub(_escape, name)


def from_ncname(name: str) -> str:
    """Return the name that :func:`to_ncname` escaped; other names come back as they are."""
    if "_x" not in name:
        return name
    before, colon, after = name.partition("_x003A_")  # of nearly all ids that we write
    if colon and "_x" not in before and "_x" not in after:
        return f"{before}:{after}"
    return _ESCAPE.sub(_unescape, name)


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code >= 0x110000 or 0xD800 <= code < 0xE000 else chr(code)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"_x{code:04X}_" if code < 0x10000 else f"_x{code:08X}_"
