import { expect } from 'vitest';
import { article, entity } from '../store-contract/article-builder.js';
import type { Service } from './service.js';

/** The first question of the README, about invented actors: three aliases, each with claims, citations and their speakers. */
export const README_QUESTION = `{ entity(id: "arland") { ... on Actor {
    confirmed: proxies(statuses: [CONFIRMED]) { ...Said }
    reported: proxies(statuses: [REPORTED], first: 1) { ...Said }
    disputed: proxies(statuses: [DISPUTED]) { ...Said }
  } } }
  fragment Said on ActorRoleConnection {
    edges { node { name } claim { confidence citations(first: 1) { nodes { quote modality assertedBy { name } } } } }
  }`;

/** Writes a claim that answers the question. */
export async function writeAnswer({ store }: Service): Promise<void> {
  const entities = [entity('arland'), entity('river-front', 'ARMED_GROUP'), entity('vesk')];
  const says = [{ predicate: 'SPONSORS', citations: [{ assertedBy: ['vesk'] }] }] as const;
  await store.write((writer) => writer.put([article('one', { entities, says })]));
}

export const ANSWER = {
  entity: {
    confirmed: { edges: [] },
    reported: {
      edges: [
        {
          node: { name: 'river-front' },
          claim: {
            confidence: expect.any(Number),
            citations: {
              nodes: [{ quote: 'words 0', modality: 'REPORTED_AS_FACT', assertedBy: [{ name: 'vesk' }] }],
            },
          },
        },
      ],
    },
    disputed: { edges: [] },
  },
};
