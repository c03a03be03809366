-- One termbase is one SQLite file. Every statement that creates something stands here.

-- What the file is: 'schema' (the version of this page), 'revision' (rises with every transaction), 'shipped' (edition of the
-- United Nations data it was filled with, empty for a termbase of the user's own).
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

-- Every way of writing it, in the concept's order, for searches that look at terms one by one.
CREATE TABLE term (
    concept INTEGER NOT NULL REFERENCES concept(number) ON DELETE CASCADE,
    place   INTEGER NOT NULL,               -- its place among the concept's terms
    lang    TEXT NOT NULL,
    text    TEXT NOT NULL,
    form    TEXT NOT NULL,
    status  TEXT NOT NULL,
    PRIMARY KEY (concept, place)
) WITHOUT ROWID;

-- The folded key each term is found under (termbase.keys.search_key).
CREATE TABLE term_key (
    key     TEXT NOT NULL,
    concept INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    PRIMARY KEY (key, concept, place)
) WITHOUT ROWID;
CREATE INDEX term_key_of_concept ON term_key (concept);

-- What every transaction did, so that it can be shown and undone: the record before and after, NULL where there was none.
CREATE TABLE change (
    number   INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    id       TEXT NOT NULL,
    before   TEXT,
    after    TEXT,
    made_at  TEXT NOT NULL,                 -- ISO 8601, UTC
    made_by  TEXT NOT NULL,
    reason   TEXT NOT NULL
);
CREATE INDEX change_of_concept ON change (id);
CREATE INDEX change_of_revision ON change (revision);
