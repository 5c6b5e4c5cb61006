import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { PathRequest } from '#ascribe/domain/traversal/paths.js';
import type { Direction, Store, TraversalFilter } from '#ascribe/store/store.js';
import { article, type ClaimSpec, entity } from './article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const CONFIRMED = [{ modality: 'ADJUDICATED' as const }];
const ALLEGED = [{ modality: 'ACCUSED' as const }];

/** Tests of traversals, for every store. `open` creates an empty store. */
export function traversalContract(name: string, open: () => Promise<Store>): void {
  describe(`the traversals of a store on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    /** Stores claims between entities with one-letter ids. The ends of a claim are two letters: `ab`. */
    const put = (...links: (ClaimSpec & { readonly ends: string })[]) => {
      const letters = [...new Set(links.flatMap(({ ends }) => [...ends]))];
      const says = links.map(({ ends, ...spec }) => ({
        predicate: 'FUNDS' as const,
        citations: CONFIRMED,
        ...spec,
        subjectId: ends[0] as string,
        objectId: ends[1] as string,
      }));
      return store.write((writer) =>
        writer.put([article('links', { entities: letters.map((id) => entity(id)), says })]),
      );
    };
    const neighborhoodOf = async (
      entityId: string,
      more: { depth?: number; maxEntities?: number; maxClaims?: number } = {},
      filter: TraversalFilter = { statuses: ALL },
      direction: Direction = 'BOTH',
    ) => {
      const request = { entityId, depth: 2, maxEntities: 100, maxClaims: 100, ...more };
      const { entities, claims, truncated } = await store.neighborhood(request, direction, filter);
      return {
        entities: entities.map(({ entity, distance }) => `${entity.id}${distance}`).join(' '),
        claims: claims.map(({ subjectId, objectId }) => `${subjectId}${objectId}`).join(' '),
        truncated,
      };
    };
    const pathsBetween = async (
      ends: string,
      more: Partial<PathRequest> = {},
      filter: TraversalFilter = { statuses: ALL },
      direction: Direction = 'BOTH',
    ) => {
      const request = { maxLength: 8, limit: 10, avoid: [], through: [], ...more };
      const [fromId = '', toId = ''] = ends;
      const { paths, truncated } = await store.paths({ ...request, fromId, toId }, direction, filter);
      return { paths: paths.map(({ entityIds }) => entityIds.join('')), truncated };
    };

    it('do not pass through a claim outside the statuses', async () => {
      await put({ ends: 'ab', citations: ALLEGED }, { ends: 'bc' }, { ends: 'ac', citations: ALLEGED });
      expect(await neighborhoodOf('a', {}, { statuses: ['CONFIRMED'] })).toEqual({
        entities: 'a0',
        claims: '',
        truncated: false,
      });
      expect(await pathsBetween('ac', {}, { statuses: ['CONFIRMED'] })).toEqual({
        paths: [],
        truncated: false,
      });
      expect((await pathsBetween('ac', {}, { statuses: ['CONFIRMED', 'ALLEGED'] })).paths).toEqual([
        'ac',
        'abc',
      ]);
      expect(await store.chainsFrom('a', 3, 'OUT', { statuses: ['CONFIRMED'] })).toEqual([]);
    });

    it('reject an empty list of statuses', async () => {
      const none = { statuses: [] };
      const refused = expect.objectContaining({ code: 'STATUSES_REQUIRED' });
      await expect(neighborhoodOf('a', {}, none)).rejects.toEqual(refused);
      await expect(pathsBetween('ab', {}, none)).rejects.toEqual(refused);
      await expect(store.chainsFrom('a', 2, 'OUT', none)).rejects.toEqual(refused);
    });

    it('return all entities within the depth and all claims between them, also from an entity to itself', async () => {
      await put(
        { ends: 'ab' },
        { ends: 'cb' },
        { ends: 'cd' },
        { ends: 'cc' },
        { ends: 'de' },
        { ends: 'xy' },
      );
      const { entities, claims } = await neighborhoodOf('a');
      expect(entities).toBe('a0 b1 c2');
      expect(claims.split(' ').sort()).toEqual(['ab', 'cb', 'cc']);
      expect((await neighborhoodOf('a', { depth: 9 })).entities).toBe('a0 b1 c2 d3 e4');
    });

    it('truncate a large neighborhood from the farthest, by id', async () => {
      await put({ ends: 'ad' }, { ends: 'ac' }, { ends: 'ab' }, { ends: 'be' });
      expect(await neighborhoodOf('a', { maxEntities: 3 })).toMatchObject({
        entities: 'a0 b1 c1',
        truncated: true,
      });
      expect(await neighborhoodOf('a', { maxEntities: 4 })).toMatchObject({
        entities: 'a0 b1 c1 d1',
        truncated: true,
      });
      expect(await neighborhoodOf('a', { maxEntities: 5 })).toMatchObject({
        entities: 'a0 b1 c1 d1 e2',
        truncated: false,
      });
      expect((await neighborhoodOf('a', { maxClaims: 2 })).claims.split(' ')).toHaveLength(2);
      expect(await neighborhoodOf('a', { maxClaims: 3 })).toMatchObject({ truncated: true });
      expect(await neighborhoodOf('a', { maxClaims: 4 })).toMatchObject({ truncated: false });
    });

    it('return an entity once, however many claims lead to it', async () => {
      await put({ ends: 'ab' }, { ends: 'ab', predicate: 'ARMS' }, { ends: 'ab', predicate: 'ALLIED_WITH' });
      for (const predicates of [undefined, ['FUNDS', 'ARMS'], ['ARMS', 'ALLIED_WITH']] as const)
        for (const direction of ['OUT', 'BOTH'] as const) {
          const filter = { statuses: ALL, ...(predicates && { predicates }) };
          const { entities, truncated } = await neighborhoodOf('a', { maxEntities: 2 }, filter, direction);
          expect({ entities, truncated }).toEqual({ entities: 'a0 b1', truncated: false });
        }
    });

    it('keep the direction, except for symmetric claims', async () => {
      await put({ ends: 'ab' }, { ends: 'bc' }, { ends: 'db', predicate: 'ALLIED_WITH' });
      expect((await neighborhoodOf('a', {}, { statuses: ALL }, 'OUT')).entities).toBe('a0 b1 c2 d2');
      expect((await neighborhoodOf('c', {}, { statuses: ALL }, 'OUT')).entities).toBe('c0');
      expect((await neighborhoodOf('c', {}, { statuses: ALL }, 'IN')).entities).toBe('c0 b1 a2 d2');
      expect((await pathsBetween('ac', {}, { statuses: ALL }, 'OUT')).paths).toEqual(['abc']);
      expect((await pathsBetween('ca', {}, { statuses: ALL }, 'OUT')).paths).toEqual([]);
      expect((await pathsBetween('ca', {}, { statuses: ALL }, 'IN')).paths).toEqual(['cba']);
    });

    it('follow the narrower predicates of a broader one, and no others', async () => {
      await put({ ends: 'ab' }, { ends: 'bc', predicate: 'OPPOSES' });
      const filter = { statuses: ALL, predicates: ['SPONSORS' as const] };
      expect((await neighborhoodOf('a', {}, filter)).entities).toBe('a0 b1');
      expect((await pathsBetween('ac', {}, filter)).paths).toEqual([]);
    });

    it('order paths by length, then by the weakest claim: status, then confidence', async () => {
      await put(
        { ends: 'az', citations: ALLEGED },
        { ends: 'ab' },
        { ends: 'bz', citations: ALLEGED },
        { ends: 'ac', citations: [{ modality: 'ADJUDICATED', credibility: 4 }] },
        { ends: 'cz' },
        { ends: 'ad' },
        { ends: 'dz' },
        { ends: 'ef' },
      );
      expect((await pathsBetween('az')).paths).toEqual(['az', 'adz', 'acz', 'abz']);
      expect(await pathsBetween('az', { limit: 2 })).toEqual({ paths: ['az', 'adz'], truncated: true });
      expect((await pathsBetween('az', { maxLength: 1 })).paths).toEqual(['az']);
      expect(await pathsBetween('af')).toEqual({ paths: [], truncated: false });
    });

    it('return one path for each of several claims between the same entities', async () => {
      await put({ ends: 'ab' }, { ends: 'ab', predicate: 'ARMS' }, { ends: 'ba', predicate: 'TRAINS' });
      expect((await pathsBetween('ab')).paths).toEqual(['ab', 'ab', 'ab']);
      expect((await pathsBetween('ab', {}, { statuses: ALL }, 'OUT')).paths).toEqual(['ab', 'ab']);
    });

    it('avoid and pass through the given entities', async () => {
      await put(
        { ends: 'ab' },
        { ends: 'bz' },
        { ends: 'ac' },
        { ends: 'cd' },
        { ends: 'dz' },
        { ends: 'cb' },
      );
      expect((await pathsBetween('az', { avoid: ['b'] })).paths).toEqual(['acdz']);
      expect((await pathsBetween('az', { through: ['c'] })).paths.toSorted()).toEqual([
        'abcdz',
        'acbz',
        'acdz',
      ]);
      expect((await pathsBetween('az', { through: ['c', 'b'] })).paths).toEqual(['acbz', 'abcdz']);
    });

    it('return paths of up to eight claims, and no longer than requested', async () => {
      await put(...[...'abcdefgh'].map((letter, n) => ({ ends: letter + 'bcdefghi'[n] })));
      expect((await pathsBetween('ai')).paths).toEqual(['abcdefghi']);
      expect((await pathsBetween('ai', { maxLength: 7 })).paths).toEqual([]);
    });

    it('return the best chain to each claim within the depth, never back to the start', async () => {
      await put(
        { ends: 'ab' },
        { ends: 'ac', citations: ALLEGED },
        { ends: 'bd' },
        { ends: 'cd' },
        { ends: 'de' },
        { ends: 'da' },
      );
      const chains = await store.chainsFrom('a', 3, 'OUT', { statuses: ALL });
      expect(chains.map(({ entityIds }) => entityIds.join(''))).toEqual(['ab', 'ac', 'abd', 'acd', 'abde']);
      expect(chains.at(-1)?.claims.map(({ subjectId }) => subjectId)).toEqual(['a', 'b', 'd']);
    });

    it('return nothing for an unknown entity', async () => {
      await put({ ends: 'ab' });
      expect(await neighborhoodOf('nobody')).toEqual({ entities: '', claims: '', truncated: false });
      expect(await pathsBetween('az')).toEqual({ paths: [], truncated: false });
    });
  });
}
