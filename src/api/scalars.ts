import { GraphQLError, Kind, type ValueNode } from 'graphql';

/**
 * Parsers of a scalar that must be a string, so that a number (a year without quotes, a count of seconds) is an error.
 * The code that uses the string parses its meaning.
 */
function textScalar(name: string, example: string) {
  const refuse = (found: string, node?: ValueNode) =>
    new GraphQLError(`${name} is ${found}; expected a string such as "${example}"`, node && { nodes: node });
  return {
    __parseValue: (value: unknown): string => {
      if (typeof value === 'string') return value;
      throw refuse(JSON.stringify(value).slice(0, 60));
    },
    __parseLiteral: (node: ValueNode): string => {
      if (node.kind === Kind.STRING) return node.value;
      throw refuse('value' in node ? String(node.value).slice(0, 60) : 'not a string', node);
    },
  };
}

export const scalars = {
  DateTime: textScalar('DateTime', '2031-04-13T08:00:00Z'),
  EDTF: textScalar('EDTF', '2031-04-12'),
};
