import type { ClaimEvidenceQuery } from '../api/generated.ts';
import type { Route } from '../state/route.ts';

export interface ViewProps {
  readonly route: Route;
}

export type ClaimEvidence = NonNullable<ClaimEvidenceQuery['claim']>;

/** The id of the record itself, without the scope in which it was read. */
export const withoutScope = (id: string): string => id.split('@')[0] ?? id;
