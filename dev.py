"""Sets everything up in a virtual environment beside this file, then runs the demonstration or all checks.

    python dev.py demo     scan the example report, show its terms, write glossary.tbx and glossary.po
    python dev.py check    format, lint, types, import contracts, tests: everything that must pass

Needs Python 3.11 or later and nothing else; the same on Linux, macOS and Windows.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = ENVIRONMENT / "installed-for.txt"

DEMO = (
    ("glossary", "scan", "examples/report.md"),
    ("glossary", "build", "examples/report.md", "-o", "glossary.tbx"),
    ("glossary", "build", "examples/report.md", "-o", "glossary.po"),
)
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("importlinter.cli",),
    ("pytest",),
)


def prepare() -> None:
    """Make the environment, and install the project again when its requirements have changed."""
    wanted = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    if not PYTHON.exists():
        print("making a virtual environment in .venv ...", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    print("installing what is needed (a minute or two the first time) ...", flush=True)
    quiet = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*quiet, "-e", ".[dev]"], cwd=HERE, check=True)
    STAMP.write_text(wanted)


def run(module: str, *words: str) -> int:
    """Run a module of the environment and return its exit code."""
    print(f"\n$ {module} {' '.join(words)}", flush=True)
    if module == "importlinter.cli":
        command = [
            str(PYTHON),
            "-c",
            "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
        ]
        return subprocess.run(command, cwd=HERE).returncode
    return subprocess.run([str(PYTHON), "-m", module, *words], cwd=HERE).returncode


def main() -> int:
    """Do what the command line asks; the exit code is that of the first part that failed."""
    if len(sys.argv) != 2 or sys.argv[1] not in ("demo", "check"):
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - this file may meet an older Python
        print(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}")
        return 2
    prepare()
    for command in DEMO if sys.argv[1] == "demo" else CHECKS:
        code = run(*command)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
