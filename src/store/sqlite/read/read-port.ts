import { createReads } from '../../read/create-reads.js';
import type { ReadPort } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type { Reads } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';
import { inSnapshot } from '../connection/snapshot.js';
import { readArticlesAfter, readCitationsIn, readClaimsWithStatus, readDeclarations } from './annotations.js';
import { readActivePolicy, readAssessments, readHistory } from './change-reads.js';
import {
  countCitationsOf,
  countClaimsAt,
  readCitationsOf,
  readClaimsAt,
  readSubjectsWithMultipleClaims,
} from './claim-reads.js';
import { readDeclaredTexts, readDeclaringArticleIds, readNextDeclaredAs } from './declared-texts.js';
import { readErasures } from './erasures.js';
import { readEvidence } from './evidence.js';
import { countBy } from './facets.js';
import { countList, readAfter, readByIds, readIdsOfLength } from './lists.js';
import { readHits, readMatches } from './search.js';
import { readDates, readLinkingClaims } from './timeline.js';
import { readClaimsAmong, readEdges, readEdgesBetween, readNeighbors } from './traversals.js';

/** The reads of a store over one connection, each in a snapshot. */
export function sqliteReads(db: SqliteConnection, scope: Scope): Reads {
  const port = sqliteReadPort(db, scope);
  return createReads((work) => inSnapshot(db, () => work(port)));
}

/** The primitives, each answered at once. */
function sqliteReadPort(db: SqliteConnection, scope: Scope): ReadPort {
  return {
    byIds: (...args) => readByIds(db, scope, ...args),
    after: (...args) => readAfter(db, scope, ...args),
    count: (...args) => countList(db, scope, ...args),
    idsOfLength: (...args) => readIdsOfLength(db, scope, ...args),

    declaredTexts: (...args) => readDeclaredTexts(db, scope, ...args),
    declaringArticleIds: (...args) => readDeclaringArticleIds(db, scope, ...args),
    erasures: (ids) => readErasures(db, ids),
    nextDeclaredAs: (...args) => readNextDeclaredAs(db, scope, ...args),

    claimsAt: (...args) => readClaimsAt(db, scope, ...args),
    countClaimsAt: (...args) => countClaimsAt(db, scope, ...args),
    citationsOf: (...args) => readCitationsOf(db, scope, ...args),
    countCitationsOf: (...args) => countCitationsOf(db, scope, ...args),
    evidenceOf: (...args) => readEvidence(db, scope, ...args),
    subjectsWithMultipleClaims: (...args) => readSubjectsWithMultipleClaims(db, scope, ...args),
    countBy: (...args) => countBy(db, scope, ...args),

    historyOf: (...args) => readHistory(db, scope, ...args),
    assessmentsOf: (...args) => readAssessments(db, scope, ...args),
    policy: () => readActivePolicy(db, scope),

    neighbors: (...args) => readNeighbors(db, scope, ...args),
    edges: (...args) => readEdges(db, scope, ...args),
    edgesBetween: (...args) => readEdgesBetween(db, scope, ...args),
    claimsAmong: (...args) => readClaimsAmong(db, scope, ...args),
    // A reader is a process of its own, which is killed if it takes too long.
    pause: async () => {},

    matches: (...args) => readMatches(db, scope, ...args),
    hits: (...args) => readHits(db, scope, ...args),
    dates: (...args) => readDates(db, scope, ...args),
    linkingClaims: (...args) => readLinkingClaims(db, scope, ...args),

    articlesAfter: (...args) => readArticlesAfter(db, scope, ...args),
    declarationsOf: (...args) => readDeclarations(db, scope, ...args),
    citationsIn: (...args) => readCitationsIn(db, scope, ...args),
    claimsWithStatus: (...args) => readClaimsWithStatus(db, scope, ...args),
  };
}
