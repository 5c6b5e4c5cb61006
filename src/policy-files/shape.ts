import { z } from 'zod';
import { POLICY } from '../domain/derivation/policy.js';
import { GENRES, MODALITIES, RELIABILITIES } from '../domain/records.js';

/** GraphQL has no larger whole numbers. */
const LARGEST = 2 ** 31 - 1;

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

const share = z.custom<number>(isShare, 'expected a number from 0 to 1');
const weight = z.custom<number | null>(
  (value) => value === null || isShare(value),
  'expected a number from 0 to 1, or null for unjudged',
);
const noWeight = z.custom<null>(
  (value) => value === null,
  'expected null, as what cannot be judged never becomes a number',
);

/** A map with a place for each key of a table; what is left out stays as it was. */
function each<Key extends string, Schema extends z.ZodType>(
  table: Readonly<Record<Key, unknown>>,
  schema: (key: Key) => Schema,
) {
  const keys = Object.keys(table) as Key[];
  const shape = Object.fromEntries(keys.map((key) => [key, schema(key).optional()]));
  return z.strictObject(shape as Record<Key, z.ZodOptional<Schema>>).optional();
}

/** Words of a table, each once, in any order. */
function some<Word extends string>(table: Readonly<Record<Word, unknown>>) {
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

/** A policy as a file holds it: its version, and what differs from the first policy, or all. */
export const policySchema = z.strictObject({
  policy: z.int().min(1).max(LARGEST),
  reliability: each(POLICY.reliability, (grade) => (POLICY.reliability[grade] === null ? noWeight : weight)),
  credibility: each(POLICY.credibility, (grade) =>
    POLICY.credibility[Number(grade) as keyof typeof POLICY.credibility] === null ? noWeight : weight,
  ),
  modality: each(POLICY.modality, () => share),
  denial: each(POLICY.denial, () => share),
  confirm: z
    .strictObject({
      adjudicatedThrough: some(RELIABILITIES),
      factThrough: some(RELIABILITIES),
      exceptGenres: some(GENRES),
      factOrigins: z.int().min(1).max(LARGEST).optional(),
    })
    .optional(),
  allegations: some(MODALITIES),
});

export type PolicyDocument = z.output<typeof policySchema>;
