"""The user's own termbase on first use: a copy of what the package brings along, else filled from the readable files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase import base as door
from termbase import shipped
from termbase.base import open_termbase
from termbase.model import Concept, Term
from termbase.store.sqlite import open_store

SHIPPED = [Concept("un:ga", (Term("大会", "zh-Hans"), Term("General Assembly", "en")))]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of one concept, and the file it may bring along; the user's data folder is empty."""
    ready = tmp_path / "package" / "un.sqlite"
    monkeypatch.setattr(door, "prepared", lambda: str(ready))
    monkeypatch.setattr(shipped, "concepts", lambda: iter(SHIPPED))
    monkeypatch.setattr(shipped, "digest", lambda: "these data")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "user"))
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    yield ready


def bring(ready: Path, content: str, name: str) -> None:
    with open_store(ready, create=True) as store:
        store.fill([Concept("un:ga", (Term("大会", "zh-Hans"), Term(name, "en")))], content=content)


def english() -> tuple[str, int, list[str]]:
    said: list[str] = []
    with open_termbase(say=said.append) as base:
        concept = base.concept("un:ga")
        assert concept
        return concept.en[0].text, base.revision, said


def test_what_the_package_brings_along_is_copied(package: Path) -> None:
    bring(package, "these data", "General Assembly (prepared)")
    name, revision, said = english()
    assert (name, revision) == ("General Assembly (prepared)", 1)
    assert len(said) == 1 and "1 concepts" in said[0]
    assert english()[2] == []


@pytest.mark.parametrize("brought", ["nothing", "other data", "damaged"])
def test_else_the_readable_files_fill_it(package: Path, brought: str) -> None:
    if brought == "other data":
        bring(package, "older data", "General Assembly (old)")
    elif brought == "damaged":
        package.parent.mkdir()
        package.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    name, revision, said = english()
    assert (name, revision, len(said)) == ("General Assembly", 1, 1)


def test_files_that_only_got_another_date_fill_nothing_anew(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english()
    monkeypatch.setattr(door, "edition", lambda: "the same data, touched")
    assert english() == ("General Assembly", 1, [])


def test_what_the_user_changed_stays(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_termbase() as base:
        mine = Concept("un:ga", (Term("大会", "zh-Hans"), Term("my General Assembly", "en")))
        base.store.apply([mine], at="2026-01-01T00:00:00Z")
    monkeypatch.setattr(door, "edition", lambda: "a new edition")
    monkeypatch.setattr(shipped, "digest", lambda: "new data")
    assert english() == ("my General Assembly", 2, [])


def test_preparing_makes_the_file_once_for_the_same_data(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package.parent.mkdir()
    assert door.prepare() == package
    made = package.read_bytes()
    assert door.prepare().read_bytes() == made
    assert sorted(file.name for file in package.parent.iterdir()) == ["un.sqlite"]
    monkeypatch.setattr(shipped, "digest", lambda: "new data")
    door.prepare()
    with open_termbase(package) as base:
        assert base.content == "new data"
