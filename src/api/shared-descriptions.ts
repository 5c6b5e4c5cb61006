import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type StringValueNode,
} from 'graphql';

type Element = FieldDefinitionNode | InputValueDefinitionNode;

/**
 * Completes the descriptions of fields, arguments and conditions, so that a text used in many places is written once. The first that exists wins:
 * the element's own description; the first sentence of that of the same element of an interface of its type, the last listed interface
 * first, as the interface says the rest; that of the element with the same name and type in `SharedFields`, `SharedArguments` or `SharedConditions` of `shared`.
 */
export function withSharedDescriptions(sdl: DocumentNode, shared: DocumentNode): DocumentNode {
  const interfaces = new Map(
    sdl.definitions
      .filter(({ kind }) => kind === Kind.INTERFACE_TYPE_DEFINITION)
      .map((definition) => definition as InterfaceTypeDefinitionNode)
      .map((definition) => [definition.name.value, definition]),
  );
  const sharedFields = sharedElements(shared, 'SharedFields');
  const sharedArguments = sharedElements(shared, 'SharedArguments');
  const sharedConditions = sharedElements(shared, 'SharedConditions');

  const describeField = (field: FieldDefinitionNode, inherited: readonly FieldDefinitionNode[]) => ({
    ...describe(field, [...inherited, ...sharedFields.filter(sameType(field))]),
    arguments: (field.arguments ?? []).map((argument) =>
      describe(argument, [
        ...inherited.flatMap((one) => one.arguments ?? []).filter(sameName(argument)),
        ...sharedArguments.filter(sameType(argument)),
      ]),
    ),
  });
  const describeFields = <T extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(type: T): T => {
    const inherited = (type.interfaces ?? [])
      .toReversed()
      .flatMap(({ name }) => interfaces.get(name.value)?.fields ?? [])
      .map(withBriefDescriptions);
    const fields = type.fields?.map((field) => describeField(field, inherited.filter(sameName(field))));
    return { ...type, fields };
  };
  const describeConditions = (type: InputObjectTypeDefinitionNode) => ({
    ...type,
    fields: (type.fields ?? []).map((field) => describe(field, sharedConditions.filter(sameType(field)))),
  });
  const definitions = sdl.definitions.map((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? describeFields(definition)
      : definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
        ? describeConditions(definition)
        : definition,
  );
  return { ...sdl, definitions };
}

function withBriefDescriptions(field: FieldDefinitionNode): FieldDefinitionNode {
  return { ...brief(field), arguments: (field.arguments ?? []).map(brief) };
}

/** The element with the first sentence, or the part before a colon, of its description. */
function brief<T extends Element>(element: T): T {
  const { description } = element;
  if (description === undefined) return element;
  const [value = ''] = description.value.split(/[.:;]\s/);
  return { ...element, description: { ...description, value: value.replace(/[.]?$/, '.') } };
}

/** The fields of a type in the document of shared descriptions. */
function sharedElements(shared: DocumentNode, type: string): readonly Element[] {
  return shared.definitions
    .filter((definition) => 'name' in definition && definition.name?.value === type)
    .flatMap((definition): readonly Element[] => ('fields' in definition ? (definition.fields ?? []) : []));
}

/** The element with its own description, else with that of the first candidate that has one. */
function describe<T extends Element>(element: T, candidates: readonly Element[]): T {
  const description: StringValueNode | undefined = [element, ...candidates].find(
    (one) => one.description !== undefined,
  )?.description;
  return description === undefined ? element : { ...element, description };
}

const sameName = (element: Element) => (other: Element) => other.name.value === element.name.value;

const sameType = (element: Element) => (other: Element) =>
  sameName(element)(other) && print(other.type) === print(element.type);
