import type { ClaimStatus } from '../../domain/records.js';
import { parseTimestamp } from '../../domain/timestamp.js';
import type { ExportOptions, ExportSource } from '../../export/export-lines.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../interchange/export-formats.js';
import { requireRecorded } from '../../store/read/recorded-time.js';
import type { ClaimConditions } from './claim-arguments.js';
import { parseTextConditions } from './text-conditions.js';

/** What an export is asked for, on the command line or over HTTP. */
export interface ExportRequest {
  readonly format: ExportFormat;
  /** In the order of strength, as `parseStatusList` gives them. */
  readonly statuses: readonly ClaimStatus[];
  readonly conditions: Readonly<Partial<Record<keyof ClaimConditions, string>>>;
  /** RFC 3339. Default: now. */
  readonly asOf?: string | undefined;
}

/** Checks what is asked for and begins the export. Throws BAD_INPUT and STATUSES_REQUIRED. */
export async function openExport(
  store: ExportSource,
  { format, statuses, conditions, asOf }: ExportRequest,
  options: Pick<ExportOptions, 'onProgress'> = {},
): Promise<AsyncIterable<string>> {
  const where = parseTextConditions(conditions);
  const timestamp = asOf === undefined ? undefined : parseTimestamp('asOf', asOf);
  if (timestamp !== undefined) await requireRecorded(store, timestamp);
  return EXPORT_FORMATS[format].write(store, { ...options, statuses, where, asOf: timestamp });
}
