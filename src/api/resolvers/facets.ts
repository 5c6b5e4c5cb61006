import type { Facet } from '../../domain/facets.js';
import type { FacetCount } from '../../store/store.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';
import { parseFirst } from '../execution/relay-connection.js';

export const facetResolvers = {
  Query: {
    facets: (_: unknown, args: ClaimArguments & { first?: number | null }, { store }: RequestContext) => {
      const filter = parseClaimFilter(args);
      const first = parseFirst(args.first);
      // A facet that is not selected is not counted.
      const by = (facet: Facet) => () => store.countBy(facet, filter, first);
      return {
        statuses: by('STATUS'),
        predicates: by('PREDICATE'),
        kinds: by('KIND'),
        years: by('YEAR'),
        sources: by('SOURCE'),
        countries: by('COUNTRY'),
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
