"""glossary termbase: looking after it, and changing it by hand."""

import json
import shutil
import sys

import pytest

from glossary.cli import main
from termbase.base import open_termbase


@pytest.fixture
def run(own_tiny, capsys):
    def run(*words, base=own_tiny.path):
        code = main(["termbase", *map(str, words), "--termbase", str(base)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


# -- looking


def test_stats_count_what_is_there(run, own_tiny):
    code, shown, _ = run("stats")
    assert code == 0
    assert shown.splitlines()[-2].split()[:2] == ["all", str(len(own_tiny))]
    counted = json.loads(run("stats", "--format", "json")[1])
    assert sum(part["concepts"] for part in counted.values()) == len(own_tiny)


def test_show_gives_everything_about_a_concept_with_or_without_its_namespace(run):
    code, shown, _ = run("show", "un:cted")
    assert code == 0
    assert shown.startswith("un:cted  test, body\n")
    assert "执行局" in shown
    assert run("show", "cted")[1] == shown
    assert json.loads(run("show", "cted", "--format", "json")[1])["parent"] == "un:ctc"


def test_show_of_what_is_not_there_suggests_what_is(run):
    assert run("show", "un:nothing") == (1, "", "there is no concept un:nothing\n")
    assert run("show", "毒罪办") == (1, "", "there is no concept 毒罪办; did you mean un:unodc?\n")


def test_validate_finds_nothing_wrong_or_says_what(run, own_tiny):
    before = run("validate", "--format", "json")
    own_tiny.store.apply([_changed(own_tiny, "un:cted", parent="un:gone")], at="2026-11-24T10:00:00Z")
    code, shown, told = run("validate")
    assert code == 1
    assert "B105 error   un:cted: its parent un:gone is not in the termbase" in shown
    assert f"{len(own_tiny):,} concepts: " in told
    assert len(json.loads(run("validate", "--format", "json")[1])) == len(json.loads(before[1])) + 1


def _changed(base, concept_id, **fields):
    from dataclasses import replace

    return replace(base.concept(concept_id), **fields)


def test_history_is_empty_at_first(run):
    assert run("history") == (1, "", "nothing has been changed since the termbase was filled\n")
    assert run("history", "cted") == (1, "", "un:cted has not been changed since it came in\n")
    assert run("history", "un:x") == (1, "", "there is and was no concept un:x\n")


def test_a_backup_is_a_termbase_and_takes_no_other_files_place(run, own_tiny, tmp_path):
    copy = tmp_path / "copy.sqlite"
    assert run("backup", copy) == (0, "", f"{copy}: {len(own_tiny)} concepts\n")
    assert run("stats", base=copy)[1] == run("stats")[1]
    assert run("backup", copy)[0] == 0  # an earlier copy may be replaced
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague", encoding="utf-8")
    for target, says in (
        (letter, "is no termbase"),
        (own_tiny.path, "is the termbase itself"),
        (tmp_path, "is a folder"),
    ):
        code, _, told = run("backup", target)
        assert (code, told.count("\n")) == (2, 1)
        assert says in told
    assert "does not exist" in run("backup", tmp_path / "no" / "x.sqlite")[2]
    assert letter.read_text(encoding="utf-8") == "Dear colleague"
    assert not list(tmp_path.glob(".*"))


def test_path_says_where_it_is(run, own_tiny):
    assert run("path") == (0, f"{own_tiny.path}\n", "")


def test_an_unknown_action_is_met_with_a_suggestion(capsys):
    assert main(["termbase", "statz"]) == 2
    assert "did you mean `glossary termbase stats`?" in capsys.readouterr().err
    assert main(["termbase"]) == 2


# -- by hand


def test_a_concept_is_added_found_and_told_in_the_history(run, own_tiny):
    words = (
        "--zh",
        "新机构",
        "--en",
        "New  Body",
        "--acronym",
        "NB",
        "--kind",
        "body",
        "--subject",
        "law",
        "--parent",
        "un:un",
    )
    assert run("add", *words, "--note", "自2026年", "--by", "J. Reviser") == (0, "own:nb  新机构 = New Body\n", "")
    concept = own_tiny.concept("own:nb")
    assert [(t.text, t.lang, t.form, t.status) for t in concept.terms] == [
        ("新机构", "zh-Hans", "full", "preferred"),
        ("New Body", "en", "full", "preferred"),
        ("NB", "en", "acronym", "admitted"),
    ]
    assert (concept.kind, concept.subjects, concept.parent) == ("body", ("law",), "un:un")
    assert [(n.text, n.lang) for n in concept.notes] == [("自2026年", "zh-Hans")]
    assert own_tiny.lookup("新机构")[0].concept == concept
    assert "J. Reviser      1 added (added by hand)" in run("history")[1]


def test_what_is_there_is_not_added_again_and_another_sense_only_knowingly(run, own_tiny):
    code, _, told = run("add", "--zh", "乌克兰", "--en", "Ukraine")
    assert (code, told) == (1, "un:ukraine is this concept; `glossary termbase edit un:ukraine` adds to it\n")
    code, _, told = run("add", "--zh", "大会", "--en", "Conference")
    assert code == 1
    assert "大会 is General Assembly here (un:ga); --anyway" in told
    assert run("add", "--zh", "大会", "--en", "Conference", "--note", "of States parties", "--anyway")[0] == 0
    assert own_tiny.concept("own:conference")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--zh", "新机构"], "a concept needs its names in both languages"),
        (["--zh", " ", "--en", "x"], "--zh is empty"),
        (["--zh", "新", "--en", "x", "--id", "un:cted"], "there is a concept un:cted already"),
        (["--zh", "新", "--en", "x", "--parent", "un:x"], "there is no concept un:x to be its parent"),
        (["--zh", "新", "--en", "x", "--kind", "thing"], "invalid choice"),
    ],
)
def test_what_cannot_be_added_is_told(run, own_tiny, words, says):
    before = own_tiny.revision
    code, shown, told = run("add", *words)
    assert (code, shown, told.count("\n")) == (2, "", 1)
    assert says in told
    assert own_tiny.revision == before


