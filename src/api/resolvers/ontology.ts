import type { ActivePolicy } from '../../domain/derivation/policy.js';
import { describeRules } from '../../domain/derivation/policy-rules.js';
import {
  ACTOR_KINDS,
  ENTITY_KINDS,
  type EntityKind,
  entityKinds,
  PREDICATE_FAMILIES,
  type PredicateDefinition,
  type PredicateFamily,
  predicateDefinition,
  predicates,
  termsOf,
  withNarrower,
} from '../../domain/ontology.js';
import {
  CONFIDENCE_LEVELS,
  GENRES,
  MODALITIES,
  RELIABILITIES,
  STANCES,
  STATUSES,
} from '../../domain/records.js';
import type { RequestContext } from '../execution/context.js';

const families = Object.keys(PREDICATE_FAMILIES) as PredicateFamily[];

/** The domain's tables, as lists. */
export const ontologyResolvers = {
  Query: {
    ontology: () => ({
      entityKinds: entityKinds.map((name) => ({
        name,
        description: ENTITY_KINDS[name],
        actor: (ACTOR_KINDS as readonly EntityKind[]).includes(name),
      })),
      predicateFamilies: families.map((name) => ({
        name,
        description: PREDICATE_FAMILIES[name],
        predicates: predicates.map(predicateDefinition).filter(({ family }) => family === name),
      })),
      predicates: predicates.map(predicateDefinition),
      statuses: toTerms(STATUSES),
      confidenceLevels: toTerms(CONFIDENCE_LEVELS),
      modalities: toTerms(MODALITIES),
      stances: toTerms(STANCES),
      genres: toTerms(GENRES),
      reliabilities: toTerms(RELIABILITIES),
      outcomes: toTerms(termsOf('OUTCOME')),
      attackTypes: toTerms(termsOf('ATTACK_TYPE')),
      weapons: toTerms(termsOf('WEAPON')),
    }),
    policy: async (_: unknown, __: unknown, { loaders }: RequestContext) =>
      toPolicyTable(await loaders.policy()),
  },
  PredicateDefinition: {
    range: ({ range }: PredicateDefinition) => (typeof range === 'string' ? null : range),
    valueType: ({ range }: PredicateDefinition) => (typeof range === 'string' ? range : null),
    narrower: ({ name }: PredicateDefinition) => withNarrower([name]).filter((other) => other !== name),
    symmetric: ({ symmetric }: PredicateDefinition) => symmetric === true,
    functional: ({ functional }: PredicateDefinition) => functional !== undefined,
    functionalFor: ({ functional }: PredicateDefinition) => functional ?? [],
  },
};

function toPolicyTable({ policy, since, complete }: ActivePolicy) {
  const { version, confirm, allegations, reliability, credibility, modality, denial } = policy;
  return {
    version,
    since,
    complete,
    statusRules: describeRules(policy),
    confirm,
    allegations,
    reliability: Object.entries(reliability).map(([grade, weight]) => ({ reliability: grade, weight })),
    credibility: Object.entries(credibility).map(([grade, weight]) => ({
      credibility: Number(grade),
      weight,
    })),
    modality: Object.entries(modality).map(([name, weight]) => ({ modality: name, weight })),
    denial,
    confidenceLevels: toTerms(CONFIDENCE_LEVELS),
    confidenceFormula: CONFIDENCE_FORMULA,
  };
}

const CONFIDENCE_FORMULA =
  'Weight of a supporting origin: reliability × credibility × modality of its strongest citation. Combined: 1 minus the product of (1 - weight) over all origins (noisy-OR), reduced by denials, as a whole number from 0 to 100. Null if nothing was graded.';

function toTerms(table: Readonly<Record<string, string>>) {
  return Object.entries(table).map(([name, description]) => ({ name, description }));
}
