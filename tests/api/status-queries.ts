import type {
  GraphQLEnumType,
  GraphQLField,
  GraphQLInputObjectType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
} from 'graphql';
import { requiresStatuses, statusGuardedTypes } from './status-guard.js';

/** Required arguments of fields besides statuses, and conditions of their `where`; `anyIds` is for typed lists of entities. */
export type RequiredArguments = Readonly<Record<string, string>>;
export type Conditions = Readonly<Record<string, string>>;

/** The times that a query reads: in the window `$during` with `$includeUndated`, as of `$asOf`. */
export interface TimeScope {
  readonly window: boolean;
  readonly asOf: boolean;
}
export const TIME_SCOPES: readonly TimeScope[] = [
  { window: true, asOf: false },
  { window: false, asOf: true },
  { window: true, asOf: true },
];

/** Variables of a query with a time scope, besides `$s`. */
export const TIME_VARIABLES = '$during: EDTF, $includeUndated: Boolean = false, $asOf: DateTime';

/**
 * Generates queries that ask every field of a schema for claims with the statuses `$s`, and for everything that shows a status. In a
 * window: every field that takes one.
 */
export function statusQueryBuilder(
  schema: GraphQLSchema,
  required: RequiredArguments,
  conditions: Conditions,
  time: TimeScope = { window: false, asOf: false },
) {
  const types = schema.getTypeMap() as Record<string, GraphQLObjectType>;
  const guarded = statusGuardedTypes(schema);

  /** The conditions of one call; several for a typed list of entities, each of whose own conditions is asked by itself; and all orders. */
  const wheresOf = (field: GraphQLField<unknown, unknown>): string[] => {
    const window = time.window ? 'during: $during, includeUndated: $includeUndated' : '';
    const orders = field.args
      .filter(({ name }) => name === 'orderBy')
      .flatMap(({ type }) => (type as GraphQLEnumType).getValues().map(({ name }) => `orderBy: ${name}`));
    const where = (...given: readonly string[]) => {
      const all = given.filter(Boolean);
      return all.length === 0 ? '' : `where: { ${all.join(', ')} }`;
    };
    return [
      where(conditions[field.name] ?? '', window),
      ...ownConditions(field).map((name) => {
        const value = name.endsWith('Ids') ? conditions.anyIds : ENTITY_CONDITIONS[name];
        if (value === undefined) throw new Error(`no value for the condition ${name} of ${field.name}`);
        return where(`${name}: ${value}`, window);
      }),
      ...orders.map((order) =>
        [where(conditions[field.name] ?? '', window), order].filter(Boolean).join(', '),
      ),
    ];
  };

  /** Every field of the type that takes statuses. */
  const asking = (type: string, but: readonly string[] = []): string =>
    Object.values(types[type]?.getFields() ?? {})
      .filter((field) => requiresStatuses(field) && !but.includes(field.name))
      .filter((field) => !time.window || takesWindow(field))
      .flatMap((field) =>
        wheresOf(field).map((where, index) => {
          const args = [
            'statuses: $s',
            firstArgument(field),
            required[field.name] ?? '',
            where,
            time.asOf && takes(field, 'asOf') ? 'asOf: $asOf' : '',
          ]
            .filter(Boolean)
            .join(', ');
          const alias = `${type}_${field.name}${index === 0 ? '' : `_${index}`}`;
          return `${alias}: ${field.name}(${args}) ${showing(namedType(field))}`;
        }),
      )
      .join('\n');

  /** Everything in a type that shows the status of a claim and is reachable only by naming statuses; '' if nothing is. */
  const showing = (type: GraphQLNamedType): string => {
    if (type.name === 'Claim') return '{ ref status }';
    // A citation has no window: its claim is the one over all time.
    if (type.name === 'Citation') return time.window ? '{ ref }' : '{ ref claim { ref status } }';
    const members =
      Reflect.get(type, Symbol.toStringTag) === 'GraphQLUnionType'
        ? schema.getPossibleTypes(type as GraphQLUnionType)
        : [];
    if (members.length > 0) {
      const parts = members
        .map((member) => [member.name, showing(member)])
        .filter(([, inside]) => inside !== '');
      return parts.length === 0
        ? ''
        : `{ ${parts.map(([name, inside]) => `... on ${name} ${inside}`).join(' ')} }`;
    }
    if (!guarded.has(type.name)) return '';
    const isEntityEdge = type.name.endsWith('Edge') && !type.name.endsWith('RoleEdge');
    const fields = Object.values((type as GraphQLObjectType).getFields());
    const edges = fields.some(({ name }) => name === 'edges');
    const shown = fields.flatMap((field) => {
      const inner = namedType(field);
      // Edges have the same nodes.
      if (edges && field.name === 'nodes') return [];
      if (field.name === 'value' && inner.name === 'ClaimStatus') return ['status: value'];
      if (COUNT_FIELDS.has(field.name) || inner.name === 'ClaimStatus') return [field.name];
      // Which entities a typed list finds depends on the statuses.
      if (isEntityEdge && field.name === 'node' && isEntity(inner)) return ['node { ref }'];
      const inside = showing(inner);
      const page = firstArgument(field) === '' ? '' : '(first: 100)';
      return inside === '' ? [] : [`${field.name}${page} ${inside}`];
    });
    return shown.length === 0 ? '' : `{ ${shown.join(' ')} }`;
  };
  return asking;
}

