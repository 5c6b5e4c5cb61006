import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { openTemporaryDatabase } from '../../ingest/run/temporary-database.js';
import { type CompactIri, expandIri, RdfMistake, type Term } from './vocabulary.js';

/** A quad whose terms are of our namespaces. */
export interface StagedQuad {
  readonly subject: CompactIri;
  readonly property: CompactIri;
  readonly object: Term;
  readonly graph: CompactIri | null;
}

/** Properties that are followed from their object back to what has it. */
const LINKS: ReadonlySet<CompactIri> = new Set<CompactIri>([
  'ascribe:assesses',
  'ascribe:declaredBy',
  'prov:wasQuotedFrom',
]);

/** Quads on disk, in whatever order a program wrote them. */
export function openQuadStage() {
  const { db, close } = openTemporaryDatabase(`
    CREATE TABLE description (subject TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE statement (graph TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE link (object TEXT, property TEXT, subject TEXT, PRIMARY KEY (object, property, subject)) WITHOUT ROWID;
    CREATE TABLE line (number INTEGER, subject TEXT, PRIMARY KEY (number, subject)) WITHOUT ROWID;`);
  const insert = {
    description: db.prepare('INSERT INTO description VALUES (?, ?)'),
    statement: db.prepare('INSERT INTO statement VALUES (?, ?)'),
    link: db.prepare('INSERT OR IGNORE INTO link VALUES (?, ?, ?)'),
    line: db.prepare('INSERT OR IGNORE INTO line VALUES (?, ?)'),
  };
  /** The quads of one subject that stand together. */
  let run: { readonly subject: string; readonly quads: [CompactIri, Term][]; size: number } | null = null;
  const flush = (): void => {
    if (run !== null) insert.description.run(run.subject, JSON.stringify(run.quads));
    run = null;
  };
  return {
    add({ subject, property, object, graph }: StagedQuad): void {
      // The statement of a claim. Its description repeats it, so a default graph need not have it.
      if (property.startsWith('relation:')) {
        if (graph !== null) insert.statement.run(graph, JSON.stringify([subject, property, object]));
        return;
      }
      if (LINKS.has(property) && 'iri' in object) insert.link.run(object.iri, property, subject);
      if (property === 'ascribe:line' && 'text' in object) insert.line.run(Number(object.text), subject);
      if (run?.subject !== subject || run.size > 100_000) {
        flush();
        run = { subject, quads: [], size: 0 };
      }
      run.quads.push([property, object]);
      run.size += 'text' in object ? object.text.length : 1;
    },
    /** Call it after the last quad, before anything is read. */
    seal(): void {
      flush();
      db.exec(`CREATE INDEX description_subject ON description (subject);
        CREATE INDEX statement_graph ON statement (graph);`);
    },
    ...createReads(db),
    close,
  };
}

function createReads(db: ReturnType<typeof openTemporaryDatabase>['db']) {
  const lines = db.prepare(
    'SELECT number, subject FROM line WHERE (number, subject) > (?, ?) ORDER BY number, subject LIMIT 1',
  );
  const described = db.prepare('SELECT body FROM description WHERE subject = ?');
  const linked = db.prepare('SELECT subject FROM link WHERE object = ? AND property = ?');
  const stated = db.prepare('SELECT body FROM statement WHERE graph = ?');
  return {
    /** The subjects that are lines of an export, in its order. */
    *lines(): Generator<CompactIri> {
      for (let last: { number: number; subject: string } = { number: -1, subject: '' }; ; ) {
        const next = lines.get(last.number, last.subject) as typeof last | undefined;
        if (next === undefined) return;
        last = next;
        yield next.subject as CompactIri;
      }
    },
    /** The values of each property of a thing, each once. Throws RdfMistake if they are too large. */
    describe(subject: CompactIri): ReadonlyMap<CompactIri, readonly Term[]> {
      const values = new Map<CompactIri, Map<string, Term>>();
      let size = 0;
      for (const { body } of described.iterate(subject) as IterableIterator<{ body: string }>) {
        size += body.length;
        if (size > DOCUMENT_LIMITS.bytes) throw tooLarge(subject);
        for (const [property, term] of JSON.parse(body) as [CompactIri, Term][]) {
          const known = values.get(property) ?? new Map<string, Term>();
          values.set(property, known.set(JSON.stringify(term), term));
        }
      }
      return new Map([...values].map(([property, terms]) => [property, [...terms.values()]]));
    },
    /** What has the property with this object. */
    *subjectsOf(property: CompactIri, object: CompactIri): Generator<CompactIri> {
      for (const { subject } of linked.iterate(object, property) as IterableIterator<{ subject: string }>)
        yield subject as CompactIri;
    },
    /** The statements in the graph of a claim. */
    *statementsOf(graph: CompactIri): Generator<[CompactIri, CompactIri, Term]> {
      for (const { body } of stated.iterate(graph) as IterableIterator<{ body: string }>)
        yield JSON.parse(body) as [CompactIri, CompactIri, Term];
    },
  };
}

export const tooLarge = (subject: CompactIri): RdfMistake =>
  new RdfMistake(
    `<${expandIri(subject)}> has more than ${formatMegabytes(DOCUMENT_LIMITS.bytes)}, which is the most that a document may have`,
  );

export type QuadStage = ReturnType<typeof openQuadStage>;
