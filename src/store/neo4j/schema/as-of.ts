import type { Scope } from '../../read/scope.js';
import { where } from '../connection/cypher.js';

/** The records whose earlier versions are kept. */
export const VERSIONED_RECORDS = ['Entity', 'Source', 'Article', 'Claim', 'Citation'] as const;
export type VersionedRecord = (typeof VERSIONED_RECORDS)[number];

/** A set of nodes that hold records as they were at a point in time. */
export interface Version {
  readonly label: (record: VersionedRecord) => string;
  /** The condition that such a node was valid at that time; empty if it always is. */
  readonly validAt: (node: string) => string;
}

/** The condition that a node with its own history (a date, a search text) is valid in the scope. */
export const validAt = (scope: Scope, node: string): string =>
  scope === 'now'
    ? `${node}.replacedAt IS NULL`
    : `${node}.recordedAt <= $asOf AND (${node}.replacedAt IS NULL OR ${node}.replacedAt > $asOf)`;

const CURRENT_VERSION: Version = { label: (record) => record, validAt: () => '' };
/** Archived copies have no relationships, so hand-written graph queries never match them. */
const AS_OF_VERSIONS: readonly Version[] = [
  { label: (record) => record, validAt: (node) => `${node}.recordedAt <= $asOf` },
  {
    label: (record) => `Past${record}`,
    validAt: (node) => `${node}.recordedAt <= $asOf AND ${node}.replacedAt > $asOf`,
  },
];

/**
 * The sets of nodes that together hold each record of a scope once. But a statement also sees commits made while it runs: if a record
 * is replaced meanwhile, it may match both the node and its equal archived copy. So each statement that returns records of several
 * versions removes duplicates, with `UNION`, `DISTINCT` or `dropDuplicates`. Large counts do not, and may count such a record twice.
 */
export function versionsOf(scope: Scope): readonly Version[] {
  return scope === 'now' ? [CURRENT_VERSION] : AS_OF_VERSIONS;
}

/**
 * All versions in one match, for conditions and small sets: the planner unites the index seeks of both labels, but loses their order.
 * Each part of a statement is planned by itself, so a pair of records in one part instead of four is planned four times as fast.
 */
export function anyVersionOf(scope: Scope): Version {
  return scope === 'now'
    ? CURRENT_VERSION
    : { label: (record) => `${record}|Past${record}`, validAt: (node) => validAt(scope, node) };
}

/** A match of entities that meet conditions, as they are in the scope: a kind may have been corrected since. Further conditions can follow. */
export function matchEntities(scope: Scope, node: string, ...conditions: readonly string[]): string {
  const { label, validAt } = anyVersionOf(scope);
  return `MATCH (${node}:${label('Entity')}) ${where(...conditions, validAt(node))}`;
}

/** Goes after a match of nodes `n` with their `orderKey` in each version. Keeps the archived copy of duplicates: it no longer changes. */
export const dropDuplicates = (scope: Scope): string =>
  scope === 'now' ? 'WITH n, orderKey' : 'WITH orderKey, last(collect(n)) AS n';

/** The condition that a log entry was written by the time of the scope. */
export const loggedInScope = (scope: Scope, node: string): string =>
  scope === 'now' ? '' : `${node}.at <= $asOf`;
