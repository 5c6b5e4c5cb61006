import type { ClaimEvidenceQuery } from '../api/generated.ts';
import type { Scope } from '../state/route.ts';
import { STATUS_STYLES } from '../statuses.ts';
import { claimText, confidenceText, periodText, timeText, toWords } from '../words.ts';
import { escapeXml } from './svg.ts';

type Evidence = NonNullable<ClaimEvidenceQuery['claim']>;
type Citation = Evidence['citations']['nodes'][number];

export interface Report {
  readonly title: string;
  readonly scope: Scope;
  readonly notes: readonly string[];
  readonly permalink: string;
  readonly claims: readonly Evidence[];
}

interface NumberedCitation {
  readonly number: number;
  readonly citation: Citation;
}

/** The scope in words, so that a report says what it leaves out. */
export function scopeText({ statuses, during, undated, asOf }: Scope): string {
  const shown = statuses.map((status) => STATUS_STYLES[status].word.toLowerCase()).join(', ');
  const window = during === null ? 'all time' : `${during}${undated ? ', and what is possible then' : ''}`;
  return `Statuses shown: ${shown}. Time: ${window}. As recorded: ${asOf === null ? 'now' : timeText(asOf)}.`;
}

/** Citations in the order of the claims, each with one number. */
function numberCitations(claims: readonly Evidence[]): ReadonlyMap<string, NumberedCitation> {
  const numbered = new Map<string, NumberedCitation>();
  for (const { citations } of claims)
    for (const citation of citations.nodes)
      if (!numbered.has(citation.ref)) numbered.set(citation.ref, { number: numbered.size + 1, citation });
  return numbered;
}

const standingText = ({ status, confidence }: Evidence): string =>
  `${STATUS_STYLES[status].word}, confidence ${confidenceText(confidence)}`;

function citationText({ assertedBy, article, stance, modality, validFrom, validTo }: Citation): string {
  const speakers = assertedBy.map(({ name }) => name).join(', who cites ');
  return [
    stance === 'DENIES' ? 'Denies it' : 'Supports it',
    toWords(modality),
    ...(speakers === '' ? [] : [`said by ${speakers}`]),
    ...(validFrom === null && validTo === null ? [] : [`about ${periodText(validFrom, validTo)}`]),
    `in “${article.title}”`,
    `${article.source.name} (reliability ${article.source.reliability})`,
    ...(article.publishedAt === null ? [] : [article.publishedAt]),
    ...(article.live ? [] : ['article retracted']),
  ].join(', ');
}

/** A page to print: numbered citations after the claims that they belong to. */
export function htmlReport({ title, scope, notes, permalink, claims }: Report): string {
  const numbered = numberCitations(claims);
  const rows = claims.map((claim) => {
    const marks = claim.citations.nodes
      .map(({ ref }) => numbered.get(ref)?.number)
      .map((number) => `<a href="#c${number}">[${number}]</a>`);
    return `<li><b>${escapeXml(standingText(claim))}</b>: ${escapeXml(claimText(claim))} ${marks.join(' ')}</li>`;
  });
  const references = [...numbered.values()].map(({ number, citation }) => {
    const url = citation.article.url;
    const link =
      url !== null && /^https?:\/\//i.test(url) ? ` <a href="${escapeXml(url)}">${escapeXml(url)}</a>` : '';
    return `<li id="c${number}"><q>${escapeXml(citation.quote)}</q> ${escapeXml(citationText(citation))}.${link}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(title)}</title>
<style>body{font:11pt/1.4 serif;max-width:45rem;margin:2rem auto;padding:0 1rem}li{margin:.3em 0;break-inside:avoid;overflow-wrap:anywhere}a{color:inherit}</style>
</head>
<body>
<h1>${escapeXml(title)}</h1>
<p>${[scopeText(scope), ...notes].map(escapeXml).join('<br>')}</p>
<h2>Claims</h2>
<ul>
${rows.join('\n')}
</ul>
<h2>Citations</h2>
<ol>
${references.join('\n')}
</ol>
<p>${escapeXml(permalink)}</p>
</body>
</html>
`;
}

/** Everything that Markdown or HTML inside it would read as markup, and line breaks. */
const escapeMarkdown = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()<>#+\-.!|~&:@]/g, '\\$&');

export function markdownReport({ title, scope, notes, permalink, claims }: Report): string {
  const numbered = numberCitations(claims);
  const rows = claims.map((claim) => {
    const marks = claim.citations.nodes.map(({ ref }) => `\\[${numbered.get(ref)?.number}\\]`);
    return `- **${escapeMarkdown(standingText(claim))}**: ${escapeMarkdown(claimText(claim))} ${marks.join(' ')}`;
  });
  const references = [...numbered.values()].map(({ number, citation }) => {
    const url = citation.article.url;
    const link = url === null ? '' : ` ${escapeMarkdown(url)}`;
    return `${number}. “${escapeMarkdown(citation.quote)}” ${escapeMarkdown(citationText(citation))}.${link}`;
  });
  const head = [scopeText(scope), ...notes].map(escapeMarkdown).join('  \n');
  return `# ${escapeMarkdown(title)}\n\n${head}\n\n## Claims\n\n${rows.join('\n')}\n\n## Citations\n\n${references.join('\n')}\n\n${escapeMarkdown(permalink)}\n`;
}
