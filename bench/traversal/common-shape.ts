/** Fields and aliases with one record, for which the library returns a list of one. */
const ONE_RECORD = /^(object|article|source|entity\d*)$/;

/**
 * Converts answers of ascribe and of @neo4j/graphql to one shape: lists for connections, records for lists of one, `entity` and `claims`
 * for the library's `entities` and `subjectOf`, and claims with their object for the edges of a role.
 */
export function commonShape(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(commonShape);
  if (typeof answer !== 'object' || answer === null) return answer;
  const fields = Object.entries(answer).map(([name, value]) => {
    if (name === 'entities') return ['entity', commonShape(value[0])];
    if (name === 'subjectOf') return ['claims', commonShape(value)];
    if (value?.nodes !== undefined) return [name, commonShape(value.nodes)];
    if (value?.edges !== undefined) return [name, value.edges.map(edgeShape)];
    if (ONE_RECORD.test(name) && Array.isArray(value)) return [name, commonShape(value[0])];
    return [name, commonShape(value)];
  });
  return Object.fromEntries(fields);
}

const edgeShape = ({ node, claim }: { node: object; claim: object }): unknown =>
  commonShape({ ...claim, object: node });
