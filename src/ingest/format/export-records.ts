import { z } from 'zod';
import type { Finding } from '../../documents/finding.js';
import { mistakes } from '../../documents/schema-errors.js';
import type { Policy } from '../../domain/derivation/policy.js';
import { type ClaimStatus, type Entity, type Source, STATUSES, statuses } from '../../domain/records.js';
import { complete } from '../../policy-files/complete.js';
import { policySchema } from '../../policy-files/shape.js';
import { entity, source } from './article-schema.js';
import { moment, oneOf } from './scalars.js';
import { entityRecord, sourceRecord } from './to-records.js';

/** A line of an export that is no article: what no article tells. */
export type RecordLine =
  | { readonly kind: 'export'; readonly partial: boolean }
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'end'; readonly lines: number };

const VERSION = { ascribe: z.literal(1) };
const SCHEMAS = {
  export: z.strictObject({
    ...VERSION,
    export: z.strictObject({ asOf: moment.nullable(), statuses: z.array(oneOf(STATUSES)).min(1) }),
  }),
  policy: z.strictObject({ ...VERSION, policy: policySchema }),
  entity: z.strictObject({ ...VERSION, entity }),
  source: z.strictObject({ ...VERSION, source }),
  end: z.strictObject({ ...VERSION, end: z.strictObject({ lines: z.int().min(1) }) }),
} as const;
type Kind = keyof typeof SCHEMAS;
const KINDS = Object.keys(SCHEMAS) as Kind[];

/** Null where the line is no such record, and so an article, or meant for one. */
export function readRecordLine(
  value: unknown,
): { readonly line: RecordLine | null; readonly findings: readonly Finding[] } | null {
  if (value === null || typeof value !== 'object' || 'article' in value) return null;
  const kind = KINDS.find((name) => name in value);
  if (kind === undefined) return null;
  const schema = SCHEMAS[kind];
  const result = schema.safeParse(value);
  if (result.success) return { line: lineOf(result.data), findings: [] };
  const form = { schema, whole: `a map with the keys ascribe and ${kind}` };
  return { line: null, findings: mistakes(result.error.issues, value, form) };
}

type Data = { [Name in Kind]: z.output<(typeof SCHEMAS)[Name]> }[Kind];

function lineOf(data: Data): RecordLine {
  if ('export' in data) return { kind: 'export', partial: lacksAny(data.export.statuses) };
  if ('policy' in data) return { kind: 'policy', policy: complete(data.policy) };
  // The schema has kept it whole.
  if ('entity' in data) return { kind: 'entity', entity: entityRecord(data.entity) as Entity };
  if ('source' in data) return { kind: 'source', source: sourceRecord(data.source) };
  return { kind: 'end', lines: data.end.lines };
}

function lacksAny(given: readonly ClaimStatus[]): boolean {
  return statuses.some((status) => !given.includes(status));
}
