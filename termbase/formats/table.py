"""Tables of terms: the rows of CSV, TSV and XLSX as concepts, and concepts as rows.

Written is one row a concept (``layout=concept``): id, the best term of both languages, then their other terms, each as
``text [form, status]``, then what else belongs to the concept; or one row a term (``layout=term``), which also keeps
part of speech, reliability and usage; or bare pairs for Weblate (``layout=pairs``), or plain entries for memoQ
(``layout=entry``). Several values in one cell are separated by ``|`` (``\\|`` for the character). ``columns=count,documents``
adds columns of other data categories, the column ``context`` the first sentence that a term was met in; they are for people,
and not read back.

Read is any table whose header a person would understand (``Chinese``, ``zh_short``, ``English acronym``, ``定义``), and
a table of two columns without a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from termbase.errors import FormatError
from termbase.formats.base import Header, Keeps, Report
from termbase.formats.described import describe, described
from termbase.formats.pairs import both_sides, lose_details, lose_parts, pairs, sides, unanswered, written_terms
from termbase.formats.table_words import ENTRY_COLUMNS, EXACT, FIELDS, FORMS, LANGUAGES, STATUSES
from termbase.formats.tbx_categories import form_of, part_of_speech_of, status_of
from termbase.formats.texts import clean
from termbase.languages import EN, ZH, canonical
from termbase.model import (
    Concept,
    Context,
    Definition,
    Form,
    Kind,
    Note,
    Source,
    Status,
    Term,
)

KEEPS = frozenset(
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
)
_PER_TERM = frozenset({Keeps.LANGUAGES, Keeps.PARTS_OF_SPEECH, Keeps.RELIABILITY, Keeps.GEOGRAPHY})
_CONCEPT = [
    "subject",
    "kind",
    "parent",
    "definition",
    "definition_lang",
    "definition_source",
    "note",
    "note_lang",
    "source",
]
_TERM = ["lang", "term", "form", "status", "part_of_speech", "reliability", "usage"]
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


# ------------------------------------------------------------------------------------------------------------ writing


def rows(header: Header, concepts: Iterable[Concept], report: Report) -> Iterator[list[str]]:
    """Yield the header row and the rows of *concepts*; options: layout (concept, term, pairs, entry), columns."""
    layout = header.option("layout", "concept")
    if layout == "pairs":
        yield from _pair_rows(header, concepts, report)
        return
    if layout == "entry":
        yield from _entry_rows(header, concepts, report)
        return
    if layout not in ("concept", "term"):
        raise FormatError(f"a table has the layout concept, term, pairs or entry, not {layout}")
    per_term = layout == "term"
    columns = [name for name in header.option("columns").split(",") if name]
    if per_term:
        yield ["id", *_TERM, *_CONCEPT, *columns]
    else:
        names = [_column_name(header.source), _column_name(header.target)]
        yield ["id", *names, *(f"{name}_others" for name in names), *_CONCEPT, *columns]
    for concept in concepts:
        terms = written_terms(concept, header, report)
        details = [
            join(concept.subjects),
            concept.kind.value,
            concept.parent,
            join(d.text for d in concept.definitions),
            join(header.tag(d.lang) if d.lang else "" for d in concept.definitions),
            join(d.source for d in concept.definitions),
            join(n.text for n in concept.notes),
            join(header.tag(n.lang) if n.lang else "" for n in concept.notes),
            join(s.text for s in concept.sources),
            *_further(concept, columns),
        ]
        lose_details(
            _without(concept, columns) if columns else concept, report, KEEPS | _PER_TERM if per_term else KEEPS
        )
        if per_term:
            for number, term in enumerate(terms):
                yield [concept.id, *_term_cells(term, header), *(details if not number else [""] * len(details))]
            continue
        sources, targets = sides(terms, header)
        report.lose(Keeps.LANGUAGES, len(terms) - len(sources) - len(targets))
        if not sources and not targets:
            report.lose("concepts without a term in either language")
            continue
        yield [concept.id, _first(sources), _first(targets), _others(sources), _others(targets), *details]


def _further(concept: Concept, columns: list[str]) -> Iterator[str]:
    """Yield the cells of the columns that were asked for by name."""
    extra = dict(concept.extra)
    for name in columns:
        if name == "context":
            yield next((_escape(context.text) for term in concept.terms for context in term.contexts), "")
        else:
            yield _escape(extra.get(name, ""))


def _without(concept: Concept, columns: list[str]) -> Concept:
    """Return *concept* without what those columns carry."""
    terms = list(concept.terms)
    at = next((number for number, term in enumerate(terms) if term.contexts), None) if "context" in columns else None
    if at is not None:
        terms[at] = replace(terms[at], contexts=terms[at].contexts[1:])
    return replace(concept, terms=tuple(terms), extra=tuple(pair for pair in concept.extra if pair[0] not in columns))


def _pair_rows(header: Header, concepts: Iterable[Concept], report: Report) -> Iterator[list[str]]:
    """Source, target and a remark, with the column names that Weblate and translate-toolkit know."""
    yield ["source", "target", "developer_comments"]
    for concept in concepts:
        lose_details(concept, report, frozenset({Keeps.SUBJECTS}))
        found = list(pairs(concept, header, report))
        report.lose("synonyms", unanswered(found))
        for pair in found:
            yield [pair.source.text, pair.target.text, "; ".join(concept.subjects)]


def _entry_rows(header: Header, concepts: Iterable[Concept], report: Report) -> Iterator[list[str]]:
    """One row a concept, all terms of a language in one cell with bars between them, and memoQ's names for the columns."""
    yield [
        *(_entry_column(header.tag(x)) for x in (header.source, header.target)),
        "Entry_Subject",
        "Definition",
        "Entry_Note",
    ]
    for concept in concepts:
        terms = written_terms(concept, header, report)
        sources, targets = both_sides(terms, header, report)
        if not sources:
            continue
        lose_details(concept, report, frozenset({Keeps.SUBJECTS, Keeps.DEFINITIONS, Keeps.NOTES}))
        lose_parts(concept, report)
        report.lose("bars inside terms, which part synonyms there", sum("|" in t.text for t in (*sources, *targets)))
        yield [
            "|".join(t.text.replace("|", "/") for t in sources),
            "|".join(t.text.replace("|", "/") for t in targets),
            "; ".join(concept.subjects),
            "; ".join(d.text for d in concept.definitions),
            "; ".join(n.text for n in concept.notes),
        ]


