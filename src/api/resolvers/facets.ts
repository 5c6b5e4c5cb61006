import type { Facet } from '../../domain/facets.js';
import type { FacetCount } from '../../store/store.js';
import { type ClaimArguments, claimFilterOf } from '../execution/claim-arguments.js';
import { firstOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { required } from '../execution/lookup.js';

export const facetResolvers = {
  Query: {
    facets: (_: unknown, args: ClaimArguments & { first?: number | null }, { store }: Context) => {
      const filter = claimFilterOf(args);
      const first = firstOf(args.first);
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
    source: ({ value }: FacetCount, _: unknown, { loaders }: Context) => required(loaders.source, value),
  },
  CountryCount: {
    country: ({ value }: FacetCount, _: unknown, { loaders }: Context) => required(loaders.entity, value),
  },
};
