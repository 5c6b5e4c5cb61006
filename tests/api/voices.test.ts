import { afterEach, beforeEach, expect, it } from 'vitest';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { type Service, startService } from './service.js';

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
});

const plain = [
  entity('arland', 'STATE'),
  entity('river-front', 'ARMED_GROUP'),
  entity('vostra', 'STATE'),
  entity('ministry', 'ORGANIZATION'),
  entity('spokesman', 'PERSON'),
];
const declaring = (bodies: Readonly<Record<string, string>>) =>
  plain.map((one) => ({ ...one, organOf: [bodies[one.id] ?? []].flat() }));
const said = (slug: string, speaker: string) =>
  articleOf(slug, plain, [
    { subject: 'arland', predicate: 'FUNDS', object: 'river-front', assertedBy: [speaker] },
  ]);

const QUERY = `query ($asOf: DateTime) {
  entity(id: "spokesman", asOf: $asOf) { organOf { ref } voices { ref name } }
  state: entity(id: "vostra", asOf: $asOf) { organOf { ref } voices { ref } }
  claims(statuses: [CONFIRMED, REPORTED], asOf: $asOf) {
    nodes { status explanation independentOrigins { citationIds reasons { kind commonId } } }
  }
}`;

it('shows the bodies and voices of an entity, and the voice that joins an origin, now and as of a time', async () => {
  const { store } = service;
  await store.write((writer) => writer.put([said('one', 'ministry'), said('two', 'spokesman')]));
  const { lastWriteAt } = await store.writePosition();
  await store.write((writer) =>
    writer.put([articleOf('three', declaring({ spokesman: 'ministry', ministry: 'vostra' }), [])]),
  );
  const now = await service.data(QUERY);
  expect(now.entity).toEqual({
    organOf: [{ ref: 'ministry' }],
    voices: [{ ref: 'vostra', name: 'vostra' }],
  });
  expect(now.state).toEqual({ organOf: [], voices: [{ ref: 'vostra' }] });
  const [claim] = now.claims.nodes;
  expect(claim.status).toBe('REPORTED');
  expect(claim.independentOrigins).toEqual([
    {
      citationIds: [expect.any(String), expect.any(String)],
      reasons: [{ kind: 'SAME_SPEAKER', commonId: 'vostra' }],
    },
  ]);
  expect(claim.explanation).toMatch(/spokesman for vostra|ministry for vostra/);
  const then = await service.data(QUERY, { asOf: lastWriteAt });
  expect(then.entity).toEqual({ organOf: [], voices: [{ ref: 'spokesman', name: 'spokesman' }] });
  expect(then.claims.nodes).toMatchObject([{ status: 'CONFIRMED' }]);
  expect(then.claims.nodes[0].explanation).not.toContain('vostra');
});
