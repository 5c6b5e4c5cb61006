import { z } from 'zod';
import type { DocumentPath } from './path-diagnostic.js';

/** The schema without what only says optional, default, or how to transform. */
function unwrapSchema(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return unwrapSchema(schema.def.innerType);
  return schema;
}

/** The keys that a map under this path may have; none where it is no such map. */
export function allowedKeysAt(schema: z.core.$ZodType, path: DocumentPath): readonly string[] {
  const target = path.reduce<z.core.$ZodType | undefined>((at, step) => {
    const here = at && unwrapSchema(at);
    if (here instanceof z.ZodObject) return here.shape[step] as z.core.$ZodType | undefined;
    if (here instanceof z.ZodArray) return here.element;
    return undefined;
  }, schema);
  const map = target && unwrapSchema(target);
  if (map instanceof z.ZodObject) return Object.keys(map.shape);
  if (!(map instanceof z.ZodUnion)) return [];
  return map.options.flatMap((option) => (option instanceof z.ZodObject ? Object.keys(option.shape) : []));
}

/**
 * All of a value that keeps the schema, so that one mistake does not hide others: a key that breaks it is left out,
 * an item of a list becomes null.
 */
export function keepValidParts(schema: z.core.$ZodType, value: unknown): unknown {
  const inner = unwrapSchema(schema);
  if (inner instanceof z.ZodObject && isMap(value)) {
    const kept = Object.entries(inner.shape).map(([key, under]) => [
      key,
      keepValidParts(under as z.core.$ZodType, value[key]),
    ]);
    return Object.fromEntries(kept.filter(([, held]) => held !== undefined));
  }
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => keepValidParts(inner.element, item) ?? null);
  const result = z.safeParse(schema, value);
  return result.success ? result.data : undefined;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
