/** A value that was already there under the same id and field, and another one. */
export interface Conflict {
  readonly id: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What the caches of clients have in common: a record is everything that came under one type name and id, and each field of it, with its
 * arguments, has one value. Parts without an id belong to the record around them.
 */
export interface NormalizedCache {
  /** Adds a response; returns what it contradicts. `fields` says what each alias stands for. */
  write(data: unknown, fields: ReadonlyMap<string, string>): Conflict[];
  /** Number of values that came more than once. */
  readonly repeats: () => number;
  /** The records so far, as type name and id, each with its values. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export function createNormalizedCache(): NormalizedCache {
  const records = new Map<string, Map<string, string>>();
  let repeats = 0;
  const write: NormalizedCache['write'] = (data, fields) => {
    const conflicts: Conflict[] = [];
    const put = (id: string, field: string, value: string) => {
      const record = records.get(id) ?? new Map<string, string>();
      records.set(id, record);
      const before = record.get(field);
      if (before !== undefined) repeats++;
      if (before !== undefined && before !== value) conflicts.push({ id, field, before, after: value });
      record.set(field, value);
    };
    const walk = (value: unknown, record: string, path: string): void => {
      if (Array.isArray(value)) {
        put(record, `${path}.length`, String(value.length));
        for (const [index, item] of value.entries()) walk(item, record, `${path}.${index}`);
      } else if (typeof value !== 'object' || value === null) put(record, path, JSON.stringify(value));
      else {
        const { __typename, id, ...parts } = value as Record<string, unknown>;
        const own = typeof id === 'string' ? `${__typename}:${id}` : record;
        put(record, path, own === record ? `a ${__typename}` : own);
        for (const [name, part] of Object.entries(parts)) {
          const field = fields.get(name) ?? name;
          walk(part, own, own === record ? `${path}.${field}` : field);
        }
      }
    };
    walk(data, 'Query', '');
    return conflicts;
  };
  return { write, repeats: () => repeats, records };
}