def test_an_edit_adds_and_a_new_name_keeps_the_old_one(run, own_tiny):
    code, shown, _ = run(
        "edit", "tpb", "--en", "Terrorism Section", "--zh-short", "防恐处", "--kind", "group", "--former", "CTS"
    )
    assert code == 0
    assert shown.splitlines() == [
        "un:tpb  预防恐怖主义处 = Terrorism Section",
        "  ~ en Terrorism Prevention Branch: status preferred → admitted",
        "  + en Terrorism Section (preferred)",
        "  + zh-Hans 防恐处 (short)",
        "  + en CTS (variant, superseded)",
        "  ~ kind: body → group",
    ]
    assert run("edit", "tpb", "--remove", "CTS")[1].splitlines()[1:] == ["  - en CTS (variant, superseded)"]
    assert run("edit", "tpb", "--remove", "CTS")[0] == 2
    assert run("edit", "tpb", "--kind", "group")[2] == "un:tpb is so already; nothing was changed\n"
    assert "+ zh-Hans 防恐处 (short)" in run("history", "tpb")[1]


def editor(tmp_path, monkeypatch, change):
    """Make an editor of *change*, which gets the text of the record as `text`."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text(encoding='utf-8')\n"
        f"path.write_text({change}, encoding='utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_an_edit_without_options_opens_the_editor(run, own_tiny, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, "text.replace('伊加特', '政发局')")
    code, shown, _ = run("edit", "igad")
    assert code == 0
    assert shown.splitlines()[1:] == ["  - zh-Hans 伊加特 (short)", "  + zh-Hans 政发局 (short)"]
    assert not list(tmp_path.glob("concept-*"))
    assert run("edit", "igad")[2] == "nothing was changed\n"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("text[:-5]", "not JSON"),
        ("'[]'", "not a concept record"),
        ("text.replace('terms', 'tirms')", "not a concept record"),
        ("text.replace('un:igad', 'un:other')", "the id is to stay un:igad"),
    ],
)
def test_a_text_that_does_not_fit_is_kept_for_the_person(run, own_tiny, tmp_path, monkeypatch, change, says):
    editor(tmp_path, monkeypatch, change)
    before = own_tiny.revision
    code, _, told = run("edit", "igad")
    assert (code, told.count("\n")) == (2, 1)
    assert says in told
    assert own_tiny.revision == before
    assert str(next(tmp_path.glob("concept-*.json"))) in told


def test_a_missing_editor_is_told(run, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "there is no editor 'no-such-editor'; set EDITOR" in run("edit", "igad")[2]


class _Person:
    def __init__(self, answer):
        self.answer = answer

    def isatty(self):
        return True

    def readline(self):
        return self.answer


def test_delete_asks_and_undo_brings_back(run, own_tiny, monkeypatch):
    before = own_tiny.concept("un:igad")
    monkeypatch.setattr("sys.stdin", None)
    assert "say --yes" in run("delete", "igad")[2]
    monkeypatch.setattr("sys.stdin", _Person("n\n"))
    code, _, told = run("delete", "igad")
    assert (code, own_tiny.concept("un:igad")) == (1, before)
    assert "政府间发展管理局" in told
    monkeypatch.setattr("sys.stdin", _Person("y\n"))
    code, _, told = run("delete", "igad")
    assert code == 0
    assert own_tiny.concept("un:igad") is None
    assert f"`glossary termbase undo {own_tiny.revision}` brings it back" in told
    assert run("undo", own_tiny.revision)[0] == 0
    assert own_tiny.concept("un:igad") == before
    assert own_tiny.lookup("伊加特")[0].concept.id == "un:igad"


def test_delete_names_the_concepts_that_lose_their_parent(run):
    assert "1 concepts name what is removed as their parent: un:unicef-board" in run("delete", "unicef", "--yes")[2]


# -- undo


def test_an_import_is_undone_whole(run, own_tiny, tmp_path):
    before = {concept.id: concept for concept in own_tiny.concepts()}
    file = tmp_path / "in.csv"
    file.write_text("zh,en,note\n新机构,New Body,\n乌克兰,Ukraine,注\n乌克兰,Ukraine,又注\n", encoding="utf-8")
    assert main(["import", str(file), "--termbase", str(own_tiny.path)]) == 0
    done = own_tiny.revision
    assert "2 added" not in run("history")[1]
    told = run("undo", done, "--dry-run")[2]
    assert "revision" in told
    assert own_tiny.revision == done
    code, _, told = run("undo", done, "--by", "J. Reviser")
    assert (code, told) == (
        0,
        f"revision {done} undone: 1 concepts as before, 1 removed; this is revision {done + 1}\n",
    )
    assert {concept.id: concept for concept in own_tiny.concepts()} == before
    assert f"(undo of revision {done})" in run("history")[1]
    assert run("undo", done + 1)[0] == 0  # and the undo, too
    assert len(own_tiny.concept("un:ukraine").notes) == 2


def test_an_undo_is_refused_when_the_concept_was_changed_since(run, own_tiny):
    run("edit", "igad", "--note", "first")
    first = own_tiny.revision
    run("edit", "igad", "--note", "second")
    code, _, told = run("undo", first)
    assert code == 2
    assert f"later revisions changed un:igad (revision {first + 1}); undo those first" in told
    assert [n.text for n in own_tiny.concept("un:igad").notes] == ["first", "second"]
    assert run("undo", first + 1)[0] == 0
    assert run("undo", first)[0] == 0  # now it is as the first one left it
    assert own_tiny.concept("un:igad").notes == ()


def test_an_undo_of_what_never_was_is_told(run):
    assert run("undo", 99) == (
        2,
        "",
        "glossary: the history has no revision 99; `glossary termbase history` lists them\n",
    )


# -- side by side


def test_diff_reads_like_a_review(run, own_tiny, tmp_path):
    other = tmp_path / "other.sqlite"
    own_tiny.store.backup(other)
    assert run("diff", other) == (0, "", f"0 only in {other}, 0 only here, 0 not the same\n")
    run("edit", "igad", "--zh-short", "政发局", base=other)
    run("delete", "ukraine", "--yes", base=other)
    run("add", "--zh", "新机构", "--en", "New Body", base=other)
    code, shown, told = run("diff", other)
    assert code == 1
    assert shown.splitlines() == [
        "~ un:igad  政府间发展管理局 = Intergovernmental Authority on Development",
        "    + zh-Hans 政发局 (short)",
        "+ own:new-body  新机构 = New Body",
        "- un:ukraine  乌克兰 = Ukraine",
    ]
    assert told == f"1 only in {other}, 1 only here, 1 not the same\n"
    rows = json.loads(run("diff", other, "--format", "json", "--there")[1])
    assert [row["sign"] for row in rows] == ["~", "+"]


def test_diff_with_a_file_of_another_numbering_finds_the_counterparts(run, tmp_path):
    file = tmp_path / "theirs.jsonl"
    terms = [{"text": "乌克兰", "lang": "zh-Hans"}, {"text": "Ukraine", "lang": "en"}, {"text": "UKR", "lang": "en"}]
    file.write_text(json.dumps({"id": "c1", "terms": terms}), encoding="utf-8")
    shown = run("diff", file, "--there")[1]
    assert shown.startswith("~ un:ukraine  乌克兰 = Ukraine\n")
    assert "    + en UKR\n" in shown


def test_dedupe_lists_what_is_likely_one_and_the_same(run, own_tiny):
    assert run("dedupe") == (0, "", "0 likely duplicates\n")
    run("add", "--zh", "政府间发展局", "--en", "Intergovernmental Authority on Development")
    run("add", "--zh", "乌克兰", "--en", "The Ukraine state", "--anyway")
    code, shown, told = run("dedupe")
    assert (code, told) == (1, "1 likely duplicates\n")
    assert shown.splitlines()[0] == "the same English, nearly the same Chinese"
    assert "un:igad" in shown
    # 执行局 of two bodies is no duplicate
    assert "un:unicef-board" not in shown


def test_a_read_only_folder_can_be_looked_into(run, own_tiny, tmp_path, monkeypatch):
    shut = tmp_path / "shut"
    shut.mkdir()
    own_tiny.store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(own_tiny.path, shut / "base.sqlite")
    real = __import__("os").access
    monkeypatch.setattr("os.access", lambda path, mode: "shut" not in str(path) and real(path, mode))
    with open_termbase(shut / "base.sqlite") as base:
        assert len(base) == len(own_tiny)
    assert [path.name for path in shut.iterdir()] == ["base.sqlite"]
    assert run("edit", "igad", "--note", "x", base=shut / "base.sqlite")[0] == 2
