import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { documentOf } from './document.js';
import { worldOf } from './worlds.js';

/** The world as JSON Lines, for `ascribe import`: `node …/write-documents.js CLAIMS FILE`. */
const [claims = '', file = ''] = process.argv.slice(2);
const out = createWriteStream(file);
for (const one of worldOf(Number(claims)))
  if (!out.write(`${JSON.stringify(documentOf(one))}\n`)) await once(out, 'drain');
out.end();
await once(out, 'finish');
