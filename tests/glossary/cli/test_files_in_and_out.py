"""build, export, import and convert, as a user types them: the files, what is told, and the exit codes."""

import json

import pytest

from glossary.cli import main
from termbase import formats
from termbase.base import open_termbase
from termbase.formats.base import Report

REPORT = "反恐怖主义委员会执行局（执行局）访问了乌克兰。执行局与毒罪办合作。大会通过了决议。\n"


@pytest.fixture
def run(capsys):
    def run(*words):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def read(path):
    return {concept.id: concept for concept in formats.read_file(path, Report())}


def table(path, *rows, heading="zh,en,subject"):
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


# -- build


@pytest.mark.parametrize("ending", ["tbx", "po", "csv", "tsv", "xlsx", "jsonl", "tmx"])
def test_build_writes_the_concepts_of_the_document(run, report, tiny, tmp_path, ending):
    out = tmp_path / f"glossary.{ending}"
    code, shown, told = run("build", report, "-o", out, "--termbase", tiny.path)
    assert (code, shown) == (0, "")
    assert f"{out}: " in told
    chinese = {term.text for concept in read(out).values() for term in concept.zh}
    assert {"反恐怖主义委员会执行局", "乌克兰", "大会"} <= chinese
    assert "联合国儿童基金会执行局" not in chinese  # 执行局 is the other one here


def test_build_of_a_document_without_terms_writes_nothing(run, tiny, tmp_path):
    (tmp_path / "none.txt").write_text("今天天气很好。", encoding="utf-8")
    code, _, told = run("build", tmp_path / "none.txt", "-o", tmp_path / "x.tbx", "--termbase", tiny.path)
    assert code == 1
    assert "no term of the termbase" in told
    assert not (tmp_path / "x.tbx").exists()


def test_build_for_a_client_wants_the_clients_ending(run, report, tiny, tmp_path):
    code, _, told = run("build", report, "-o", tmp_path / "x.tbx", "--profile", "weblate", "--termbase", tiny.path)
    assert (code, told.count("\n")) == (2, 1)
    assert ".po" in told


# -- export


def test_a_whole_termbase_goes_out_and_comes_back_equal(run, tiny, tmp_path):
    out = tmp_path / "all.jsonl"
    assert run("export", "-o", out, "--termbase", tiny.path) == (0, "", f"{out}: {len(tiny)} concepts\n")
    assert read(out) == {concept.id: concept for concept in tiny.concepts()}


def test_a_selection_goes_out(run, tiny, tmp_path):
    out = tmp_path / "places.tbx"
    assert run("export", "-o", out, "--kind", "place", "--termbase", tiny.path)[0] == 0
    assert {concept.en[0].text for concept in read(out).values()} == {"Ukraine", "Democratic Republic of the Congo"}


def test_an_empty_selection_writes_nothing(run, tiny, tmp_path):
    code, _, told = run("export", "-o", tmp_path / "x.tbx", "--subject", "no such", "--termbase", tiny.path)
    assert code == 1
    assert "nothing was written" in told
    assert not (tmp_path / "x.tbx").exists()


def test_what_a_format_cannot_carry_is_told(run, tiny, tmp_path):
    _, _, told = run("export", "-o", tmp_path / "x.txt", "--profile", "omegat", "--termbase", tiny.path)
    assert "cannot carry" in told


def test_a_file_is_written_whole_or_not_at_all(run, tiny, tmp_path, monkeypatch):
    out = tmp_path / "old.jsonl"
    out.write_text("as it was", encoding="utf-8")

    def failing(stream, header, concepts, report):
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("termbase.formats.jsonl.write", failing)
    code, _, told = run("export", "-o", out, "--termbase", tiny.path)
    assert (code, told) == (2, f"glossary: {out} cannot be written: No space left on device\n")
    assert out.read_text(encoding="utf-8") == "as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["old.jsonl"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing/x.tbx", "does not exist"), ("x.unknown", "known endings are"), ("folder.tbx", "is a folder")],
)
def test_a_place_that_cannot_be_written_is_told_in_one_line(run, tiny, tmp_path, name, says):
    (tmp_path / "folder.tbx").mkdir()
    code, shown, told = run("export", "-o", tmp_path / name, "--termbase", tiny.path)
    assert (code, shown, told.count("\n")) == (2, "", 1)
    assert says in told


# -- import


