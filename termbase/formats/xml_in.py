"""XML from strangers: streamed through lxml with entities, DTD and network off, errors turned into ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from lxml import etree

from termbase.errors import FormatError
from termbase.formats.streams import peek

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PLACE = re.compile(r"(, line \d+, column \d+)+$|, (use|try) XML_PARSE_HUGE.*|, see xmlCtxt.*")
_ASIDE = re.compile(rb"<!--.*?-->|<[?].*?[?]>", re.DOTALL)
_FIRST_TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")


class _Names(dict[Any, str]):
    """Tags with their names without namespace, found once ("" for what is no element)."""

    def __missing__(self, tag: Any) -> str:
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(self) < 1000:
            self[tag] = name
        return name


NAMES = _Names()  # NAMES[element.tag]: the quickest way to a local name


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace ("" for an entity reference)."""
    return NAMES[element.tag]


def text_of(element: etree._Element) -> str:
    """Return the element's text with that of its descendants (comments and instructions are not read at all)."""
    if len(element) == 0:
        return element.text or ""
    return "".join(map(str, element.itertext(etree.Element)))


def look_first(stream: BinaryIO, roots: Sequence[str], what: str) -> BinaryIO:
    """Refuse what is not *what* before a tree grows, in words a person can use; return the stream with nothing lost."""
    head, stream = peek(stream, 4096)
    if not head.strip():
        raise FormatError("line 1: the file is empty")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"version https://git-lfs"):
        raise FormatError("line 1: a Git LFS pointer, not the file itself; run `git lfs pull` and try again")
    if start.startswith((b"<!doctype html", b"<html")):
        raise FormatError("line 1: a web page, not a glossary file; download the file again")
    found = _FIRST_TAG.search(_ASIDE.sub(b"", head.replace(b"\0", b"")))
    if found is not None and (name := found[1].decode()) not in roots:
        raise FormatError(_wrong_root(name, roots, what))
    return stream


def records(
    stream: BinaryIO,
    roots: Sequence[str],
    names: Sequence[str],
    what: str,
    stray: Callable[[etree._Element], None] | None = None,
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield (root, record) for each element called one of *names* (in any namespace), freeing the record afterwards.

    *stray* is called for each element that stands beside records and is none.
    Raises FormatError with the line when the file is not well-formed, when its root is not one of *roots*, or when a
    record holds an entity reference (refused unread: it may point at a file or a host).
    """
    stream = look_first(stream, roots, what)
    context = etree.iterparse(
        stream,
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    root: etree._Element | None = None
    last: etree._Element | None = None
    guarded = False
    try:
        for _, element in context:
            if root is None:
                root = element.getroottree().getroot()
                if local(root) not in roots:
                    raise FormatError(_wrong_root(local(root), roots, what))
                guarded = bool(element.getroottree().docinfo.doctype)
            if guarded:
                for _ in element.iter(etree.Entity):
                    raise FormatError(
                        f"line {element.sourceline}: an entity reference that the file does not resolve; refused unread"
                    )
            yield root, element
            parent = element.getparent()
            element.clear()
            if parent is not None:
                while len(parent) > 1 and (first := parent[0]) is not element:
                    if stray is not None and first is not last:
                        stray(first)
                    del parent[0]
                last = element
        if stray is not None and last is not None:
            for sibling in last.itersiblings():
                stray(sibling)
        if root is None:
            found = context.root
            if found is None or local(found) not in roots:
                raise FormatError(_wrong_root(local(found) if found is not None else "", roots, what))
    except etree.XMLSyntaxError as error:
        raise FormatError(_syntax(error)) from error
    except (LookupError, OSError) as error:  # an encoding libxml2 does not know
        raise FormatError(f"line 1: the file cannot be decoded ({' '.join(str(error).split())})") from error


def _wrong_root(name: str, roots: Sequence[str], what: str) -> str:
    expected = ", ".join(f"<{root}>" for root in roots)
    return f"line 1: not {what}: the root element is <{name}>, expected {expected}"


def _syntax(error: etree.XMLSyntaxError) -> str:
    line = error.lineno or 1
    message = " ".join((error.msg or "unreadable").split())
    return f"line {line}: not well-formed XML: {_PLACE.sub('', message)}; write the file anew with the program it comes from"
