"""SKOS as Turtle (W3C RDF 1.1 Turtle): the same concept scheme as in JSON-LD, in the syntax libraries exchange."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NoReturn
from urllib.parse import quote, unquote

from termbase.errors import FormatError
from termbase.formats import skos
from termbase.formats.base import Format, Header, Report
from termbase.formats.texts import read_text
from termbase.model import Concept

INFO = Format("turtle", (".ttl",), skos.INFO.keeps, "SKOS (Turtle)")

_PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
}
_DCT = frozenset({"subject", "source"})
_IRIS = frozenset({"inScheme", "broader", "related", "exactMatch"})
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\%\x7f\ud800-\udfff]')
_STRING = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'[\\"\n\r\t]')


# -- writing


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a concept scheme; a language's best term is its prefLabel, deprecated ones are hidden labels."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in _PREFIXES.items()]
    lines.append(f"\n<{skos.SCHEME}> a skos:ConceptScheme ;\n  dct:title {_literal(header.title)} .\n")
    stream.write("\n".join(lines).encode("utf-8", "replace"))
    for concept in concepts:
        record = skos.record_of(concept, header, report)
        if record is None:
            continue
        said = [f"\n{_iri(record['@id'])} a skos:Concept"]
        for name, value in record.items():
            if not name.startswith("@"):
                values = value if isinstance(value, list) else [value]
                shown = " ,\n    ".join(_iri(v) if name in _IRIS else _literal(v) for v in values)
                said.append(f"  {'dct' if name in _DCT else 'skos'}:{name} {shown}")
        stream.write((" ;\n".join(said) + " .\n").encode("utf-8", "replace"))


def _iri(address: str) -> str:
    return f"<{_NO_IRI.sub(lambda found: quote(found[0], errors='replace'), address)}>"


def _literal(value: str | dict[str, str]) -> str:
    text, tag = (value, "") if isinstance(value, str) else (value["@value"], value["@language"].replace("_", "-"))
    quoted = _TO_ESCAPE.sub(lambda found: _STRING[found[0]], text)
    return f'"{quoted}"@{tag}' if tag else f'"{quoted}"'


# -- reading

_TOKEN = re.compile(
    r"""(?P<gap>\s+|\#[^\n]*)
      | (?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<long>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*''')
      | (?P<string>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<type>\^\^)
      | (?P<blank>_:\w(?:[\w.·-]*[\w·-])?)
      | (?P<name>(?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:(?:(?:[\w:.·-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*
          (?:[\w:·-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%]))?)
      | (?P<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<word>[A-Za-z]+)
      | (?P<mark>[.;,\[\]()])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SCHEME_OF = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

Node = dict[str, list[Any]]


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield the ``skos:Concept`` nodes of *stream* in their order; FormatError names the line that is not Turtle."""
    parser = _Parser(read_text(stream, report))
    try:
        nodes = parser.nodes_of_document()
    except RecursionError as error:
        raise FormatError(f"line {parser.line}: not Turtle: brackets are nested too deeply") from error
    number = 0
    for name, node in nodes.items():
        if not any(skos.short(value.get("@id", "")) == "Concept" for value in node.get("type", ())):
            continue
        number += 1
        plain = {key: [_value_of(value, nodes) for value in values] for key, values in node.items()}
        concept = skos.concept_of({**plain, "@id": _address(name)}, number, report)
        if concept is not None:
            yield concept


def _value_of(value: dict[str, str], nodes: dict[str, Node]) -> Any:
    """Return *value*, or the text of the node it points at where a vocabulary puts texts into nodes (``rdf:value``, SKOS-XL)."""
    target = value.get("@id", "")
    if target.startswith("_:") or target in nodes:
        node = nodes.get(target, {})
        for name in ("value", "literalForm"):
            if node.get(name):
                return node[name][0]
    return {"@id": _address(target)} if target else value


def _address(name: str) -> str:
    """Return *name* with what :func:`_iri` escaped in addresses of ours."""
    return unquote(name) if name.startswith(skos.SCHEME) else name


class _Parser:
    """Reads the triples of one document: predicates by their local name, objects as JSON-LD says them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.kind = ""
        self.said = ""
        self.prefixes: dict[str, str] = {}
        self.base = ""
        self.nodes: dict[str, Node] = {}
        self.blanks = 0
        self.next()

    @property
    def line(self) -> int:
        """The line that is being read."""
        return self.text.count("\n", 0, self.place) + 1

    def fail(self, wanted: str) -> NoReturn:
        """Say what was expected where something else stands."""
        found = repr(self.said[:30]) if self.kind else "the end of the file"
        raise FormatError(f"line {self.line}: not Turtle: {wanted} expected, not {found}")

    def next(self) -> None:
        """Go to the next token; its kind is "" at the end."""
        while True:
            self.place += len(self.said)
            found = _TOKEN.match(self.text, self.place)
            if found is None:
                self.kind, self.said = "", self.text[self.place : self.place + 30]
                if self.said:
                    self.kind = "none"
                    self.fail("a name, a text or a mark")
                return
            self.kind, self.said = str(found.lastgroup), found[0]
            if self.kind != "gap":
                return

    def mark(self, sign: str) -> bool:
        """Pass *sign* if it stands here."""
        if self.kind == "mark" and self.said == sign:
            self.next()
            return True
        return False

    def nodes_of_document(self) -> dict[str, Node]:
        """Read all statements."""
        while self.kind:
            word = self.said.lower().lstrip("@")
            if word in ("prefix", "base") and self.kind in ("at", "word"):
                self.directive(word, with_point=self.kind == "at")
                continue
            alone = self.kind == "mark" and self.said == "["
            subject = self.thing()
            if "@id" not in subject:
                self.fail("a subject")
            if not (alone and self.kind == "mark" and self.said == "."):
                self.predicates(subject["@id"])
            if not self.mark("."):
                self.fail("a full stop")
        return self.nodes

    def directive(self, word: str, *, with_point: bool) -> None:
        """Read a prefix or a base."""
        self.next()
        if word == "prefix":
            if self.kind != "name" or not self.said.endswith(":"):
                self.fail("a prefix with a colon")
            name = self.said[:-1]
            self.next()
        if self.kind != "iri":
            self.fail("an address in < >")
        address = self.iri()
        if word == "prefix":
            self.prefixes[name] = address
        else:
            self.base = address
        if with_point and not self.mark("."):
            self.fail("a full stop")

    def predicates(self, subject: str) -> None:
        """Read what is said of *subject*."""
        node = self.nodes.setdefault(subject, {})
        while True:
            if self.kind == "word" and self.said == "a":
                self.next()
                name = _TYPE
            elif self.kind in ("iri", "name"):
                name = self.thing()["@id"]
            else:
                self.fail("a property")
            values = node.setdefault(skos.short(name), [])
            values.append(self.thing())
            while self.mark(","):
                values.append(self.thing())
            if not self.mark(";"):
                return
            while self.mark(";"):
                pass
            if self.kind == "mark" and self.said in ".]":
                return

    def thing(self) -> dict[str, str]:
        """Read a subject or an object."""
        if self.kind == "iri":
            return {"@id": self.iri()}
        if self.kind == "name":
            prefix, _, rest = self.said.partition(":")
            if prefix not in self.prefixes:
                self.fail(f"a prefix that the file declares, of {', '.join(self.prefixes) or 'none'},")
            self.next()
            return {"@id": self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", rest)}
        if self.kind == "blank":
            name = self.said
            self.next()
            return {"@id": name}
        if self.kind in ("string", "long"):
            return self.literal()
        if self.kind in ("number", "word") and (self.kind == "number" or self.said in ("true", "false")):
            value = self.said
            self.next()
            return {"@value": value}
        if self.mark("["):
            self.blanks += 1
            name = f"_:[{self.blanks}]"
            if not self.mark("]"):
                self.predicates(name)
                if not self.mark("]"):
                    self.fail("]")
            return {"@id": name}
        if not self.mark("("):
            self.fail("a name or a text")
        self.blanks += 1
        while not self.mark(")"):  # what the vocabulary keeps in lists (ordered collections) is nothing of a concept
            self.thing()
        return {"@id": f"_:({self.blanks})"}

    def iri(self) -> str:
        """Read an address, made whole by the base of the file."""
        address = _unescaped(self.said[1:-1])
        self.next()
        if self.base and not _SCHEME_OF.match(address):
            from urllib.parse import urljoin

            return urljoin(self.base, address)
        return address

    def literal(self) -> dict[str, str]:
        """Read a text with its language or type."""
        quotes = 3 if self.kind == "long" else 1
        value = {"@value": _unescaped(self.said[quotes:-quotes])}
        self.next()
        if self.kind == "at":
            value["@language"] = self.said[1:]
            self.next()
        elif self.kind == "type":
            self.next()
            if self.kind not in ("iri", "name"):
                self.fail("a type")
            self.thing()
        return value


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if not code:
        return _ESCAPED.get(found[3], found[3])
    number = int(code, 16)
    return "\ufffd" if number > 0x10FFFF or 0xD800 <= number < 0xE000 else chr(number)