def _entry_column(tag: str) -> str:
    return ENTRY_COLUMNS.get(tag, tag)


def _column_name(lang: str) -> str:
    return {ZH: "zh", EN: "en"}.get(lang, lang)


def _term_cells(term: Term, header: Header) -> list[str]:
    part = term.part_of_speech.value if term.part_of_speech else ""
    number = "" if term.reliability is None else str(term.reliability)
    return [
        header.tag(term.lang),
        _escape(term.text),
        term.form.value,
        term.status.value,
        part,
        number,
        term.geographical_usage,
    ]


def _first(terms: tuple[Term, ...]) -> str:
    return _escape(terms[0].text) if terms else ""


def _others(terms: tuple[Term, ...]) -> str:
    """The other terms; the first one too, described, when it is not what the first column means (full, preferred)."""
    plain = terms and terms[0].form is Form.FULL and terms[0].status is Status.PREFERRED
    return join(describe(term) for term in (terms[1:] if plain else terms))


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|") if "|" in value or "\\" in value else value


def join(values: Iterable[str]) -> str:
    """Return *values* in one cell, "" when all are empty."""
    escaped = [_escape(value) for value in values]
    return "|".join(escaped) if any(escaped) else ""


def split(cell: str) -> list[str]:
    """Return the values that :func:`join` put into *cell*.

    >>> split(join(["a|b", "c"]))
    ['a|b', 'c']
    """
    if "|" not in cell and "\\" not in cell:
        return [cell]
    values, value = [], ""
    escaped = False
    for character in cell:
        if escaped:
            value += character if character in "|\\" else "\\" + character
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == "|":
            values.append(value)
            value = ""
        else:
            value += character
    return [*values, value + "\\" * escaped]


# A cell that begins so is run as a formula by a spreadsheet (OWASP "CSV injection"). The apostrophe makes it text; it
# is put before cells that already have one in front of such a sign too, so that reading can take one away.
_DANGEROUS = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_DISARMED = re.compile("'+[=+\\-@\t\r＝＋－＠]")


def disarm(cell: str) -> str:
    """Return *cell* so that no spreadsheet runs it.

    >>> disarm("=1+1"), arm("'=1+1")
    ("'=1+1", '=1+1')
    """
    return "'" + cell if _DANGEROUS.match(cell) else cell


