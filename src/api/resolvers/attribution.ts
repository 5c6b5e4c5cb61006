import type { GraphQLResolveInfo } from 'graphql';
import {
  type Attribution,
  areCompeting,
  attributionKey,
  earliestSupport,
} from '../../domain/analysis/attributions.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import type { Entity, Stance } from '../../domain/records.js';
import {
  findAttributionCitations,
  findAttributions,
  findBodies,
  membershipFilter,
} from '../../queries/find-attributions.js';
import { paginateInMemory } from '../../store/read/cursor.js';
import type { ClaimFilter, PageRequest } from '../../store/store.js';
import type { ClaimArguments } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadBodies, loadEntities } from '../execution/load-bodies.js';
import type { Loaders } from '../execution/loaders.js';
import { loadRequired } from '../execution/lookup.js';
import { type PageArguments, parseFirst, parsePage } from '../execution/page-arguments.js';
import { oncePerView } from '../execution/pinned-page.js';
import { listConnection } from '../execution/relay-connection.js';
import { parseRoleFilter, type RolePredicates } from './role-filter.js';

/** The claims that make an actor a candidate. */
const CANDIDATE_ROLE: RolePredicates = {
  predicates: ['PERPETRATED', 'PARTICIPATED_IN', 'CLAIMED_RESPONSIBILITY_FOR'],
};

export const attributionResolvers = {
  Attack: {
    attributions: (
      { id }: Entity,
      args: ClaimArguments & PageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      const filter = parseRoleFilter('attributions', CANDIDATE_ROLE, args);
      const prefetch = { endpoints: true, citations: null };
      const all = oncePerView(({ loaders }) =>
        findAttributions((page) => loaders.claimsOf('IN', filter, page, prefetch).load(id)),
      );
      const connection = listConnection({ context, info }, parsePage(args), {
        read: async (view, page) =>
          paginateInMemory('attributions', await all(view), page, [0, 0, ''], attributionKey),
        count: async (view) => (await all(view)).length,
      });
      const competing = async () => {
        const view = await connection.view();
        return compete(await all(view), membershipFilter(filter), view.loaders);
      };
      return { ...connection, competing };
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
    supportCount: (attribution: Attribution, _: unknown, { loaders }: RequestContext) =>
      countCitations(attribution, 'SUPPORTS', loaders),
    denials: (attribution: Attribution, args: PageArguments, { loaders }: RequestContext) =>
      loadCitations(attribution, 'DENIES', args, loaders),
    denialCount: (attribution: Attribution, _: unknown, { loaders }: RequestContext) =>
      countCitations(attribution, 'DENIES', loaders),
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

/** Whether there are candidates of which none is the body that the others belong to. */
async function compete(
  attributions: readonly Attribution[],
  memberships: ClaimFilter,
  loaders: Loaders,
): Promise<boolean> {
  const ids = attributions.map(({ actorId }) => actorId);
  if (ids.length < 2) return false;
  const read = (id: string) => (page: PageRequest) =>
    loaders.claimsOf('OUT', memberships, page, { endpoints: false, citations: null }).load(id);
  const [bodiesOf, joined] = await Promise.all([
    loadEntities(ids, loaders).then((actors) => loadBodies(actors, loaders)),
    Promise.all(ids.map((id) => findBodies(read(id)))),
  ]);
  const joinedBy = new Map(ids.map((id, index) => [id, joined[index] ?? []]));
  return areCompeting(ids, (id) => [...bodiesOf(id), ...(joinedBy.get(id) ?? [])]);
}

async function loadCitations(
  attribution: Attribution,
  stance: Stance,
  { first }: PageArguments,
  { evidence }: Loaders,
) {
  const limit = parseFirst(first);
  const citations = await findAttributionCitations(attribution, stance, (id) => evidence.load(id));
  return citations.slice(0, limit);
}

async function countCitations(attribution: Attribution, stance: Stance, { evidence }: Loaders) {
  return (await findAttributionCitations(attribution, stance, (id) => evidence.load(id))).length;
}
