/**
 * The tables, as steps from one version of the database to the next. A step that has been released is never changed: add one.
 * Ids are text; lists and values are JSON. `order_key` and the like are computed by store/cursor.ts, so that both stores sort alike.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE entity (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    description TEXT,
    identifiers TEXT NOT NULL,
    declarations TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entity_by_kind ON entity (kind, id);

  CREATE TABLE source (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    reliability TEXT NOT NULL,
    affiliation TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    declarations TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE article (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    genre TEXT NOT NULL,
    -- The article may be one that is not in the store.
    derived_from TEXT,
    retracted_at TEXT,
    newest_first TEXT NOT NULL,
    -- The whole article record.
    record TEXT NOT NULL,
    digest TEXT NOT NULL,
    declared TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX article_newest_first ON article (newest_first, id);
  CREATE INDEX article_by_source ON article (source_id, newest_first, id);
  CREATE INDEX article_by_original ON article (derived_from) WHERE derived_from IS NOT NULL;

  -- The standing is null only between a claim's making and its derivation, within one transaction.
  CREATE TABLE claim (
    id TEXT PRIMARY KEY,
    subject_id TEXT NOT NULL REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    predicate TEXT NOT NULL,
    object_id TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    value TEXT,
    strength INTEGER,
    derived_strength INTEGER,
    confidence_key INTEGER,
    first_known_at TEXT,
    CHECK ((object_id IS NULL) <> (value IS NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claim_in_order ON claim (strength, confidence_key, id);
  CREATE INDEX claim_by_subject ON claim (subject_id, strength, confidence_key, id);
  CREATE INDEX claim_by_object ON claim (object_id, strength, confidence_key, id) WHERE object_id IS NOT NULL;

  CREATE TABLE citation (
    id TEXT PRIMARY KEY,
    claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
    article_id TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
    order_key INTEGER NOT NULL,
    -- The whole citation record.
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX citation_in_order ON citation (claim_id, order_key, id);
  CREATE INDEX citation_by_article ON citation (article_id, claim_id);

  -- A log: it outlives the claims that it tells of.
  CREATE TABLE claim_change (
    number INTEGER PRIMARY KEY,
    claim_id TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX change_by_claim ON claim_change (claim_id, number);

  -- One row a record, its words folded by domain/search-terms.ts and parted by spaces.
  CREATE VIRTUAL TABLE words USING fts5 (id UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
  CREATE TABLE words_row (id TEXT PRIMARY KEY, row INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
];
