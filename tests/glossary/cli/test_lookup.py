import io
import json
import subprocess
import sys

import pytest

from glossary.cli import lookup as lookup_module
from glossary.cli import main
from termbase.search.how import How
from termbase.where import ENVIRONMENT

_REPORT = (
    "反恐怖主义委员会执行局（反恐执行局）与联合国毒品和犯罪问题办公室（毒罪办）合作。\n\n"
    "执行局的任务与毒罪办不同。预防恐怖主义处协助会员国。执行局在乌克兰举办了讲习班。\n"
)


@pytest.fixture(autouse=True)
def _small_base(tiny_file, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(tiny_file))


def run(capsys, *words):
    code = main(["lookup", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_record_is_the_promised_one(capsys):
    code, out, _ = run(capsys, "执行局", "--format", "json")
    record = json.loads(out)
    assert code == 0
    assert record["query"] == "执行局"
    assert record["hits"][0] == {
        "concept": "un:cted",
        "zh": ["反恐怖主义委员会执行局", "反恐执行局", "执行局"],
        "en": ["Counter-Terrorism Committee Executive Directorate", "CTED"],
        "matched": "执行局",
        "how": "exact",
        "score": 1.0,
        "subject": "test",
        "why": "short form of 反恐怖主义委员会执行局, where the text is about it",
    }


def test_several_queries_make_a_list_of_records(capsys):
    _, out, _ = run(capsys, "毒罪办", "气象雷达站", "--format", "json")
    records = json.loads(out)
    assert [(record["query"], len(record["hits"]) > 0) for record in records] == [
        ("毒罪办", True),
        ("气象雷达站", False),
    ]


def test_the_table_is_for_people(capsys):
    code, out, _ = run(capsys, "毒罪办")
    assert code == 0
    assert out.startswith(
        "联合国毒品和犯罪问题办公室  United Nations Office on Drugs and Crime (UNODC)\n    毒罪办: short form of "
    )


def test_nothing_found_is_exit_1_and_the_nearest_are_told(capsys):
    code, out, _ = run(capsys, "Ukrzzz")
    assert code == 1
    assert out.startswith("Ukrzzz: nothing found\nnearest: ")
    assert "Ukraine (乌克兰)" in out


def test_tsv_has_one_line_a_hit_and_one_for_a_query_without(capsys):
    _, out, _ = run(capsys, "毒罪办", "气象雷达站", "--format", "tsv", "-n", "1")
    lines = [line.split("\t") for line in out.splitlines()]
    assert lines[0] == ["query", "concept", "zh", "en", "matched", "how", "score", "subject", "why"]
    assert lines[1][:3] == ["毒罪办", "un:unodc", "联合国毒品和犯罪问题办公室|毒品和犯罪问题办公室|毒罪办"]
    assert lines[2] == ["气象雷达站", *[""] * 8]


def test_a_batch_reads_one_query_a_line_and_prints_jsonl(capsys, tmp_path):
    queries = tmp_path / "queries.txt"
    queries.write_bytes("\ufeffUNODC\r\n\r\n执行局\r\n".encode())
    code, out, _ = run(capsys, "--batch", str(queries))
    assert code == 0
    assert [json.loads(line)["query"] for line in out.splitlines()] == ["UNODC", "执行局"]


def test_a_batch_comes_from_standard_input_too_in_another_encoding(capsys, monkeypatch):
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO("反恐怖主义委员会\n联合国毒品和犯罪问题办公室\n".encode("gb18030")))
    )
    _, out, _ = run(capsys, "--batch", "-", "--format", "tsv", "-n", "1")
    assert [line.split("\t")[1] for line in out.splitlines()[1:]] == ["un:ctc", "un:unodc"]


def test_a_pasted_sentence_gives_all_its_terms_in_order(capsys):
    sentence = "预防恐怖主义处在反恐怖主义委员会执行局的协助下，为乌克兰举办了关于恐怖主义的讲习班。"
    _, out, _ = run(capsys, sentence, "--format", "json")
    hits = json.loads(out)["hits"]
    assert [hit["concept"] for hit in hits] == ["un:tpb", "un:cted", "un:ukraine", "un:terrorism"]
    assert {hit["how"] for hit in hits} == {"text"}


def test_a_long_name_with_a_misprint_is_no_sentence(capsys):
    _, out, _ = run(capsys, "联合国打击跨国有组织犯罪公约约", "--format", "json")
    assert json.loads(out)["hits"][0]["concept"] == "un:untoc"