def arm(cell: str) -> str:
    """Return what :func:`disarm` was given."""
    return cell[1:] if _DISARMED.match(cell) else cell


# ------------------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a *field*, of a *lang* and a *form* where its name says so."""

    field: str
    lang: str = ""
    form: Form | None = None
    status: Status | None = None
    described: bool = False


_TAG = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_][A-Za-z]{2})?\Z")


def column_of(name: str) -> Column | None:
    """Return what a column of that name holds, or None when nobody could tell."""
    name = clean(name)
    low = name.lower()
    if low in EXACT:
        return Column(EXACT[low]) if EXACT[low] else None
    if _TAG.match(name) and ("-" in name or "_" in name) and low[:2] in LANGUAGES and "_" + low[3:] not in _SUFFIXES:
        return Column("term", canonical(name))
    words = re.findall(r"[^\W_]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())
    if not words or len(words) > 6:
        return None
    lang, form, status, kind, others = "", None, None, "", False
    for word in words:
        if word in LANGUAGES and not lang:
            lang = LANGUAGES[word]
        elif word in STATUSES:
            status = STATUSES[word]
        elif word in FORMS:
            form = FORMS[word]
        elif word in ("others", "other"):
            others = True
        elif word in FIELDS:
            kind = kind if kind and kind != "term" else FIELDS[word]
        elif word in ("traditional", "繁体", "hant", "taiwan") and lang == ZH:
            lang = canonical("zh-Hant")
        elif re.search("[\u4e00-\u9fff]", word) and len(words) == 1:
            return _chinese_column(word)
    if kind in ("", "term") or (kind == "form" and form is not None):
        if lang or form is not None or status is not None or kind == "term":
            lang = lang or (EN if form is Form.ACRONYM else "")
            return Column("term", lang, form, status, others)
        return None
    return Column(kind, lang)


_SUFFIXES = frozenset({"_id", "_no"})


def _chinese_column(word: str) -> Column | None:
    """A header written without blanks: 中文名称, 英文缩写, 英文定义."""
    lang = next((code for name, code in LANGUAGES.items() if not name.isascii() and word.startswith(name)), "")
    form = next((f for name, f in FORMS.items() if not name.isascii() and name in word), None)
    kind = next((f for name, f in FIELDS.items() if not name.isascii() and name in word), "")
    if kind in ("", "term"):
        return Column("term", lang, form) if lang or form or kind else None
    return Column(kind, lang)


@dataclass(slots=True)
class _Draft:
    id: str
    where: str
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)
    kind: Kind = Kind.TERM
    parent: str = ""
    definitions: list[Definition] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    def build(self) -> Concept:
        return Concept(
            self.id,
            tuple(self.terms.values()),
            tuple(dict.fromkeys(self.subjects)),
            self.kind,
            self.parent,
            tuple(dict.fromkeys(self.definitions)),
            tuple(dict.fromkeys(self.notes)),
            tuple(dict.fromkeys(self.sources)),
        )


def concepts_in(
    table: Iterable[Sequence[str]], report: Report, columns: Mapping[str, str] | None = None
) -> Iterator[Concept]:
    """Yield the concepts of *table* (rows of cells, the header first).

    *columns* maps headers of the file (or numbers from 1) to names this module knows: ``{"Terme": "zh", "3": "note"}``.
    Rows with one id make one concept; rows without ids are a concept each.
    """
    iterator = iter(table)
    start: list[list[str]] = []
    for row in iterator:
        if any(cell.strip() for cell in row):
            start.append(list(row))
            if len(start) > 20:
                break
        else:
            start.append([])
    content = [row for row in start if row]
    if not content:
        raise FormatError("line 1: the table is empty")
    first = start.index(content[0])
    known = _header(content[0], columns)
    if known is None:
        known = _without_header(content, report)
        body = start[first:]
        begin = first + 1
    else:
        body = start[first + 1 :]
        begin = first + 2
        unknown = [name for name, column in zip(content[0], known, strict=False) if column is None and name.strip()]
        if unknown:
            report.warn(f"row {first + 1}", f"columns not read: {', '.join(unknown)}")
        _settle(known, body)
        if not any(column and column.field == "term" for column in known):
            raise FormatError(
                f"row {first + 1}: no column holds terms; name the columns zh and en, or say which they are"
            )
    yield from _concepts(_numbered(begin, body, iterator), known, report)


