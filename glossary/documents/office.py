"""Old binary files of Word, Excel and PowerPoint, and RTF: LibreOffice, where it is installed, makes new ones of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from glossary.documents import docx, pptx, xlsx
from glossary.documents.base import Document
from glossary.errors import DocumentError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECONDS = 120
_NAMES = ("soffice", "libreoffice")
# On these systems the installer does not put the program on the PATH.
_USUAL = {
    "win32": (r"C:\Program Files\LibreOffice\program\soffice.exe",),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*, places as in the new format.

    Raises DocumentError when it has a password, is no document, or LibreOffice is missing or cannot read it.
    """
    suffix, target = _kind(data, name)
    program = next((found for one in _NAMES if (found := shutil.which(one))), None) or next(
        (one for one in _USUAL.get(sys.platform, ()) if Path(one).exists()), None
    )
    if program is None:
        raise DocumentError(
            f"{name} is an old {suffix} file; install LibreOffice (it reads them), or save it as {target.upper()}"
        )
    made = _converted(data, name, program, suffix, target)
    reader = {"docx": docx.read, "xlsx": xlsx.read, "pptx": pptx.read}[target]
    return reader(made, name)


def _kind(data: bytes, name: str) -> tuple[str, str]:
    """Return the suffix of the old format and of the new one."""
    if data.startswith(b"{\\rtf"):
        return ".rtf", "docx"
    head = data[:4_000_000]
    if "EncryptedPackage".encode("utf-16-le") in head or "EncryptedSummary".encode("utf-16-le") in head:
        raise DocumentError(f"{name} is protected by a password; save it without one and try again")
    for stream, suffix, target in (
        ("WordDocument", ".doc", "docx"),
        ("Workbook", ".xls", "xlsx"),
        ("PowerPoint Document", ".ppt", "pptx"),
    ):
        if stream.encode("utf-16-le") in data:
            return suffix, target
    raise DocumentError(f"{name} is a binary Office file, but not one of Word, Excel or PowerPoint, or it is damaged")


def _converted(data: bytes, name: str, program: str, suffix: str, target: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="glossary-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"document{suffix}"
        source.write_bytes(data)
        # A profile of its own: LibreOffice would hand the work to a running window, or ask the user something.
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            target,
            "--outdir",
            folder,
            str(source),
        ]
        with subprocess.Popen(  # noqa: S603 - a fixed program, our own file name, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        ) as process:
            try:
                process.wait(_SECONDS)
            except BaseException as error:
                _end(process)
                if isinstance(error, subprocess.TimeoutExpired):
                    raise DocumentError(
                        f"{name}: LibreOffice needs more than {_SECONDS} seconds for it; save it as {target.upper()}"
                    ) from error
                raise
        made = source.with_suffix(f".{target}")
        if not made.exists():
            raise DocumentError(
                f"{name} is damaged or protected by a password: LibreOffice cannot open it; save it as {target.upper()}"
            )
        return made.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the helpers it has started."""
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
