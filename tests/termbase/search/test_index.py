import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.base import open_termbase
from termbase.keys import grams, search_key, sound_grams
from termbase.model import Concept, Form, Status, Term, best
from termbase.pinyin import Coded, sounds
from termbase.search.finding import find
from termbase.store import indexing
from termbase.store.reading import open_index
from termbase.store.sqlite import open_store

_FIRST_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE concept (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, record TEXT NOT NULL,
    revision INTEGER NOT NULL);
CREATE TABLE term (concept INTEGER NOT NULL, place INTEGER NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL, form TEXT NOT NULL,
    status TEXT NOT NULL, PRIMARY KEY (concept, place)) WITHOUT ROWID;
CREATE TABLE term_key (key TEXT NOT NULL, concept INTEGER NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (key, concept, place)) WITHOUT ROWID;
CREATE INDEX term_key_of_concept ON term_key (concept);
CREATE TABLE change (number INTEGER PRIMARY KEY, revision INTEGER NOT NULL, id TEXT NOT NULL, before TEXT, after TEXT,
    made_at TEXT NOT NULL, made_by TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX change_of_concept ON change (id);
CREATE INDEX change_of_revision ON change (revision);
"""


def test_a_termbase_of_the_first_schema_is_brought_up_whole(tiny_file, tmp_path):
    old = tmp_path / "old.sqlite"
    db = sqlite3.connect(old)
    db.executescript(_FIRST_SCHEMA + "PRAGMA application_id = 1431193410;")
    db.executescript("INSERT INTO meta VALUES ('schema', '1'), ('revision', '7'), ('shipped', '')")
    source = sqlite3.connect(tiny_file)
    rows = source.execute("SELECT number, id, subject, record, revision FROM concept").fetchall()
    source.close()
    db.executemany("INSERT INTO concept VALUES (?, ?, ?, ?, ?)", rows)
    db.commit()
    db.close()
    assert open_index(str(old)) is None  # not to be asked before it is brought up
    with open_termbase(old) as base:
        assert base.revision == 7
        assert len(base) == len(rows)
        assert base.lookup("毒罪办")[0].concept.id == "un:unodc"
        assert base.lookup("fankongweiyuanhui")[0].concept.id == "un:ctc"
    with open_termbase(old) as base:
        assert base.store.meta("schema") == "3"


def test_a_file_of_another_kind_is_left_to_the_store_to_explain(tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("这不是数据库", encoding="utf-8")
    other = tmp_path / "other.sqlite"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE meta (x)")
    db.close()
    assert open_index(str(text)) is None
    assert open_index(str(other)) is None
    assert open_index(str(tmp_path / "missing.sqlite")) is None


def test_filling_a_termbase_that_holds_something_is_refused(own_tiny):
    with pytest.raises(Exception, match="holds concepts already"):
        own_tiny.fill([])


def test_a_failing_fill_leaves_an_empty_termbase_that_can_be_filled(tmp_path):
    def concepts():
        yield Concept("a", (Term("甲机构", "zh-Hans"),))
        raise RuntimeError("the disk went away")

    with open_store(tmp_path / "new.sqlite", create=True) as store:
        with pytest.raises(RuntimeError):
            store.fill(concepts())
        assert store.count() == 0
        store.fill([Concept("a", (Term("甲机构", "zh-Hans"),))])
        assert [hit.matched for hit in find(store.index, "甲机购")] == ["甲机构"]


def test_keys_of_several_parts_are_all_found(tmp_path, monkeypatch):
    monkeypatch.setattr(indexing, "PART", 4)
    names = [
        "反恐委员会",
        "禁毒委员会",
        "外空委员会",
        "人权委员会",
        "妇女委员会",
        "会费委员会",
        "新闻委员会",
        "会议委员会",
        "统计委员会",
    ]
    with open_store(tmp_path / "parts.sqlite", create=True) as store:
        store.fill(Concept(str(at), (Term(name, "zh-Hans"),)) for at, name in enumerate(names))
        assert {hit.matched for hit in find(store.index, "委员会", how="substring", limit=20)} == set(names)
        for name in names:
            wrong = name[:-1] + "汇"
            assert find(store.index, wrong)[0].matched == name


zh = st.text(alphabet="反恐怖主义委员会执行局禁毒外空人权", min_size=2, max_size=9)


@settings(max_examples=40, deadline=None)
@given(st.lists(zh, min_size=1, max_size=30, unique=True), zh)
def test_searching_by_pieces_finds_what_looking_at_every_term_finds(tmp_path_factory, names, query):
    path = tmp_path_factory.mktemp("base") / "some.sqlite"
    with open_store(path, create=True) as store:
        store.fill(Concept(str(at), (Term(name, "zh-Hans"),)) for at, name in enumerate(names))
        found = {hit.matched for hit in find(store.index, query, how="substring", limit=100)}
        assert found == {name for name in names if query in name}


def test_grams_of_a_part_are_grams_of_the_whole():
    for whole, part in (
        ("反恐怖主义委员会", "恐怖主义"),
        ("counterterrorism", "terror"),
        ("第1540(2004)号决议", "1540"),
        ("un机构", "机构"),
    ):
        assert grams(search_key(part)) <= grams(search_key(whole))


# No apostrophe: it joins the syllables of a sound piece, and search_key leaves it out of every key with a letter in it.
_KEYS = st.text(alphabet="银行长重庆委员会1540unodc\x00éй龘、\U00020000㐀", min_size=1, max_size=14)


@given(st.lists(_KEYS, max_size=20, unique=True))
def test_keys_cut_together_have_the_pieces_that_each_has(keys):
    wanted: dict[str, list[int]] = {}
    for number, key in enumerate(keys, 5):
        for gram in grams(key) | (sound_grams(sounds(key)) if sounds(key) else set()):
            wanted.setdefault(gram, []).append(number)
    coded, pieces = Coded(), indexing.Pieces()
    half = len(keys) // 2
    pieces.add(5, keys[:half], coded.of(keys[:half]))
    pieces.add(5 + half, keys[half:], coded.of(keys[half:]))
    found = list(pieces.postings(coded.names))
    assert len(found) == len(dict(found))
    assert dict(found) == wanted


_TERMS = st.builds(
    Term,
    st.just("甲"),
    st.sampled_from(["zh-Hans", "zh-Hant", "en", "en-GB", "fr"]),
    st.sampled_from(Form),
    st.sampled_from(Status),
)


@given(st.lists(_TERMS, min_size=1, max_size=5))
def test_a_card_shows_the_best_term_and_then_the_current_ones(tmp_path_factory, terms):
    concept = Concept("a", tuple(terms))
    with open_store(tmp_path_factory.mktemp("base") / "some.sqlite", create=True) as store:
        store.fill([concept])
        rows = store._db.execute("SELECT place, lang, shown FROM term ORDER BY shown, place").fetchall()
    for language, some in (("zh", concept.zh), ("en", concept.en)):
        shown = [terms[place] for place, lang, at in rows if at is not None and lang[:2] == language]
        first = best(some)
        assert shown == ([first, *[t for t in some if t.is_current and t is not first]] if first else [])
