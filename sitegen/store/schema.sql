-- Facts: dump, post (without what is derived), gap, continuation, mention, attachment, subject, file, problem. They are what the dumps tell.
-- Derived from them: post.thread, post.up, post.replaced, thread, later, wrote. Made anew for whatever a changed dump touches.
-- built says which pages lie in the output folder, and of which key.

CREATE TABLE dump (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,  -- path below content/
    stamp    TEXT NOT NULL,         -- source, version, sizes and times of the files: unchanged, not read again
    source   TEXT NOT NULL,         -- name of the format; empty when none fits
    records  INTEGER NOT NULL,      -- posts and lost records that the source gave
    posts    INTEGER NOT NULL,      -- posts among them
    gaps     INTEGER NOT NULL,      -- replies the dump counts but does not hold
    lost     INTEGER NOT NULL       -- records that could not be used
);

CREATE TABLE post (
    dump   INTEGER NOT NULL,
    id     TEXT NOT NULL,
    told   TEXT,                    -- root, where the dump tells it; its own id for an opening post
    parent TEXT,                    -- what it follows where told is NULL
    data   BLOB NOT NULL,           -- the Post, MessagePack
    thread TEXT,                    -- derived: id of the thread it stands in
    up     TEXT,                    -- derived: the post whose thread it shares; NULL when told
    copy   TEXT,                    -- opening post of the lossy copy that tells it; NULL: its dump has structure
    replaced INTEGER NOT NULL         -- derived: 1 when a dump with structure tells what its copy does
);

CREATE TABLE gap (
    dump   INTEGER NOT NULL,
    thread TEXT NOT NULL,
    data   BLOB NOT NULL            -- the Gap, MessagePack
);

CREATE TABLE continuation (         -- where pages of threads break off and others go on
    dump   INTEGER NOT NULL,
    name   TEXT NOT NULL,           -- a parent that posts of other dumps name
    parent TEXT NOT NULL            -- what they answer
);

CREATE TABLE mention (              -- posts whose text holds the address of another
    dump  INTEGER NOT NULL,
    id    TEXT NOT NULL,
    named TEXT NOT NULL             -- id of the other, if it is in any dump
);

CREATE TABLE attachment (           -- files that came with posts
    dump INTEGER NOT NULL,
    id   TEXT NOT NULL,             -- of the post
    name TEXT NOT NULL              -- of the file
);

CREATE TABLE subject (              -- posts without references that may be placed by their subject
    dump    INTEGER NOT NULL,
    id      TEXT NOT NULL,          -- of the post
    key     TEXT NOT NULL,          -- the subject, and where it was talked about
    created REAL,
    reply   INTEGER NOT NULL        -- 1: it says that it is an answer
);

CREATE TABLE file (                 -- their bytes, each kept once
    name TEXT PRIMARY KEY,
    data BLOB NOT NULL
);

CREATE TABLE problem (
    dump    INTEGER NOT NULL,
    place   TEXT NOT NULL,
    message TEXT NOT NULL,
    lost    INTEGER NOT NULL
);

CREATE TABLE thread (
    id        TEXT PRIMARY KEY,
    site      TEXT NOT NULL,
    community TEXT,
    month     TEXT,                 -- 2024-02; NULL when no post of it has a time
    created   REAL,                 -- seconds since 1970; orders the lists
    count     INTEGER NOT NULL,
    posts     INTEGER NOT NULL,
    data      BLOB NOT NULL,        -- the ThreadSummary, MessagePack
    link      TEXT                  -- what its link leads to; the same for links to the same page
) WITHOUT ROWID;

CREATE TABLE unplanned (            -- threads made anew, or gone, since the last plan that was carried out
    thread TEXT PRIMARY KEY,
    data   BLOB                     -- the summary that it was made of; NULL when it had none
) WITHOUT ROWID;

CREATE TABLE built (
    path  TEXT PRIMARY KEY,         -- below the output folder
    key   TEXT NOT NULL,            -- digests of all that the bytes depend on
    size  INTEGER NOT NULL,
    mtime INTEGER NOT NULL,         -- nanoseconds
    posts INTEGER NOT NULL,         -- posts that stand on the page
    ghosts INTEGER NOT NULL         -- stand-ins that stand on it besides
) WITHOUT ROWID;

CREATE TABLE memory (               -- worked out of threads, and kept for as long as key says
    kind   TEXT NOT NULL,
    thread TEXT NOT NULL,
    key    TEXT NOT NULL,
    data   BLOB NOT NULL,
    PRIMARY KEY (kind, thread)
) WITHOUT ROWID;

CREATE TABLE note (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE later (                -- derived: the newer comments of very long threads
    thread TEXT NOT NULL,
    id     TEXT NOT NULL,
    page   INTEGER NOT NULL,        -- of the list of comments, to which links to it lead
    PRIMARY KEY (thread, id)
) WITHOUT ROWID;

CREATE TABLE later_of (             -- derived: the threads whose comments stand in later
    thread  TEXT PRIMARY KEY,
    version TEXT NOT NULL           -- what they were worked out of
) WITHOUT ROWID;

CREATE TABLE wrote (                -- derived, where pages of authors are asked for: their posts
    site    TEXT NOT NULL,
    name    TEXT NOT NULL,
    created REAL,
    id      TEXT NOT NULL,
    thread  TEXT NOT NULL,
    digest  BLOB NOT NULL,          -- of data
    data    BLOB NOT NULL           -- the Written, MessagePack
);

CREATE TABLE wrote_of (             -- derived: the threads whose posts stand in wrote
    thread  TEXT PRIMARY KEY,
    version TEXT NOT NULL           -- what they were worked out of
) WITHOUT ROWID;