def imported(run, base, *words):
    return run("import", *words, "--termbase", base.path)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(run, own_tiny, tmp_path):
    file = table(tmp_path / "in.csv", "新机构,New Body,law", "乌克兰,Ukraine,", "大会,Conference,")
    before = own_tiny.revision, len(own_tiny)
    code, shown, _ = imported(run, own_tiny, file, "--dry-run")
    assert code == 1  # a conflict
    assert "1 new, 0 update, 1 same, 1 conflict, 0 skipped (nothing changed: --dry-run)" in shown
    assert "conflict: 大会 is General Assembly here (un:ga), and Conference in the file" in shown
    assert (own_tiny.revision, len(own_tiny)) == before


def test_a_dry_run_and_the_import_count_alike_also_when_a_file_says_things_twice(run, own_tiny, tmp_path):
    file = tmp_path / "in.jsonl"
    rows = [
        ("a:1", "新机构", "New Body"),
        ("a:2", "新机构", "New Body"),
        ("a:2", "新机构", "New Body"),
        ("a:3", "新机构", "Other"),
    ]
    file.write_text(
        "\n".join(
            json.dumps({"id": i, "terms": [{"text": zh, "lang": "zh-Hans"}, {"text": en, "lang": "en"}]})
            for i, zh, en in rows
        ),
        encoding="utf-8",
    )
    dry = imported(run, own_tiny, file, "--dry-run", "--format", "json")
    real = imported(run, own_tiny, file, "--format", "json")
    results = [json.loads(shown)[0] for _, shown, _ in (dry, real)]
    counts = [{k: v for k, v in result.items() if k not in ("revision", "changes")} for result in results]
    assert counts[0] == counts[1]
    assert (counts[0]["new"], counts[0]["same"], counts[0]["conflict"]) == (1, 2, 1)


def test_an_import_adds_and_clears_nothing_and_a_second_time_is_the_same(run, own_tiny, tmp_path):
    file = table(tmp_path / "in.csv", "乌克兰,Ukraine,一个注", "联合国儿童基金会,UNICEF,", heading="zh,en,note")
    before = own_tiny.concept("un:ukraine"), own_tiny.revision
    code, shown, _ = imported(run, own_tiny, file, "--by", "J. Reviser")
    assert code == 0
    assert "1 update, 1 same" in shown
    after = own_tiny.concept("un:ukraine")
    assert [note.text for note in after.notes] == ["一个注"]
    assert (after.terms, after.kind, after.subjects) == (before[0].terms, before[0].kind, before[0].subjects)
    assert own_tiny.revision == before[1] + 1
    assert own_tiny.store.history("un:ukraine")[0][3:5] == ("J. Reviser", f"import of {file}")
    assert "0 update, 2 same" in imported(run, own_tiny, file)[1]
    assert own_tiny.revision == before[1] + 1


def test_conflicts_go_to_a_file_for_a_person(run, own_tiny, tmp_path):
    file = table(tmp_path / "in.csv", "大会,Conference,", "新机构,New Body,")
    out = tmp_path / "conflicts.jsonl"
    code, _, told = imported(run, own_tiny, file, "--conflicts", out)
    assert code == 1
    assert f"{out}: 1 concepts in conflict" in told
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record["here"]["id"] == "un:ga"
    assert record["incoming"]["terms"][1]["text"] == "Conference"
    assert [t.text for t in own_tiny.concept("un:ga").en] == ["General Assembly"]
    assert len(own_tiny.store.under_key("新机构")) == 1  # what is not in conflict came in


def test_the_same_numbering_in_two_files_is_no_conflict(run, own_tiny, tmp_path):
    for name, zh, en in (("a", "甲机构", "Body A"), ("b", "乙机构", "Body B"), ("b again", "乙机构", "Body B")):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"{zh}\t{en}\t\n", encoding="utf-8")
        code, shown, _ = imported(run, own_tiny, file)
        assert code == 0, shown
    assert [c.en[0].text for c, _ in own_tiny.store.under_key("乙机构")] == ["Body B"]


def test_concepts_that_got_another_id_are_still_pointed_at(run, own_tiny, tmp_path):
    def record(concept_id, zh, en, **more):
        return {"id": concept_id, "terms": [{"text": zh, "lang": "zh-Hans"}, {"text": en, "lang": "en"}], **more}

    first = tmp_path / "first.jsonl"
    first.write_text(json.dumps(record("c2", "别的机构", "Another Body")), encoding="utf-8")
    second = tmp_path / "second.jsonl"
    rows = [
        record("c0", "新司", "New Division", parent="c2", references=[["c9"]]),  # c2 comes later
        record("c2", "新机构", "New Body"),  # c2~2 here
        record("c3", "新处", "New Branch", parent="c2", references=[["c4"]]),
        record("c4", "联合国", "United Nations"),  # un:un here
        record("c5", "新科", "New Section", parent="c4"),
    ]
    second.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert imported(run, own_tiny, first, second)[0] == 0
    parents = {name: own_tiny.concept(name).parent for name in ("c0", "c3", "c5")}
    assert parents == {"c0": "c2~2", "c3": "c2~2", "c5": "un:un"}
    assert [r.target for r in own_tiny.concept("c3").references] == ["un:un"]
    assert [r.target for r in own_tiny.concept("c0").references] == ["c9"]
    assert "5 same" in imported(run, own_tiny, second)[1]


