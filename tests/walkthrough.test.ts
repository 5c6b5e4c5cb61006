import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FICTIONAL, type GraphqlResponse, type Service, startService } from './api/service.js';

const page = readFileSync(new URL('../docs/walkthrough.md', import.meta.url), 'utf8');
const KEY = { authorization: 'Bearer change-me' };
const IMPORT =
  'mutation ($document: String!) { importArticle(input: { document: $document }) { problems { message } outcome } }';

let service: Service;
beforeAll(async () => {
  service = await startService({ load: FICTIONAL, keys: 'ada:change-me' });
});
afterAll(() => service.close());

it('answers each query of the walkthrough as printed', async () => {
  const steps = page.split(/^## /m).slice(1);
  expect(steps).toHaveLength(6);
  let before = '';
  let asked = 0;
  for (const step of steps) {
    const asOf = before;
    for (const { language, text, answer } of blocksOf(step)) {
      if (language === 'yaml') {
        const { data } = await service.ask(IMPORT, { document: text }, KEY);
        expect(data).toEqual({ importArticle: { problems: [], outcome: 'CREATED' } });
      } else {
        const result = await service.ask(text, text.includes('$asOf') ? { asOf } : {}, KEY);
        expect(result, text).toEqual(answer);
        asked += 1;
      }
    }
    before = (await service.store.writePosition()).lastWriteAt;
  }
  expect(asked).toBe(12);
});

interface Block {
  readonly language: string;
  readonly text: string;
  readonly answer: GraphqlResponse | null;
}

/** The documents to import and the queries to run, in order; each query with the result printed below it. */
function blocksOf(step: string): Block[] {
  const found = [...step.matchAll(/^```(yaml|graphql|json)\n([\s\S]*?)^```$/gm)];
  return found
    .map(([, language = '', text = ''], at) => {
      const answer = language === 'graphql' ? found[at + 1] : undefined;
      return { language, text, answer: answer?.[1] === 'json' ? JSON.parse(answer[2] ?? '') : null };
    })
    .filter(({ language }) => language !== 'json');
}
