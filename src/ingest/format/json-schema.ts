import { z } from 'zod';
import { documentSchema } from './article-schema.js';

/** The format as JSON Schema (draft 2020-12), for editors that complete and check while one writes. */
export function documentJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(documentSchema, { io: 'input', unrepresentable: 'any' });
  return { $schema, title: 'Annotated article of ascribe, version 1', ...schema };
}
