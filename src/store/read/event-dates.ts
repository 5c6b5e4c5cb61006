import { fromOntology, type Predicate, predicateDefinition, predicates } from '../../domain/ontology.js';
import { statusRank } from '../../domain/order.js';
import type { ClaimFilter } from '../store.js';
import { EVENT_KINDS } from './timeline.js';

/** Predicates of claims that can be about an attack or event. */
export const eventPredicates: () => readonly Predicate[] = fromOntology(() =>
  predicates.filter((name) => {
    const { domain, range } = predicateDefinition(name);
    return [domain, range].some((kinds) => EVENT_KINDS.some((kind) => kinds.includes(kind as never)));
  }),
);

/** The statuses of a filter that a claim must have to date an attack or event: what is denied or retracted does not. */
export const datingStatusRanks = ({ statuses }: Pick<ClaimFilter, 'statuses'>): number[] =>
  statuses.filter((status) => status !== 'DENIED' && status !== 'RETRACTED').map(statusRank);
