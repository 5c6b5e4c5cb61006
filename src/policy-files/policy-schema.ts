import { z } from 'zod';
import { DECIDING_MODALITIES, DEFAULT_POLICY } from '../domain/derivation/policy.js';
import { GENRES, MODALITIES, RELIABILITIES } from '../domain/records.js';

/** The largest `Int` of GraphQL. */
const MAX_INT32 = 2 ** 31 - 1;

const isFraction = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

const fraction = z.custom<number>(isFraction, 'expected a number from 0 to 1');
const weight = z.custom<number | null>(
  (value) => value === null || isFraction(value),
  'expected a number from 0 to 1, or null for unjudged',
);
const unjudged = z.custom<null>(
  (value) => value === null,
  'expected null; this grade means "cannot be judged" and has no weight',
);

/** A map with optional entries for the keys of a table. */
function optionalMapOf<Key extends string, Schema extends z.ZodType>(
  table: Readonly<Record<Key, unknown>>,
  schema: (key: Key) => Schema,
) {
  const keys = Object.keys(table) as Key[];
  const shape = Object.fromEntries(keys.map((key) => [key, schema(key).optional()]));
  return z.strictObject(shape as Record<Key, z.ZodOptional<Schema>>).optional();
}

/** A list of distinct keys of a table, in any order. The result has the order of the table. */
function uniqueSubsetOf<Word extends string>(table: Readonly<Record<Word, unknown>>) {
  const words = Object.keys(table) as [Word, ...Word[]];
  return z
    .array(z.enum(words))
    .superRefine((list, context) => {
      for (const [index, word] of list.entries())
        if (list.indexOf(word) < index)
          context.addIssue({ code: 'custom', path: [index], message: 'expected each word once' });
    })
    .transform((list) => words.filter((word) => list.includes(word)))
    .optional();
}

/** A policy file: the version, and any values that differ from the default policy. */
export const policySchema = z.strictObject({
  policy: z.int().min(1).max(MAX_INT32),
  reliability: optionalMapOf(DEFAULT_POLICY.reliability, (grade) =>
    DEFAULT_POLICY.reliability[grade] === null ? unjudged : weight,
  ),
  credibility: optionalMapOf(DEFAULT_POLICY.credibility, (grade) =>
    DEFAULT_POLICY.credibility[Number(grade) as keyof typeof DEFAULT_POLICY.credibility] === null
      ? unjudged
      : weight,
  ),
  modality: optionalMapOf(DEFAULT_POLICY.modality, () => fraction),
  denial: z
    .strictObject({
      interestedLeaves: fraction.optional(),
      leavesAtMost: fraction.optional(),
      adjudicatedThrough: uniqueSubsetOf(RELIABILITIES),
      adjudicatedLeaves: fraction.optional(),
    })
    .optional(),
  confirm: z
    .strictObject({
      adjudicatedThrough: uniqueSubsetOf(RELIABILITIES),
      factThrough: uniqueSubsetOf(RELIABILITIES),
      factOrigins: z.int().min(1).max(MAX_INT32).optional(),
      notGenres: uniqueSubsetOf(GENRES),
      notGenresFor: uniqueSubsetOf(DECIDING_MODALITIES),
    })
    .optional(),
  allegations: uniqueSubsetOf(MODALITIES),
});

export type PolicyDocument = z.output<typeof policySchema>;
