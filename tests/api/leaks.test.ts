import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TYPE_OF_KIND } from '#ascribe/api/lookup.js';
import { buildSchema } from '#ascribe/api/schema.js';
import { STATUSES } from '#ascribe/domain/records.js';
import { SEEDS, type Service, startService } from './service.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ load: SEEDS });
});
afterAll(() => service.close());

const statuses = Object.keys(STATUSES);
/** Every set of statuses but the empty one. */
const sets = [...Array(2 ** statuses.length).keys()]
  .slice(1)
  .map((bits) => statuses.filter((_, at) => bits & (1 << at)));

/** Every field of a type that takes statuses, found in the schema, asked for all that shows a status. */
function asking(type: string): string {
  const { [type]: found } = buildSchema().getTypeMap() as Record<string, GraphQLObjectType>;
  const fields = Object.values(found?.getFields() ?? {}).filter(({ args }) =>
    args.some(({ name }) => name === 'statuses'),
  );
  return fields
    .map((field) => {
      const inside =
        String(field.type) === 'ClaimConnection!' ? 'nodes { status }' : 'edges { claim { status } }';
      return `${type}_${field.name}: ${field.name}(statuses: $s, first: 100) { totalCount ${inside} }`;
    })
    .join('\n');
}

const QUERY = `query ($s: [ClaimStatus!]!, $after: String) {
  ${asking('Query')}
  articles(first: 100) { nodes { ${asking('Article')} } }
  entities(first: 100, after: $after) {
    nodes { ${Object.values(TYPE_OF_KIND)
      .map((type) => `... on ${type} { ${asking(type)} }`)
      .join('\n')} }
    pageInfo { hasNextPage endCursor }
  }
}`;

describe('a claim whose status was not asked for', () => {
  it('comes back from no field, and is counted by none, for any set of statuses', async () => {
    const seen = new Set<string>();
    for (const asked of sets) {
      for (let after: string | null = null, more = true; more; ) {
        const data = await service.data(QUERY, { s: asked, after });
        for (const list of listsIn(data)) {
          const shown = (list.nodes ?? list.edges?.map(({ claim }) => claim) ?? []).map(
            ({ status }) => status,
          );
          for (const status of shown) seen.add(status);
          expect(shown.filter((status) => !asked.includes(status))).toEqual([]);
          if (shown.length < 100) expect(list.totalCount).toBe(shown.length);
        }
        more = data.entities.pageInfo.hasNextPage;
        after = data.entities.pageInfo.endCursor;
      }
    }
    expect([...seen].sort()).toEqual([...statuses].sort());
  }, 120_000);
});

interface List {
  readonly totalCount: number;
  readonly nodes?: readonly { readonly status: string }[];
  readonly edges?: readonly { readonly claim: { readonly status: string } }[];
}

/** All lists in an answer that were counted. */
function listsIn(data: unknown): List[] {
  if (typeof data !== 'object' || data === null) return [];
  if ('totalCount' in data) return [data as List];
  return Object.values(data).flatMap(listsIn);
}