def _numbered(begin: int, body: list[list[str]], rest: Iterator[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    number = begin
    for row in body:
        yield number, row
        number += 1
    for more in rest:
        yield number, more
        number += 1


def _header(row: list[str], columns: Mapping[str, str] | None) -> list[Column | None] | None:
    """Return what each column holds if *row* is a header."""
    mapped = {clean(key).lower(): value for key, value in (columns or {}).items()}
    found: list[Column | None] = []
    renamed = False
    for number, name in enumerate(row, 1):
        new = mapped.get(clean(name).lower()) or mapped.get(str(number))
        renamed |= new is not None
        column = column_of(new or name)
        if new and column is None:
            raise FormatError(
                f"row 1: no column can hold {new!r}; say zh, en, zh_short, en_acronym, id, subject, definition, note, source ..."
            )
        found.append(column)
    fields = {column.field for column in found if column}
    if {"lang", "term"} <= fields and "id" not in fields:  # a row a term: something must say which belong together
        for index, name in enumerate(row):
            if found[index] is None and clean(name).lower() in ("entry", "concept", "record"):
                found[index] = Column("id")
                break
    sure = sum(column is not None for column in found)
    named = sum(bool(name.strip()) for name in row)
    # A header is named mostly in words we know; a first row of terms hardly ever is ("Source" alone may be a term).
    return found if renamed or (sure >= 2 and 2 * sure >= named) or (sure == named == 1) else None


def _without_header(content: list[list[str]], report: Report) -> list[Column | None]:
    """Two columns (or three, with a remark) and no header: the languages are told by the characters."""
    width = max(len(row) for row in content)
    if width < 2:
        raise FormatError("row 1: one column only, and no header that names it; a table of terms needs two")
    first, second = (_language_of(content, 0), _language_of(content, 1))
    if first == second:
        second = "und"
    report.warn("row 1", f"no header: column 1 is read as {first}, column 2 as {second}")
    rest: list[Column | None] = [Column("note")] if width > 2 else []
    return [Column("term", first), Column("term", second), *rest, *([None] * (width - 2 - len(rest)))]


def _language_of(content: list[list[str]], index: int) -> str:
    return guess_language(row[index] for row in content if len(row) > index and row[index].strip())


def guess_language(cells: Iterable[str]) -> str:
    """Return Chinese when half of *cells* hold Chinese characters, else English."""
    marks = [bool(_HAN.search(cell)) for cell in cells]
    return ZH if marks and 2 * sum(marks) >= len(marks) else EN


def _settle(known: list[Column | None], body: list[list[str]]) -> None:
    """Fill in what a header left open: ``source`` beside ``target`` holds terms; languages show in the cells."""
    fields = {column.field for column in known if column}
    terms = [column for column in known if column and column.field == "term"]
    rows_of_terms = "lang" in fields
    content = [row for row in body if row]
    used: set[str] = set()

    def guess(index: int) -> str:
        lang = _language_of(content, index)
        lang = "und" if lang in used else lang  # two columns in one language are no glossary
        used.add(lang)
        return lang

    for index, column in enumerate(known):
        if column is None:
            continue
        answers = "target" in fields or "origin" in fields
        if column.field in ("target", "origin") or (column.field == "source" and answers and not terms):
            known[index] = Column("term", guess(index))
        elif column.field == "term" and not column.lang and not rows_of_terms and column.status is None:
            known[index] = Column("term", guess(index), column.form)


def _concepts(
    numbered: Iterator[tuple[int, Sequence[str]]], known: list[Column | None], report: Report
) -> Iterator[Concept]:
    has_ids = any(column and column.field == "id" for column in known)
    drafts: dict[str, _Draft] = {}
    for number, row in numbered:
        if not any(cell.strip() for cell in row):
            continue
        reader = _Row(number, row, known, report)
        concept_id = reader.value("id") or f"row-{number}"
        draft = drafts.get(concept_id)
        if draft is None:
            draft = _Draft(concept_id, f"row {number}")
            if has_ids:
                drafts[concept_id] = draft
        reader.fill(draft)
        if not has_ids:
            if draft.terms:
                yield draft.build()
            else:
                report.skip(draft.where, "no term in the row")
    for draft in drafts.values():
        if draft.terms:
            yield draft.build()
        else:
            report.skip(draft.where, f"no term for concept {draft.id}")


class _Row:
    """One row with the meaning of its columns."""

    def __init__(self, number: int, row: Sequence[str], known: list[Column | None], report: Report) -> None:
        self.number = number
        self.report = report
        self.cells = [
            (column, cell.strip()) for column, cell in zip(known, row, strict=False) if column and cell.strip()
        ]
        self.own_layout = any(column.described for column, _ in self.cells) or any(c and c.described for c in known)

    def value(self, name: str) -> str:
        """The one value of a field, or ""."""
        return next((cell for column, cell in self.cells if column.field == name), "")

    def values(self, name: str) -> list[str]:
        """The values of a field, empty ones kept: they run beside those of another column."""
        return [part.strip() for part in split(self.value(name))] if self.value(name) else []

    def fill(self, draft: _Draft) -> None:
        """Take the row to its concept."""
        lang_cell = self.value("lang")
        row_lang = _language_named(lang_cell) if lang_cell else ""
        for column, cell in self.cells:
            if column.field == "term":
                self.terms(draft, column, cell, row_lang)
        langs = self.values("definition_lang"), self.values("definition_source"), self.values("note_lang")
        for column, cell in self.cells:
            parts = [part.strip() for part in split(cell)]
            if column.field == "definition":
                for index, text in enumerate(parts):
                    lang = column.lang or _tag(_at(langs[0], index))
                    if text:
                        draft.definitions.append(Definition(text, lang, _at(langs[1], index)))
            elif column.field == "note":
                for index, text in enumerate(parts):
                    if text:
                        draft.notes.append(Note(text, column.lang or _tag(_at(langs[2], index))))
            elif column.field == "subject":
                draft.subjects += filter(None, parts)
            elif column.field == "domains":
                draft.subjects += filter(None, map(clean, cell.split(";")))
            elif column.field == "source":
                draft.sources += [Source(text) for text in parts if text]
            elif column.field == "kind":
                draft.kind = _KINDS.get(cell, draft.kind)
            elif column.field == "parent":
                draft.parent = cell

    def terms(self, draft: _Draft, column: Column, cell: str, row_lang: str) -> None:
        """Take the terms of one cell."""
        for value in split(cell):
            text = value.strip() if "\n" in value or "\t" in value else clean(value)
            if not text:
                continue
            lang = column.lang or row_lang or (ZH if _HAN.search(text) else EN)
            term = described(text, lang) if column.described else self.plain_term(text, lang, column, row_lang)
            key = (term.lang, term.text)
            if key not in draft.terms or column.described:
                draft.terms[key] = term

    def plain_term(self, text: str, lang: str, column: Column, row_lang: str) -> Term:
        """A term whose attributes other columns of the row tell, if any."""
        status = column.status or (Status.PREFERRED if self.own_layout else Status.ADMITTED)
        form = column.form or (Form.VARIANT if column.status else Form.FULL)
        part = part_of_speech_of(self.value("part_of_speech"))
        usage: str = ""
        number: int | None = None
        contexts: tuple[Context, ...] = ()
        if row_lang:
            said = self.value("form")
            form = form_of(said) or form
            status = status_of(self.value("status")) or status
            usage = self.value("usage")
            contexts = tuple(Context(part) for part in self.values("context") if part)
        reliability = self.value("reliability").removesuffix(".0")
        if reliability.isdecimal() and 1 <= int(reliability) <= 10:
            number = int(reliability)
        elif reliability:
            self.report.warn(f"row {self.number}", f"the reliability {reliability!r} is not 1 to 10")
        if not row_lang and len([c for c, _ in self.cells if c.field == "term"]) <= 2:
            status = status_of(self.value("status")) or status
        return Term(text, lang, form, status, part, number, usage, contexts)


_KINDS = {kind.value: kind for kind in Kind}


def _at(values: list[str], index: int) -> str:
    return values[index] if index < len(values) else ""


def _tag(tag: str) -> str:
    return canonical(tag) if tag else ""


def _language_named(cell: str) -> str:
    """Return the tag for what a cell calls its language: zh-CN, Chinese, English (United Kingdom)."""
    words = cell.lower().split()
    return LANGUAGES.get(cell.lower()) or (words and LANGUAGES.get(words[0])) or canonical(cell)
