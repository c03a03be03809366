"""XML and zipped XML as strangers send them: parsed without network and entities, unpacked within limits."""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from glossary.errors import DocumentError

LARGEST_PART = 100_000_000  # bytes of one unpacked part; the longest real ones have some ten million
LARGEST_TOTAL = 400_000_000
_ENTITY = re.compile(rb"<!ENTITY|<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y|\x00<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def parse(data: bytes, name: str) -> etree._Element:
    """Return the root of the XML in *data*.

    Raises DocumentError when it is not well-formed or declares entities: no program of translators writes them, and a few
    lines of them can grow to gigabytes.
    """
    if _ENTITY.search(data):
        raise DocumentError(f"{name} declares XML entities, which can hide anything; it is not read")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, said = getattr(error, "lineno", None), getattr(error, "msg", None) or str(error)
        raise DocumentError(f"{name}{f', line {line}' if line else ''}: not well-formed XML: {said}") from error


def local(node: etree._Element) -> str:
    """Return the tag without its namespace; entities and the like have none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


class Package:
    """A ZIP archive of XML parts: DOCX, XLSX, PPTX, ODF. *name* is the document's, for messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._read = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise DocumentError(self._damaged(error)) from error
        self.parts = frozenset(self._archive.namelist())
        sizes = [(entry.file_size, entry.filename) for entry in self._archive.infolist()]
        if sum(size for size, _ in sizes) > LARGEST_TOTAL or max(sizes, default=(0, ""))[0] > LARGEST_PART:
            raise DocumentError(self._bomb(max(sizes)[1]))

    def read(self, part: str) -> bytes:
        """Return the bytes of *part*; what the archive says about its size is not trusted."""
        try:
            with self._archive.open(part) as stream:
                data = stream.read(LARGEST_PART + 1)
        except KeyError as error:
            raise DocumentError(f"{self.name} is damaged: it lacks {part}; save it again in its own program") from error
        except _DAMAGED as error:
            if "password" in str(error) or "encrypted" in str(error):
                raise DocumentError(
                    f"{self.name} is protected by a password; save it without one and try again"
                ) from error
            raise DocumentError(self._damaged(error)) from error
        self._read += len(data)
        if len(data) > LARGEST_PART or self._read > LARGEST_TOTAL:
            raise DocumentError(self._bomb(part))
        return data

    def xml(self, part: str) -> etree._Element:
        """Return the root of the XML *part*."""
        return parse(self.read(part), f"{self.name} ({part})")

    def check(self) -> None:
        """Read every part once, for a library that will unpack the archive itself; entities are refused."""
        for part in sorted(self.parts):
            if _ENTITY.search(self.read(part)[:100_000]) and part.endswith((".xml", ".rels")):
                raise DocumentError(f"{self.name} ({part}) declares XML entities; it is not read")

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield (id, kind, part) of what *part* refers to inside the archive; kind is the last word of the type's address.

        Without a part: what the archive itself refers to, such as its ``officeDocument``.
        """
        rels = relations_of(part)
        folder = part.rpartition("/")[0]
        if rels not in self.parts:
            return
        for one in self.xml(rels):
            if one.get("TargetMode") != "External" and (target := one.get("Target")):
                path = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
                yield one.get("Id") or "", (one.get("Type") or "").rpartition("/")[2], path

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the archive with these parts in the place of the old ones, or added at its end; all else as it was."""
        out = io.BytesIO()
        left = dict(parts)
        with zipfile.ZipFile(out, "w") as target:
            for entry in map(copy.copy, self._archive.infolist()):  # writing changes what it is given
                data = left.pop(entry.filename, None)
                target.writestr(entry, self.read(entry.filename) if data is None else data)
            for name, data in left.items():
                entry = zipfile.ZipInfo(name)  # its date is always the same: equal input, equal bytes
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, data)
        return out.getvalue()

    def _damaged(self, error: Exception) -> str:
        return f"{self.name} is damaged ({str(error).strip(chr(39)) or type(error).__name__}); open it in its own program and save it again"

    def _bomb(self, part: str) -> str:
        return f"{self.name}: {part} unpacks to more than any real document holds; it is not opened"


def relations_of(part: str) -> str:
    """Return the part that holds the relationships of *part* (ISO/IEC 29500-2, 6.5.3).

    >>> relations_of("word/document.xml"), relations_of("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, slash, file = part.rpartition("/")
    return f"{folder}{slash}_rels/{file}.rels"


def _joined(folder: str, target: str) -> str:
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)
