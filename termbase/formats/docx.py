"""A printable glossary as a Word document, its OOXML written by hand; written only."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

from termbase.errors import FormatError
from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.html import language_name
from termbase.formats.pairs import lose_details, remarks, sides, written_terms
from termbase.formats.xml_out import content, encode
from termbase.languages import is_chinese
from termbase.model import Concept, Term
from termbase.ordering import ORDERS, Rank, by_alphabet, by_pinyin

# Written only; this is what a reader of the page sees.
SHOWN = frozenset({Keeps.TERMS, Keeps.SUBJECTS, Keeps.DEFINITIONS, Keeps.NOTES, Keeps.CONTEXTS})
INFO = Format("docx", (".docx",), SHOWN, "Printable glossary (Word)", reads=False)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PARTS}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_PARTS}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_PARTS}.footer+xml"/></Types>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>'
)
_FOOTER = (
    f'{_XML}<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)
_STYLES = (
    f'{_XML}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="SimSun" w:cs="Calibri"/><w:sz w:val="21"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="200"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Entry"><w:name w:val="Index entry"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="40"/><w:ind w:left="240" w:hanging="240"/></w:pPr><w:rPr><w:sz w:val="19"/></w:rPr></w:style>'
    "</w:styles>"
)
_ORDER = "pinyin"
_WIDTHS = (3200, 3900, 2900)  # twentieths of a point


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a table of the two languages, its heading repeated on each page, and an index of the other language.

    Option: order (pinyin, strokes, or given: the order of the concepts; then there are no headings in the table).
    """
    order = header.option("order", _ORDER)
    if order not in (*ORDERS, "given"):
        raise FormatError(f"there is no order {order!r}; the orders are {', '.join(ORDERS)}, given")
    stamp = (1980, 1, 1, 0, 0, 0)  # one for all, so that equal input gives equal bytes
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _ROOT),
            ("word/_rels/document.xml.rels", _DOCUMENT_RELATIONS),
            ("word/styles.xml", _STYLES),
            ("word/footer1.xml", _FOOTER),
        ):
            archive.writestr(zipfile.ZipInfo(name, stamp), text, zipfile.ZIP_DEFLATED)
        member = zipfile.ZipInfo("word/document.xml", stamp)
        member.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(member, "w", force_zip64=True) as document:
            for markup in _document(header, concepts, report):
                data, removed = encode(markup)
                report.lose("control characters, which XML cannot hold", removed)
                document.write(data)


def _document(header: Header, concepts: Iterable[Concept], report: Report) -> Iterator[str]:
    yield f'{_XML}<w:document xmlns:w="{_MAIN}"><w:body>'
    yield f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{_run(header.title)}</w:p>'
    if header.description:
        yield f"<w:p>{_run(header.description)}</w:p>"
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>' for side in ("top", "bottom", "insideH")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
    yield f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    names = (language_name(header.source), language_name(header.target), "Notes")
    yield _row(["<w:p>" + _run(name, bold=True) + "</w:p>" for name in names], heading=True)
    entries = list(_entries(header, concepts, report))
    order = header.option("order", _ORDER)
    rank, other = (_rank(lang, order) for lang in (header.source, header.target))
    if order != "given":
        entries.sort(key=lambda entry: rank(entry.head).key)
    under = ""
    for number, entry in enumerate(entries):
        heading = "" if order == "given" else rank(entry.head).heading
        if heading != under:
            yield _divider(heading)
            under = heading
        yield _row([_cell(entry.sources, anchor=number), _cell(entry.targets), entry.said])
    yield f"</w:tbl><w:p><w:pPr>{_section(1)}</w:pPr></w:p>"
    yield f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{_run(_index_title(header.target))}</w:p>'
    yield f"<w:p><w:pPr>{_section(1)}</w:pPr></w:p>"
    yield from _index(entries, other)
    yield f"{_section(2, kind='continuous')}</w:body></w:document>"


