import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { GraphQLField, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { estimateCost } from '#ascribe/api/limits/cost.js';
import { buildSchema } from '#ascribe/api/schema.js';
import { printSdl } from '#ascribe/api/sdl.js';
import { seededRandom } from '../../bench/random.js';
import { randomQueries } from '../clients/random-query.js';

// Loaded by Node: vite would load a second copy of graphql, which does not know the types of this schema.
const graphql = createRequire(import.meta.url)('graphql') as typeof import('graphql');

const schema = buildSchema();
const sdl = graphql.buildSchema(printSdl());

type Field = GraphQLField<unknown, unknown>;
type Variables = Readonly<Record<string, unknown>>;

/**
 * The type cost plus the field cost, computed from the SDL as https://ibm.github.io/graphql-specs/cost-spec.html says: each record and each run of a field
 * that returns records weighs 1 unless `@cost` says otherwise, and lists are as long as `@listSize` says.
 */
function costBySdl(text: string, variables: Variables): number {
  const document = graphql.parse(text);
  const operation = graphql.getOperationAST(document) as OperationDefinitionNode;
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [[one.name.value, one]] : [])),
  );
  const selectionCost = (set: SelectionSetNode, parent: string, sizes: Readonly<Record<string, number>>) => {
    const byType = new Map<string, number>();
    const collect = ({ selections }: SelectionSetNode, type: string, of: string) => {
      for (const selection of selections) {
        if (selection.kind === 'Field')
          byType.set(of, (byType.get(of) ?? 0) + fieldCost(selection, type, sizes));
        else {
          const part = selection.kind === 'FragmentSpread' ? fragments.get(selection.name.value) : selection;
          const name = part?.typeCondition?.name.value ?? type;
          if (part !== undefined)
            collect(part.selectionSet, name, graphql.isObjectType(sdl.getType(name)) ? name : of);
        }
      }
    };
    collect(set, parent, parent);
    const { [parent]: shared = 0, ...others } = Object.fromEntries(byType);
    return shared + Math.max(0, ...Object.values(others));
  };
  const fieldCost = (
    node: import('graphql').FieldNode,
    parent: string,
    sizes: Readonly<Record<string, number>>,
  ): number => {
    if (node.name.value.startsWith('__')) return 0;
    const field = fieldOf(parent, node.name.value);
    const args = graphql.getArgumentValues(field, node, variables);
    const given = (node.arguments ?? []).map(({ name }) => name.value).filter((name) => args[name] != null);
    const weight =
      weightOf(parent, field.name) + sum(given.map((name) => argumentWeight(parent, field.name, name)));
    const type = graphql.getNamedType(field.type).name;
    if (node.selectionSet === undefined) return weight;
    const { sizedFields, size } = listSizeOf(field, args);
    const isList = graphql.isListType(graphql.getNullableType(field.type));
    const records = isList ? (sizes[field.name] ?? size) : 1;
    if (records === undefined) throw new Error(`the SDL gives no length of ${parent}.${field.name}`);
    const inner = Object.fromEntries(sizedFields.map((name) => [name, size as number]));
    return weight + records * (1 + selectionCost(node.selectionSet, type, inner));
  };
  const root = sdl.getRootType(operation.operation)?.name as string;
  const cost = 1 + selectionCost(operation.selectionSet, root, {});
  return Math.ceil(Math.round(cost * 10) / 10);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function fieldOf(type: string, name: string): Field {
  const parent = sdl.getType(type);
  if (!graphql.isObjectType(parent) && !graphql.isInterfaceType(parent)) throw new Error(`no type ${type}`);
  return parent.getFields()[name] as Field;
}

/** The types that have the weights: an interface takes the largest of its types. */
function concreteTypes(type: string): readonly string[] {
  const parent = sdl.getType(type);
  return graphql.isAbstractType(parent) ? sdl.getPossibleTypes(parent).map(({ name }) => name) : [type];
}

function weightOf(type: string, name: string): number {
  const weights = concreteTypes(type).map((concrete) => {
    const field = fieldOf(concrete, name);
    return costOf(field) ?? (graphql.isLeafType(graphql.getNamedType(field.type)) ? 0 : 1);
  });
  return Math.max(...weights);
}

function argumentWeight(type: string, field: string, name: string): number {
  const weights = concreteTypes(type).map((concrete) => {
    const argument = fieldOf(concrete, field).args.find((one) => one.name === name);
    return (argument && costOf(argument)) ?? 0;
  });
  return Math.max(...weights);
}

function costOf({ astNode }: Pick<Field, 'astNode'> | { readonly astNode?: unknown }): number | undefined {
  const values = directiveValues('cost', astNode);
  return values === undefined ? undefined : Number(values.weight);
}

function listSizeOf(field: Field, args: Variables) {
  const values = directiveValues('listSize', field.astNode);
  const slicing = ((values?.slicingArguments ?? []) as string[]).map((name) => args[name]);
  const given = slicing.filter((value) => typeof value === 'number');
  return {
    size: given.length > 0 ? Math.max(...given) : (values?.assumedSize as number | undefined),
    sizedFields: (values?.sizedFields ?? []) as string[],
  };
}

