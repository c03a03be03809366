"""A printable glossary as a Word document, its OOXML written by hand; written only."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.html import language_name
from termbase.formats.pairs import best_first, lose_details, remarks, speaks, written_terms
from termbase.formats.xml_out import content, encode
from termbase.model import Concept, Term

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
    f'<Override PartName="/word/styles.xml" ContentType="{_PARTS}.styles+xml"/></Types>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES = (
    f'{_XML}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="SimSun" w:cs="Calibri"/><w:sz w:val="21"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="200"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
    "</w:style></w:styles>"
)
_WIDTHS = (3200, 3900, 2900)  # twentieths of a point


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a table of the two languages, its heading repeated on each page."""
    stamp = (1980, 1, 1, 0, 0, 0)  # one for all, so that equal input gives equal bytes
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _ROOT),
            ("word/_rels/document.xml.rels", _DOCUMENT_RELATIONS),
            ("word/styles.xml", _STYLES),
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
    for concept in concepts:
        lose_details(concept, report, INFO.keeps)
        terms = written_terms(concept, header, report)
        sources = best_first(t for t in terms if speaks(t.lang, header.source))
        targets = best_first(t for t in terms if speaks(t.lang, header.target))
        if sources or targets:
            said = "".join(f"<w:p>{_run(remark)}</w:p>" for remark in remarks(concept)) or "<w:p/>"
            yield _row([_cell(sources), _cell(targets), said])
    yield '</w:tbl><w:p/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    yield '<w:pgMar w:top="1134" w:right="953" w:bottom="1134" w:left="953" w:header="567" w:footer="567" w:gutter="0"/>'
    yield "</w:sectPr></w:body></w:document>"


def _run(text: str, *, bold: bool = False, struck: bool = False) -> str:
    form = ("<w:b/>" if bold else "") + ("<w:strike/>" if struck else "")
    return f'<w:r>{f"<w:rPr>{form}</w:rPr>" if form else ""}<w:t xml:space="preserve">{content(text)}</w:t></w:r>'


def _cell(terms: tuple[Term, ...]) -> str:
    shown = [f"<w:p>{_run(t.text, bold=not n, struck=not t.is_current)}</w:p>" for n, t in enumerate(terms)]
    return "".join(shown) or "<w:p/>"


def _row(cells: list[str], *, heading: bool = False) -> str:
    how = "<w:cantSplit/>" + ("<w:tblHeader/>" if heading else "")
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{how}</w:trPr>{body}</w:tr>\n"
