import { writeDocuments } from '../import/documents.js';

/** Writes the graph as JSON Lines for `ascribe import`: `node …/write-documents.js CLAIMS FILE`. */
const [claims = '', file = ''] = process.argv.slice(2);
await writeDocuments(file, Number(claims));