function directiveValues(name: string, astNode: unknown): Variables | undefined {
  const directive = sdl.getDirective(name);
  if (directive == null || astNode == null) return undefined;
  return graphql.getDirectiveValues(directive, astNode as never);
}

function costByLimit(text: string, variables: Variables): number {
  const document = graphql.parse(text);
  const operation = graphql.getOperationAST(document) as OperationDefinitionNode;
  return estimateCost(schema, document, operation, variables);
}

/** Values of variables as a service coerces them. */
function coerce(text: string, from: GraphQLSchema): Variables {
  const operation = graphql.getOperationAST(graphql.parse(text));
  const given = Object.fromEntries(
    (operation?.variableDefinitions ?? [])
      .filter(({ type, defaultValue }) => type.kind === 'NonNullType' && defaultValue === undefined)
      .map(({ variable, type }) => [variable.name.value, graphql.print(type).startsWith('[') ? [] : 'x']),
  );
  const { coerced } = graphql.getVariableValues(from, operation?.variableDefinitions ?? [], given);
  return coerced ?? {};
}

const folder = new URL('../../schema/examples/', import.meta.url);
const examples = readdirSync(folder).map(
  (name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const,
);

describe('@cost and @listSize', () => {
  it.each(examples)('give %s the cost that the service limits', (_name, text) => {
    const variables = coerce(text, schema);
    expect(costBySdl(text, variables)).toBe(costByLimit(text, variables));
    expect(costByLimit(text, variables)).toBeGreaterThan(5);
  });

  it('give any query the cost that the service limits', () => {
    const random = seededRandom(20);
    const ids = {
      entity: ['arland', 'iran'],
      article: ['article:a', 'article:b'],
      source: ['source:a', 'source:b'],
      claim: ['claim:a'],
      citation: ['citation:a'],
    };
    const queries = randomQueries(schema, random, {
      moments: ['2031-04-13T08:00:00Z'],
      windows: ['2031'],
      ids,
    });
    const costs = new Set<number>();
    for (let count = 0; count < 80; count++) {
      const { text } = queries.ofAnything();
      const limited = costByLimit(text, {});
      // The service counts the ids; the directives cannot, and assume as many as there may be.
      if (/\bnodes\(ids/.test(text)) expect(limited).toBeLessThanOrEqual(costBySdl(text, {}));
      else expect(limited, text).toBe(costBySdl(text, {}));
      costs.add(limited);
    }
    expect(costs.size).toBeGreaterThan(10);
  });

  it.each([
    ['{ claims(statuses: [REPORTED], first: 50) { nodes { id } } }', 1 + 1 + 1 + 1 + 50 * 1.1],
    [
      '{ claims(statuses: [REPORTED]) { totalCount edges { node { id } } } }',
      1 + 1 + 1 + 10 + 1 + 20 * (1 + 1 + 1.1),
    ],
    ['{ entity(id: "iran") { organOf { name } } }', 1 + 1 + 1 + 1 + 5 * 1.1],
    [
      '{ neighborhood(statuses: [REPORTED], entityId: "iran", limit: 7, claimLimit: 9) { claims { id } } }',
      1 + 100 + 1 + 1 + 9 * 1.1,
    ],
  ])('%s costs as the specification says', (text, cost) => {
    const whole = Math.ceil(Math.round(cost * 10) / 10);
    expect(costBySdl(text, {})).toBe(whole);
    expect(costByLimit(text, {})).toBe(whole);
  });

  it('weigh the fields of Query that search much', () => {
    const fields = Object.values(sdl.getQueryType()?.getFields() ?? {});
    const heavy = fields.filter((field) => (costOf(field) ?? 0) >= 10).map(({ name }) => name);
    expect(heavy.sort()).toEqual([
      'compareArticles',
      'compareSources',
      'contradictions',
      'facets',
      'neighborhood',
      'paths',
      'search',
      'timeline',
    ]);
  });

  it('keep to the rules of the specification', () => {
    for (const type of Object.values(sdl.getTypeMap())) {
      if (type.name.startsWith('__') || !(graphql.isObjectType(type) || graphql.isInterfaceType(type)))
        continue;
      for (const field of Object.values(type.getFields())) {
        const at = `${type.name}.${field.name}`;
        if (graphql.isInterfaceType(type)) expect(costOf(field), at).toBeUndefined();
        const values = directiveValues('listSize', field.astNode);
        if (values === undefined) continue;
        const sizedFields = (values.sizedFields ?? []) as string[];
        const returned = sdl.getType(graphql.getNamedType(field.type).name);
        const lists =
          sizedFields.length > 0 ? sizedFields.map((name) => fieldOf(String(returned), name)) : [field];
        for (const list of lists)
          expect(graphql.isListType(graphql.getNullableType(list.type)), at).toBe(true);
        for (const name of (values.slicingArguments ?? []) as string[])
          expect(String(field.args.find((one) => one.name === name)?.type), at).toMatch(/^Int!?$/);
        if (values.assumedSize !== undefined) expect(values.slicingArguments, at).toBeUndefined();
      }
    }
  });
});
