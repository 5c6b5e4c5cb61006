import { createHash } from 'node:crypto';
import type { Predicate } from '../../domain/ontology.js';
import type { ClaimStatus } from '../../domain/records.js';
import { qualifiedRelation } from '../qualified-relation.js';

/** A UUID that is made from a text (version 5 in its form, from SHA-256), so that two exports of one record have one id. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(`ascribe ${text}`).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export const EXTENSION_ID = `extension-definition--${uuidOf('extension 1')}`;
export const CREATOR_ID = `identity--${uuidOf('creator')}`;

/** Objects of types that STIX lacks. */
export const ENTITY_TYPE = 'x-ascribe-entity';
export const ARTICLE_TYPE = 'x-ascribe-article';
export const RECORD_TYPE = 'x-ascribe-record';

/** What an export adds to objects of STIX, under `extensions`. docs/formats.md describes it. */
export interface Extension {
  readonly extension_type: 'property-extension' | 'new-sdo';
  /** The line of `ascribe export` that the object is. */
  readonly line?: number;
  /** The record of that line as `ascribe export` has it; of an article without its claims, of a citation without its quote. */
  readonly record?: Readonly<Record<string, unknown>>;
  /** Of a claim. Its relation has its status: `ALLEGED_FUNDS`. */
  readonly claim?: {
    readonly claim_id: string;
    readonly status: ClaimStatus;
    readonly relation: string;
    readonly subject: string;
    readonly object?: string;
    readonly value?: unknown;
  };
  /** Of a citation: the article that it quotes. */
  readonly article?: string;
  /** Of a citation or an assessment: the claim that it is about. */
  readonly claim_id?: string;
  /** Of a citation in its article, or of an assessment of its claim. */
  readonly position?: number;
}

/** The type of a relationship: `alleged-funds`. Only a CONFIRMED claim has `funds`. */
export const relationshipType = (status: ClaimStatus, predicate: Predicate): string =>
  toType(qualifiedRelation(status, predicate));

export const toType = (relation: string): string => relation.toLowerCase().replaceAll('_', '-');
