import { z } from 'zod';
import { documentSchema } from './article-schema.js';

/** The format as JSON Schema (draft 2020-12), for editors that complete and validate documents. */
export function documentJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(documentSchema(), { io: 'input', unrepresentable: 'any' });
  return { $schema, title: 'ascribe annotated article, version 1', ...schema };
}