def _index_title(lang: str) -> str:
    return "中文索引" if is_chinese(lang) else f"{language_name(lang)} index"


def _rank(lang: str, order: str) -> Callable[[str], Rank]:
    return ORDERS.get(order, by_pinyin) if is_chinese(lang) else by_alphabet


class _Entry(NamedTuple):
    """One row of the table."""

    sources: tuple[Term, ...]
    targets: tuple[Term, ...]
    said: str  # the markup of the last column

    @property
    def head(self) -> str:
        return (self.sources or self.targets)[0].text


def _entries(header: Header, concepts: Iterable[Concept], report: Report) -> Iterator[_Entry]:
    for concept in concepts:
        lose_details(concept, report, INFO.keeps)
        terms = written_terms(concept, header, report)
        sources, targets = sides(terms, header)
        if sources or targets:
            said = "".join(f"<w:p>{_run(remark)}</w:p>" for remark in remarks(concept)) or "<w:p/>"
            yield _Entry(sources, targets, said)


def _index(entries: Sequence[_Entry], rank: Callable[[str], Rank]) -> Iterator[str]:
    """Yield the index: every term of the other language with the head of the row it is in, linked to it."""
    lines = [
        (rank(term.text), term.text, entry.head, number)
        for number, entry in enumerate(entries)
        for term in entry.targets
        if term.is_current and entry.sources
    ]
    under = ""
    for ranked, text, head, number in sorted(lines, key=lambda line: (line[0].key, line[3])):
        if ranked.heading != under:
            under = ranked.heading
            yield f'<w:p><w:pPr><w:keepNext/><w:spacing w:before="120"/></w:pPr>{_run(under, bold=True)}</w:p>'
        link = f'<w:hyperlink w:anchor="c{number}" w:history="1">{_run(head)}</w:hyperlink>'
        yield f'<w:p><w:pPr><w:pStyle w:val="Entry"/></w:pPr>{_run(f"{text}  ")}{link}</w:p>'


def _section(columns: int, *, kind: str = "nextPage") -> str:
    return (
        f'<w:sectPr><w:footerReference xmlns:r="{_OFFICE}" w:type="default" r:id="rId2"/><w:type w:val="{kind}"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="953" w:bottom="1134" w:left="953" w:header="567"'
        f' w:footer="567" w:gutter="0"/><w:cols w:num="{columns}" w:space="480"/></w:sectPr>'
    )


def _divider(heading: str) -> str:
    """Return a row that says which letter or how many strokes follow; it stays with the next row."""
    return (
        "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>"
        f'<w:tcW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:gridSpan w:val="3"/><w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>'
        f"</w:tcPr><w:p><w:pPr><w:keepNext/></w:pPr>{_run(heading, bold=True)}</w:p></w:tc></w:tr>\n"
    )


def _run(text: str, *, bold: bool = False, struck: bool = False) -> str:
    form = ("<w:b/>" if bold else "") + ("<w:strike/>" if struck else "")
    return f'<w:r>{f"<w:rPr>{form}</w:rPr>" if form else ""}<w:t xml:space="preserve">{content(text)}</w:t></w:r>'


def _cell(terms: tuple[Term, ...], anchor: int | None = None) -> str:
    shown = [_run(t.text, bold=not n, struck=not t.is_current) for n, t in enumerate(terms)]
    if anchor is not None and shown:
        shown[0] = f'<w:bookmarkStart w:id="{anchor}" w:name="c{anchor}"/>{shown[0]}<w:bookmarkEnd w:id="{anchor}"/>'
    return "".join(f"<w:p>{run}</w:p>" for run in shown) or "<w:p/>"


def _row(cells: list[str], *, heading: bool = False) -> str:
    how = "<w:cantSplit/>" + ("<w:tblHeader/>" if heading else "")
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{how}</w:trPr>{body}</w:tr>\n"
