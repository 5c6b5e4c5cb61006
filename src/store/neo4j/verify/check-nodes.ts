import type { SourceDeclarations } from '../../../domain/declarations.js';
import type { Policy } from '../../../domain/derivation/policy.js';
import { claimId } from '../../../domain/ids.js';
import type {
  Article,
  Assessment,
  Citation,
  Claim,
  ClaimChange,
  Entity,
  Source,
} from '../../../domain/records.js';
import { damageError } from '../../damage.js';
import { openSealed, unseal } from '../../sealed-json.js';
import type { Collector } from '../../verify/report.js';
import { requireDeclaredEntity, requireDeclaredSource } from '../../verify/require-declared.js';
import type { ArticleDeclarations } from '../../write/article-declarations.js';
import type { Query, Row } from '../connection/cypher.js';
import type { VersionedRecord } from '../schema/as-of.js';
import { labelOf } from '../schema/labels.js';
import { assessmentProperties } from '../write/assessments.js';
import { changeProperties } from '../write/changes.js';
import { articleProperties } from '../write/save-articles.js';
import { citationProperties, claimProperties, propositionProperties } from '../write/save-claims.js';
import { entityProperties, sourceProperties } from '../write/save-entities-and-sources.js';

/** Runs work in a transaction that excludes writers and changes nothing. */
export type InSnapshot = <T>(work: (query: Query) => Promise<T>) => Promise<T>;

/** Called with each page of intact nodes of a label, in the transaction that read them. */
export type CheckPage = (query: Query, label: string, nodes: readonly Row[]) => Promise<void>;

const NODES_PER_PAGE = 500;

/** Checks each node by itself: its record is intact, and its properties say what the record says. */
export async function checkNodes(
  inSnapshot: InSnapshot,
  collector: Collector,
  checkPage: CheckPage,
): Promise<void> {
  for (const [label, { key, expected }] of Object.entries(NODES)) {
    let seen = 0;
    for (let position: Position | null = { from: null, skip: 0 }; position !== null; ) {
      const at: Position = position;
      const nodes = await inSnapshot(async (query) => {
        const page = await readNodes(query, label, key, at);
        const intact = page.filter((node) => isIntact(collector, label, node, expected));
        await checkPage(query, label, intact);
        return page;
      });
      seen += nodes.length;
      position = nextPosition(at, key, nodes);
    }
    const total = await inSnapshot((query) => query(`MATCH (n:${label}) RETURN count(n) AS n`));
    if (total[0]?.n !== seen)
      collector.report(
        `the nodes ${label}`,
        `${(total[0]?.n as number) - seen} have no ${key}, or were written meanwhile`,
      );
  }
}

/** Continues at this key, after that many nodes with it: several earlier versions have one id. */
interface Position {
  readonly from: string | number | null;
  readonly skip: number;
}

async function readNodes(query: Query, label: string, key: string, { from, skip }: Position): Promise<Row[]> {
  const start = from ?? (key === 'number' ? 0 : '');
  const rows = await query(
    `MATCH (n:${label}) WHERE n.${key} >= $start
     RETURN properties(n) AS node, labels(n) AS labels ORDER BY n.${key}, n.recordedAt SKIP $skip LIMIT ${NODES_PER_PAGE}`,
    { start, skip },
  );
  return rows.map(({ node, labels }) => ({ ...(node as Row), labels }));
}

function nextPosition({ from, skip }: Position, key: string, nodes: readonly Row[]): Position | null {
  if (nodes.length < NODES_PER_PAGE) return null;
  const last = nodes.at(-1)?.[key] as string | number;
  const same = nodes.filter((node) => node[key] === last).length;
  return { from: last, skip: last === from ? skip + same : same };
}

function isIntact(collector: Collector, label: string, node: Row, expected: ExpectNode): boolean {
  const where = `${label} ${String(node.id ?? node.number)}`;
  collector.count(label);
  const before = collector.result().findingCount;
  collector.attempt(where, () => {
    const properties = expected(node);
    const removed = label.startsWith('Past') ? REMOVED_FROM_PAST : [];
    const wrong = Object.keys(properties).find(
      (name) => !removed.includes(name) && !sameValue(properties[name], node[name]),
    );
    if (wrong !== undefined)
      collector.report(
        where,
        `its property ${wrong} contradicts its record`,
        wrong === 'record' ? 'restore' : 'rebuild',
      );
  });
  return collector.result().findingCount === before;
}

/** Neo4j has no nulls. */
export const sameValue = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** The properties that a node must have, by its own record. Throws if the record is damaged. */
type ExpectNode = (node: Row) => Row;

const expectEntity: ExpectNode = ({ record, declarations, id, labels }) => {
  const { value, note } = unseal<Entity>(record, id as string);
  const properties = { ...entityProperties(value, note), recordedAt: note };
  if (declarations === undefined) return properties;
  if (!(labels as string[]).includes(labelOf(value.kind)))
    throw damageError(`it has no label ${labelOf(value.kind)}`);
  requireDeclaredEntity(value, declarations);
  return { ...properties, declarations };
};
/** An earlier version keeps no declarations: they are not compared. */
const undeclared = {} as SourceDeclarations;

const expectSource: ExpectNode = ({ record, declarations, id }) => {
  const { value, note } = unseal<Source>(record, id as string);
  if (declarations === undefined) return sourceProperties(value, undeclared, note);
  return sourceProperties(value, requireDeclaredSource(value, declarations), note);
};

const expectArticle: ExpectNode = ({ record, declarations, id }) => {
  const { value: article, note } = unseal<Article>(record, id as string);
  const { value: declared, note: digest } = unseal<ArticleDeclarations>(declarations, id as string);
  return articleProperties({ article, digest, declared }, note);
};

const expectClaim: ExpectNode = ({ record, id }) => {
  const { value: claim, note } = unseal<Claim>(record, id as string);
  if (claim.id !== claimId(claim)) throw damageError('its id is not that of its content');
  return { ...propositionProperties(claim), ...claimProperties(claim, note), recordedAt: note };
};

const expectCitation: ExpectNode = ({ record, id }) => {
  const { value, note } = unseal<Citation>(record, id as string);
  return citationProperties(value, note);
};

const VERSIONED: Readonly<Record<VersionedRecord, ExpectNode>> = {
  Entity: expectEntity,
  Source: expectSource,
  Article: expectArticle,
  Claim: expectClaim,
  Citation: expectCitation,
};

/** Properties that earlier versions lack: see `archiveVersion`. */
const REMOVED_FROM_PAST = ['digest', 'textBands', 'declarations'];

const NODES: Readonly<Record<string, { readonly key: 'id' | 'number'; readonly expected: ExpectNode }>> = {
  ...Object.fromEntries(
    Object.entries(VERSIONED).flatMap(([label, expected]) => [
      [label, { key: 'id', expected }],
      [`Past${label}`, { key: 'id', expected }],
    ]),
  ),
  Change: { key: 'number', expected: ({ record }) => changeProperties(openSealed<ClaimChange>(record)) },
  Assessment: {
    key: 'id',
    expected: ({ record, id }) => assessmentProperties(openSealed<Assessment>(record, id as string)),
  },
  Policy: {
    key: 'number',
    expected: ({ record }) => {
      const { value, note } = unseal<Policy>(record, 'of a policy');
      return { version: value.version, at: note };
    },
  },
};
