/**
 * The tables of version 1. Ids are text, apart from those of claims and citations in large tables (compact-ids.ts); times are text, or milliseconds from 1970
 * where there are many; lists and values are JSON; records and declarations are sealed JSON (store/sealed-json.ts), and records in
 * columns have a checksum. Order keys come from store/read/cursor.ts, so both stores sort in the same order.
 */
export const CREATE_TABLES = `
  -- Rows this wide are slow in a table without row ids: SQLite keeps whole rows in each level of the tree.
  CREATE TABLE entity (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- nameKey of domain/declared-texts.ts.
    name_key TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    aliases TEXT NOT NULL,
    description TEXT,
    identifiers TEXT NOT NULL,
    -- A JSON list; null if it is empty.
    organ_of TEXT,
    -- How often live articles declare each name, alias and so on.
    declarations TEXT NOT NULL,
    -- Of the columns in CHECKED_COLUMNS of row-mapping.ts.
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX entity_by_kind ON entity (kind, id);
  CREATE INDEX entity_by_name ON entity (name_key, id);
  CREATE INDEX entity_organs ON entity (id, organ_of) WHERE organ_of IS NOT NULL;

  CREATE TABLE source (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    reliability TEXT NOT NULL,
    affiliation TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    declarations TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX source_by_affiliation ON source (affiliation) WHERE affiliation IS NOT NULL;

  CREATE TABLE article (
    -- For other tables; only an erasure removes it.
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
    -- The original need not be in the store.
    derived_from TEXT,
    live INTEGER NOT NULL,
    newest_first TEXT NOT NULL,
    oldest_first TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    -- The whole article record.
    record TEXT NOT NULL,
    digest TEXT NOT NULL,
    -- The source and the entities that the article declares; see article-declarations.ts.
    declarations TEXT NOT NULL
  ) STRICT;
  -- The entities as articles declare or declared them, each once: most articles declare the same.
  CREATE TABLE declared_entity (
    row INTEGER PRIMARY KEY,
    -- Of its content; see article-declarations.ts.
    key TEXT NOT NULL UNIQUE,
    entity_id TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  -- The bands of the sketch of each article's text (domain/text-sketch.ts), to find texts that are nearly the same.
  CREATE TABLE text_band (
    band TEXT NOT NULL,
    article_id TEXT NOT NULL,
    PRIMARY KEY (band, article_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX article_newest_first ON article (newest_first, id);
  CREATE INDEX article_oldest_first ON article (oldest_first, id);
  CREATE INDEX article_by_source ON article (source_id, newest_first, id);
  CREATE INDEX article_retracted ON article (id) WHERE live = 0;
  CREATE INDEX article_by_original ON article (derived_from) WHERE derived_from IS NOT NULL;

  CREATE TABLE claim (
    id BLOB NOT NULL PRIMARY KEY,
    subject_id TEXT NOT NULL REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    predicate TEXT NOT NULL,
    object_id TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    value TEXT,
    status_rank INTEGER NOT NULL,
    derived_status_rank INTEGER NOT NULL,
    confidence_key INTEGER NOT NULL,
    derived_confidence_key INTEGER NOT NULL,
    assessment_id TEXT,
    supporting_origins INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    sole_article_id TEXT,
    sole_source_id TEXT,
    first_known_at TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    validity TEXT NOT NULL,
    -- The status over time (row-mapping.ts), '[]' for a claim without dates, and 1 if there are any: indexes hold this flag at no cost.
    periods TEXT NOT NULL,
    dated INTEGER NOT NULL,
    -- [year, strength] for each year of domain/claim-dates.ts; strength = 1000 * status rank + confidence key.
    years TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    CHECK ((object_id IS NULL) <> (value IS NULL))
  ) STRICT;
  CREATE INDEX claim_in_order ON claim (status_rank, confidence_key, id, dated);
  -- A graph search reads the whole edge from one of these two indexes.
  CREATE INDEX claim_by_subject ON claim (subject_id, status_rank, confidence_key, id, predicate, object_id, dated);
  CREATE INDEX claim_by_object ON claim (object_id, status_rank, confidence_key, id, predicate, subject_id, dated) WHERE object_id IS NOT NULL;
  CREATE INDEX claim_by_predicate ON claim (predicate, subject_id);
  CREATE INDEX claim_by_sole_article ON claim (sole_article_id, status_rank, confidence_key, id) WHERE sole_article_id IS NOT NULL;
  CREATE INDEX claim_by_sole_source ON claim (sole_source_id, status_rank, confidence_key, id) WHERE sole_source_id IS NOT NULL;
  CREATE INDEX claim_contested ON claim (status_rank, confidence_key, id) WHERE contested = 1;
  CREATE INDEX claim_assessed ON claim (status_rank, confidence_key, id) WHERE assessment_id IS NOT NULL;

  -- The current periods of claims with dates, for reads in a window. Times are milliseconds from 1970, both included.
  CREATE TABLE claim_period (
    claim_id BLOB NOT NULL,
    start INTEGER NOT NULL,
    -- 0: possible; 1: known; 2: both are equal.
    kind INTEGER NOT NULL,
    end INTEGER NOT NULL,
    status_rank INTEGER NOT NULL,
    confidence_key INTEGER NOT NULL,
    subject_id TEXT NOT NULL,
    object_id TEXT,
    PRIMARY KEY (claim_id, start, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claim_period_in_order ON claim_period (kind, status_rank, confidence_key, claim_id, start, end);
  CREATE INDEX claim_period_by_subject ON claim_period (subject_id, kind, status_rank, confidence_key, claim_id, start, end);
  CREATE INDEX claim_period_by_object ON claim_period (object_id, kind, status_rank, confidence_key, claim_id, start, end)
    WHERE object_id IS NOT NULL;

  CREATE TABLE citation (
    id BLOB NOT NULL PRIMARY KEY,
    claim_id BLOB NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
    article_key INTEGER NOT NULL REFERENCES article (key) DEFERRABLE INITIALLY DEFERRED,
    -- citationRank of domain/order.ts: stance, modality and credibility.
    order_key INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    -- The index in quoteChecks of domain/records.ts.
    quote_check INTEGER NOT NULL,
    -- The last of assertedBy, and a JSON list of those before it; null if there are none.
    speaker_id TEXT,
    earlier_speakers TEXT,
    quote TEXT NOT NULL,
    -- The locator, dates and so on, as JSON without what most citations say; null if nothing is left.
    more TEXT,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX citation_in_order ON citation (claim_id, order_key, id);
  CREATE INDEX citation_by_article ON citation (article_key, claim_id);
  CREATE INDEX citation_by_speaker ON citation (speaker_id, claim_id) WHERE speaker_id IS NOT NULL;
  CREATE INDEX citation_earlier_speakers ON citation (id, earlier_speakers) WHERE earlier_speakers IS NOT NULL;

  -- How many claims share a value of a facet and a status: see countsOfClaims of claim-counts.ts. The writer keeps it (claim-counter.ts).
  CREATE TABLE claim_count (
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    status_rank INTEGER NOT NULL,
    dating INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (facet, value, status_rank, dating)
  ) STRICT, WITHOUT ROWID;

  -- Earlier versions of records, for reads as of a time: each was valid from recorded_at until replaced_at.
  CREATE TABLE entity_version (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    aliases TEXT NOT NULL,
    description TEXT,
    identifiers TEXT NOT NULL,
    organ_of TEXT,
    checksum INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (id, recorded_at)
  ) STRICT;
  CREATE TABLE source_version (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    reliability TEXT NOT NULL,
    affiliation TEXT,
    checksum INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (id, recorded_at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE article_version (
    key INTEGER NOT NULL,
    id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    derived_from TEXT,
    live INTEGER NOT NULL,
    newest_first TEXT NOT NULL,
    oldest_first TEXT NOT NULL,
    record TEXT NOT NULL,
    declarations TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (id, recorded_at)
  ) STRICT;
  CREATE INDEX article_version_by_source ON article_version (source_id);
  CREATE TABLE claim_version (
    id BLOB NOT NULL,
    subject_id TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object_id TEXT,
    value TEXT,
    status_rank INTEGER,
    derived_status_rank INTEGER,
    confidence_key INTEGER,
    derived_confidence_key INTEGER,
    assessment_id TEXT,
    validity TEXT NOT NULL,
    periods TEXT NOT NULL,
    dated INTEGER NOT NULL,
    years TEXT NOT NULL,
    sole_article_id TEXT,
    sole_source_id TEXT,
    supporting_origins INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    first_known_at TEXT,
    checksum INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (id, recorded_at)
  ) STRICT;
  CREATE INDEX claim_version_by_subject ON claim_version (subject_id, status_rank, confidence_key, id);
  CREATE INDEX claim_version_by_object ON claim_version (object_id, status_rank, confidence_key, id);
  CREATE TABLE citation_version (
    id BLOB NOT NULL,
    claim_id BLOB NOT NULL,
    article_key INTEGER NOT NULL,
    order_key INTEGER NOT NULL,
    quote_check INTEGER NOT NULL,
    speaker_id TEXT,
    earlier_speakers TEXT,
    quote TEXT NOT NULL,
    more TEXT,
    checksum INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (id, recorded_at)
  ) STRICT;
  CREATE INDEX citation_version_by_claim ON citation_version (claim_id, order_key, id);
  CREATE INDEX citation_version_by_article ON citation_version (article_key);

  -- A log: it outlives the claims that it reports on.
  CREATE TABLE claim_change (
    number INTEGER PRIMARY KEY,
    claim_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    subject_id TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object_id TEXT,
    value TEXT,
    -- Null for a new claim.
    from_status_rank INTEGER,
    from_confidence_key INTEGER,
    to_status_rank INTEGER NOT NULL,
    -- Null if the last citation of the claim was removed.
    to_confidence_key INTEGER,
    -- The cause, without what most causes say, sealed with the other columns.
    record TEXT NOT NULL
  ) STRICT;
  -- An index ends with the number of each row, so these are in the order of the log.
  CREATE INDEX change_by_claim ON claim_change (claim_id);
  CREATE INDEX change_by_subject ON claim_change (subject_id);
  CREATE INDEX change_by_object ON claim_change (object_id) WHERE object_id IS NOT NULL;
  CREATE INDEX change_by_time ON claim_change (at);

  CREATE TABLE assessment (
    id TEXT PRIMARY KEY,
    claim_id TEXT NOT NULL,
    at TEXT NOT NULL,
    ended_at TEXT,
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX assessment_by_claim ON assessment (claim_id, at DESC, id);

  -- The policies that were applied, in order. Before the first, the default policy is in force.
  CREATE TABLE policy (number INTEGER PRIMARY KEY, at TEXT NOT NULL, record TEXT NOT NULL) STRICT;

  -- One row. Claims up to the derivation cursor are derived by the last policy; null if all are. Changes up to the floor were logged, and may be erased.
  CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last_write_at TEXT NOT NULL,
    derivation_cursor TEXT,
    change_floor INTEGER NOT NULL DEFAULT 0,
    -- The words of users' ontologies (store/write/held-words.ts), as JSON.
    ontology TEXT NOT NULL DEFAULT '{"predicates":{},"terms":{}}',
    -- Of the other columns; null until the first write.
    checksum INTEGER
  ) STRICT;
  INSERT INTO state (id, last_write_at) VALUES (1, '');

  -- All that is left of erased articles and entities.
  CREATE TABLE erasure (
    id TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    erased_by TEXT NOT NULL,
    at TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- One row for each searchable text of an entity or article, earlier versions included.
  CREATE TABLE text (
    row INTEGER PRIMARY KEY,
    record_id TEXT NOT NULL,
    -- The kind of the entity; null for an article.
    kind TEXT,
    -- The index of the field in searchFields of domain/search/search.ts.
    field INTEGER NOT NULL,
    normalized TEXT NOT NULL,
    joined TEXT NOT NULL,
    phonetic TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT
  ) STRICT;
  CREATE INDEX text_by_record ON text (record_id);
  -- Tokens of domain/search/search.ts, separated by spaces. The row id is the row of the text; for a quote it is the start of the citation's
  -- id as a number, so that the index returns quotes in the order of ids.
  CREATE VIRTUAL TABLE text_tokens USING fts5 (tokens, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'", prefix = '1 2 3');
  CREATE VIRTUAL TABLE citation_tokens USING fts5 (tokens, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'");

  -- The names, descriptions and identifiers of entities that articles declare or declared, each once.
  CREATE TABLE declared_text (
    row INTEGER PRIMARY KEY,
    entity_id TEXT NOT NULL,
    -- NAME (also of an alias), DESCRIPTION or IDENTIFIER.
    role TEXT NOT NULL,
    -- textKey of domain/declared-texts.ts: a description is too long for an index.
    text_key TEXT NOT NULL,
    text TEXT NOT NULL,
    -- matchKey of domain/declared-texts.ts; null for a description.
    match_key TEXT
  ) STRICT;
  CREATE INDEX declared_text_by_match ON declared_text (match_key, entity_id) WHERE match_key IS NOT NULL;
  CREATE UNIQUE INDEX declared_text_by_entity ON declared_text (entity_id, role, text_key);
  -- The different sets of texts that articles declare or declared about an entity: most articles declare the same.
  CREATE TABLE declared_set (
    row INTEGER PRIMARY KEY,
    -- Of its content; see write/declared-texts.ts.
    set_key TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE declared_set_text (
    text_row INTEGER NOT NULL,
    set_row INTEGER NOT NULL,
    PRIMARY KEY (text_row, set_row)
  ) STRICT, WITHOUT ROWID;
  -- Which live articles declare them, earlier declarations included. Many rows of a store are here, so times are milliseconds from 1970.
  CREATE TABLE text_declaration (
    set_row INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    declared_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (set_row, article_id, declared_at)
  ) STRICT, WITHOUT ROWID;

  -- The dates that claims carry (domain/claim-dates.ts), earlier versions included.
  CREATE TABLE claim_date (
    row INTEGER PRIMARY KEY,
    claim_id BLOB NOT NULL,
    subject_id TEXT NOT NULL,
    order_key TEXT NOT NULL,
    -- 1 if the date is the value of the claim; 0 if it says when the claim held.
    is_value INTEGER NOT NULL,
    record TEXT NOT NULL,
    years TEXT NOT NULL,
    -- 1000 * status rank + confidence key of what is known of the claim then; null if the date is the value: then the claim has them.
    strength INTEGER,
    known_start TEXT NOT NULL,
    known_end TEXT NOT NULL,
    possible_start TEXT NOT NULL,
    possible_end TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT
  ) STRICT;
  CREATE INDEX claim_date_in_order ON claim_date (order_key);
  CREATE INDEX claim_date_by_claim ON claim_date (claim_id);
`;
