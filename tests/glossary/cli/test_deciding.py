"""Conflicts that a person decides, concepts that are one, and ids that say nothing."""

import json

import pytest

from glossary.cli import main
from termbase.base import open_termbase


@pytest.fixture
def run(capsys):
    def run(*words):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


@pytest.fixture
def path(tmp_path, run):
    """A termbase with four concepts, from a table without ids."""
    table = tmp_path / "one.csv"
    rows = ["大会,General Assembly", "执行局,Executive Board", "麻委会,Commission on Narcotic Drugs", "公约,Convention"]
    table.write_text("\n".join(["zh,en", *rows]), encoding="utf-8")
    assert run("import", table, "--termbase", tmp_path / "base.sqlite")[0] == 0
    return tmp_path / "base.sqlite"


@pytest.fixture
def conflicts(tmp_path, run, path):
    """The conflicts of another table: its rows have the same numbers and mean something else."""
    table = tmp_path / "two.csv"
    rows = ["大会,Conference", "执行局,Executive Directorate", "麻委会,CND", "公约,Covenant", "安理会,Security Council"]
    table.write_text("\n".join(["zh,en", *rows]), encoding="utf-8")
    code, out, _ = run("import", table, "--termbase", path, "--conflicts", tmp_path / "decide.jsonl")
    assert code == 1
    assert "1 new, 0 update, 0 same, 4 conflict" in out
    return tmp_path / "decide.jsonl"


def decide(conflicts, *choices):
    records = [json.loads(line) for line in conflicts.read_text(encoding="utf-8").splitlines()]
    for record, choice in zip(records, choices, strict=True):
        assert record["decide"] == ""
        record["decide"] = choice
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    conflicts.write_text("\n".join(lines), encoding="utf-8")


def english(path):
    with open_termbase(path) as base:
        return sorted((c.zh[0].text, tuple(t.text for t in c.en)) for c in base.concepts())


def test_each_decision_is_done_and_may_be_imported_twice(run, path, conflicts):
    decide(conflicts, "new", "file", "both", "here")
    after = [
        ("公约", ("Convention",)),
        ("大会", ("Conference",)),
        ("大会", ("General Assembly",)),
        ("安理会", ("Security Council",)),
        ("执行局", ("Executive Directorate",)),
        ("麻委会", ("Commission on Narcotic Drugs", "CND")),
    ]
    code, out, _ = run("import", conflicts, "--termbase", path, "--dry-run")
    assert (code, "1 new, 2 update, 1 same, 0 conflict" in out) == (0, True)
    assert run("import", conflicts, "--termbase", path)[0] == 0
    assert english(path) == after
    code, out, _ = run("import", conflicts, "--termbase", path)
    assert (code, "0 new, 0 update, 4 same, 0 conflict" in out) == (0, True)
    assert english(path) == after
    assert run("termbase", "undo", "3", "--termbase", path)[0] == 0
    assert ("执行局", ("Executive Board",)) in english(path)


def test_what_is_undecided_waits_and_what_has_changed_is_asked_again(run, path, conflicts):
    decide(conflicts, "", "file", "here", "here")
    with open_termbase(path) as base:
        board = next(c.id for c in base.concepts() if c.zh[0].text == "执行局")
    assert run("termbase", "edit", board, "--note", "since", "--termbase", path)[0] == 0
    code, out, _ = run("import", conflicts, "--termbase", path)
    assert code == 1
    assert "大会 is General Assembly here" in out
    assert f"{board} was changed since the file was written" in out


def test_a_word_that_is_no_decision_changes_nothing(run, path, conflicts):
    before = english(path)
    decide(conflicts, "new", "maybe", "", "")
    code, _, told = run("import", conflicts, "--termbase", path)
    assert (code, told.count("\n")) == (2, 1)
    assert "line 2: 'maybe' is no decision" in told
    assert english(path) == before


def test_concepts_that_are_one_are_merged_and_parted_again(run, path):
    with open_termbase(path) as base:
        ids = {c.zh[0].text: c.id for c in base.concepts()}
    assert run("termbase", "edit", ids["公约"], "--parent", ids["大会"], "--termbase", path)[0] == 0
    words = ("termbase", "merge", ids["执行局"], ids["大会"], "--termbase", path)
    assert "nothing changed" in run(*words, "--dry-run")[2]
    code, out, told = run(*words)
    assert code == 0
    assert "+ en General Assembly" in out
    assert "1 point at it now" in told
    with open_termbase(path) as base:
        assert base.concept(ids["大会"]) is None
        assert base.concept(ids["公约"]).parent == ids["执行局"]
    assert run("termbase", "undo", "3", "--termbase", path)[0] == 0
    with open_termbase(path) as base:
        assert base.concept(ids["公约"]).parent == ids["大会"]
    code, _, told = run("termbase", "merge", ids["公约"], ids["公约"], "--termbase", path)
    assert (code, "cannot go into itself" in told) == (2, True)


def test_a_dry_run_says_what_would_change_and_why(run, path, tmp_path):
    table = tmp_path / "three.csv"
    rows = ["大会,General Assembly,GA", "安理会,Security Council,SC", "公约,Covenant,"]
    table.write_text("\n".join(["zh,en,en_acronym", *rows]), encoding="utf-8")
    before = english(path)
    code, out, _ = run("import", table, "--dry-run", "--termbase", path)
    assert code == 1
    assert "  update: row-2  adds GA\n" in out
    assert "安理会 = Security Council" in out
    assert "  conflict: 公约 is Convention here (row-5), and Covenant in the file" in out
    code, out, _ = run("import", table, "--dry-run", "--format", "json", "--termbase", path)
    [result] = json.loads(out)
    assert [(change["verdict"], change["reasons"]) for change in result["changes"]] == [
        ("update", ["adds GA"]),
        ("new", ["安理会 = Security Council"]),
    ]
    assert english(path) == before
