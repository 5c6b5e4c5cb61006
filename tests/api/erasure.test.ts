import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { article, buildClaim } from '../store-contract/article-builder.js';
import { failureOf } from './failure-of.js';
import { type Service, startService } from './service.js';

const ROOT = { authorization: 'Bearer key-of-root' };
const ALL = '[CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED, RETRACTED]';

describe('the mutation erase', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ keys: 'root:key-of-root,ada:analyse:key-of-ada' });
    await service.store.write((writer) => writer.put([article('one'), article('two')]));
  });
  afterEach(() => service.close());
  const erase = (args: string) =>
    `mutation { erase(input: { ${args} }) {
       problems { code message path } preview erasure { ref reason erasedBy at } articleIds entityIds sourceIds claimIds citations
       changes { claimId from { status } to { status } cause { kind analyst articleIds articles { id } } } } }`;
  const gone = {
    problems: [],
    erasure: { ref: 'article:two', reason: 'TAKEDOWN', erasedBy: 'root' },
    articleIds: ['article:two'],
    entityIds: [],
    sourceIds: ['source:two'],
    claimIds: [],
    citations: 1,
  };

  it('previews, unless it is told not to, and shows the claims that change', async () => {
    const preview = await service.ask(erase('id: "article:two", reason: TAKEDOWN'), {}, ROOT);
    expect(preview.data.erase).toMatchObject({ ...gone, preview: true });
    expect((await service.data('{ article(id: "article:two") { id } }')).article).not.toBeNull();

    const { data } = await service.ask(
      erase('id: "article:two", reason: TAKEDOWN, preview: false'),
      {},
      ROOT,
    );
    expect(data.erase).toMatchObject({
      ...gone,
      preview: false,
      changes: [
        {
          claimId: buildClaim('any').id,
          from: { status: 'CONFIRMED' },
          to: { status: 'REPORTED' },
          cause: { kind: 'ERASURE', analyst: 'root', articleIds: ['article:two'], articles: [null] },
        },
      ],
    });
    const { claims } = await service.data(
      `{ claims(statuses: ${ALL}) { nodes { status soleArticle { id } history { to { status } cause { articles { id } } } citations { nodes { article { id } } } } } }`,
    );
    expect(claims.nodes).toEqual([
      {
        status: 'REPORTED',
        soleArticle: { id: 'article:one' },
        history: [
          { to: { status: 'CONFIRMED' }, cause: { articles: expect.anything() } },
          { to: { status: 'REPORTED' }, cause: { articles: [null] } },
        ],
        citations: { nodes: [{ article: { id: 'article:one' } }] },
      },
    ]);
  });

  it('shows earlier times without what is gone', async () => {
    const { lastWriteAt } = await service.store.writePosition();
    await service.ask(erase('id: "article:two", reason: PRIVACY, preview: false'), {}, ROOT);
    const { claims, articles } = await service.data(
      `{ claims(statuses: ${ALL}, asOf: "${lastWriteAt}") { nodes { status soleArticle { id } citations { nodes { article { title } } } } }
         articles(asOf: "${lastWriteAt}") { nodes { title } } }`,
    );
    expect(claims.nodes).toEqual([
      {
        status: 'CONFIRMED',
        soleArticle: null,
        citations: { nodes: [{ article: { title: 'Title of one' } }] },
      },
    ]);
    expect(articles.nodes).toEqual([{ title: 'Title of one' }]);
  });

  it('needs the role admin, and the ref of an article or an entity', async () => {
    const codeOf = async (args: string, headers = ROOT) =>
      failureOf(await service.ask(erase(args), {}, headers))[0];
    const bad = { authorization: 'Bearer key-of-ada' };
    expect(await codeOf('id: "article:two", reason: PRIVACY', bad)).toBe('FORBIDDEN');
    expect(await codeOf('id: "article:none", reason: PRIVACY')).toBe('NOT_FOUND');
    for (const id of ['source:two', buildClaim('any').id, 'article:two@asOf=2031-01-01'])
      expect([id, await codeOf(`id: "${id}", reason: PRIVACY`)]).toEqual([id, 'BAD_INPUT']);
    const { data } = await service.ask(erase('id: "article:none", reason: PRIVACY'), {}, ROOT);
    expect(data.erase).toEqual({
      problems: [{ code: 'NOT_FOUND', message: expect.any(String), path: 'input.id' }],
      ...{ preview: true, erasure: null, articleIds: [], entityIds: [], sourceIds: [], claimIds: [] },
      ...{ citations: 0, changes: [] },
    });
    expect(await codeOf('id: "river-front", reason: PRIVACY, preview: false')).toBeUndefined();
    expect((await service.data(`{ claims(statuses: ${ALL}) { totalCount } }`)).claims.totalCount).toBe(0);
  });
});
