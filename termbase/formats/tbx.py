"""TBX, the standard of terminology exchange (ISO 30042): every version is read, v2 TBX-Basic written unless asked."""

from __future__ import annotations

from termbase.formats.base import Format, Keeps
from termbase.formats.tbx_read import read
from termbase.formats.tbx_write import write

__all__ = ["INFO", "read", "write"]

INFO = Format("tbx", (".tbx",), frozenset(Keeps) - {Keeps.EXTRA}, "TBX (ISO 30042), v2 and v3")
