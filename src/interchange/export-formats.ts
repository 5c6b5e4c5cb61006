import { type ExportOptions, type ExportSource, exportLines } from '../export/export-lines.js';
import { exportCsv } from './csv/write-csv.js';
import { exportGeojson } from './geojson/geojson.js';
import { exportGexf } from './graph/gexf.js';
import { exportGraphml } from './graph/graphml.js';
import { exportJsonld } from './rdf/jsonld.js';
import { exportTrig } from './rdf/trig.js';
import { exportStix } from './stix/write-stix.js';

/** Exports a store in one format, piece by piece. Throws STATUSES_REQUIRED. */
type Exporter = (store: ExportSource, options: ExportOptions) => AsyncIterable<string>;

interface Format {
  readonly write: Exporter;
  readonly mediaType: string;
  readonly description: string;
}

/** The formats of `ascribe export` and of /export, with what they are for. docs/formats.md says what each carries and loses. */
export const EXPORT_FORMATS = {
  jsonl: {
    write: exportLines,
    mediaType: 'application/x-ndjson; charset=utf-8',
    description: 'Annotated articles, which ascribe import reads. Nothing is lost.',
  },
  csv: {
    write: exportCsv,
    mediaType: 'text/csv; charset=utf-8; header=present',
    description: 'A table with a row a citation. Nothing is lost: ascribe convert --from csv reads it back.',
  },
  trig: {
    write: exportTrig,
    mediaType: 'application/trig; charset=utf-8',
    description:
      'RDF for triple stores, a named graph a claim. Nothing is lost: ascribe convert --from trig reads it back.',
  },
  jsonld: {
    write: exportJsonld,
    mediaType: 'application/ld+json',
    description: 'The same as JSON-LD: ascribe convert --from jsonld reads it back.',
  },
  stix: {
    write: exportStix,
    mediaType: 'application/stix+json;version=2.1',
    description:
      'A bundle of STIX 2.1 for threat intelligence platforms: a relationship a claim, notes and opinions as evidence.',
  },
  graphml: {
    write: exportGraphml,
    mediaType: 'application/graphml+xml',
    description:
      'A graph for yEd, Cytoscape, NetworkX and others: a node an entity, an edge a claim. Without quotes.',
  },
  gexf: {
    write: exportGexf,
    mediaType: 'application/gexf+xml',
    description: 'A graph for Gephi, with periods and line styles by status. Without quotes.',
  },
  geojson: {
    write: exportGeojson,
    mediaType: 'application/geo+json',
    description:
      'Coordinates for maps. Only CONFIRMED and REPORTED ones are points; others have no geometry.',
  },
} as const satisfies Readonly<Record<string, Format>>;

export type ExportFormat = keyof typeof EXPORT_FORMATS;
