"""The registry: formats by name, by suffix, by content; profiles of clients."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from termbase import formats
from termbase.errors import FormatError
from termbase.formats import profiles
from termbase.formats.base import Header, Report
from termbase.languages import EN, ZH
from termbase.model import Concept, Form, Term

CONCEPT = Concept(
    "un:board",
    (Term("执行局", ZH), Term("执局", ZH, Form.SHORT), Term("Executive Board", EN), Term("EB", EN, Form.ACRONYM)),
)


def written(name: str, header: Header | None = None) -> bytes:
    stream = io.BytesIO()
    formats.write(stream, name, header or Header(), [CONCEPT], Report())
    return stream.getvalue()


READABLE = [name for name in formats.NAMES if formats.get(name).info.reads and formats.get(name).info.writes]


@pytest.mark.parametrize("name", READABLE)
def test_what_we_write_is_known_by_its_content(name: str) -> None:
    suffix = formats.get(name).info.suffixes[0]
    assert formats.sniff(written(name), "glossary" + suffix) == name


@pytest.mark.parametrize("name", [n for n in READABLE if n not in ("csv", "tsv")])
def test_a_wrong_suffix_does_not_matter(name: str) -> None:
    report = Report()
    concepts = list(formats.read(io.BytesIO(written(name)), report, name="glossary.xml"))
    assert {t.text for c in concepts for t in c.terms} >= {"执行局", "Executive Board"}
    report = Report()
    other = "x.po" if name != "po" else "x.tbx"
    list(formats.read(io.BytesIO(written(name)), report, name=other))
    assert "but read as" in report.warnings[0].message


@pytest.mark.parametrize(
    ("name", "expected"), [("a.TBX", "tbx"), ("a.deepl.tsv", "deepl"), ("a.tsv", "tsv"), ("a.mtf.xml", "multiterm")]
)
def test_suffixes(name: str, expected: str) -> None:
    assert formats.for_suffix(name).info.name == expected


def test_unknown_names_are_answered_with_the_known_ones() -> None:
    with pytest.raises(FormatError, match=r"\.tbx"):
        formats.for_suffix("a.doc")
    with pytest.raises(FormatError, match="tbx, po"):
        formats.get("word")
    with pytest.raises(FormatError, match="weblate"):
        profiles.profile("wordstar")


def test_writing_and_reading_only() -> None:
    with pytest.raises(FormatError, match="cannot be read"):
        formats.get("html").read(io.BytesIO(), Report())
    with pytest.raises(FormatError, match="cannot be written"):
        formats.write(io.BytesIO(), "xliff", Header(), [CONCEPT], Report())


def test_an_error_begins_with_the_name_of_the_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.tbx"
    bad.write_bytes(b"<martif>")
    with pytest.raises(FormatError, match=r"^bad\.tbx, line 1: "):
        list(formats.read_file(bad, Report()))
    with pytest.raises(FormatError, match="No such file"):
        list(formats.read_file(tmp_path / "none.tbx", Report()))


def test_a_pipe_is_read_though_it_cannot_go_back() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    [concept] = formats.read(Pipe(written("tbx")), Report())
    assert concept == CONCEPT


def test_looking_a_format_up_imports_nothing_heavy() -> None:
    code = (
        "import sys; from termbase import formats; formats.get('jsonl'); "
        "print([m for m in ('lxml', 'polib', 'openpyxl') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(formats.__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", profiles.PROFILES)
def test_every_profile_writes(name: str) -> None:
    profile = profiles.profile(name)
    data = written(profile.format, profile.header(Header(title="T", options=(("x", "y"),))))
    assert data
    assert profile.why


def test_a_profile_keeps_what_the_user_chose() -> None:
    header = profiles.profile("tbx-v3").header(Header(title="Mine", options=(("dialect", "Min"),)))
    assert (header.title, header.option("version"), header.option("dialect")) == ("Mine", "3", "Min")


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"<?xml version='1.0'?><!-- c --><x:martif xmlns:x='urn:a'>", "", "tbx"),
        ("<tbx/>".encode("utf-16"), "", "tbx"),
        (b"<?xml version='1.0'?><html>", "x.tbx", None),
        (b'# c\nmsgid ""\nmsgstr ""\n', "x.txt", "po"),
        ("执行局\tBoard\n".encode(), "glossary.txt", "omegat"),
        ("zh\ten\n执行局\tBoard\n".encode(), "glossary.txt", "tsv"),
        (b"zh,en\n", "", "csv"),
        (b"", "", None),
        (b"just words", "x.txt", None),
    ],
)
def test_contents(head: bytes, name: str, expected: str | None) -> None:
    assert formats.sniff(head, name) == expected
