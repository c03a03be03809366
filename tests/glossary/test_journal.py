"""A run that was interrupted goes on where it was, and nothing half-written is taken over."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.cli import main
from glossary.journal import Journal


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.txt").write_text(
            f"第{number}份。反恐怖主义委员会访问了乌克兰。", encoding="utf-8"
        )
    return tmp_path


def interrupted(folder, tiny, monkeypatch, capsys, after=3):
    """Run over the folder and break off after so many files."""
    add, added = Journal.add, []

    def adding(self, path, *rest):
        if len(added) == after:
            raise KeyboardInterrupt
        added.append(path)
        add(self, path, *rest)

    monkeypatch.setattr(Journal, "add", adding)
    code, err = run(folder, tiny, capsys)
    monkeypatch.setattr(Journal, "add", add)
    return code, err


def run(folder, tiny, capsys, *words):
    code = main(["scan", str(folder / "in"), "-o", str(folder / "out.jsonl"), "--termbase", str(tiny.path), *words])
    return code, capsys.readouterr().err


def paths(folder):
    return [json.loads(line)["document"]["path"] for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]


def test_an_interrupted_run_keeps_what_is_done_and_says_how_to_go_on(folder, tiny, monkeypatch, capsys):
    code, err = interrupted(folder, tiny, monkeypatch, capsys)
    assert code == 130
    assert "3 of 5 files are kept" in err
    assert not (folder / "out.jsonl").exists()
    code, err = run(folder, tiny, capsys, "--resume")
    assert code == 0
    assert "5 read, 3 of them by the run before" in err
    assert [path[-5:] for path in paths(folder)] == [f"{n}.txt" for n in range(5)]
    assert sorted(one.name for one in folder.iterdir()) == ["in", "out.jsonl"]


def test_the_output_is_the_same_as_of_a_run_in_one_go(folder, tiny, monkeypatch, capsys):
    run(folder, tiny, capsys)
    whole = (folder / "out.jsonl").read_bytes()
    interrupted(folder, tiny, monkeypatch, capsys)
    assert (folder / "out.jsonl").read_bytes() == whole  # the old one stays until the new one is complete
    (folder / "in" / "1.txt").write_text("大会", encoding="utf-8")
    (folder / "in" / "00.txt").write_text("大会", encoding="utf-8")
    _, err = run(folder, tiny, capsys, "--resume")
    assert "2 of them by the run before" in err  # one was changed, one is new
    resumed = (folder / "out.jsonl").read_bytes()
    run(folder, tiny, capsys)
    assert (folder / "out.jsonl").read_bytes() == resumed


def test_without_resume_a_run_begins_anew(folder, tiny, monkeypatch, capsys):
    interrupted(folder, tiny, monkeypatch, capsys)
    _, err = run(folder, tiny, capsys)
    assert "run before" not in err


def test_a_journal_of_another_termbase_is_not_used(folder, tiny, own_tiny, monkeypatch, capsys):
    interrupted(folder, tiny, monkeypatch, capsys)
    _, err = run(folder, own_tiny, capsys, "--resume")
    assert "of another termbase or version" in err
    assert "run before" not in err


def test_resume_is_for_json_lines_of_several_files(folder, tiny, capsys):
    assert main(["scan", str(folder / "in"), "--resume", "--termbase", str(tiny.path)]) == 2
    assert "-o FILE.jsonl" in capsys.readouterr().err


@given(st.integers(min_value=0), st.sampled_from(["out.part", "out.part.index"]), st.booleans())
def test_a_journal_cut_anywhere_gives_whole_lines_only(tmp_path_factory, cut, which, zeros):
    folder = tmp_path_factory.mktemp("cut")
    files = [str(folder / f"{n}.txt") for n in range(4)]
    for file in files:
        Path(file).write_text(file)
    lines = {file: f'{{"made of": "{n}"}}\n'.encode() for n, file in enumerate(files)}
    journal = Journal(folder / "out", "run", resume=False)
    journal.unchanged(files)
    for file in files:
        journal.add(file, lines[file], 2, 1)
    journal.close()
    size = (folder / which).stat().st_size
    with (folder / which).open("r+b") as stream:
        stream.truncate(cut % (size + 1))
        if zeros:  # what some file systems leave after a power cut
            stream.truncate(size)
    journal = Journal(folder / "out", "run", resume=True)
    kept = journal.unchanged(files)
    assert list(kept) == files[: len(kept)]
    for file in files[len(kept) :]:
        journal.add(file, lines[file], 2, 1)
    assert list(journal.lines(files)) == list(lines.values())
    assert journal.in_order(files)
    journal.close()
    assert (folder / "out.part").read_bytes() == b"".join(lines.values())
