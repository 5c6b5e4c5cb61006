import { predicates } from '../../domain/ontology.js';
import { type ClaimStatus, statuses } from '../../domain/records.js';
import { PREFIXES, relationIri } from './vocabulary.js';

const OPEN = statuses.filter((status) => status !== 'CONFIRMED');
const relationsOf = (status: ClaimStatus): string => `^${PREFIXES.relation}${status.toLowerCase()}-`;

const USED = ['ascribe', 'relation', 'prov'] as const;

/**
 * SHACL (Core) shapes of an RDF export, in Turtle: a claim has one status, which its relation has too, and no statement of a claim that is
 * not CONFIRMED is also a plain fact. They are for the union of all graphs, which is what most stores query.
 */
export function writeShapes(): string {
  return [
    ...USED.map((name) => `@prefix ${name}: <${PREFIXES[name]}> .`),
    '@prefix sh: <http://www.w3.org/ns/shacl#> .\n',
    CLAIM_SHAPE,
    CITATION_SHAPE,
    '# What is claimed is not a fact at the same time, in whatever graphs were merged.',
    ...predicates.flatMap((predicate) =>
      OPEN.map((status) => {
        const [open, fact] = [relationIri(status, predicate), relationIri('CONFIRMED', predicate)];
        return `[] a sh:NodeShape ; sh:targetSubjectsOf ${open} ; sh:property [ sh:path ${open} ; sh:disjoint ${fact} ; sh:message "${predicate} is ${status} here, so it is not a fact." ] .`;
      }),
    ),
    '',
  ].join('\n');
}

const CLAIM_SHAPE = `ascribe:ClaimShape a sh:NodeShape ;
  sh:targetClass ascribe:Claim ;
  sh:property [ sh:path ascribe:status ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( ${statuses.map((status) => `ascribe:${status}`).join(' ')} ) ; sh:message "A claim has one status." ] ;
  sh:property [ sh:path ascribe:subject ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:message "A claim has one subject." ] ;
  sh:property [ sh:path ascribe:relation ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:message "A claim has one relation." ] ;
  sh:property [ sh:path ascribe:object ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "A claim has one object." ] ;
  sh:or (
    [ sh:property [ sh:path ascribe:status ; sh:hasValue ascribe:CONFIRMED ] ; sh:not [ sh:property [ sh:path ascribe:relation ; sh:minCount 1 ; sh:pattern "^${PREFIXES.relation}(${OPEN.map((status) => status.toLowerCase()).join('|')})-" ] ] ]
${OPEN.map((status) => `    [ sh:property [ sh:path ascribe:status ; sh:hasValue ascribe:${status} ] ; sh:property [ sh:path ascribe:relation ; sh:minCount 1 ; sh:pattern "${relationsOf(status)}" ] ]`).join('\n')}
  ) ;
  sh:message "The relation of a claim has its status: relation:alleged-funds for ALLEGED, relation:funds for CONFIRMED alone." .
`;

const CITATION_SHAPE = `ascribe:CitationShape a sh:NodeShape ;
  sh:targetClass ascribe:Citation ;
  sh:property [ sh:path ascribe:claim ; sh:minCount 1 ; sh:maxCount 1 ; sh:class ascribe:Claim ; sh:message "A citation is for or against one claim." ] ;
  sh:property [ sh:path prov:wasQuotedFrom ; sh:minCount 1 ; sh:maxCount 1 ; sh:class ascribe:Article ; sh:message "A citation quotes one article." ] ;
  sh:property [ sh:path ascribe:quote ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "A citation has one quote." ] ;
  sh:property [ sh:path ascribe:stance ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( ascribe:SUPPORTS ascribe:DENIES ) ; sh:message "A citation supports or denies." ] .
`;
