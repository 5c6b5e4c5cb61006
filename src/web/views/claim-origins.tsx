import type { OriginReasonKind } from '../api/generated.ts';
import { ArticleLink, EntityLink, ExternalLink, SourceLink } from '../components/link.tsx';
import { periodText, plural, toWords } from '../words.ts';
import { type ClaimEvidence, withoutScope } from './view-props.ts';

type Citation = ClaimEvidence['citations']['nodes'][number];
type Origin = ClaimEvidence['independentOrigins'][number];

const REASONS: Readonly<Record<OriginReasonKind, string>> = {
  SAME_SOURCE: 'one source',
  SAME_OWNER: 'owners with one voice',
  SAME_ROOT: 'articles that derive from one article',
  SAME_SPEAKER: 'speakers with one voice',
  SAME_TEXT: 'nearly the same text',
  SAME_VOICE: 'an owner and a speaker with one voice',
};

interface OriginsProps {
  readonly title: string;
  readonly origins: readonly Origin[];
  readonly claim: ClaimEvidence;
  /** Citations of no origin. */
  readonly loose?: readonly string[];
}

/** Citations as groups that count once, each with the reasons why it is one. */
export function Origins({ title, origins, claim, loose = [] }: OriginsProps) {
  const byRef = new Map(claim.citations.nodes.map((citation) => [citation.ref, citation]));
  const find = (ids: readonly string[]) => ids.flatMap((id) => byRef.get(withoutScope(id)) ?? []);
  return (
    <section class="origins">
      <h3>
        {title}{' '}
        {loose.length === 0 && <span class="note">{plural(origins.length, 'independent origin')}</span>}
      </h3>
      {origins.length === 0 && loose.length === 0 && <p class="note">None.</p>}
      {origins.map((origin) => (
        <div class="origin" key={origin.citationIds.join()}>
          <p class="note">
            {origin.reasons.length === 0
              ? 'One article'
              : `Count once: ${origin.reasons.map(({ kind, commonId }) => `${REASONS[kind]} (${commonId})`).join('; ')}`}
            {origin.weight !== null && ` · weight ${origin.weight.toFixed(2)}`}
            {origin.interested && ' · a party to the claim'}
          </p>
          {find(origin.citationIds).map((citation) => (
            <Quote key={citation.ref} citation={citation} />
          ))}
        </div>
      ))}
      {find(loose).map((citation) => (
        <Quote key={citation.ref} citation={citation} />
      ))}
    </section>
  );
}

function Quote({ citation }: { readonly citation: Citation }) {
  const { quote, assertedBy, article, modality, credibility, quoteCheck, validFrom, validTo, locator, note } =
    citation;
  return (
    <figure class={article.live ? 'quote' : 'quote withdrawn'}>
      <blockquote>
        <bdi>{quote}</bdi>
      </blockquote>
      <figcaption>
        {assertedBy.length > 0 && (
          <span>
            {assertedBy.map((speaker, index) => (
              <span key={speaker.ref}>
                {index > 0 && ', who cites '}
                <EntityLink entity={speaker} />
              </span>
            ))}
            {' in '}
          </span>
        )}
        <ArticleLink article={article} />, <SourceLink source={article.source} /> (reliability{' '}
        {article.source.reliability}){article.publishedAt !== null && `, ${article.publishedAt}`}
        {place(locator)}
        {' · '}
        {toWords(modality)} · credibility {credibility}
        {(validFrom !== null || validTo !== null) && ` · about ${periodText(validFrom, validTo)}`}
        {quoteCheck === 'VERIFIED' && ' · quote found in the text'}
        {!article.live &&
          ` · article retracted${article.retractionReason === null ? '' : `: ${article.retractionReason}`}`}
        {article.url !== null && (
          <>
            {' · '}
            <ExternalLink url={article.url}>original</ExternalLink>
          </>
        )}
        {note !== null && (
          <>
            {' · '}
            <bdi>{note}</bdi>
          </>
        )}
      </figcaption>
    </figure>
  );
}

function place({ paragraph, page, start }: Citation['locator']): string {
  if (page !== null) return `, page ${page}`;
  if (paragraph !== null) return `, paragraph ${paragraph}`;
  return start === null ? '' : `, character ${start}`;
}
