import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import type {
  Credibility,
  Genre,
  Modality,
  Proposition,
  Reliability,
  Stance,
} from '#ascribe/domain/records.js';
import { voicesOf } from '#ascribe/domain/voices.js';

export interface EvidenceSpec {
  readonly article?: string;
  readonly source?: string;
  readonly reliability?: Reliability;
  readonly credibility?: Credibility;
  readonly modality?: Modality;
  readonly genre?: Genre;
  readonly stance?: Stance;
  readonly owner?: string | null;
  /** Nearest speaker first. */
  readonly by?: readonly string[];
  /** The articles that its article derives from, nearest first. */
  readonly from?: readonly string[];
  readonly live?: boolean;
  /** The sketch of its article's text. */
  readonly sketch?: string | null;
  /** The body of each organ. */
  readonly organs?: Readonly<Record<string, string>>;
}

/** Fictional: the state Norland funds the Lanterns, an armed group. */
export const FUNDING: Proposition = {
  subjectId: 'norland',
  predicate: 'FUNDS',
  objectId: 'lanterns',
  value: null,
};

/**
 * One citation of FUNDING. By default its article and source are named after it, its grades are B and 2, and the article itself
 * reports the claim as fact.
 */
export function buildEvidence(name: string, spec: EvidenceSpec = {}): Evidence {
  const articleId = spec.article ?? `article:${name}`;
  const sourceId = spec.source ?? `source:${name}`;
  const bodiesOf = (id: string) => [spec.organs?.[id] ?? []].flat();
  const voices = (id: string | null | undefined) => (id == null ? [] : voicesOf(id, bodiesOf));
  return {
    citation: {
      id: `citation:${name}`,
      claimId: 'claim:0123456789abcdef0123456789abcdef',
      articleId,
      quote: 'Norland pays the Lanterns.',
      locator: { start: null, end: null, paragraph: null, page: null },
      quoteCheck: 'UNVERIFIED',
      stance: spec.stance ?? 'SUPPORTS',
      modality: spec.modality ?? 'REPORTED_AS_FACT',
      assertedBy: spec.by ?? [],
      credibility: spec.credibility ?? 2,
      validFrom: null,
      validTo: null,
      annotator: null,
      annotatedAt: null,
      note: null,
    },
    genre: spec.genre ?? 'NEWS',
    publishedAt: null,
    live: spec.live ?? true,
    textSketch: spec.sketch ?? null,
    lineage: [articleId, ...(spec.from ?? [])],
    sourceId,
    sourceName: sourceId.slice('source:'.length),
    reliability: spec.reliability ?? 'B',
    affiliation: spec.owner ?? null,
    voices: {
      speaker: voices(spec.by?.at(-1)),
      owner: voices(spec.owner),
      subject: voices(FUNDING.subjectId),
      object: voices(FUNDING.objectId),
    },
  };
}

export const buildDenial = (name: string, spec: EvidenceSpec = {}): Evidence =>
  buildEvidence(name, { ...spec, stance: 'DENIES' });
