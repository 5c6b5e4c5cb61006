import type { Scope } from '../../read/scope.js';

/** The records of which is kept what they were. */
export const VERSIONED_RECORDS = ['Entity', 'Source', 'Article', 'Claim', 'Citation'] as const;
export type VersionedRecord = (typeof VERSIONED_RECORDS)[number];

/** Nodes that hold records as they were at a moment. */
export interface Version {
  readonly label: (record: VersionedRecord) => string;
  /** The condition that such a node stood at the moment; empty where it always does. */
  readonly validAt: (node: string) => string;
}

/** The condition that a node with its own history (a date, a search text) is valid in the scope. */
export const validAt = (scope: Scope, node: string): string =>
  scope === 'now'
    ? `${node}.replacedAt IS NULL`
    : `${node}.recordedAt <= $asOf AND (${node}.replacedAt IS NULL OR ${node}.replacedAt > $asOf)`;

const CURRENT_VERSION: Version = { label: (record) => record, validAt: () => '' };
/** Copies: no relationship leads to them, so what a person asks of the graph by hand never meets them. */
const AS_OF_VERSIONS: readonly Version[] = [
  { label: (record) => record, validAt: (node) => `${node}.recordedAt <= $asOf` },
  {
    label: (record) => `Past${record}`,
    validAt: (node) => `${node}.recordedAt <= $asOf AND ${node}.replacedAt > $asOf`,
  },
];

/**
 * The sets of nodes that together hold each record of a moment once. But a statement sees what is committed while it runs: of a record that is
 * replaced meanwhile it may meet the node and then the copy, which are alike. So each statement that brings records of several versions drops
 * doubles: by `UNION`, by `DISTINCT`, or by `placedOnce`. What counts very many does not, and may count such a record twice.
 */
export function versionsOf(scope: Scope): readonly Version[] {
  return scope === 'now' ? [CURRENT_VERSION] : AS_OF_VERSIONS;
}

/** Follows a match of nodes `n`, each with its `orderKey`, in each version. Of duplicates keeps the archived copy, which no longer changes. */
export const dropDuplicates = (scope: Scope): string =>
  scope === 'now' ? 'WITH n, orderKey' : 'WITH orderKey, last(collect(n)) AS n';

/** The condition that an entry of a log was written by the moment. */
export const loggedInScope = (scope: Scope, node: string): string =>
  scope === 'now' ? '' : `${node}.at <= $asOf`;
