import type { Facet } from '../../domain/facets.js';
import type { FacetCount } from '../../store/store.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';
import { parseFirst } from '../execution/page-arguments.js';

export const facetResolvers = {
  Query: {
    facets: (_: unknown, args: ClaimArguments & { first?: number | null }, { store }: RequestContext) => {
      const filter = parseClaimFilter(args);
      const first = parseFirst(args.first);
      // Functions, so that only selected facets are counted.
      const countBy = (facet: Facet) => () => store.countBy(facet, filter, first);
      return {
        statuses: countBy('STATUS'),
        predicates: countBy('PREDICATE'),
        kinds: countBy('KIND'),
        years: countBy('YEAR'),
        sources: countBy('SOURCE'),
        countries: countBy('COUNTRY'),
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
