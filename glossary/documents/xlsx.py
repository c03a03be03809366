"""XLSX: the texts of the cells, sheet by sheet and row by row; a cell is a block, its place as Excel writes it."""

from __future__ import annotations

import io

from glossary.documents.base import Document, Gathering
from glossary.documents.markup import Package
from glossary.errors import DocumentError

_MOST = 50_000_000  # characters; more do not fit into memory with all that is found in them


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*; numbers and dates are left out, of formulas the last result is read.

    Raises DocumentError when it is damaged, protected or not a workbook.
    """
    package = Package(data, name)
    package.check()
    import openpyxl

    pieces = Gathering()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            title = sheet.title if sheet.title.isidentifier() else f"'{sheet.title}'"
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        pieces.add(cell.value, f"{title}!{cell.coordinate}")
                if pieces.characters > _MOST:
                    raise DocumentError(f"{name} holds more than {_MOST / 1e6:.0f} million characters; split it")
        book.close()
    except DocumentError:
        raise
    except Exception as error:  # openpyxl lets whatever it stumbles over through
        said = (str(error).strip().split("\n")[0] or type(error).__name__).strip(".")
        raise DocumentError(
            f"{name} is damaged or not a workbook ({said}); save it again in its own program"
        ) from error
    return pieces.document(name)
