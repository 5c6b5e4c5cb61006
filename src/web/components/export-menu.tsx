import { useContext, useState } from 'preact/hooks';
import { ask } from '../api/client.ts';
import { ClaimEvidenceDocument, type ClaimLineFragment } from '../api/generated.ts';
import { claimsCsv } from '../export/csv.ts';
import { download, toPng } from '../export/download.ts';
import { type Exportable, ExportContext } from '../export/exportable.ts';
import { htmlReport, markdownReport, type Report, scopeText } from '../export/report.ts';
import { listSvg } from '../export/svg.ts';
import { type Route, scopedClaimId } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';

type Format = 'SVG' | 'PNG' | 'CSV' | 'HTML' | 'Markdown';

const FORMATS: readonly (readonly [Format, string])[] = [
  ['SVG', 'picture as SVG'],
  ['PNG', 'picture as PNG'],
  ['CSV', 'list as CSV'],
  ['HTML', 'report to print'],
  ['Markdown', 'report as Markdown'],
];

/** Saves what the view shows now, in the scope of the bar. */
export function ExportMenu() {
  const { route } = useNavigation();
  const holder = useContext(ExportContext);
  const [state, setState] = useState('');
  const save = async (format: Format) => {
    const exportable = holder.current;
    if (exportable === null || exportable.claims.length === 0)
      return setState('There is nothing to export here.');
    setState('Exporting …');
    try {
      await saveAs(format, exportable, route);
      setState('');
    } catch (error) {
      setState(`Not exported: ${error instanceof Error ? error.message : error}`);
    }
  };
  return (
    <details class="export">
      <summary>Export</summary>
      <div class="menu">
        {FORMATS.map(([format, name]) => (
          <button key={format} type="button" onClick={() => save(format)}>
            {name}
          </button>
        ))}
        <span role="status">{state}</span>
      </div>
    </details>
  );
}

async function saveAs(format: Format, exportable: Exportable, route: Route): Promise<void> {
  const { title, claims, draw } = exportable;
  const name = `ascribe-${title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .toLowerCase()}`;
  if (format === 'CSV') return download(claimsCsv(claims), 'text/csv', `${name}.csv`);
  if (format === 'SVG' || format === 'PNG') {
    const notes = [scopeText(route), ...exportable.notes];
    const svg = draw === null ? listSvg(claims, title, notes) : draw(title, notes);
    if (format === 'SVG') download(svg, 'image/svg+xml', `${name}.svg`);
    else download(await toPng(svg), 'image/png', `${name}.png`);
    return;
  }
  const report = await readReport(exportable, route);
  if (format === 'HTML') download(htmlReport(report), 'text/html', `${name}.html`);
  else download(markdownReport(report), 'text/markdown', `${name}.md`);
}

const MAX_REPORTED = 200;
const AT_ONCE = 4;

/** Reads the evidence of all listed claims, in their scope. */
async function readReport({ title, claims, notes }: Exportable, route: Route): Promise<Report> {
  const listed = claims.slice(0, MAX_REPORTED);
  const cut =
    claims.length > listed.length ? [`Only the first ${MAX_REPORTED} of ${claims.length} claims.`] : [];
  const read = async ({ ref }: ClaimLineFragment) => {
    const { claim } = await ask(
      ClaimEvidenceDocument,
      { id: scopedClaimId(ref, route) },
      new AbortController().signal,
    );
    return claim;
  };
  const evidence = [];
  for (let start = 0; start < listed.length; start += AT_ONCE)
    evidence.push(...(await Promise.all(listed.slice(start, start + AT_ONCE).map(read))));
  return {
    title,
    scope: route,
    notes: [...notes, ...cut],
    permalink: location.href,
    // A claim may have changed since it was listed.
    claims: evidence
      .filter((claim) => claim !== null)
      .filter(({ status }) => route.statuses.includes(status)),
  };
}
