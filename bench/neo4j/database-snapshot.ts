import type { Driver } from 'neo4j-driver';
import type { AnnotatedArticle } from '#ascribe/domain/records.js';

type Properties = Readonly<Record<string, unknown>>;
interface Relationship {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly properties: Properties;
}

/** Everything that an import wrote to the database, as sorted rows, so that two snapshots can be compared. */
export interface DatabaseSnapshot {
  readonly nodes: Readonly<Record<Label, readonly (Properties & { readonly labels: readonly string[] })[]>>;
  readonly relationships: readonly Relationship[];
}
const LABELS = ['Source', 'Entity', 'Article', 'Claim', 'Citation', 'Change'] as const;
type Label = (typeof LABELS)[number];

export async function readSnapshot(driver: Driver): Promise<DatabaseSnapshot> {
  const rows = async (cypher: string) =>
    (await driver.executeQuery(cypher)).records.map((record) => record.get(0) as never);
  const nodes = LABELS.map(async (label) => [
    label,
    await rows(`MATCH (n:${label}) WITH n ORDER BY n.id, n.number RETURN n{.*, labels: labels(n)}`),
  ]);
  return {
    nodes: Object.fromEntries(await Promise.all(nodes)),
    relationships: await rows(
      `MATCH (a)-[r]->(b) WITH a, r, b ORDER BY a.id, type(r), b.id, r.claimId, r.position
       RETURN {from: a.id, to: b.id, type: type(r), properties: properties(r)}`,
    ),
  };
}

/** Splits a snapshot into the rows of each article, for imports of one article per transaction. */
export function splitByArticle(
  { nodes, relationships }: DatabaseSnapshot,
  articles: readonly AnnotatedArticle[],
): DatabaseSnapshot[] {
  const written = new Set<string>();
  return articles.map(({ article, source, entities, claims }) => {
    const claimIds = claims.map(({ id }) => id);
    const citationIds = claims.flatMap(({ citations }) => citations.map(({ id }) => id));
    const ids = new Set([
      source.id,
      article.id,
      ...entities.map(({ id }) => id),
      ...claimIds,
      ...citationIds,
    ]);
    const ofArticle = <T extends Properties>(rows: readonly T[]) =>
      rows.filter(({ id }) => ids.has(id as string));
    // Only the first article of a claim gets its relationship. A real import would update it with each later article.
    const newClaimIds = new Set(claimIds.filter((id) => !written.has(id)));
    for (const id of newClaimIds) written.add(id);
    return {
      nodes: {
        Source: ofArticle(nodes.Source),
        Entity: ofArticle(nodes.Entity),
        Article: ofArticle(nodes.Article),
        Claim: ofArticle(nodes.Claim),
        Citation: ofArticle(nodes.Citation),
        Change: nodes.Change.filter(({ record }) => (record as string).includes(`"${article.id}"`)),
      },
      relationships: relationships.filter(({ from, properties }) =>
        typeof properties.claimId === 'string' ? newClaimIds.has(properties.claimId) : ids.has(from),
      ),
    };
  });
}
