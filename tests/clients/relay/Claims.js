import { graphql } from 'relay-runtime';

// relay-compiler reads the documents; nothing runs this file.

export const query = graphql`
  query ClaimsQuery($statuses: [ClaimStatus!]!, $subjectIds: [ID!], $earlier: DateTime!) {
    now: claims(statuses: $statuses, where: { subjectIds: $subjectIds }, first: 60) {
      nodes { ...Claims_row @relay(mask: false) ...Claims_refetchableRow }
    }
    past: claims(statuses: $statuses, where: { subjectIds: $subjectIds }, first: 60, asOf: $earlier) {
      nodes { ...Claims_row @relay(mask: false) ...Claims_refetchableRow }
    }
    early: claims(statuses: $statuses, where: { subjectIds: $subjectIds, during: "2001" }, first: 60) {
      nodes { ...Claims_row @relay(mask: false) ...Claims_refetchableRow }
    }
    late: claims(statuses: $statuses, where: { subjectIds: $subjectIds, during: "2009", includeUndated: true }, first: 60) {
      nodes { ...Claims_row @relay(mask: false) ...Claims_refetchableRow }
    }
  }
`;

export const row = graphql`
  fragment Claims_row on Claim {
    id ref status derivedStatus confidence derivedConfidence confidenceLevel explanation
    independentOrigins { stance weight reasons { kind commonId } citationIds }
    subject { id name aliases } object { id name aliases }
    soleArticle { id title live }
    citations(first: 3) { nodes { id quote article { id title live source { id name } } } }
    assessments { id status endedAt }
  }
`;

export const refetchableRow = graphql`
  fragment Claims_refetchableRow on Claim @refetchable(queryName: "ClaimsRowRefetchQuery") {
    ref status confidence explanation
    subject { name ...Claims_entity }
    citations(first: 3) { nodes { ...Claims_citation } }
  }
`;

/** A connection of a node, page by page. */
export const entity = graphql`
  fragment Claims_entity on Entity
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" })
  @refetchable(queryName: "ClaimsEntityRefetchQuery") {
    name
    aliases
    claims(statuses: [CONFIRMED, REPORTED, ALLEGED], first: $count, after: $cursor)
    @connection(key: "Claims_entity_claims") {
      edges { node { status } }
    }
  }
`;

export const citation = graphql`
  fragment Claims_citation on Citation @refetchable(queryName: "ClaimsCitationRefetchQuery") {
    quote
    article { ...Claims_article }
  }
`;

export const article = graphql`
  fragment Claims_article on Article @refetchable(queryName: "ClaimsArticleRefetchQuery") {
    title
    live
    source { ...Claims_source }
  }
`;

export const source = graphql`
  fragment Claims_source on Source @refetchable(queryName: "ClaimsSourceRefetchQuery") {
    name
    reliability
  }
`;
