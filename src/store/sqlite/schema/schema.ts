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

  // Each record knows since when it stands, and what it was before is kept beside it, for asOf. Claims are derived again after this step.
  `
  ALTER TABLE entity ADD COLUMN recorded_at TEXT NOT NULL DEFAULT '';
  ALTER TABLE source ADD COLUMN recorded_at TEXT NOT NULL DEFAULT '';
  ALTER TABLE article ADD COLUMN recorded_at TEXT NOT NULL DEFAULT '';
  ALTER TABLE article ADD COLUMN live INTEGER NOT NULL DEFAULT 1;
  UPDATE article SET
    record = json_set(record, '$.retractedBy', NULL, '$.retractsDerived', json('false'), '$.retractedWith', NULL),
    live = retracted_at IS NULL;
  ALTER TABLE article DROP COLUMN retracted_at;
  ALTER TABLE article DROP COLUMN title;
  ALTER TABLE article DROP COLUMN genre;

  ALTER TABLE citation ADD COLUMN recorded_at TEXT NOT NULL DEFAULT '';
  ALTER TABLE claim ADD COLUMN recorded_at TEXT NOT NULL DEFAULT '';
  ALTER TABLE claim ADD COLUMN derived_confidence_key INTEGER;
  ALTER TABLE claim ADD COLUMN assessment_id TEXT;
  ALTER TABLE claim ADD COLUMN validity TEXT NOT NULL DEFAULT '[]';
  -- Of each validity the stretch known and the stretch possible, as sort keys; see domain/validity.ts.
  ALTER TABLE claim ADD COLUMN spans TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE claim ADD COLUMN sole_article_id TEXT;
  ALTER TABLE claim ADD COLUMN sole_source_id TEXT;
  ALTER TABLE claim ADD COLUMN contested INTEGER NOT NULL DEFAULT 0;
  UPDATE claim SET derived_confidence_key = confidence_key;
  CREATE INDEX claim_by_predicate ON claim (predicate, subject_id);
  CREATE INDEX claim_by_sole_article ON claim (sole_article_id, strength, confidence_key, id) WHERE sole_article_id IS NOT NULL;
  CREATE INDEX claim_by_sole_source ON claim (sole_source_id, strength, confidence_key, id) WHERE sole_source_id IS NOT NULL;
  CREATE INDEX claim_contested ON claim (strength, confidence_key, id) WHERE contested = 1;
  CREATE INDEX claim_assessed ON claim (strength, confidence_key, id) WHERE assessment_id IS NOT NULL;

  CREATE TABLE entity_past (
    id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL, description TEXT, identifiers TEXT NOT NULL,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE source_past (
    id TEXT NOT NULL, name TEXT NOT NULL, reliability TEXT NOT NULL, affiliation TEXT,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE article_past (
    id TEXT NOT NULL, source_id TEXT NOT NULL, derived_from TEXT, live INTEGER NOT NULL, newest_first TEXT NOT NULL, record TEXT NOT NULL,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE claim_past (
    id TEXT NOT NULL, subject_id TEXT NOT NULL, predicate TEXT NOT NULL, object_id TEXT, value TEXT,
    strength INTEGER, derived_strength INTEGER, confidence_key INTEGER, derived_confidence_key INTEGER, assessment_id TEXT,
    validity TEXT NOT NULL, spans TEXT NOT NULL, sole_article_id TEXT, sole_source_id TEXT, contested INTEGER NOT NULL, first_known_at TEXT,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claim_past_by_subject ON claim_past (subject_id, strength, confidence_key, id);
  CREATE INDEX claim_past_by_object ON claim_past (object_id, strength, confidence_key, id);
  CREATE TABLE citation_past (
    id TEXT NOT NULL, claim_id TEXT NOT NULL, article_id TEXT NOT NULL, order_key INTEGER NOT NULL, record TEXT NOT NULL,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX citation_past_by_claim ON citation_past (claim_id, order_key, id);
  CREATE INDEX citation_past_by_article ON citation_past (article_id);

  -- A change tells what the claim says, as the claim may be gone. What the log has of claims that are gone from before this step is dropped.
  ALTER TABLE claim_change ADD COLUMN at TEXT NOT NULL DEFAULT '';
  ALTER TABLE claim_change ADD COLUMN subject_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE claim_change ADD COLUMN object_id TEXT;
  ALTER TABLE claim_change ADD COLUMN from_strength INTEGER;
  ALTER TABLE claim_change ADD COLUMN to_strength INTEGER NOT NULL DEFAULT 0;
  DELETE FROM claim_change WHERE claim_id NOT IN (SELECT id FROM claim);
  UPDATE claim_change SET
    at = record ->> '$.at',
    subject_id = claim.subject_id,
    object_id = claim.object_id,
    from_strength = (SELECT key FROM json_each('["CONFIRMED","REPORTED","ALLEGED","DISPUTED","DENIED","RETRACTED"]') WHERE value = record ->> '$.from.status'),
    to_strength = (SELECT key FROM json_each('["CONFIRMED","REPORTED","ALLEGED","DISPUTED","DENIED","RETRACTED"]') WHERE value = coalesce(record ->> '$.to.status', 'RETRACTED')),
    record = json_object('claimId', claim.id, 'subjectId', claim.subject_id, 'predicate', claim.predicate, 'objectId', claim.object_id,
      'value', json(coalesce(claim.value, 'null')), 'at', record -> '$.at', 'from', record -> '$.from', 'to', record -> '$.to',
      'cause', json_set(record -> '$.cause', '$.analyst', NULL, '$.policyVersion', NULL))
    FROM claim WHERE claim.id = claim_change.claim_id;
  CREATE INDEX change_by_subject ON claim_change (subject_id, number);
  CREATE INDEX change_by_object ON claim_change (object_id, number) WHERE object_id IS NOT NULL;
  CREATE INDEX change_by_time ON claim_change (at, number);

  CREATE TABLE assessment (
    id TEXT PRIMARY KEY,
    claim_id TEXT NOT NULL,
    at TEXT NOT NULL,
    ended_at TEXT,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX assessment_by_claim ON assessment (claim_id, at DESC, id);

  -- The policies that were in force after the first, in order; and one row that tells the time of the last write, and up to which claim
  -- all are derived by the last policy.
  CREATE TABLE policy (number INTEGER PRIMARY KEY, at TEXT NOT NULL, record TEXT NOT NULL) STRICT;
  CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), last_write_at TEXT NOT NULL, derived_to TEXT) STRICT;
  INSERT INTO state VALUES (1, '', '');
  `,

  // Rows this wide are slow in a table without row ids: SQLite keeps them whole in each level of the tree, so that it grows deep.
  `
  CREATE TABLE entity_next (
    id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, recorded_at TEXT NOT NULL, aliases TEXT NOT NULL, description TEXT,
    identifiers TEXT NOT NULL, declarations TEXT NOT NULL
  ) STRICT;
  INSERT INTO entity_next SELECT id, kind, name, recorded_at, aliases, description, identifiers, declarations FROM entity;
  DROP TABLE entity;
  ALTER TABLE entity_next RENAME TO entity;
  CREATE INDEX entity_by_kind ON entity (kind, id);

  CREATE TABLE article_next (
    id TEXT NOT NULL PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
    -- The article may be one that is not in the store.
    derived_from TEXT,
    live INTEGER NOT NULL, newest_first TEXT NOT NULL, recorded_at TEXT NOT NULL,
    -- The whole article record.
    record TEXT NOT NULL,
    digest TEXT NOT NULL, declared TEXT NOT NULL
  ) STRICT;
  INSERT INTO article_next
    SELECT id, source_id, derived_from, live, newest_first, recorded_at, record, digest, declared FROM article;
  DROP TABLE article;
  ALTER TABLE article_next RENAME TO article;
  CREATE INDEX article_newest_first ON article (newest_first, id);
  CREATE INDEX article_by_source ON article (source_id, newest_first, id);
  CREATE INDEX article_by_original ON article (derived_from) WHERE derived_from IS NOT NULL;

  CREATE TABLE claim_next (
    id TEXT NOT NULL PRIMARY KEY,
    subject_id TEXT NOT NULL REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    predicate TEXT NOT NULL,
    object_id TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    value TEXT,
    -- The standing is null only between a claim's making and its derivation, within one transaction.
    strength INTEGER, derived_strength INTEGER, confidence_key INTEGER, derived_confidence_key INTEGER, assessment_id TEXT,
    contested INTEGER NOT NULL DEFAULT 0, sole_article_id TEXT, sole_source_id TEXT,
    first_known_at TEXT, recorded_at TEXT NOT NULL,
    -- Of each validity the stretch known and the stretch possible, as sort keys; see domain/validity.ts.
    validity TEXT NOT NULL DEFAULT '[]', spans TEXT NOT NULL DEFAULT '[]',
    CHECK ((object_id IS NULL) <> (value IS NULL))
  ) STRICT;
  INSERT INTO claim_next
    SELECT id, subject_id, predicate, object_id, value, strength, derived_strength, confidence_key, derived_confidence_key, assessment_id,
      contested, sole_article_id, sole_source_id, first_known_at, recorded_at, validity, spans FROM claim;
  DROP TABLE claim;
  ALTER TABLE claim_next RENAME TO claim;
  CREATE INDEX claim_in_order ON claim (strength, confidence_key, id);
  CREATE INDEX claim_by_subject ON claim (subject_id, strength, confidence_key, id);
  CREATE INDEX claim_by_object ON claim (object_id, strength, confidence_key, id) WHERE object_id IS NOT NULL;
  CREATE INDEX claim_by_predicate ON claim (predicate, subject_id);
  CREATE INDEX claim_by_sole_article ON claim (sole_article_id, strength, confidence_key, id) WHERE sole_article_id IS NOT NULL;
  CREATE INDEX claim_by_sole_source ON claim (sole_source_id, strength, confidence_key, id) WHERE sole_source_id IS NOT NULL;
  CREATE INDEX claim_contested ON claim (strength, confidence_key, id) WHERE contested = 1;
  CREATE INDEX claim_assessed ON claim (strength, confidence_key, id) WHERE assessment_id IS NOT NULL;

  CREATE TABLE citation_next (
    id TEXT NOT NULL PRIMARY KEY,
    claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
    article_id TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
    order_key INTEGER NOT NULL, recorded_at TEXT NOT NULL,
    -- The whole citation record.
    record TEXT NOT NULL
  ) STRICT;
  INSERT INTO citation_next SELECT id, claim_id, article_id, order_key, recorded_at, record FROM citation;
  DROP TABLE citation;
  ALTER TABLE citation_next RENAME TO citation;
  CREATE INDEX citation_in_order ON citation (claim_id, order_key, id);
  CREATE INDEX citation_by_article ON citation (article_id, claim_id);

  CREATE TABLE entity_past_next (
    id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL, description TEXT, identifiers TEXT NOT NULL,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT;
  INSERT INTO entity_past_next SELECT * FROM entity_past;
  DROP TABLE entity_past;
  ALTER TABLE entity_past_next RENAME TO entity_past;

  CREATE TABLE article_past_next (
    id TEXT NOT NULL, source_id TEXT NOT NULL, derived_from TEXT, live INTEGER NOT NULL, newest_first TEXT NOT NULL, record TEXT NOT NULL,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT;
  INSERT INTO article_past_next SELECT * FROM article_past;
  DROP TABLE article_past;
  ALTER TABLE article_past_next RENAME TO article_past;

  CREATE TABLE claim_past_next (
    id TEXT NOT NULL, subject_id TEXT NOT NULL, predicate TEXT NOT NULL, object_id TEXT, value TEXT,
    strength INTEGER, derived_strength INTEGER, confidence_key INTEGER, derived_confidence_key INTEGER, assessment_id TEXT,
    validity TEXT NOT NULL, spans TEXT NOT NULL, sole_article_id TEXT, sole_source_id TEXT, contested INTEGER NOT NULL, first_known_at TEXT,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT;
  INSERT INTO claim_past_next SELECT * FROM claim_past;
  DROP TABLE claim_past;
  ALTER TABLE claim_past_next RENAME TO claim_past;
  CREATE INDEX claim_past_by_subject ON claim_past (subject_id, strength, confidence_key, id);
  CREATE INDEX claim_past_by_object ON claim_past (object_id, strength, confidence_key, id);

  CREATE TABLE citation_past_next (
    id TEXT NOT NULL, claim_id TEXT NOT NULL, article_id TEXT NOT NULL, order_key INTEGER NOT NULL, record TEXT NOT NULL,
    recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, PRIMARY KEY (id, recorded_at)
  ) STRICT;
  INSERT INTO citation_past_next SELECT * FROM citation_past;
  DROP TABLE citation_past;
  ALTER TABLE citation_past_next RENAME TO citation_past;
  CREATE INDEX citation_past_by_claim ON citation_past (claim_id, order_key, id);
  CREATE INDEX citation_past_by_article ON citation_past (article_id);
  `,

  // A search from claim to claim reads all that it needs of a link in one index.
  `
  DROP INDEX claim_by_subject;
  DROP INDEX claim_by_object;
  CREATE INDEX claim_by_subject ON claim (subject_id, strength, confidence_key, id, predicate, object_id);
  CREATE INDEX claim_by_object ON claim (object_id, strength, confidence_key, id, predicate, subject_id) WHERE object_id IS NOT NULL;
  `,

  // What an article declared is kept with what it was, so that an export of a moment has it; unknown of what was replaced before this step.
  `
  ALTER TABLE article_past ADD COLUMN declared TEXT;
  `,

  // One row a text: an alias is found by itself, and ranked in the database. What texts were is kept in the same table, for asOf.
  `
  DROP TABLE words;
  DROP TABLE words_row;
  CREATE TABLE text (
    row INTEGER PRIMARY KEY,
    -- Of the entity or the article; the kind is null of an article.
    id TEXT NOT NULL,
    kind TEXT,
    -- The place of the field in domain/search.ts.
    field INTEGER NOT NULL,
    words TEXT NOT NULL,
    sounds TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT
  ) STRICT;
  CREATE INDEX text_of ON text (id);
  -- Tokens of domain/search.ts, which part at blanks alone; by the row of the text, and of quotes by a number that is a part of the citation's id, so that
  -- the index gives them in the order of ids. The texts themselves stand elsewhere.
  CREATE VIRTUAL TABLE text_tokens USING fts5 (tokens, content = '', detail = none, tokenize = "ascii tokenchars '_'", prefix = '2 3');
  CREATE VIRTUAL TABLE quote_tokens USING fts5 (tokens, content = '', detail = none, tokenize = "ascii tokenchars '_'");
  -- The dates that claims carry (domain/claim-dates.ts), in the order of a timeline; what they were too, for asOf.
  CREATE TABLE claim_date (
    row INTEGER PRIMARY KEY,
    claim_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    order_key TEXT NOT NULL,
    -- Whether it is the claim's value, and not when the claim held.
    of_value INTEGER NOT NULL,
    record TEXT NOT NULL,
    years TEXT NOT NULL,
    known_start TEXT NOT NULL, known_end TEXT NOT NULL, possible_start TEXT NOT NULL, possible_end TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT
  ) STRICT;
  CREATE INDEX claim_date_in_order ON claim_date (order_key);
  CREATE INDEX claim_date_of ON claim_date (claim_id);
  -- What the process that migrates has still to fill in, as SQL cannot.
  CREATE TABLE unbuilt (part TEXT PRIMARY KEY) STRICT;
  INSERT INTO unbuilt VALUES ('texts'), ('dates');
  `,
];
