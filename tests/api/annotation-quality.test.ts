import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUALITY_CODES } from '#ascribe/domain/analysis/annotation-quality.js';
import type { AnnotatedArticle } from '#ascribe/domain/records.js';
import {
  MAX_CITATIONS_PER_CLAIM,
  MAX_RECORDS_PER_REQUEST,
} from '#ascribe/queries/read-annotation-quality.js';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';
import { builtSchema, interceptCalls, type Service, startService } from './service.js';

let service: Service;
let calls: string[] = [];
beforeAll(async () => {
  service = await startService({
    wrap: (store) => {
      const counted = interceptCalls(store, (name, call) => {
        calls.push(name);
        return call();
      });
      return new Proxy(counted, {
        get: (target, name) => (name === 'asOf' ? store.asOf : Reflect.get(target, name)),
      });
    },
  });
});
afterAll(() => service.close());

const groups = (count: number) => Array.from({ length: count }, (_, at) => `group-${at}`);
const funding = (count: number, parts: Partial<Sentence> = {}): Sentence[] =>
  groups(count).map((object) => ({
    subject: 'vesk',
    predicate: 'FUNDS',
    object,
    quote: `Vesk pays the group called ${object}`,
    ...parts,
  }));

/** Citations get the `grades` in turn; `source` names the article's source. */
function annotated(
  slug: string,
  sayings: readonly Sentence[],
  { source = slug, grades = [2, 3] as const as readonly (1 | 2 | 3)[] } = {},
): AnnotatedArticle {
  const entities = [entity('vesk', 'STATE'), entity('ilva', 'PERSON'), entity('company', 'ORGANIZATION')];
  const made = articleOf(slug, [...entities, ...groups(120).map((id) => entity(id, 'ARMED_GROUP'))], sayings);
  const sourceId = `source:${source}`;
  return {
    ...made,
    article: { ...made.article, sourceId },
    source: { ...made.source, id: sourceId, name: source },
    claims: made.claims.map((claim, at) => ({
      ...claim,
      citations: claim.citations.map((one) => ({
        ...one,
        credibility: grades[at % grades.length] as 1 | 2 | 3,
      })),
    })),
  };
}
const put = (...articles: AnnotatedArticle[]) => service.store.write((writer) => writer.put(articles));

const QUALITY = `annotationQuality { citations truncated warnings(first: 100) { totalCount nodes {
  code message articleId claimId subjectId predicate objectId citationId } } }`;
const qualityOf = async (field: 'article' | 'source', id: string) =>
  (await service.data(`query ($id: ID!) { owner: ${field}(id: $id) { ${QUALITY} } }`, { id })).owner
    .annotationQuality;