def test_skipped_records_are_counted_and_named_with_their_place(run, own_tiny, tmp_path):
    file = table(tmp_path / "in.csv", "新机构,New Body,", ",,", ",only English,", "只有中文,,", *[",,law"] * 7)
    _, shown, told = imported(run, own_tiny, file, "--dry-run")
    assert "skipped" in shown
    assert f"{file}, " in told
    every = imported(run, own_tiny, file, "--dry-run", "--verbose")[2]
    assert len(every.splitlines()) >= len(told.splitlines())


def test_a_new_termbase_is_made_by_an_import_but_not_by_a_failing_or_a_dry_one(run, tmp_path):
    base = tmp_path / "new.sqlite"
    good = table(tmp_path / "in.csv", "新机构,New Body,")
    bad = tmp_path / "bad.tbx"
    bad.write_text("<martif><text>", encoding="utf-8")
    assert run("import", bad, "--termbase", base)[0] == 2
    assert run("import", good, "--dry-run", "--termbase", base)[0] == 0
    assert not base.exists()
    assert run("import", good, "--termbase", base)[0] == 0
    with open_termbase(base) as made:
        assert len(made) == 1


def test_a_missing_second_file_is_told_before_the_first_is_imported(run, own_tiny, tmp_path):
    file = table(tmp_path / "in.csv", "新机构,New Body,")
    before = own_tiny.revision
    code, shown, told = imported(run, own_tiny, file, tmp_path / "missing.tbx")
    assert (code, shown) == (2, "")
    assert told.endswith("missing.tbx: there is no such file; check the name\n")
    assert own_tiny.revision == before


def test_standard_input_is_read(run, own_tiny, tmp_path, monkeypatch):
    import io

    data = io.TextIOWrapper(io.BytesIO("zh,en\n新机构,New Body\n".encode()))
    monkeypatch.setattr("sys.stdin", data)
    code, shown, told = imported(run, own_tiny, "-", "--from", "csv", "--dry-run")
    assert (code, told) == (0, "")
    assert shown.startswith("standard input: 1 new")


# -- convert


def test_standard_output_takes_a_file_whose_format_is_named(tmp_path, capfdbinary):
    file = table(tmp_path / "in.csv", "新机构,New Body,law")
    assert main(["convert", str(file), "-o", "-", "--to", "tbx"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"<?xml")
    assert main(["convert", str(file), "-o", "-"]) == 2
    assert b"say which format" in capfdbinary.readouterr().err


def test_one_file_becomes_another_without_a_termbase(run, tmp_path):
    file = table(tmp_path / "in.csv", "新机构,New Body,law", "乌克兰,Ukraine,places")
    out = tmp_path / "out.tbx"
    code, shown, told = run("convert", file, out)
    assert (code, shown) == (0, "")
    assert told.endswith(f"{out}: 2 concepts\n")
    assert {term.text for concept in read(out).values() for term in concept.terms} == {
        "新机构",
        "New Body",
        "乌克兰",
        "Ukraine",
    }


def test_a_file_without_concepts_makes_no_file(run, tmp_path):
    file = table(tmp_path / "in.csv")
    code, _, told = run("convert", file, tmp_path / "out.tbx")
    assert code == 1
    assert "holds no concept" in told
    assert not (tmp_path / "out.tbx").exists()


def test_convert_without_a_place_to_write_says_how(run, tmp_path):
    file = table(tmp_path / "in.csv", "新机构,New Body,law")
    assert run("convert", file) == (2, "", "glossary: say which file to write: glossary convert IN OUT\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("x.deepl.tsv", "执行局\tCTED"),
        ("x.tsv", "执行局\tCTED"),
        ("x.deepl.csv", "执行局,CTED"),
        ("x.csv", "执行局,CTED"),
    ],
)
def test_deepls_profile_divides_as_the_ending_says(run, tmp_path, name, line):
    given = table(tmp_path / "in.csv", "执行局,CTED,x")
    assert run("convert", given, "-o", tmp_path / name, "--profile", "deepl")[0] == 0
    assert (tmp_path / name).read_text(encoding="utf-8").splitlines() == [line]
