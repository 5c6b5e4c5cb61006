import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { generateHubGraph } from '../traversal/hub-graph.js';
import { toDocument } from '../traversal/to-document.js';

/** Writes the articles of a graph as JSON Lines, and returns their number. */
export async function writeDocuments(file: string, claims: number): Promise<number> {
  const out = createWriteStream(file);
  let articles = 0;
  for (const one of generateHubGraph(claims)) {
    articles += 1;
    if (!out.write(`${JSON.stringify(toDocument(one))}\n`)) await once(out, 'drain');
  }
  await new Promise<void>((done) => out.end(done));
  return articles;
}
