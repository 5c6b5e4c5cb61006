import { z } from 'zod';
import type { AtPath, Diagnostic } from '../../documents/diagnostic.js';
import { describeSchemaErrors } from '../../documents/schema-errors.js';
import type { Policy } from '../../domain/derivation/policy.js';
import { type ClaimStatus, type Entity, type Source, STATUSES, statuses } from '../../domain/records.js';
import { policySchema } from '../../policy-files/policy-schema.js';
import { withDefaults } from '../../policy-files/with-defaults.js';
import { entitySchema, sourceSchema } from './article-schema.js';
import { enumOf, timestamp } from './scalars.js';
import { toEntity, toSource } from './to-records.js';

/** A line of an export that is not an article. */
export type ExportRecord =
  /** `partial`: the export omits claims, by their status or by other conditions. */
  | { readonly kind: 'export'; readonly partial: boolean }
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'end'; readonly lines: number };

const VERSION = { ascribe: z.literal(1) };
const SCHEMAS = {
  export: z.strictObject({
    ...VERSION,
    export: z.strictObject({
      asOf: timestamp.nullable(),
      statuses: z.array(enumOf(STATUSES)).min(1),
      where: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  policy: z.strictObject({ ...VERSION, policy: policySchema }),
  entity: z.strictObject({ ...VERSION, entity: entitySchema }),
  source: z.strictObject({ ...VERSION, source: sourceSchema }),
  end: z.strictObject({
    ...VERSION,
    end: z.strictObject({
      lines: z.int().min(1),
      crc32: z
        .string()
        .regex(/^[0-9a-f]{8}$/)
        .optional(),
    }),
  }),
} as const;
type ExportRecordKind = keyof typeof SCHEMAS;
const KINDS = Object.keys(SCHEMAS) as ExportRecordKind[];

/** Returns null if the line is not one of these records; it is then read as an article. `record` is null if it is invalid. */
export function parseExportRecord(
  value: unknown,
): { readonly record: ExportRecord | null; readonly diagnostics: readonly Diagnostic<AtPath>[] } | null {
  if (value === null || typeof value !== 'object' || 'article' in value) return null;
  const kind = KINDS.find((name) => name in value);
  if (kind === undefined) return null;
  const schema = SCHEMAS[kind];
  const result = schema.safeParse(value);
  if (result.success) return { record: toExportRecord(result.data), diagnostics: [] };
  const described = { schema, description: `a map with the keys ascribe and ${kind}` };
  return { record: null, diagnostics: describeSchemaErrors(result.error.issues, value, described) };
}

type ExportRecordData = { [Name in ExportRecordKind]: z.output<(typeof SCHEMAS)[Name]> }[ExportRecordKind];

function toExportRecord(data: ExportRecordData): ExportRecord {
  if ('export' in data) {
    const { statuses: given, where } = data.export;
    return { kind: 'export', partial: omitsStatus(given) || where !== undefined };
  }
  if ('policy' in data) return { kind: 'policy', policy: withDefaults(data.policy) };
  // Not null: the schema requires all keys.
  if ('entity' in data) return { kind: 'entity', entity: toEntity(data.entity) as Entity };
  if ('source' in data) return { kind: 'source', source: toSource(data.source) };
  return { kind: 'end', lines: data.end.lines };
}

function omitsStatus(given: readonly ClaimStatus[]): boolean {
  return statuses.some((status) => !given.includes(status));
}
