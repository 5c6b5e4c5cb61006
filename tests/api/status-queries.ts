import type {
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
} from 'graphql';
import { requiresStatuses, statusGuardedTypes } from './status-guard.js';

/** Required arguments of fields besides statuses, and conditions of their `where`. */
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

  const whereOf = (field: GraphQLField<unknown, unknown>): string => {
    const given = [
      conditions[field.name] ?? '',
      time.window ? 'during: $during, includeUndated: $includeUndated' : '',
    ].filter(Boolean);
    return given.length === 0 ? '' : `where: { ${given.join(', ')} }`;
  };

  /** Every field of the type that takes statuses. */
  const asking = (type: string, but: readonly string[] = []): string =>
    Object.values(types[type]?.getFields() ?? {})
      .filter((field) => requiresStatuses(field) && !but.includes(field.name))
      .filter((field) => !time.window || takesWindow(field))
      .map((field) => {
        const args = [
          'statuses: $s',
          firstArgument(field),
          required[field.name] ?? '',
          whereOf(field),
          time.asOf && takes(field, 'asOf') ? 'asOf: $asOf' : '',
        ]
          .filter(Boolean)
          .join(', ');
        return `${type}_${field.name}: ${field.name}(${args}) ${showing(namedType(field))}`;
      })
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
    const fields = Object.values((type as GraphQLObjectType).getFields());
    const edges = fields.some(({ name }) => name === 'edges');
    const shown = fields.flatMap((field) => {
      const inner = namedType(field);
      // Edges have the same nodes.
      if (edges && field.name === 'nodes') return [];
      if (field.name === 'value' && inner.name === 'ClaimStatus') return ['status: value'];
      if (COUNT_FIELDS.has(field.name) || inner.name === 'ClaimStatus') return [field.name];
      const inside = showing(inner);
      const page = firstArgument(field) === '' ? '' : '(first: 100)';
      return inside === '' ? [] : [`${field.name}${page} ${inside}`];
    });
    return shown.length === 0 ? '' : `{ ${shown.join(' ')} }`;
  };
  return asking;
}

/** Parts of a response that are counts. */
const COUNT_FIELDS = new Set(['totalCount', 'count', 'truncated', 'distance', 'length']);

const takesWindow = ({ args }: GraphQLField<unknown, unknown>): boolean =>
  args.some(({ type }) => String(type) === 'ClaimWhere');

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
