import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql';
import { isSkipped } from './skip-include.js';

/** A field that the query selects of the record that another field returns. */
export interface FieldAhead {
  /** The type that the record must have; null if the field is of every record. */
  readonly onlyOn: string | null;
  readonly info: GraphQLResolveInfo;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * The fields that the current field selects of its record, whose type is not known yet. Without those with bad arguments, and those whose
 * selections differ by type.
 */
export function fieldsAhead(info: GraphQLResolveInfo): readonly FieldAhead[] {
  const { schema, fieldNodes, variableValues } = info;
  const returned = getNamedType(info.returnType).name;
  return [...selectionsByKey(info, fieldNodes, returned).values()].flatMap(({ types, nodes }) => {
    const [onlyOn = null, ...others] = types;
    const parentType = schema.getType(onlyOn ?? returned);
    const name = nodes[0].name.value;
    if (others.length > 0 || !(isObjectType(parentType) || isInterfaceType(parentType))) return [];
    const definition = parentType.getFields()[name];
    if (definition === undefined) return [];
    try {
      const args = getArgumentValues(definition, nodes[0], variableValues);
      // Look-ahead only asks for the fields of a type, which an interface has too.
      const parent = parentType as GraphQLObjectType;
      const ahead = { ...info, parentType: parent, fieldName: name, fieldNodes: nodes };
      return [{ onlyOn, args, info: ahead }];
    } catch {
      return [];
    }
  });
}

/** The selections of each response key, and the types of records that have them: null for all. */
function selectionsByKey(
  { fragments, variableValues }: GraphQLResolveInfo,
  fieldNodes: readonly FieldNode[],
  returned: string,
) {
  const found = new Map<string, { types: Set<string | null>; nodes: [FieldNode, ...FieldNode[]] }>();
  const add = (type: string | null, node: FieldNode) => {
    const key = (node.alias ?? node.name).value;
    const known = found.get(key);
    if (known === undefined) found.set(key, { types: new Set([type]), nodes: [node] });
    else if (!known.nodes.includes(node)) {
      known.types.add(type);
      known.nodes.push(node);
    }
  };
  const collect = (selections: readonly SelectionNode[], type: string | null) => {
    for (const selection of selections) {
      if (isSkipped(selection, variableValues)) continue;
      if (selection.kind === Kind.FIELD) {
        add(type, selection);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      const condition = fragment?.typeCondition?.name.value ?? returned;
      const within = condition === returned || condition === type ? type : condition;
      // Of records of both types: of neither alone.
      const narrowed = type === null || within === type ? within : `${type} & ${within}`;
      collect(fragment?.selectionSet.selections ?? [], narrowed);
    }
  };
  for (const { selectionSet } of fieldNodes) collect(selectionSet?.selections ?? [], null);
  return found;
}
