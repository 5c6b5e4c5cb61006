import type { Predicate } from '../../domain/ontology.js';
import type { ClaimStatus } from '../../domain/records.js';
import { predicateOf, qualifiedRelation } from '../qualified-relation.js';

/** The namespaces of an export. Ids of records follow `urn:ascribe:`, so that two exports of one store name everything alike. */
export const PREFIXES = {
  ascribe: 'urn:ascribe:vocabulary:',
  relation: 'urn:ascribe:relation:',
  entity: 'urn:ascribe:entity:',
  source: 'urn:ascribe:source:',
  article: 'urn:ascribe:article:',
  claim: 'urn:ascribe:claim:',
  citation: 'urn:ascribe:citation:',
  assessment: 'urn:ascribe:assessment:',
  value: 'urn:ascribe:value:',
  declaration: 'urn:ascribe:declaration:',
  'source-declaration': 'urn:ascribe:source-declaration:',
  record: 'urn:ascribe:record:',
  dct: 'http://purl.org/dc/terms/',
  edtf: 'http://id.loc.gov/datatypes/edtf/',
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** An IRI with a prefix, such as `entity:river-front`. */
export type CompactIri = `${keyof typeof PREFIXES}:${string}`;

/** An IRI, or a literal. Without a datatype it is a string. There are no blank nodes: a merge of two exports repeats nothing. */
export type Term =
  | { readonly iri: CompactIri }
  | { readonly text: string; readonly datatype: CompactIri | null };

export type Property = readonly [name: CompactIri, terms: readonly Term[]];

/** What is said of one thing, in one graph. */
export interface Description {
  readonly id: CompactIri;
  /** A claim, whose graph has its statement; null is the default graph, which states no claim. */
  readonly graph: CompactIri | null;
  readonly types: readonly CompactIri[];
  readonly properties: readonly Property[];
}

/** What is wrong with an RDF export that is read back. */
export class RdfMistake extends Error {}

export const iri = (prefix: keyof typeof PREFIXES, local: string): { readonly iri: CompactIri } => ({
  iri: `${prefix}:${local}`,
});

export const text = (value: string, datatype: CompactIri | null = null): Term => ({ text: value, datatype });

/** The whole IRI. */
export function expandIri(compact: CompactIri): string {
  const at = compact.indexOf(':');
  return `${PREFIXES[compact.slice(0, at) as keyof typeof PREFIXES]}${compact.slice(at + 1)}`;
}

const NAMESPACES = Object.entries(PREFIXES);

/** The IRI with its prefix; null if it is of no namespace of ours. */
export function compactIri(whole: string): CompactIri | null {
  const found = NAMESPACES.find(([, namespace]) => whole.startsWith(namespace));
  return found === undefined ? null : (`${found[0]}:${whole.slice(found[1].length)}` as CompactIri);
}

/** The part after the prefix. Throws RdfMistake for an IRI of another prefix. */
export function localName(term: Term, prefix: keyof typeof PREFIXES): string {
  if ('iri' in term && term.iri.startsWith(`${prefix}:`)) return term.iri.slice(prefix.length + 1);
  throw new RdfMistake(`expected an IRI that begins with ${PREFIXES[prefix]}, found ${showTerm(term)}`);
}

export const showTerm = (term: Term): string =>
  'iri' in term ? `<${expandIri(term.iri).slice(0, 200)}>` : JSON.stringify(term.text.slice(0, 60));

/** The property of a claim's statement: `relation:alleged-funds`. Only a CONFIRMED claim has `relation:funds`. */
export const relationIri = (status: ClaimStatus, predicate: Predicate): CompactIri =>
  `relation:${qualifiedRelation(status, predicate).toLowerCase().replaceAll('_', '-')}`;

/** The predicate of `relationIri`; null if the relation does not have the status. */
export const predicateOfRelation = (local: string, status: ClaimStatus): string | null =>
  predicateOf(local.toUpperCase().replaceAll('-', '_'), status);
