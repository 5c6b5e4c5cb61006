import type { Facet } from '../../domain/facets.js';
import type { FacetCount } from '../../store/store.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';
import { parseFirst } from '../execution/page-arguments.js';

/** More than any facet has. */
const MAX_VALUES = 1_000_000;

export const facetResolvers = {
  Query: {
    facets: (_: unknown, args: ClaimArguments & { first?: number | null }, { store }: RequestContext) => {
      const filter = parseClaimFilter(args);
      const first = parseFirst(args.first);
      const counted = new Map<Facet, Promise<readonly FacetCount[]>>();
      // Functions, so that only selected facets are counted. One value more than shown tells whether there are more.
      const countBy = (facet: Facet) => async () => {
        const counts = counted.get(facet) ?? store.countBy(facet, filter, first + 1);
        counted.set(facet, counts);
        return (await counts).slice(0, first);
      };
      const all = new Map<Facet, Promise<readonly FacetCount[]>>();
      const countValues = (facet: Facet) => async () => {
        const counts = all.get(facet) ?? store.countBy(facet, filter, MAX_VALUES);
        all.set(facet, counts);
        return (await counts).length;
      };
      return {
        statuses: countBy('STATUS'),
        predicates: countBy('PREDICATE'),
        kinds: countBy('KIND'),
        years: countBy('YEAR'),
        sources: countBy('SOURCE'),
        countries: countBy('COUNTRY'),
        truncated: async () => {
          // The other fields of the selection begin before this continues.
          await null;
          return (await Promise.all(counted.values())).some(({ length }) => length > first);
        },
        valueCounts: {
          statuses: countValues('STATUS'),
          predicates: countValues('PREDICATE'),
          kinds: countValues('KIND'),
          years: countValues('YEAR'),
          sources: countValues('SOURCE'),
          countries: countValues('COUNTRY'),
        },
      };
    },
  },
  SourceCount: {
    source: ({ value }: FacetCount, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.source, value),
  },
  CountryCount: {
    country: ({ value }: FacetCount, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.entity, value),
  },
};
