"""XLSX through openpyxl, in its streaming modes; every cell is text, so nothing in it is ever run."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from termbase.errors import FormatError
from termbase.formats import table
from termbase.formats.base import Format, Header, Report
from termbase.model import Concept

INFO = Format("xlsx", (".xlsx", ".xlsm"), table.KEEPS, "Excel workbook, one row a concept or a term")
_TOO_BIG = 1 << 30  # bytes unpacked: a workbook of 100,000 concepts has about 60 MB
_CELL_LIMIT = 32_767  # characters Excel lets a cell hold
_LINKS_LIMIT = 65_530  # links that Excel lets a sheet hold
_ADDRESS = re.compile(r"https?://[^\s\"<>]{1,2000}")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read(
    stream: BinaryIO, report: Report, *, columns: Mapping[str, str] | None = None, sheet: str = ""
) -> Iterator[Concept]:
    """Yield the concepts of the first sheet that holds anything, or of the one named *sheet*."""
    import openpyxl

    data = io.BytesIO(stream.read())
    try:
        with zipfile.ZipFile(data) as archive:
            if sum(info.file_size for info in archive.infolist()) > _TOO_BIG:
                raise FormatError("the workbook unpacks to more than a gigabyte; refused")
        book = openpyxl.load_workbook(data, read_only=True, data_only=True)
    except FormatError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise FormatError(f"not an Excel workbook (.xlsx): {' '.join(str(error).split())[:200]}") from error
    try:
        if sheet and sheet not in book.sheetnames:
            raise FormatError(f"the workbook has no sheet {sheet!r}; it has {', '.join(book.sheetnames)}")
        sheets = [book[sheet]] if sheet else [s for s in book.worksheets if s.max_row is None or s.max_row > 0]
        if not sheets:
            raise FormatError("the workbook has no sheet with cells")
        if len(sheets) > 1:
            report.warn("workbook", f"only the sheet {sheets[0].title!r} of {len(sheets)} was read")
        yield from table.concepts_in(_rows(sheets[0]), report, columns)
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # some programs write a wrong one
    try:
        for row in sheet.iter_rows(values_only=True):
            yield [_text(value) for value in row]
    except (FormatError, GeneratorExit):
        raise
    except Exception as error:
        raise FormatError(f"the sheet {sheet.title!r} cannot be read: {' '.join(str(error).split())[:200]}") from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return table.arm(value) if isinstance(value, str) else str(value)


def write(stream: BinaryIO, header: Header, concepts: Iterable[Concept], report: Report) -> None:
    """Write a workbook; option: layout (concept, term, pairs, entry)."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = openpyxl.Workbook(write_only=True)
    moment = datetime.datetime.fromisoformat(header.date[:10]) if header.date else datetime.datetime(2000, 1, 1)
    book.properties.creator = "un-glossary"
    book.properties.title = header.title
    book.properties.created = book.properties.modified = moment
    sheet = book.create_sheet("Glossary")
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the sheet
    widths = (16, 36, 48, 40, 40, 20)
    for index, width in enumerate(widths):
        sheet.column_dimensions["ABCDEF"[index]].width = width
    linked = Font(color="0563C1", underline="single")
    links = number = columns = 0
    for number, row in enumerate(table.rows(header, concepts, report)):
        cells = []
        columns = max(columns, len(row))
        for value in row:
            kept = _ILLEGAL.sub("", value)[:_CELL_LIMIT]
            if len(kept) != len(value):
                report.lose("characters Excel cannot hold, or beyond 32,767 in one cell", len(value) - len(kept))
            # The apostrophe would show; a cell typed as text needs none. One the text has itself must be doubled, so
            # that reading, which takes it for a guard, gives back the same.
            cell = WriteOnlyCell(
                sheet, value=("'" + kept if kept.startswith("'") and table.arm(kept) != kept else kept)
            )
            cell.data_type = "s"
            if not number:
                cell.font = Font(bold=True)
            elif links < _LINKS_LIMIT and _ADDRESS.fullmatch(kept):
                links += 1
                cell.hyperlink = kept
                cell.font = linked
            cells.append(cell if value else None)
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(columns, 1))}{number + 1}"
    packed = io.BytesIO()
    book.save(packed)
    stream.write(_settled(packed, moment))


def _settled(packed: io.BytesIO, moment: datetime.datetime) -> bytes:
    """Return the archive with one date on all members: openpyxl writes the hour into them."""
    out = io.BytesIO()
    stamp = (max(moment.year, 1980), moment.month, moment.day, 0, 0, 0)
    clock = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "docProps/core.xml":
                data = clock.sub(rb"\g<1>" + moment.strftime("%Y-%m-%dT00:00:00Z").encode() + rb"\2", data)
            target.writestr(zipfile.ZipInfo(info.filename, stamp), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
