"""PO, for Weblate, Pootle, Poedit and everything that speaks gettext: one entry a source term.

A source term with several targets cannot stand twice (msgfmt refuses the file), so the concept's first entry lists all
of them in ``#.`` comments, beside the id, subject, definition and status. Flags repeat the status for the tools that
know them; GNU msgcat deletes flags, which is why the comment says it too.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from termbase.errors import FormatError
from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.described import describe, described
from termbase.formats.pairs import Pair, best_first, lose_details, pairs, speaks
from termbase.formats.texts import clean, one_line, sniff_encoding
from termbase.languages import EN, ZH, canonical, is_chinese
from termbase.model import Concept, Definition, Form, Kind, Note, Source, Status, Term

INFO = Format(
    "po",
    (".po", ".pot"),
    frozenset(
        {
            Keeps.TERMS,
            Keeps.IDS,
            Keeps.FORMS,
            Keeps.STATUSES,
            Keeps.SUBJECTS,
            Keeps.KINDS,
            Keeps.PARENTS,
            Keeps.DEFINITIONS,
            Keeps.NOTES,
            Keeps.SOURCES,
        }
    ),
    "PO and POT (gettext)",
)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FIELD = re.compile(
    r"(id|form|status|subject|kind|parent|definition|definition source|note|source|term)(?: \(([\w-]+)\))?: (.*)\Z"
)
_STRING = re.compile(r'(?:#[~|] ?)*(?:msgid|msgid_plural|msgstr(?:\[\d+\])?|msgctxt)?\s*("(?:[^"\\]|\\.)*")?\s*\Z')
_CHARSET = re.compile(rb"charset=([\w.:-]+)")
_SKIPPED_LINES = re.compile(r"(?m)^#=.*\n?")


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write the pairs of *header*'s direction; options: forms (all, first), template (yes: a POT)."""
    import polib

    first_only = header.option("forms", "all") == "first"
    template = header.option("template") == "yes"
    found = [list(pairs(concept, header, report, first_only=first_only)) for concept in concepts]
    senses = Counter(pair.source.text for group in found for pair in group)
    file = polib.POFile(wrapwidth=0)
    file.metadata = _metadata(header)
    taken: set[tuple[str, str]] = set()
    for group in found:
        if group:
            lose_details(group[0].concept, report, INFO.keeps)
        for number, pair in enumerate(group):
            context = None
            if senses[pair.source.text] > 1:
                context = next(filter(None, (one_line(s) for s in pair.concept.subjects)), pair.concept.id)
                if (pair.source.text, context) in taken:
                    context = pair.concept.id
                    while (pair.source.text, context) in taken:
                        context += "+"
                taken.add((pair.source.text, context))
            file.append(
                polib.POEntry(
                    msgid=pair.source.text,
                    msgstr="" if template else pair.target.text,
                    msgctxt=context,
                    comment="\n".join(_comment(pair, header, number == 0, report)),
                    flags=[] if pair.source.is_current else ["forbidden"],
                )
            )
    stream.write(str(file).encode("utf-8", "replace"))


def _metadata(header: Header) -> dict[str, str]:
    """The header msgfmt --check-header is content with; the date is fixed where none is given."""
    plural = "nplurals=1; plural=0;" if is_chinese(header.target) else "nplurals=2; plural=(n != 1);"
    return {
        "Project-Id-Version": one_line(header.title) or "glossary",
        "PO-Revision-Date": f"{(header.date or '1970-01-01')[:10]} 00:00+0000",
        "Last-Translator": "un-glossary",
        "Language-Team": "none",
        "Language": header.tag(header.target).replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural,
        "X-Source-Language": header.tag(header.source).replace("-", "_"),
    }


