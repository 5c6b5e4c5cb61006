import { isAbstractType, printSchema } from 'graphql';
import { buildSchema } from './schema.js';

/** The schema in SDL, with all descriptions and the words of the ontology. */
export function printSdl(): string {
  return `${printSchema(buildSchema())}\n`;
}

/** The object types of each interface and union, as JSON in the form of Apollo Client's `possibleTypes`: `{ "Actor": ["State", …] }`. */
export function printPossibleTypes(): string {
  const schema = buildSchema();
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const types = abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]);
  return `${JSON.stringify(Object.fromEntries(types), null, 2)}\n`;
}
