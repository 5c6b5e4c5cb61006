import { isAbstractType, parse, print, printSchema } from 'graphql';
import { withCostDirectives } from './limits/cost-directives.js';
import { buildSchema } from './schema.js';

/** The schema in SDL, with all descriptions, the words of the ontology, and what each field costs. */
export function printSdl(): string {
  const schema = buildSchema();
  const sdl = parse(printSchema(schema), { noLocation: true });
  return `${print(withCostDirectives(sdl, schema))}\n`;
}

/** The object types of each interface and union, as JSON in the form of Apollo Client's `possibleTypes`: `{ "Actor": ["State", …] }`. */
export function printPossibleTypes(): string {
  const schema = buildSchema();
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const types = abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]);
  return `${JSON.stringify(Object.fromEntries(types), null, 2)}\n`;
}
