import { type ExportOptions, exportLines } from '../export/export-lines.js';
import type { Store } from '../store/store.js';
import { exportCsv } from './csv/write-csv.js';
import { exportGeojson } from './geojson/geojson.js';
import { exportGexf } from './graph/gexf.js';
import { exportGraphml } from './graph/graphml.js';
import { exportJsonld } from './rdf/jsonld.js';
import { exportTrig } from './rdf/trig.js';
import { exportStix } from './stix/write-stix.js';

/** Exports a store in one format, piece by piece. Throws STATUSES_REQUIRED. */
type Exporter = (store: Store, options: ExportOptions) => AsyncIterable<string>;

/** The formats of `ascribe export`, with what they are for. docs/formats.md says what each carries and loses. */
export const EXPORT_FORMATS = {
  jsonl: {
    write: exportLines,
    description: 'Annotated articles, which ascribe import reads. Nothing is lost.',
  },
  csv: {
    write: exportCsv,
    description: 'A table with a row a citation. Nothing is lost: ascribe convert --from csv reads it back.',
  },
  trig: {
    write: exportTrig,
    description:
      'RDF for triple stores, a named graph a claim. Nothing is lost: ascribe convert --from trig reads it back.',
  },
  jsonld: {
    write: exportJsonld,
    description: 'The same as JSON-LD.',
  },
  stix: {
    write: exportStix,
    description:
      'A bundle of STIX 2.1 for threat intelligence platforms: a relationship a claim, notes and opinions as evidence.',
  },
  graphml: {
    write: exportGraphml,
    description:
      'A graph for yEd, Cytoscape, NetworkX and others: a node an entity, an edge a claim. Without quotes.',
  },
  gexf: {
    write: exportGexf,
    description: 'A graph for Gephi, with periods and line styles by status. Without quotes.',
  },
  geojson: {
    write: exportGeojson,
    description:
      'Coordinates for maps. Only CONFIRMED and REPORTED ones are points; others have no geometry.',
  },
} as const satisfies Readonly<Record<string, { readonly write: Exporter; readonly description: string }>>;

export type ExportFormat = keyof typeof EXPORT_FORMATS;