/** Parts of a response that are counts. */
const COUNT_FIELDS = new Set([
  ...['totalCount', 'count', 'truncated', 'distance', 'length'],
  ...['claimCount', 'originCount', 'citationCount', 'supportCount', 'denialCount'],
]);

const whereFields = ({ args }: GraphQLField<unknown, unknown>): string[] =>
  args
    .filter(({ name }) => name === 'where')
    .flatMap(({ type }) => Object.keys((type as GraphQLInputObjectType).getFields()));

const takesWindow = (field: GraphQLField<unknown, unknown>): boolean => whereFields(field).includes('during');

const isEntity = (type: GraphQLNamedType): boolean => {
  const fields = (type as GraphQLObjectType).getFields?.() ?? {};
  return 'ref' in fields && 'aliases' in fields;
};

/** The conditions of a typed list of entities that claims must meet, such as `perpetratorIds`. */
const ownConditions = (field: GraphQLField<unknown, unknown>): string[] =>
  field.args.some(({ name, type }) => name === 'where' && !/^(Claim|Change)Where$/.test(String(type)))
    ? whereFields(field).filter((name) => !['during', 'includeUndated', 'kinds'].includes(name))
    : [];

/** Values for the conditions of typed lists, but those on ids. */
const ENTITY_CONDITIONS: Readonly<Record<string, string>> = {
  attackTypes: '[BOMBING, ARMED_ASSAULT]',
  weapons: '[EXPLOSIVES, DRONE]',
  outcomes: '[CARRIED_OUT, ATTEMPTED]',
  minKilled: '8',
  minInjured: '3',
  minCasualties: '9',
  minConfidence: '40',
};

const takes = ({ args }: GraphQLField<unknown, unknown>, argument: string): boolean =>
  args.some(({ name }) => name === argument);

function firstArgument({ args }: GraphQLField<unknown, unknown>): string {
  return args.some(({ name }) => name === 'first') ? 'first: 100' : '';
}

/** The type without lists. Written by hand, because vite would load a second copy of graphql. */
function namedType({ type }: GraphQLField<unknown, unknown>): GraphQLNamedType {
  let inner = type as { ofType?: unknown };
  while (inner.ofType) inner = inner.ofType as { ofType?: unknown };
  return inner as GraphQLNamedType;
}

/** All statuses anywhere in a response. */
export function collectStatuses(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    /status$/i.test(name) && value !== null ? [value as string] : collectStatuses(value),
  );
}
