-- The index of a corpus. Tables of annotations and links follow from the columns of tables/*.csv:
-- each has provision (the id of the provision it hangs on) and n (its place in the document).

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,        -- of all that decides its rows
  jurisdiction TEXT NOT NULL,
  work TEXT NOT NULL,          -- FRBR work IRI
  expression TEXT NOT NULL,    -- FRBR expression IRI
  title TEXT, number TEXT, language TEXT, doctype TEXT,
  work_date TEXT, version_date TEXT, status TEXT,  -- empty: the source does not say
  source_uri TEXT, path TEXT NOT NULL UNIQUE, format TEXT, sha256 TEXT
);

CREATE TABLE provisions (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(id),
  jurisdiction TEXT NOT NULL,
  eid TEXT NOT NULL, kind TEXT, num TEXT, heading TEXT, status TEXT,
  text TEXT                    -- of a provision that is cited whole; empty for others
);

CREATE INDEX provisions_by_document ON provisions (document, eid);

CREATE INDEX provisions_by_jurisdiction ON provisions (jurisdiction, id);

CREATE VIRTUAL TABLE provisions_fts USING fts5 (
  heading, text, content = 'provisions', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIEW linked AS
  SELECT l.holding, l.grade, l.relation, l.score, l.means, l.status, l.evidence,
         p.jurisdiction, d.title, d.expression, p.eid, p.num, p.heading, p.text, p.id AS provision
  FROM links l JOIN provisions p ON p.id = l.provision JOIN documents d ON d.id = p.document;
