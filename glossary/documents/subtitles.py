"""Subtitles: SRT and WebVTT; a caption is a block, its place the time when it is shown."""

from __future__ import annotations

import re

from glossary.documents.base import Document, Gathering
from glossary.documents.text import decode
from glossary.errors import DocumentError

_TIME = re.compile(r"^\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->", re.MULTILINE)
_MARKS = re.compile(r"</?[a-zA-Z][^>\n]*>|<[\d:.]+>|\{\\[^}\n]*\}")


def read(data: bytes, name: str) -> Document:
    """Return the captions in *data* without their numbers, times and marks.

    Raises DocumentError when there is no caption.
    """
    decoded = decode(data, name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    times = list(_TIME.finditer(text))
    if not times:
        raise DocumentError(f"{name} has no caption (a line with a time and -->); is it a subtitle file?")
    pieces = Gathering()
    for number, time in enumerate(times):
        begin = text.find("\n", time.end())
        end = times[number + 1].start() if number + 1 < len(times) else len(text)
        # The caption ends at the first blank line; what follows is the number of the next, or a comment.
        caption = text[begin + 1 : end].split("\n\n")[0] if begin >= 0 and begin < end else ""
        caption = "\n".join(line.strip() for line in _MARKS.sub("", caption).strip("\n").split("\n"))
        pieces.add(caption, re.split(r"[.,]", time[1])[0])
    return pieces.document(name, (f"{name} is read as {decoded.encoding}",) if decoded.guessed else ())
