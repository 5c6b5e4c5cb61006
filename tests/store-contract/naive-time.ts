import { claimDates } from '#ascribe/domain/claim-dates.js';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { confidenceLevel } from '#ascribe/domain/derivation/policy.js';
import type { EntityKind } from '#ascribe/domain/ontology.js';
import { withNarrower } from '#ascribe/domain/ontology.js';
import { compareClaims, confidenceKey, statusRank } from '#ascribe/domain/order.js';
import {
  type Assessment,
  type Claim,
  type ClaimStatus,
  type EffectiveStatus,
  STATUSES,
} from '#ascribe/domain/records.js';
import type { ClaimFilter, Reads, TimelineFilter } from '#ascribe/store/store.js';
import {
  isDated,
  isKnownIn,
  isPossibleIn,
  UNITS,
  unitsOfDate,
  type Window,
  yearOfUnit,
  yearsOfUnits,
} from './calendar.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];

/** The status of a claim in each unit of the calendar: what is known, and what is possible; null if nothing is. */
interface StatusByUnit {
  readonly claim: Claim;
  /** Live evidence, and all. */
  readonly evidence: readonly Evidence[];
  readonly allEvidence: readonly Evidence[];
  readonly isDated: boolean;
  readonly known: ReadonlyMap<number, EffectiveStatus | null>;
  readonly possible: ReadonlyMap<number, EffectiveStatus | null>;
  readonly overall: EffectiveStatus;
}

/** A filter of the random tests. */
export type TimeFilter = Pick<
  ClaimFilter,
  | 'statuses'
  | 'predicates'
  | 'subjectIds'
  | 'objectIds'
  | 'entityIds'
  | 'kinds'
  | 'speakerIds'
  | 'stances'
  | 'modalities'
  | 'articleIds'
  | 'sourceIds'
  | 'genres'
  | 'publishedDuring'
  | 'terms'
  | 'minFigure'
  | 'minOrigins'
  | 'hasSoleArticle'
  | 'hasSoleSource'
  | 'minConfidence'
  | 'maxConfidence'
  | 'confidenceLevels'
  | 'includeUndated'
> & {
  readonly window: Window | null;
};

