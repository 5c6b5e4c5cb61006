import { z } from 'zod';
import type { DocumentPath } from './document-path.js';

/** The schema without optional and default wrappers. */
function unwrapSchema(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return unwrapSchema(schema.def.innerType);
  return schema;
}

/** The keys that the schema allows in the map at a path; empty if the schema has no such map. */
export function allowedKeysAt(schema: z.core.$ZodType, path: DocumentPath): readonly string[] {
  const target = path.reduce<z.core.$ZodType | undefined>((parent, step) => {
    const unwrapped = parent && unwrapSchema(parent);
    if (unwrapped instanceof z.ZodObject) return unwrapped.shape[step] as z.core.$ZodType | undefined;
    if (unwrapped instanceof z.ZodArray) return unwrapped.element;
    return unwrapped instanceof z.ZodRecord ? unwrapped.valueType : undefined;
  }, schema);
  const map = target && unwrapSchema(target);
  if (map instanceof z.ZodObject) return Object.keys(map.shape);
  if (!(map instanceof z.ZodUnion)) return [];
  return map.options.flatMap((option) => (option instanceof z.ZodObject ? Object.keys(option.shape) : []));
}

/**
 * The parts of a value that match the schema, so that one mistake does not hide others: omits an invalid key, and
 * replaces an invalid list item by null.
 */
export function keepValidParts(schema: z.core.$ZodType, value: unknown): unknown {
  const inner = unwrapSchema(schema);
  if (inner instanceof z.ZodObject && isMap(value)) {
    const parts = Object.entries(inner.shape).map(([key, keySchema]) => [
      key,
      keepValidParts(keySchema as z.core.$ZodType, value[key]),
    ]);
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  }
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => keepValidParts(inner.element, item) ?? null);
  const result = z.safeParse(schema, value);
  return result.success ? result.data : undefined;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
