import type { AnnotatedArticle, Citation } from '#ascribe/domain/records.js';
import { generateArticles, type HubOptions } from '../graph-generator.js';

/** Small graphs get smaller hubs: a graph of 10,000 claims has no room for hubs with 10,000 claims each. */
export const hubOptions = (claims: number): HubOptions =>
  claims < 100_000
    ? { count: 2, claims: claims / 10 }
    : { count: claims < 1_000_000 ? 3 : 8, claims: 10_000 };

/** The claims per entity follow a power law, plus the hubs. The same in each run. */
export function* generateHubGraph(claims: number): Generator<AnnotatedArticle> {
  for (const article of generateArticles(claims, 1, hubOptions(claims)))
    yield {
      ...article,
      claims: article.claims.map((claim) => ({
        ...claim,
        citations: claim.citations.map((citation) => withSpeaker(claim.subjectId, citation)),
      })),
    };
}

/** Sets the speaker that an import requires for ADMITTED. */
function withSpeaker(subjectId: string, citation: Citation): Citation {
  return citation.modality === 'ADMITTED' ? { ...citation, assertedBy: [subjectId] } : citation;
}
