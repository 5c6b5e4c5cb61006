/** The properties by which claims can be counted. */
export const facets = ['STATUS', 'PREDICATE', 'KIND', 'YEAR', 'SOURCE', 'COUNTRY'] as const;
export type Facet = (typeof facets)[number];
