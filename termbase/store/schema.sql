-- One termbase is one SQLite file. Every statement that creates something stands here.

-- What the file is: 'schema' (the version of this page), 'revision' (rises with every transaction), 'shipped' (edition of the
-- United Nations data it was filled with), 'content' (the digest of those data); both empty for a termbase of the user's own.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One meaning. The record is the whole concept as JSON: nothing of it is lost; the columns beside it are for selections.
CREATE TABLE concept (
    number   INTEGER PRIMARY KEY,           -- order of entry, and of preference among equals
    id       TEXT NOT NULL UNIQUE,
    subject  TEXT NOT NULL,                 -- first subject field
    record   TEXT NOT NULL,
    revision INTEGER NOT NULL               -- the revision that wrote it last
);

-- Every way of writing it, in the concept's order, with what a lookup shows and ranks by, so that it need not open the record.
CREATE TABLE term (
    concept     INTEGER NOT NULL,           -- concept.number
    place       INTEGER NOT NULL,           -- its place among the concept's terms
    lang        TEXT NOT NULL,
    text        TEXT NOT NULL,
    form        TEXT NOT NULL,
    status      TEXT NOT NULL,
    reliability INTEGER NOT NULL,           -- 5 where nobody said
    seen        INTEGER NOT NULL,           -- how often real translations had the concept
    shown       INTEGER,                    -- its place in its language where the concept is shown (0: first), NULL: not shown
    key         TEXT NOT NULL,              -- the folded key it is found under (termbase.keys.search_key)
    PRIMARY KEY (concept, place)
) WITHOUT ROWID;
CREATE INDEX term_of_key ON term (key);

-- The different keys, shortest first as far as they came in one go, and how they sound. A key stays when its last term
-- goes: whoever reads asks the table above.
CREATE TABLE key (
    number   INTEGER PRIMARY KEY,
    text     TEXT NOT NULL,
    sounds   TEXT,                          -- toneless pinyin (termbase.pinyin.sounds), NULL where nothing is Chinese
    initials TEXT
);
CREATE INDEX key_of_sounds ON key (sounds) WHERE sounds IS NOT NULL;
CREATE INDEX key_of_initials ON key (initials) WHERE initials IS NOT NULL;

-- Where each piece of a key occurs (termbase.keys.grams, sound_grams): the numbers of the keys, rising, four bytes each,
-- little end first. A part holds the numbers from part * 2^18 on.
CREATE TABLE posting (
    number  INTEGER PRIMARY KEY,
    gram    TEXT NOT NULL,
    part    INTEGER NOT NULL,
    size    INTEGER NOT NULL,               -- how many numbers, so that the rarest are known before any is read
    numbers BLOB NOT NULL
);
CREATE INDEX posting_of_gram ON posting (gram, part, size);

-- What every transaction did, so that it can be shown and undone. What a concept became is not written twice: it is what the
-- next change of that id had before it, or what stands in the concept now.
CREATE TABLE change (
    number   INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    id       TEXT NOT NULL,
    before   TEXT,                          -- the record, NULL where the concept was new
    removed  INTEGER NOT NULL,              -- 1 where the concept went, else 0
    made_at  TEXT NOT NULL,                 -- ISO 8601, UTC
    made_by  TEXT NOT NULL,
    reason   TEXT NOT NULL
);
CREATE INDEX change_of_concept ON change (id);
CREATE INDEX change_of_revision ON change (revision);
