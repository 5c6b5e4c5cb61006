import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { generateHubGraph } from './hub-graph.js';
import { toDocument } from './to-document.js';

/** Writes the graph as JSON Lines for `ascribe import`: `node …/write-documents.js CLAIMS FILE`. */
const [claims = '', file = ''] = process.argv.slice(2);
const out = createWriteStream(file);
for (const one of generateHubGraph(Number(claims)))
  if (!out.write(`${JSON.stringify(toDocument(one))}\n`)) await once(out, 'drain');
out.end();
await once(out, 'finish');
