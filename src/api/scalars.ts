import { GraphQLError, Kind, type ValueNode } from 'graphql';

/**
 * Scalars that are text. A number in their place is a slip, such as a year without its quotation marks or a count of seconds, and is refused;
 * what the text means is read where it is used. The rest of them stands in the schema.
 */
function textScalar(name: string, example: string) {
  const refuse = (found: string, node?: ValueNode) =>
    new GraphQLError(`${name} is ${found}; expected text such as "${example}"`, node && { nodes: node });
  return {
    __parseValue: (value: unknown): string => {
      if (typeof value === 'string') return value;
      throw refuse(JSON.stringify(value).slice(0, 60));
    },
    __parseLiteral: (node: ValueNode): string => {
      if (node.kind === Kind.STRING) return node.value;
      throw refuse('value' in node ? String(node.value).slice(0, 60) : 'no text', node);
    },
  };
}

export const scalars = {
  DateTime: textScalar('DateTime', '2031-04-13T08:00:00Z'),
  EDTF: textScalar('EDTF', '2031-04-12'),
};
