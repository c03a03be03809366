"""Files and places that are not what they should be: one clear line, exit code 2 (130 interrupted), nothing changed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glossary.cli import main
from termbase.base import open_termbase

ROOT = Path(__file__).parent.parent.parent.parent
_TBX = "<?xml version='1.0'?><martif type='TBX'><text><body>{}</body></text></martif>"
_ENTRY = (
    "<termEntry id='c{0}'><langSet xml:lang='zh'><tig><term>机构{0}</term></tig></langSet>"
    "<langSet xml:lang='en'><tig><term>Body {0}</term></tig></langSet></termEntry>"
)
_BOMB = "<!DOCTYPE martif [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)

BAD = {
    "empty.tbx": b"",
    "blank.csv": b" \n\n",
    "rubbish.tbx": bytes(range(256)) * 8,
    "rubbish.csv": bytes(range(255, 0, -1)) * 8,
    "rubbish.xlsx": b"PK\x03\x04" + bytes(range(256)),
    "rubbish.po": b"\xff\x00\x81" * 99,
    "rubbish.jsonl": b"\x00\x01\x02\n" * 20,
    "rubbish": bytes(range(256)),
    "truncated.tbx": _TBX.format(_ENTRY.format(1))[:-40].encode(),
    "declared.tbx": b"<?xml version='1.0' encoding='utf-8'?>" + _TBX.format(_ENTRY.format(1))[21:].encode("gb18030"),
    "page.tbx": b"<!DOCTYPE html><html><body>404</body></html>",
    "other.tbx": b"<?xml version='1.0'?><svg/>",
    "bomb.tbx": (_BOMB + "]>" + _TBX.format("<termEntry id='c'><note>&j;</note></termEntry>")[21:]).encode(),
    "entity.tbx": b"<!DOCTYPE martif [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    + _TBX.format("<termEntry id='c'><langSet xml:lang='en'><tig><term>&x;</term></tig></langSet></termEntry>")[21:].encode(),
    "deep.tbx": (_TBX.format("<a>" * 5000 + "</a>" * 5000)).encode(),
    "control.tbx": _TBX.format("<termEntry><note>\x01</note></termEntry>").encode(),
    "pointer.tbx": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
    "written only.docx": b"PK\x03\x04" + b"\0" * 99,
}  # fmt: skip


def told(capsys):
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("glossary: ")
    assert err.count("\n") == 1, err
    return err


@pytest.mark.parametrize("name", BAD)
def test_a_broken_file_is_refused_in_one_line_that_names_it(name, own_tiny, tmp_path, capsys):
    file = tmp_path / name
    file.write_bytes(BAD[name])
    before = own_tiny.path.read_bytes()
    assert main(["import", str(file), "--termbase", str(own_tiny.path)]) == 2
    assert name in told(capsys)
    assert main(["import", str(file), "--dry-run", "--termbase", str(own_tiny.path)]) == 2
    assert name in told(capsys)
    assert own_tiny.path.read_bytes() == before
    out = tmp_path / "out.tbx"
    assert main(["convert", str(file), str(out)]) == 2
    assert name in told(capsys)
    assert not out.exists()


@pytest.mark.parametrize("words", [["import", "{}", "--dry-run"], ["convert", "{}", "out.tbx"]])
def test_a_missing_file_and_a_folder_are_told(words, tmp_path, tiny, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLOSSARY_TERMBASE", str(tiny.path))
    (tmp_path / "folder").mkdir()
    assert main([word.format("missing.tbx") for word in words]) == 2
    assert told(capsys) == "glossary: missing.tbx: there is no such file; check the name\n"
    assert main([word.format("folder") for word in words]) == 2
    assert told(capsys) == "glossary: folder is a folder; name the glossary files in it\n"


@pytest.mark.parametrize(("encoding", "name"), [("gb18030", "GB18030"), ("utf-16", "UTF-16")])
def test_other_encodings_are_read_and_said(encoding, name, own_tiny, tmp_path, capsys):
    file = tmp_path / "in.csv"
    file.write_bytes("zh,en\n乌克兰,Ukraine\n联合国儿童基金会,UNICEF\n".encode(encoding))
    assert main(["import", str(file), "--dry-run", "--termbase", str(own_tiny.path)]) == 0
    out, err = capsys.readouterr()
    assert "2 same" in out
    assert f"read as {name}, not UTF-8" in err


# -- the termbase


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("zh,en\n新机构,New Body\n", encoding="utf-8")
    return path


def refused(capsys, file, base):
    assert main(["import", str(file), "--termbase", str(base)]) == 2
    return told(capsys)


def test_what_is_no_termbase_stays_as_it_was(file, tmp_path, capsys):
    other = tmp_path / "notes.txt"
    other.write_text("笔记", encoding="utf-8")
    assert "not a termbase" in refused(capsys, file, other)
    assert other.read_text(encoding="utf-8") == "笔记"
    assert "is a folder" in refused(capsys, file, tmp_path)


def test_a_truncated_termbase_is_said_to_be_damaged(file, own_tiny, tmp_path, capsys):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(own_tiny.path.read_bytes()[: own_tiny.path.stat().st_size // 3])
    assert "damaged" in refused(capsys, file, broken)


def test_a_locked_termbase_is_told(file, own_tiny, capsys, monkeypatch):
    monkeypatch.setattr("termbase.store.sqlite._WAIT_SECONDS", 0.05)
    holder = sqlite3.connect(own_tiny.path, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        assert "another program is writing to it; try again" in refused(capsys, file, own_tiny.path)
        assert main(["import", str(file), "--dry-run", "--termbase", str(own_tiny.path)]) == 0  # reading goes on
    finally:
        holder.close()


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_termbase_and_a_folder_that_may_not_be_written(file, own_tiny, tmp_path, capsys):
    own_tiny.path.chmod(0o444)
    assert "read-only" in refused(capsys, file, own_tiny.path)
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    assert main(["convert", str(file), str(shut / "x.tbx")]) == 2
    assert "no permission" in told(capsys)


def test_a_full_disk_leaves_the_termbase_as_it_was(file, own_tiny, capsys):
    own_tiny.store._db.execute("PRAGMA journal_mode = DELETE")
    before = own_tiny.revision
    real = sqlite3.connect

    def small(*words, **options):
        connection = real(*words, **options)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    rows = "\n".join(f"机构第{n}号办公室,Office {n} of the Organization" for n in range(3000))
    file.write_text(f"zh,en\n{rows}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sqlite3.connect", small)
        assert "the disk is full; nothing was changed" in refused(capsys, file, own_tiny.path)
    assert own_tiny.revision == before


# -- the process


def start(*words, **options):
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    command = [sys.executable, "-m", "glossary", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, **options)


@pytest.fixture
def big(tmp_path):
    path = tmp_path / "big.tbx"
    path.write_text(_TBX.format("".join(map(_ENTRY.format, range(30_000)))), encoding="utf-8")
    return path


def import_under_way(big, base):
    """Return an import that is known to be writing: another program cannot."""
    process = start("import", big, "--termbase", base.path)
    other = sqlite3.connect(base.path, timeout=0, isolation_level=None)
    deadline = time.monotonic() + 60
    try:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
            except sqlite3.OperationalError:
                time.sleep(0.2)
                return process
            time.sleep(0.02)
    finally:
        other.close()
    process.kill()
    raise AssertionError(process.communicate())


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupted_import_says_so_and_leaves_the_termbase_as_it_was(big, own_tiny):
    before = own_tiny.revision, len(own_tiny)
    process = import_under_way(big, own_tiny)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert err.decode() == "glossary: interrupted; nothing was left half done\n"
    assert (own_tiny.revision, len(own_tiny)) == before


def test_a_killed_import_leaves_the_termbase_as_it_was(big, own_tiny):
    before = own_tiny.revision, len(own_tiny)
    process = import_under_way(big, own_tiny)
    process.kill()
    process.communicate(timeout=60)
    with open_termbase(own_tiny.path) as base:
        assert (base.revision, len(base)) == before
        assert base.store._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.store._db.execute("SELECT count(*) FROM change").fetchone() == (0,)


@pytest.mark.skipif(os.name == "nt", reason="a shell's pipes")
def test_a_reader_that_has_seen_enough_is_no_error(tiny):
    process = start("termbase", "show", "un:cted", "--termbase", tiny.path)
    process.stdout.close()  # as `| head -0` does
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_behind_standard_output_is_told(tiny):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        process = start("termbase", "show", "un:cted", "--termbase", tiny.path, stdout=full)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (2, b"glossary: the output cannot be written: No space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="POSIX descriptors")
@pytest.mark.parametrize("closed", [0, 1])
def test_a_closed_standard_stream_is_told(closed, tiny):
    words = ["import", "-", "--dry-run"] if closed == 0 else ["termbase", "show", "un:cted"]
    process = start(*words, "--termbase", tiny.path, preexec_fn=lambda: os.close(closed))
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.count(b"\n")) == (2, 1), err
    assert b"is closed" in err


# -- the words


def test_an_unknown_task_is_met_with_a_suggestion(capsys):
    assert main(["improt"]) == 2
    assert told(capsys) == "glossary: there is no task 'improt'; did you mean `glossary import`?\n"
    assert main(["xyzzy"]) == 2
    assert "the tasks are lookup, scan, build" in told(capsys)


def test_help_is_shown_with_examples(capsys):
    for task in ("build", "export", "import", "convert", "termbase"):
        with pytest.raises(SystemExit) as left:
            main([task, "--help"])
        assert left.value.code == 0
        assert f"examples:\n  glossary {task} " in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["import"], ["import", "x.tbx", "--frm", "csv"], ["export"], ["convert", "a", "b", "c"]]
)
def test_wrong_words_are_one_line_with_the_way_to_help(words, capsys):
    assert main(words) == 2
    assert f"(`glossary {words[0]} --help` shows how)" in told(capsys)
