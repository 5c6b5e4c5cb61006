import { FICTIONAL, SEEDS, type Service, startService } from '../api/service.js';
import { article, buildClaim, entity } from '../store-contract/article-builder.js';

export interface HistoryService {
  readonly service: Service;
  /** A moment before the retraction, the denial, the assessment and the new names. */
  readonly earlier: string;
}

/** A service on the seeds, the fictional articles and claims whose status, evidence and names differ between `earlier` and now, and between windows. */
export async function startHistoryService(): Promise<HistoryService> {
  const service = await startService({ load: [...FICTIONAL, ...SEEDS] });
  const { store } = service;
  const names = (suffix: string) => [
    entity('arland', 'STATE', { name: `Arland${suffix}` }),
    entity('river-front', 'ARMED_GROUP', { name: `River Front${suffix}` }),
  ];
  const says = (year: string, modality: 'REPORTED_AS_FACT' | 'POSSIBLE' = 'REPORTED_AS_FACT') => [
    { citations: [{ modality, validFrom: year, validTo: year }] },
    { predicate: 'TRAINS' as const, citations: [{ modality }] },
  ];
  await store.write((writer) =>
    writer.put([
      article('courier', { says: says('2001'), entities: names('') }),
      article('wire', { says: says('2015'), entities: names('') }),
      article('gazette', { says: says('2009', 'POSSIBLE'), entities: names('') }),
    ]),
  );
  const { lastWriteAt: earlier } = await store.writePosition();
  await store.write((writer) =>
    writer.retract({ articleId: 'article:wire', reason: 'made up', analyst: 'ada', includeDerived: false }),
  );
  await store.write((writer) =>
    writer.put([
      article('herald', {
        entities: names(' (new)'),
        says: [{ predicate: 'TRAINS', citations: [{ stance: 'DENIES' }] }, { predicate: 'ARMS' }],
      }),
      article('courier', { says: says('2001'), entities: names(' (new)'), article: { title: 'Corrected' } }),
    ]),
  );
  const { id: claimId } = buildClaim('any');
  await store.write((writer) =>
    writer.assess({ claimId, analyst: 'ada', status: 'DENIED', confidence: 5, rationale: 'A misprint.' }),
  );
  return { service, earlier };
}

const ALL = 'statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED, RETRACTED], first: 60';
const ROWS = (during = '') => `${ALL}, where: { subjectIds: ["arland", "iran"] ${during} }`;

/** One query of two moments and two windows, with everything that hangs on a claim. */
export const NOW_AND_THEN = `
  query NowAndThen($earlier: DateTime!) {
    now: claims(${ROWS()}) { nodes { ...Row } }
    past: claims(${ROWS()}, asOf: $earlier) { nodes { ...Row } }
    early: claims(${ROWS('during: "2001"')}) { nodes { ...Row } }
    late: claims(${ROWS('during: "2009", includeUndated: true')}) { nodes { ...Row } }
    latePast: claims(${ROWS('during: "2009", includeUndated: true')}, asOf: $earlier) { nodes { ...Row } }
    entity(id: "arland") { ...Names claims(${ALL}) { nodes { id status } } }
    entityPast: entity(id: "arland", asOf: $earlier) { ...Names claims(${ALL}) { nodes { id status } } }
  }
  fragment Names on Entity { id ref name aliases }
  fragment Row on Claim {
    id ref status derivedStatus confidence derivedConfidence confidenceLevel explanation
    independentOrigins { stance interested weight reasons { kind commonId } citationIds }
    subject { ...Names } object { ...Names }
    value { text ... on Quantity { min max } }
    soleArticle { id title live } soleSource { id name }
    citations(first: 3) { totalCount nodes { id quote modality article { id title live source { id name } } } }
    assessments { id ref status endedAt }
    history { at to { status confidence } }
  }`;

export interface NowAndThen {
  readonly now: { readonly nodes: readonly { readonly ref: string; readonly status: string }[] };
  readonly past: NowAndThen['now'];
}

/** Claims that had another status then: without any, a test of a cache would say nothing. */
export function changedSince({ now, past }: NowAndThen): string[] {
  const statusThen = new Map(past.nodes.map(({ ref, status }) => [ref, status]));
  return now.nodes
    .filter(({ ref, status }) => (statusThen.get(ref) ?? status) !== status)
    .map(({ ref }) => ref);
}

/** The value without the type names that a client adds to a query. */
export function withoutTypenames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypenames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '__typename')
      .map(([name, part]) => [name, withoutTypenames(part)]),
  );
}