def _comment(pair: Pair, header: Header, first: bool, report: Report) -> Iterator[str]:
    """The extracted comment: what belongs to the term on each entry, what belongs to the concept on its first."""
    concept, source = pair.concept, pair.source

    def said(name: str, value: str, lang: str = "") -> str:
        flat = " ".join(one_line(value).split())
        if flat != value:
            report.lose("line breaks and runs of blanks inside texts")
        return f"{name} ({lang}): {flat}" if lang else f"{name}: {flat}"

    yield said("id", concept.id)
    if source.form is not Form.FULL:
        yield said("form", source.form.value)
    if source.status is not Status.ADMITTED:
        yield said("status", source.status.value)
    if not first:
        return
    targets = [t for t in concept.terms if speaks(t.lang, header.target) and t in pair.targets]
    front = pair.target
    if len(targets) > 1 or front.form is not Form.FULL or front.status is not Status.ADMITTED:
        for term in _in_order(pair.targets, targets):
            yield said("term", describe(term), header.tag(term.lang))
    yield from (said("subject", subject) for subject in concept.subjects)
    if concept.kind:
        yield said("kind", concept.kind.value)
    if concept.parent:
        yield said("parent", concept.parent)
    for definition in concept.definitions:
        yield said("definition", definition.text, definition.lang)
        if definition.source:
            yield said("definition source", definition.source)
    yield from (said("source", one.text) for one in concept.sources)
    yield from (said("note", note.text, note.lang) for note in concept.notes)


def _in_order(answers: tuple[Term, ...], targets: list[Term]) -> list[Term]:
    """The target terms as the concept orders them, the best one in front."""
    return list(best_first(targets)) if targets else list(answers)


@dataclass(slots=True)
class _Draft:
    """What the entries of one concept have said so far."""

    id: str
    sources: list[Term] = field(default_factory=list)
    answers: list[Term] = field(default_factory=list)
    listed: list[Term] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    kind: Kind = Kind.TERM
    parent: str = ""
    definitions: list[Definition] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cited: list[Source] = field(default_factory=list)

    def build(self) -> Concept:
        terms = dict.fromkeys([*self.sources, *(self.listed or self.answers)])
        return Concept(
            self.id,
            tuple(terms),
            tuple(self.subjects),
            self.kind,
            self.parent,
            tuple(self.definitions),
            tuple(self.notes),
            tuple(self.cited),
        )


def read(stream: BinaryIO, report: Report) -> Iterator[Concept]:
    """Yield the concepts of *stream*: entries with one id make one concept, any other entry is a concept of its own."""
    file = _parse(stream, report)
    source_lang, target_lang = _languages(file)
    drafts: dict[str, _Draft] = {}
    for number, entry in enumerate(file, 1):
        where = f"line {entry.linenum}"
        if entry.obsolete:
            report.skip(where, f"obsolete entry {entry.msgid[:40]!r}")
            continue
        text = clean(entry.msgid) if "\n" not in entry.msgid and "\t" not in entry.msgid else entry.msgid.strip()
        if not text:
            report.skip(where, "empty msgid")
            continue
        _entry(entry, text, number, drafts, source_lang, target_lang)
    for draft in drafts.values():
        yield draft.build()


