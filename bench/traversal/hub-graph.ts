import type { AnnotatedArticle, Citation } from '#ascribe/domain/records.js';
import { generateArticles, type HubOptions } from '../graph-generator.js';

/** A tenth of the entities of a graph of 10,000 claims cannot be ends of 10,000 claims each: its hubs are smaller. */
export const hubOptions = (claims: number): HubOptions =>
  claims < 100_000
    ? { count: 2, claims: claims / 10 }
    : { count: claims < 1_000_000 ? 3 : 8, claims: 10_000 };

/** A power law, and hubs of 10,000 claims besides; the same in each run. */
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

/** An import asks who admits. */
function withSpeaker(subjectId: string, citation: Citation): Citation {
  const unsaid = citation.modality === 'ADMITTED' && citation.assertedBy.length === 0;
  return unsaid ? { ...citation, assertedBy: [subjectId] } : citation;
}
