"""Looking at the first bytes of a stream without losing them."""

from __future__ import annotations

import io
from typing import BinaryIO

HEAD = 65_536


class Rewound(io.RawIOBase):
    """A stream that gives *head* again before the rest of *stream*; for pipes, which cannot go back."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill *buffer*; see :class:`io.RawIOBase`."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._head[: len(view)] or self._stream.read(len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        return len(data)


def peek(stream: BinaryIO, size: int = HEAD) -> tuple[bytes, BinaryIO]:
    """Return the first *size* bytes of *stream* and a stream that still begins with them."""
    if stream.seekable():
        place = stream.tell()
        head = stream.read(size)
        stream.seek(place)
        return head, stream
    parts: list[bytes] = []
    left = size
    while left and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    head = b"".join(parts)
    return head, io.BufferedReader(Rewound(head, stream))