/** Status and confidence of all claims of a store over time, by brute force: each unit of the calendar is derived by itself. */
export async function readNaively(reads: Reads, kinds: ReadonlyMap<string, EntityKind>) {
  const { items } = await reads.list('claims', { statuses: ALL }, { first: 10_000, after: null });
  const ids = items.map(({ id }) => id);
  const [evidence, assessments] = [await reads.evidenceOf(ids), await reads.assessmentsOf(ids)];
  const all = items.map((claim, index) => byUnit(claim, evidence[index] ?? [], assessments[index] ?? []));

  /** When the value of a DATED claim with one of these statuses says that an attack or event happened. */
  const happened = ({ claim }: StatusByUnit, { statuses }: Pick<ClaimFilter, 'statuses'>): number[] => {
    if (claim.predicate === 'DATED') return valueUnits(claim);
    const ends = [claim.subjectId, claim.objectId ?? ''].filter((id) => isEvent(kinds.get(id)));
    return all
      .filter((other) => other.claim.predicate === 'DATED' && ends.includes(other.claim.subjectId))
      .filter(
        ({ overall: { status } }) => statuses.includes(status) && !['DENIED', 'RETRACTED'].includes(status),
      )
      .flatMap((other) => valueUnits(other.claim));
  };

  /** Null if the claim is not in the answer to the filter. */
  const statusIn = (one: StatusByUnit, filter: TimeFilter): EffectiveStatus | null => {
    const { window } = filter;
    if (!isChosen(one, filter, kinds)) return null;
    const held =
      window === null
        ? one.overall
        : one.isDated
          ? strongest(window.units.map((unit) => one[filter.includeUndated ? 'possible' : 'known'].get(unit)))
          : filter.includeUndated || happened(one, filter).some((unit) => window.units.includes(unit))
            ? one.overall
            : null;
    return held !== null && matches(held, filter) ? held : null;
  };

  /** The claims of a filter in their order, with their status in its window. */
  const claims = (filter: TimeFilter): Claim[] =>
    all
      .flatMap((one): Claim[] => {
        const held = statusIn(one, filter);
        return held === null ? [] : [{ ...one.claim, ...held }];
      })
      .sort(compareClaims);

  const years = ({ window, ...filter }: TimeFilter): Map<number, number> => {
    const counts = new Map<number, number>();
    const asked = window === null ? null : new Set(window.units.map(yearOfUnit));
    for (const one of all) {
      if (!isChosen(one, filter, kinds)) continue;
      const inYear = (year: number) =>
        strongest(UNITS.filter((unit) => yearOfUnit(unit) === year).map((unit) => one.known.get(unit)));
      const found = one.isDated
        ? knownYears(one).filter((year) => matches(inYear(year), filter))
        : matches(one.overall, filter)
          ? happened(one, filter).map(yearOfUnit)
          : [];
      for (const year of new Set(found))
        if (asked === null || asked.has(year)) counts.set(year, (counts.get(year) ?? 0) + 1);
    }
    return counts;
  };

  /** Order key, claim and its status, and the linking claim and its status. */
  const timeline = ({ entityIds, window, ...filter }: TimeFilter & Pick<TimelineFilter, 'entityIds'>) => {
    const chosen = all.filter((one) => isChosen(one, filter, kinds));
    const entries = chosen.flatMap((one) =>
      datesOf(one).map((date) => ({ ...date, claim: one.claim, link: linkOf(one.claim, date.knownUnits) })),
    );
    function linkOf(claim: Claim, units: readonly number[]): Claim | null | undefined {
      if (entityIds === undefined || touches(claim, entityIds)) return null;
      if (claim.predicate !== 'DATED' || !isEvent(kinds.get(claim.subjectId))) return undefined;
      const links = chosen
        .filter((other) => other.claim.objectId !== null && touches(other.claim, entityIds))
        .filter((other) => touches(other.claim, [claim.subjectId]))
        .flatMap((other): Claim[] => {
          const held = other.isDated
            ? strongest(units.map((unit) => other[filter.includeUndated ? 'possible' : 'known'].get(unit)))
            : other.overall;
          return held !== null && matches(held, filter) ? [{ ...other.claim, ...held }] : [];
        });
      return links.sort(compareClaims)[0];
    }
    return entries
      .filter(({ held, link }) => link !== undefined && matches(held, filter))
      .filter(
        (date) =>
          window === null ||
          overlap(filter.includeUndated ? date.possibleUnits : date.knownUnits, window.units),
      )
      .sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
      .map(({ orderKey, claim, held, link }) => [orderKey, claim.id, held?.status, link?.id, link?.status]);
  };

  return { all, claims, years, timeline };
}

function byUnit(
  claim: Claim,
  evidence: readonly Evidence[],
  assessments: readonly Assessment[],
): StatusByUnit {
  const live = evidence.filter((one) => one.live);
  const active = assessments.filter(({ endedAt }) => endedAt === null);
  const judgements = new Map<string, EffectiveStatus | null>();
  const judge = (some: readonly Evidence[]): EffectiveStatus | null => {
    const key = some.map(({ citation }) => citation.id).join();
    if (!judgements.has(key)) judgements.set(key, some.length === 0 ? null : derivedFrom(claim, some));
    return judgements.get(key) ?? null;
  };
  const retracted = live.length === 0 ? ({ status: 'RETRACTED', confidence: null } as const) : null;
  const derivedIn = (unit: number, kind: 'known' | 'possible'): EffectiveStatus | null => {
    const possible = live.filter(({ citation }) => isPossibleIn(citation, unit));
    if (kind === 'possible') return judge(possible) ?? retracted;
    const isKnown = ({ citation }: Evidence) => isDated(citation) && isKnownIn(citation, unit);
    const denials = possible.filter(({ citation }) => citation.stance === 'DENIES');
    const support = possible.filter((one) => one.citation.stance === 'SUPPORTS' && isKnown(one));
    const something = support.length > 0 || denials.some(({ citation }) => isDated(citation));
    return something ? judge(possible.filter((one) => denials.includes(one) || support.includes(one))) : null;
  };
  const effectiveIn = (unit: number, kind: 'known' | 'possible'): EffectiveStatus | null => {
    const derived = derivedIn(unit, kind);
    const covers = kind === 'known' ? isKnownIn : isPossibleIn;
    const deciding = active.find((one) => (isDated(one) ? covers(one, unit) : derived !== null));
    return deciding === undefined
      ? derived
      : { status: deciding.status, confidence: deciding.confidence ?? derived?.confidence ?? null };
  };
  const over = (kind: 'known' | 'possible') => new Map(UNITS.map((unit) => [unit, effectiveIn(unit, kind)]));
  const possible = over('possible');
  return {
    claim,
    evidence: live,
    allEvidence: evidence,
    isDated: live.some(({ citation }) => isDated(citation)) || active.some(isDated),
    known: over('known'),
    possible,
    overall: strongest([...possible.values()]) as EffectiveStatus,
  };
}