def _entry(entry: Any, text: str, number: int, drafts: dict[str, _Draft], source_lang: str, target_lang: str) -> None:
    """Take one entry to its concept."""
    found: list[tuple[str, str, str]] = []
    loose: list[str] = []
    for line in entry.comment.split("\n"):
        known = _FIELD.match(line)
        if known:
            found.append((known[1], known[2] or "", known[3].strip()))
        elif line.strip():
            loose.append(line.strip().strip('"'))
    said = {name: value for name, _, value in found}
    draft = drafts.setdefault(said.get("id") or f"entry-{number}", _Draft(said.get("id") or f"entry-{number}"))
    forms, statuses = {f.value: f for f in Form}, {s.value: s for s in Status}
    status = statuses.get(said.get("status", ""), Status.ADMITTED)
    draft.sources.append(Term(text, source_lang, forms.get(said.get("form", ""), Form.FULL), status))
    answer = (entry.msgstr or (entry.msgstr_plural or {}).get(0, "")).strip()
    if answer:
        forbidden = "forbidden" in entry.flags and status is Status.ADMITTED
        extra = (("fuzzy", "yes"),) if "fuzzy" in entry.flags else ()
        term = Term(answer, target_lang, status=Status.DEPRECATED if forbidden else Status.ADMITTED, extra=extra)
        draft.answers.append(term)
    kinds = {kind.value: kind for kind in Kind}
    for name, lang, value in found:
        if not value:
            continue
        if name == "term":
            draft.listed.append(described(value, canonical(lang) if lang else target_lang))
        elif name == "subject":
            draft.subjects.append(value)
        elif name == "kind":
            draft.kind = kinds.get(value, Kind.TERM)
        elif name == "parent":
            draft.parent = value
        elif name == "definition":
            draft.definitions.append(Definition(value, canonical(lang) if lang else ""))
        elif name == "definition source" and draft.definitions:
            last = draft.definitions[-1]
            draft.definitions[-1] = Definition(last.text, last.lang, value)
        elif name == "note":
            draft.notes.append(Note(value, canonical(lang) if lang else ""))
        elif name == "source":
            draft.cited.append(Source(value))
    if "id" not in said and entry.msgctxt and entry.msgctxt.strip():
        draft.subjects.append(entry.msgctxt.strip())
    draft.notes += [Note(line) for line in (" ".join(loose), clean(entry.tcomment)) if line]


def _parse(stream: BinaryIO, report: Report) -> Any:
    """Return polib's file for *stream*, with polib's traps guarded.

    polib takes a text for a path when such a file exists, splits a text at U+2028, reads an unterminated string as an
    empty one and stumbles over the ``#=`` lines of gettext 0.23: so it gets a checked file of its own.
    """
    import polib

    data = stream.read()
    if not data.strip():
        raise FormatError("line 1: the file is empty")
    text = _decode(data, report)
    if _SKIPPED_LINES.search(text):
        text = _SKIPPED_LINES.sub(lambda found: "#\n" if found[0].endswith("\n") else "#", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_strings(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "glossary.po"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            file = polib.pofile(str(path), encoding="utf-8")
        except (OSError, ValueError, UnicodeError) as error:
            place = re.search(r"line (\d+)", str(error))
            raise FormatError(f"line {place[1] if place else 1}: not PO: {_plain(error, path)}") from error
    if not len(file) and "msgid" not in text:
        raise FormatError("line 1: not PO: no msgid in the file")
    return file


def _plain(error: Exception, path: Path) -> str:
    return " ".join(str(error).replace(str(path), "the file").split()) or type(error).__name__


def _decode(data: bytes, report: Report) -> str:
    """Return the file as text: what its header says if that works, else what its bytes look like."""
    codec, name = sniff_encoding(data)
    declared = _CHARSET.search(data[:20_000])
    if codec not in ("utf-8", "utf-8-sig") and declared:
        charset = declared[1].decode()
        try:
            text = data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            report.warn("header", f"the file is not in the charset it declares ({charset})")
        else:
            return text
    try:
        text = data.decode(codec or "utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormatError(f"line {line}: not text in any encoding that Chinese is written in") from error
    if name:
        report.warn("file", f"read as {name}, not UTF-8")
    return text


def _check_strings(text: str) -> None:
    """Raise FormatError at the first string that does not end."""
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare.startswith(("#", "domain ")) and not bare.startswith(("#~", "#|")):
            continue
        if '"' in bare and not _STRING.match(bare):
            raise FormatError(f"line {number}: a string that does not end, or has an unescaped quote: {bare[:60]}")


def _languages(file: Any) -> tuple[str, str]:
    """The languages of msgid and msgstr: what the header says, else what the characters are."""
    ids = " ".join(entry.msgid for entry in file[:50])
    strings = " ".join(entry.msgstr for entry in file[:50])
    said = {key.lower(): value.strip() for key, value in file.metadata.items()}
    source = said.get("x-source-language") or said.get("x-source-lang") or (ZH if _HAN.search(ids) else EN)
    target = said.get("language") or (ZH if _HAN.search(strings) else EN if canonical(source) != EN else "und")
    return canonical(source.replace("@", "-")), canonical(target.replace("@", "-"))
