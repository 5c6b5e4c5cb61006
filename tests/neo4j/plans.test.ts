import type { Plan } from 'neo4j-driver';
import { expect, it } from 'vitest';
import type { EntityKind } from '#ascribe/domain/ontology.js';
import { createQuery } from '#ascribe/store/neo4j/connection/cypher.js';
import { writeUnderLock } from '#ascribe/store/neo4j/write/write-transaction.js';
import type { Writer } from '#ascribe/store/store.js';
import { article, entity } from '../store-contract/article-builder.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

const CLAIMS = 300;
const states = Array.from({ length: CLAIMS }, (_, number) => entity(`state-${number}`, 'STATE'));
const rows = (quote: string, kind: EntityKind = 'CORRIDOR') =>
  article('rows', {
    entities: [...states, entity('corrected', kind), entity('blast', 'ATTACK')],
    says: [
      ...[...states, { id: 'corrected' }].map(({ id }, number) => ({
        subjectId: 'state-0',
        predicate: 'BACKS' as const,
        objectId: id,
        value: null,
        citations: [{ quote: `${quote} ${number}` }],
      })),
      { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } },
    ],
  });
const RETRACTION = { articleId: 'article:rows', reason: 'Made up.', analyst: 'anna', includeDerived: null };
const STEPS: readonly ((writer: Writer) => Promise<unknown>)[] = [
  (writer) => writer.put([rows('row')]),
  (writer) => writer.put([rows('line', 'ASSET')]),
  (writer) => writer.retract(RETRACTION),
  (writer) => writer.restore(RETRACTION),
];

/** The operators that read all nodes of a label, or all entries of an index. There are few policies, and all of them are wanted. */
const scansIn = ({ operatorType, arguments: details, children }: Plan): string[] => [
  ...(operatorType.includes('Scan') && !`${details.Details}`.endsWith(':Policy')
    ? [`${operatorType} ${details.Details}`]
    : []),
  ...children.flatMap(scansIn),
];

describeNeo4j('the plans that Neo4j makes in a first import', () => {
  const neo4j = useTestNeo4j();

  it('look records up by an index, although the server does not know yet how many there are', async () => {
    const store = await neo4j.openEmptyStore();
    await store.close();
    const session = neo4j.driver.session();
    const statements = new Map<string, unknown>();
    for (const step of STEPS) {
      const transaction = session.beginTransaction();
      const query = createQuery({
        run: (cypher, parameters) => {
          statements.set(`${cypher}`, parameters);
          return transaction.run(cypher, parameters);
        },
      });
      await writeUnderLock(query, step);
      await transaction.commit();
    }
    expect(statements.size).toBeGreaterThan(25);
    const scans: string[] = [];
    for (const [cypher, parameters] of statements) {
      const { summary } = await session.run(`EXPLAIN ${cypher}`, parameters);
      scans.push(...scansIn(summary.plan as Plan).map((scan) => `${scan} in ${cypher}`));
    }
    expect(scans).toEqual([]);
    await session.close();
  });
});
