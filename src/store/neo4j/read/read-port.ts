import { createPause } from '../../../async/time-slicer.js';
import { createReads } from '../../read/create-reads.js';
import type { ReadPort } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import type { Reads } from '../../store.js';
import type { Query, RunQueries } from '../connection/cypher.js';
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
import { joinedReads } from './eager-loading.js';
import { readErasures } from './erasures.js';
import { readEvidence } from './evidence.js';
import { countBy } from './facets.js';
import { countList, readAfter, readByIds, readIdsOfLength } from './lists.js';
import { readCurrentNeighborhood } from './neighborhood.js';
import { readHits, readJoinedMatches, readMatches } from './search.js';
import { readDates, readLinkingClaims } from './timeline.js';
import { readClaimsAmong, readEdges, readEdgesBetween, readNeighbors } from './traversals.js';

/**
 * The reads of a store, each in a transaction of `run`. In the scope `asOf`, every statement has the parameter `$asOf`. Once the signal is
 * aborted, long searches stop.
 */
export function neo4jReads(run: RunQueries, scope: Scope, signal?: AbortSignal): Reads {
  return createReads((work) => run(async (query) => work(neo4jReadPort(query, scope, signal))));
}

/** The primitives, each one statement unless its function says otherwise. */
function neo4jReadPort(query: Query, scope: Scope, signal: AbortSignal | undefined): ReadPort {
  return {
    byIds: (...args) => readByIds(query, scope, ...args),
    after: (...args) => readAfter(query, scope, ...args),
    count: (...args) => countList(query, scope, ...args),
    idsOfLength: (...args) => readIdsOfLength(query, scope, ...args),

    declaredTexts: (...args) => readDeclaredTexts(query, scope, ...args),
    declaringArticleIds: (...args) => readDeclaringArticleIds(query, scope, ...args),
    erasures: (ids) => readErasures(query, ids),
    nextDeclaredAs: (...args) => readNextDeclaredAs(query, scope, ...args),

    claimsAt: (...args) => readClaimsAt(query, scope, ...args),
    countClaimsAt: (...args) => countClaimsAt(query, scope, ...args),
    citationsOf: (...args) => readCitationsOf(query, scope, ...args),
    countCitationsOf: (...args) => countCitationsOf(query, scope, ...args),
    evidenceOf: (...args) => readEvidence(query, scope, ...args),
    subjectsWithMultipleClaims: (...args) => readSubjectsWithMultipleClaims(query, scope, ...args),
    countBy: (...args) => countBy(query, scope, ...args),
    // Both need relationships, which archived versions do not have.
    joined: scope === 'now' ? joinedReads(query) : undefined,
    neighborhood: scope === 'now' ? (...args) => readCurrentNeighborhood(query, ...args) : undefined,

    historyOf: (...args) => readHistory(query, scope, ...args),
    assessmentsOf: async (claimIds) => {
      const found = await readAssessments(query, scope, claimIds);
      return claimIds.map((id) => found.get(id) ?? []);
    },
    policy: () => readActivePolicy(query, scope),

    neighbors: (...args) => readNeighbors(query, scope, ...args),
    edges: (...args) => readEdges(query, scope, ...args),
    edgesBetween: (...args) => readEdgesBetween(query, scope, ...args),
    claimsAmong: (...args) => readClaimsAmong(query, scope, ...args),
    pause: createPause(signal),

    matches: (...args) => readMatches(query, scope, ...args),
    joinedMatches: scope === 'now' ? (...args) => readJoinedMatches(query, ...args) : undefined,
    hits: (...args) => readHits(query, scope, ...args),
    dates: (...args) => readDates(query, scope, ...args),
    linkingClaims: (...args) => readLinkingClaims(query, scope, ...args),

    articlesAfter: (...args) => readArticlesAfter(query, scope, ...args),
    declarationsOf: (...args) => readDeclarations(query, scope, ...args),
    citationsIn: (...args) => readCitationsIn(query, scope, ...args),
    claimsWithStatus: (...args) => readClaimsWithStatus(query, scope, ...args),
  };
}