/** Derives a status as if all evidence were of one time. */
function derivedFrom(claim: Claim, evidence: readonly Evidence[]): EffectiveStatus {
  const { status, confidence } = deriveUndated(claim, evidence);
  return { status, confidence };
}

/** The number of independent origins of all support, as if it were of one time. */
const originsOf = ({ claim, evidence }: StatusByUnit): number =>
  deriveUndated(claim, evidence).origins.filter(({ stance }) => stance === 'SUPPORTS').length;

function deriveUndated(claim: Claim, evidence: readonly Evidence[]) {
  const undated = evidence.map((one) => ({
    ...one,
    citation: { ...one.citation, validFrom: null, validTo: null },
  }));
  return derive(claim, undated);
}

const isEvent = (kind: EntityKind | undefined): boolean => kind === 'ATTACK' || kind === 'EVENT';

const touches = ({ subjectId, objectId }: Claim, ids: readonly string[]): boolean =>
  ids.includes(subjectId) || ids.includes(objectId ?? '');

/** Whether a claim meets all conditions that are not about time, status and confidence. */
function isChosen(
  one: StatusByUnit,
  filter: Omit<TimeFilter, 'window'>,
  kindsById: ReadonlyMap<string, EntityKind>,
): boolean {
  const { claim } = one;
  const { predicates, subjectIds, objectIds, entityIds, kinds, minOrigins, hasSoleArticle, hasSoleSource } =
    filter;
  const kindsOfEnds = [claim.subjectId, claim.objectId ?? ''].map((id) => kindsById.get(id));
  return (
    (kinds === undefined || kindsOfEnds.some((kind) => kind !== undefined && kinds.includes(kind))) &&
    (minOrigins === undefined || originsOf(one) >= minOrigins) &&
    (hasSoleArticle === undefined || hasSoleArticle === (claim.soleArticleId !== null)) &&
    (hasSoleSource === undefined || hasSoleSource === (claim.soleSourceId !== null)) &&
    isCited(one, filter) &&
    hasValue(claim, filter) &&
    (predicates === undefined || withNarrower(predicates).includes(claim.predicate)) &&
    (subjectIds === undefined || subjectIds.includes(claim.subjectId)) &&
    (objectIds === undefined || objectIds.includes(claim.objectId ?? '')) &&
    (entityIds === undefined || touches(claim, entityIds))
  );
}

function hasValue({ value }: Claim, { terms, minFigure }: Pick<ClaimFilter, 'terms' | 'minFigure'>): boolean {
  const term = value !== null && 'term' in value ? value.term : null;
  const figure = value?.type === 'COUNT' ? (value.best ?? value.min) : null;
  return (
    (terms === undefined || (term !== null && terms.includes(term))) &&
    (minFigure === undefined || (figure !== null && figure >= minFigure))
  );
}

