import type { Row } from '../connection/cypher.js';
import {
  type CellLimits,
  type CsvTable,
  openCsvTable,
  type TableFiles,
  type TableOptions,
} from './csv-table.js';

const nodes = (type: string, ...leading: readonly string[]): TableOptions => ({
  kind: 'nodes',
  name: type,
  type,
  leading,
});
/** Nodes at which relationships end. */
const linked = (type: string): TableOptions => nodes(type, `id:ID(${type})`);
const relationships = (type: string, from: string, to: string): TableOptions => ({
  kind: 'relationships',
  name: type,
  type,
  leading: [`:START_ID(${from})`, `:END_ID(${to})`],
});

/** All tables of a graph. */
const TABLES = {
  ascribe: nodes('Ascribe'),
  entity: { kind: 'nodes', name: 'Entity', leading: ['id:ID(Entity)', ':LABEL'] },
  source: linked('Source'),
  article: linked('Article'),
  claim: linked('Claim'),
  citation: linked('Citation'),
  claimPeriod: nodes('ClaimPeriod', ':ID(ClaimPeriod)'),
  pastEntity: nodes('PastEntity'),
  pastSource: nodes('PastSource'),
  pastArticle: nodes('PastArticle'),
  pastClaim: nodes('PastClaim'),
  pastCitation: nodes('PastCitation'),
  text: nodes('Text'),
  declaredText: nodes('DeclaredText'),
  textDeclaration: nodes('TextDeclaration'),
  claimDate: nodes('ClaimDate'),
  claimCount: nodes('ClaimCount'),
  change: nodes('Change'),
  assessment: nodes('Assessment'),
  policy: nodes('Policy'),
  erasure: nodes('Erasure'),
  subject: relationships('SUBJECT', 'Claim', 'Entity'),
  object: relationships('OBJECT', 'Claim', 'Entity'),
  evidenceFor: relationships('EVIDENCE_FOR', 'Citation', 'Claim'),
  from: relationships('FROM', 'Citation', 'Article'),
  assertedBy: relationships('ASSERTED_BY', 'Citation', 'Entity'),
  publishedBy: relationships('PUBLISHED_BY', 'Article', 'Source'),
  derivedFrom: relationships('DERIVED_FROM', 'Article', 'Article'),
  affiliatedWith: relationships('AFFILIATED_WITH_ENTITY', 'Source', 'Entity'),
  periodOf: relationships('PERIOD_OF', 'ClaimPeriod', 'Claim'),
  /** Claims between two entities: their type has the status. */
  between: {
    kind: 'relationships',
    name: 'claims-between-entities',
    leading: [':START_ID(Entity)', ':END_ID(Entity)', ':TYPE'],
    dates: ['knownFrom', 'knownTo'],
  },
} as const satisfies Readonly<Record<string, TableOptions>>;

type TableName = keyof typeof TABLES;

/** The tables of a graph, as files of one folder. */
export interface GraphTables {
  readonly add: (
    table: TableName,
    leading: readonly (string | readonly string[])[],
    properties?: Row,
  ) => void;
  readonly close: () => GraphFiles;
}

export interface GraphFiles {
  readonly files: readonly TableFiles[];
  readonly nodes: number;
  readonly relationships: number;
  readonly limits: Readonly<CellLimits>;
}

const isFraction = (value: unknown): boolean => typeof value === 'number' && !Number.isSafeInteger(value);

export function openGraphTables(folder: string): GraphTables {
  const limits: CellLimits = { longest: 0, multiline: false };
  const open = (options: TableOptions) => {
    // A column has one type, but a number may be whole in one row and not in the next: such rows go to files of their own.
    const parts = new Map<string, CsvTable>();
    const add: CsvTable['add'] = (leading, properties) => {
      const fractions = Object.keys(properties).filter((name) => isFraction(properties[name]));
      const name = [options.name, ...fractions].join('-');
      const part = parts.get(name) ?? openCsvTable(folder, { ...options, name }, limits);
      parts.set(name, part);
      part.add(leading, properties);
    };
    return { kind: options.kind, add, parts };
  };
  const tables = Object.fromEntries(
    Object.entries(TABLES).map(([name, options]) => [name, open(options)]),
  ) as Record<TableName, ReturnType<typeof open>>;
  return {
    add: (table, leading, properties = {}) => tables[table].add(leading, properties),
    close: () => {
      const closed = Object.values(tables).flatMap(({ kind, parts }) =>
        [...parts.values()].map((part) => ({ kind, ...part.close() })),
      );
      const count = (kind: TableOptions['kind']) =>
        closed.filter((one) => one.kind === kind).reduce((sum, { rows }) => sum + rows, 0);
      return {
        files: closed.flatMap(({ files }) => files),
        nodes: count('nodes'),
        relationships: count('relationships'),
        limits,
      };
    },
  };
}