describe('annotationQuality', () => {
  it('lists the warnings of an article, with the ids of claims and citations', async () => {
    await put(
      annotated('hedged', [
        {
          subject: 'vesk',
          predicate: 'FUNDS',
          object: 'group-1',
          quote: 'Vesk may be paying the first group',
        },
        { subject: 'vesk', predicate: 'ARMS', object: 'group-1', quote: 'rifles from Vesk' },
        { subject: 'vesk', predicate: 'TRAINS', object: 'group-1', quote: 'Ilva of the company taught them' },
        { subject: 'ilva', predicate: 'LEADS', object: 'company', quote: 'Ilva of the company taught them' },
      ]),
    );
    const { citations, truncated, warnings } = await qualityOf('article', 'article:hedged');
    expect([citations, truncated, warnings.totalCount]).toEqual([4, false, 3]);
    const [reused, hedge, thin] = warnings.nodes;
    expect(reused).toMatchObject({ code: 'REUSED_QUOTE', articleId: 'article:hedged' });
    expect(hedge).toMatchObject({
      code: 'HEDGE_IGNORED',
      subjectId: 'vesk',
      predicate: 'FUNDS',
      objectId: 'group-1',
      message: expect.stringContaining('hedges with "may"; expected POSSIBLE'),
    });
    expect(thin).toMatchObject({ code: 'THIN_QUOTE', predicate: 'ARMS' });
    for (const { claimId, citationId } of warnings.nodes) {
      const { citation } = await service.data(
        'query ($id: ID!) { citation: node(id: $id) { ... on Citation { claim { id } } } }',
        { id: citationId },
      );
      expect(citation.claim.id).toBe(claimId);
    }
  });

  it('reports one grade for all citations of a source once, not per article', async () => {
    await put(
      annotated('uniform-1', funding(12), { source: 'uniform', grades: [2] }),
      annotated('uniform-2', funding(12), { source: 'uniform', grades: [2] }),
    );
    expect((await qualityOf('article', 'article:uniform-1')).warnings.nodes).toEqual([]);
    expect(await qualityOf('source', 'source:uniform')).toEqual({
      citations: 24,
      truncated: false,
      warnings: {
        totalCount: 1,
        nodes: [
          {
            code: 'UNIFORM_CREDIBILITY',
            message: expect.stringContaining('all 24 judged citations of source:uniform have credibility 2'),
            articleId: null,
            claimId: null,
            subjectId: null,
            predicate: null,
            objectId: null,
            citationId: null,
          },
        ],
      },
    });
  });

  it('checks only the article’s own citations, but does not call a claim thin if other articles support it', async () => {
    await put(
      annotated('thin', funding(1, { object: 'group-90', quote: 'money from Vesk' })),
      annotated('hasty', funding(1, { object: 'group-90', quote: 'Vesk may well be paying this group' })),
    );
    expect((await qualityOf('article', 'article:thin')).warnings.nodes).toEqual([]);
    expect((await qualityOf('source', 'source:thin')).citations).toBe(1);
    expect(
      (await qualityOf('article', 'article:hasty')).warnings.nodes.map(({ code }: { code: string }) => code),
    ).toEqual(['HEDGE_IGNORED']);
  });

  it('reads the graph as of the requested timestamp', async () => {
    await put(annotated('mended', funding(1, { object: 'group-91', quote: 'Vesk may be paying the group' })));
    const before = (await service.store.writePosition()).lastWriteAt;
    await put(annotated('mended', funding(1, { object: 'group-91', quote: 'Vesk is paying the group' })));
    const { now, earlier } = await service.data(
      `query ($asOf: DateTime!) { now: article(id: "article:mended") { ${QUALITY} } earlier: article(id: "article:mended", asOf: $asOf) { ${QUALITY} } }`,
      { asOf: before },
    );
    expect(now.annotationQuality.warnings.totalCount).toBe(0);
    expect(earlier.annotationQuality.warnings.totalCount).toBe(1);
  });

  it('pages through the warnings, each once', async () => {
    await put(annotated('many', funding(45, { predicate: 'ARMS', quote: 'rifles from Vesk' })));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { article: found } = await service.data(
        `query ($after: String) { article(id: "article:many") { annotationQuality { warnings(first: 20, after: $after) {
          edges { cursor node { code citationId } } pageInfo { hasNextPage endCursor } totalCount } } } }`,
        { after },
      );
      const { edges, pageInfo, totalCount } = found.annotationQuality.warnings;
      expect(totalCount).toBe(45);
      seen.push(...edges.map(({ node }: { node: { citationId: string } }) => node.citationId));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(45);
    expect(seen.length).toBe(45);
    const { errors } = await service.ask(
      '{ article(id: "article:many") { annotationQuality { warnings(after: "nonsense") { nodes { code } } } } }',
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
  });

  it('stops at its limit of records and reports truncated', async () => {
    const counts = Array.from({ length: MAX_RECORDS_PER_REQUEST / 2 + 100 }, (_, at): Sentence => {
      return { subject: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: at, max: at } };
    });
    const bulk = annotated('bulk', counts);
    await put({ ...bulk, entities: [...bulk.entities, entity('blast', 'ATTACK')] });
    calls = [];
    const { citations, truncated } = await qualityOf('source', 'source:bulk');
    expect(truncated).toBe(true);
    expect(citations).toBeGreaterThan(MAX_RECORDS_PER_REQUEST / 2 - 100);
    expect(citations).toBeLessThan(MAX_RECORDS_PER_REQUEST / 2);
    expect(calls.length).toBeLessThan(500);
    // The second field finds the budget spent and reports truncated.
    const both = await service.data(
      '{ first: source(id: "source:bulk") { annotationQuality { citations } } second: source(id: "source:uniform") { annotationQuality { citations truncated } } }',
    );
    expect(both.first.annotationQuality.citations).toBe(citations);
    expect(both.second.annotationQuality).toEqual({ citations: 0, truncated: true });
  });

  it('reads a limited number of citations per claim, and calls no claim beyond it thin', async () => {
    const claim = { object: 'group-92', quote: 'money from Vesk' };
    const papers = Array.from({ length: MAX_CITATIONS_PER_CLAIM + 1 }, (_, at) => `chorus-${at}`);
    await put(...papers.slice(1).map((slug) => annotated(slug, funding(1, claim), { source: 'chorus' })));
    const full = await qualityOf('source', 'source:chorus');
    expect([full.citations, full.truncated]).toEqual([MAX_CITATIONS_PER_CLAIM, false]);
    expect(full.warnings.nodes.map(({ code }: { code: string }) => code)).toContain('THIN_QUOTE');
    await put(annotated('chorus-0', funding(1, claim), { source: 'chorus' }));
    const cut = await qualityOf('source', 'source:chorus');
    expect([cut.citations, cut.truncated]).toEqual([MAX_CITATIONS_PER_CLAIM, true]);
    expect(cut.warnings.nodes.map(({ code }: { code: string }) => code)).not.toContain('THIN_QUOTE');
  });

  it('is empty for an article without claims', async () => {
    await put(annotated('silent', []));
    for (const field of ['article', 'source'] as const)
      expect(await qualityOf(field, `${field}:silent`)).toEqual({
        citations: 0,
        truncated: false,
        warnings: { totalCount: 0, nodes: [] },
      });
  });
});

it('the schema has the warning codes of the domain, with their descriptions', () => {
  const type = builtSchema().getType('AnnotationWarningCode') as unknown as {
    getValues(): { name: string; description: string }[];
  };
  expect(type.getValues().map(({ name, description }) => [name, description])).toEqual(
    Object.entries(QUALITY_CODES),
  );
});

it('the descriptions state the limits of the code', () => {
  const { description } = builtSchema().getType('AnnotationQuality') as { description: string };
  expect(description).toContain(MAX_RECORDS_PER_REQUEST.toLocaleString('en'));
  expect(description.replace(/\s+/g, ' ')).toContain(
    `at most ${MAX_CITATIONS_PER_CLAIM} citations of one claim`,
  );
});
