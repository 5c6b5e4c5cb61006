import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** The JSON Schemas of OASIS for STIX 2.1, where they are at hand. */
export const STIX_SCHEMAS = '../shared/data/stix2-schemas/schemas';

interface Schema {
  readonly $id: string;
  readonly title?: string;
}

/** A validator for each type of object, such as `relationship`, and for `bundle`. */
export function readStixSchemas(): (type: string) => ValidateFunction | undefined {
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: false });
  const ids = new Map<string, string>();
  for (const folder of readdirSync(STIX_SCHEMAS))
    for (const file of readdirSync(join(STIX_SCHEMAS, folder))) {
      const schema = JSON.parse(readFileSync(join(STIX_SCHEMAS, folder, file), 'utf8')) as Schema;
      ajv.addSchema(schema);
      ids.set(file.replace('.json', ''), schema.$id);
    }
  return (type) => {
    const id = ids.get(type);
    return id === undefined ? undefined : ajv.getSchema(id);
  };
}