/** Whether one citation meets all conditions on citations. */
function isCited(
  { evidence, allEvidence }: StatusByUnit,
  {
    articleIds,
    sourceIds,
    speakerIds,
    stances,
    modalities,
    genres,
    publishedDuring,
  }: Omit<TimeFilter, 'window'>,
): boolean {
  const others = [sourceIds, speakerIds, stances, modalities, genres, publishedDuring];
  if (others.every((one) => one === undefined))
    return (
      articleIds === undefined || allEvidence.some(({ citation }) => articleIds.includes(citation.articleId))
    );
  return (evidence.length === 0 ? allEvidence : evidence).some(
    ({ citation, genre, sourceId, publishedAt }) =>
      articleIds?.includes(citation.articleId) !== false &&
      sourceIds?.includes(sourceId) !== false &&
      (speakerIds === undefined || citation.assertedBy.some((id) => speakerIds.includes(id))) &&
      stances?.includes(citation.stance) !== false &&
      modalities?.includes(citation.modality) !== false &&
      genres?.includes(genre) !== false &&
      (publishedDuring === undefined || isPublished(publishedAt, publishedDuring)),
  );
}

/** Whether the earliest day that a date of publication can mean is in a window, both in years, months or days. */
function isPublished(publishedAt: string | null, window: string): boolean {
  if (publishedAt === null) return false;
  const [from = '', to = from] = window.split('/').map((bound) => (bound === '..' ? '' : bound));
  const day = `${publishedAt}-01-01`.slice(0, 10);
  return day >= from && (to === '' || day.slice(0, to.length) <= to);
}

const overlap = (one: readonly number[], other: readonly number[]): boolean =>
  one.some((unit) => other.includes(unit));

const valueUnits = ({ value }: Claim): number[] => (value?.type === 'DATE' ? unitsOfDate(value.edtf) : []);

function matches(
  held: EffectiveStatus | null,
  {
    statuses,
    minConfidence,
    maxConfidence,
    confidenceLevels,
  }: Pick<ClaimFilter, 'statuses' | 'minConfidence' | 'maxConfidence' | 'confidenceLevels'>,
): boolean {
  return (
    held !== null &&
    statuses.includes(held.status) &&
    (minConfidence === undefined || (held.confidence ?? -1) >= minConfidence) &&
    (maxConfidence === undefined || (held.confidence ?? 101) <= maxConfidence) &&
    confidenceLevels?.includes(confidenceLevel(held.confidence)) !== false
  );
}

function strongest(all: readonly (EffectiveStatus | null | undefined)[]): EffectiveStatus | null {
  const [first = null] = all
    .filter((one) => one != null)
    .sort(
      (a, b) =>
        statusRank(a.status) - statusRank(b.status) ||
        confidenceKey(a.confidence) - confidenceKey(b.confidence),
    );
  return first;
}

/** The years of the stretches of time in which one thing is known. */
function knownYears({ known }: StatusByUnit): number[] {
  const years: number[] = [];
  let first: number | null = null;
  for (const unit of UNITS) {
    const now = JSON.stringify(known.get(unit));
    if (first === null || JSON.stringify(known.get(unit - 1)) !== now) first = unit;
    const isLast = unit === UNITS.at(-1) || JSON.stringify(known.get(unit + 1)) !== now;
    if (isLast && known.get(unit) !== null) years.push(...yearsOfUnits(first, unit));
  }
  return years;
}

/** The dates that a claim carries, each with what is known of it then. */
function datesOf({ claim, known, overall, evidence }: StatusByUnit) {
  const dates = evidence
    .filter(({ citation }) => citation.stance === 'SUPPORTS' && isDated(citation))
    .map(({ citation }) => citation);
  return claimDates(claim).map(({ date, from, to, orderKey }) => {
    if (date !== null) {
      const units = unitsOfDate(date);
      return { orderKey, knownUnits: units, possibleUnits: units, held: overall };
    }
    const citation = dates.find(({ validFrom, validTo }) => validFrom === from && validTo === to);
    if (citation === undefined) throw new Error(`no live support gives the date ${from}/${to}`);
    const knownUnits = UNITS.filter((unit) => isKnownIn(citation, unit));
    return {
      orderKey,
      knownUnits,
      possibleUnits: UNITS.filter((unit) => isPossibleIn(citation, unit)),
      held: strongest(knownUnits.map((unit) => known.get(unit))),
    };
  });
}
