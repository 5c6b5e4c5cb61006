import {
  type Attribution,
  attributionKey,
  earliestSupport,
  groupAttributions,
} from '../../domain/analysis/attributions.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import { compareCitations } from '../../domain/order.js';
import type { Claim, Entity, Stance } from '../../domain/records.js';
import { paginateInMemory } from '../../store/read/cursor.js';
import type { Page } from '../../store/store.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import type { Loaders } from '../execution/loaders.js';
import { loadRequired } from '../execution/lookup.js';
import {
  listConnection,
  MAX_FIRST,
  type PageArguments,
  parseFirst,
  parsePage,
} from '../execution/relay-connection.js';
import { parseRolePredicates, type Role } from './role-table.js';

/** Which claims make an actor a candidate. */
const CANDIDATE_ROLE: Role = {
  direction: 'IN',
  predicates: ['PERPETRATED', 'PARTICIPATED_IN', 'CLAIMED_RESPONSIBILITY_FOR'],
};

export const attributionResolvers = {
  Attack: {
    attributions: ({ id }: Entity, args: ClaimArguments & PageArguments, { loaders }: RequestContext) => {
      const page = parsePage(args);
      const predicates = parseRolePredicates('attributions', CANDIDATE_ROLE, args.predicates);
      const filter = parseClaimFilter({ ...args, predicates });
      let reading: Promise<readonly Attribution[]> | undefined;
      const all = () => {
        reading ??= loadCandidateClaims(id, filter, loaders).then(groupAttributions);
        return reading;
      };
      return {
        ...listConnection(
          page,
          async () => paginateInMemory('attributions', await all(), page, [0, 0, ''], attributionKey),
          async () => (await all()).length,
        ),
        competing: async () => (await all()).length > 1,
      };
    },
  },
  Attribution: {
    actor: ({ actorId }: Attribution, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.entity, actorId),
    status: ({ strongest }: Attribution) => strongest?.status ?? null,
    derivedStatus: ({ strongest }: Attribution) => strongest?.derivedStatus ?? null,
    confidence: ({ strongest }: Attribution) => strongest?.confidence ?? null,
    support: (attribution: Attribution, args: PageArguments, { loaders }: RequestContext) =>
      loadCitations(attribution, 'SUPPORTS', args, loaders),
    denials: (attribution: Attribution, args: PageArguments, { loaders }: RequestContext) =>
      loadCitations(attribution, 'DENIES', args, loaders),
    firstSaid: async (attribution: Attribution, _: unknown, { loaders }: RequestContext) =>
      earliestSupport(
        await loaders.evidence.load((attribution.strongest ?? attribution.responsibility)?.id ?? ''),
      ),
  },
  FirstSaid: {
    at: ({ publishedAt }: Evidence) => publishedAt,
    article: ({ citation }: Evidence, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.article, citation.articleId),
    source: ({ sourceId }: Evidence, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.source, sourceId),
    speakers: ({ citation }: Evidence, _: unknown, { loaders }: RequestContext) =>
      Promise.all(citation.assertedBy.map((id) => loadRequired(loaders.entity, id))),
  },
};

/** All of them: who stands first is known only when the last one is read. An attack has few. */
async function loadCandidateClaims(
  attackId: string,
  filter: ReturnType<typeof parseClaimFilter>,
  loaders: Loaders,
) {
  const claims: Claim[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: Page<Claim> = await loaders
      .claimsOf('IN', filter, { first: MAX_FIRST, after }, { endpoints: true, citations: null })
      .load(attackId);
    claims.push(...page.items);
    after = page.cursors.at(-1) ?? null;
    more = page.hasNext;
  }
  return claims;
}

async function loadEvidence({ claims }: Attribution, loaders: Loaders): Promise<readonly Evidence[]> {
  return (await Promise.all(claims.map(({ id }) => loaders.evidence.load(id)))).flat();
}

async function loadCitations(
  attribution: Attribution,
  stance: Stance,
  { first }: PageArguments,
  loaders: Loaders,
) {
  const most = parseFirst(first);
  return (await loadEvidence(attribution, loaders))
    .filter(({ live, citation }) => live && citation.stance === stance)
    .map(({ citation }) => citation)
    .sort(compareCitations)
    .slice(0, most);
}