def test_a_document_puts_first_what_it_means_and_says_where(capsys, tmp_path):
    document = tmp_path / "report.txt"
    document.write_text(_REPORT, encoding="utf-8")
    _, out, _ = run(capsys, "执行局", "--in", str(document), "--format", "json")
    hits = json.loads(out)["hits"]
    assert hits[0]["concept"] == "un:cted"
    assert hits[0]["why"].startswith("in this document 执行局 stands for 反恐怖主义委员会执行局 (2 places, the first ")
    assert hits[1]["concept"] == "un:unicef-board"
    assert hits[1]["why"].endswith("not in this document")


def test_a_document_that_means_the_other_body_turns_the_order(capsys, tmp_path):
    document = tmp_path / "board.txt"
    document.write_text("联合国儿童基金会执行局于五月举行了年会。\n\n执行局通过了三项决定。\n", encoding="utf-8")
    _, out, _ = run(capsys, "执行局", "--in", str(document), "--format", "json")
    assert json.loads(out)["hits"][0]["concept"] == "un:unicef-board"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--how", "sideways", "x"], "invalid choice"),
        (["-n", "0", "x"], "-n must be at least 1"),
        (["(", "--how", "regex"], "not a regular expression"),
        (["--batch", "missing.txt"], "missing.txt cannot be read"),
        (["x", "--in", "missing.txt"], "missing.txt: there is no such file"),
        (["x", "--termbase", "missing.sqlite"], "there is no such termbase"),
        (["x", "--color"], "unrecognized arguments"),
        ([], "say what to look up"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_exit_2(capsys, monkeypatch, tmp_path, words, told):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *words)
    assert code == 2
    assert out == ""
    assert err.startswith("glossary: ")
    assert told in err
    assert err.count("\n") == 1


def test_the_answer_can_go_to_a_file(capsys, tmp_path):
    target = tmp_path / "hits.jsonl"
    code, out, _ = run(capsys, "UNODC", "--format", "jsonl", "-o", str(target))
    assert (code, out) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["hits"][0]["concept"] == "un:unodc"


@pytest.mark.parametrize(
    "words",
    [
        ["执行局"],
        ["unodc", "--format", "json"],
        ["反恐布主义委员会", "-n", "3", "--format", "tsv"],
        ["UN", "--lang", "en"],
        ["反恐", "--how", "prefix"],
    ],
)
def test_the_light_way_answers_as_the_whole_program_does(capsys, monkeypatch, words):
    light = run(capsys, *words)
    monkeypatch.setattr(lookup_module, "_plain", lambda words: None)
    monkeypatch.setattr(lookup_module, "_index", lambda termbase: None)
    assert run(capsys, *words) == light


def test_a_damaged_termbase_is_told_by_name(capsys, tiny_file, tmp_path, monkeypatch):
    data = tiny_file.read_bytes()
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(data[:8192] + bytes(len(data) - 8192))
    monkeypatch.setenv(ENVIRONMENT, str(broken))
    code, out, err = run(capsys, "执行局")
    assert (code, out) == (2, "")
    assert "broken.sqlite is damaged" in err
    assert "Traceback" not in err


def test_the_ways_of_the_option_are_the_ways_there_are():
    assert [*lookup_module._WAYS, "text"] == [how.value for how in How]


_HEAVY = {
    "argparse",
    "dataclasses",
    "inspect",
    "typing",
    "pathlib",
    "json",
    "re",
    "rapidfuzz",
    "jieba",
    "termbase.model",
    "prompt_toolkit",
}


@pytest.mark.parametrize(
    ("query", "allowed"),
    [("执行局", set()), ("UNODC", set()), ("反恐布主义委员会", set()), ("Terorrism Prevention Branch", {"re"})],
)
def test_an_ordinary_lookup_waits_for_nothing_heavy(tiny_file, query, allowed):
    program = (
        "import sys; from glossary.cli import main; before = set(sys.modules); code = main(['lookup', sys.argv[1]])\n"
        "print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-S", "-E", "-c", f"import sys; sys.path[:0] = {sys.path!r}; " + program, query],
                          capture_output=True, text=True, encoding="utf-8", check=True,
                          env={ENVIRONMENT: str(tiny_file), "NO_COLOR": "1", "PYTHONUTF8": "1"})  # fmt: skip
    assert done.stdout
    assert _HEAVY & set(done.stderr.split()) <= allowed
