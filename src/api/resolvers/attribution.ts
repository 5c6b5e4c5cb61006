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
import { type ClaimArguments, claimFilterOf } from '../execution/claim-arguments.js';
import { firstOf, listConnection, MAX_FIRST, type PageArguments, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import type { Loaders } from '../execution/loaders.js';
import { required } from '../execution/lookup.js';
import { type Role, rolePredicates } from './role-table.js';

/** Which claims make an actor a candidate. */
const CANDIDATE: Role = {
  direction: 'IN',
  predicates: ['PERPETRATED', 'PARTICIPATED_IN', 'CLAIMED_RESPONSIBILITY_FOR'],
};

export const attributionResolvers = {
  Attack: {
    attributions: ({ id }: Entity, args: ClaimArguments & PageArguments, { loaders }: Context) => {
      const page = pageOf(args);
      const predicates = rolePredicates('attributions', CANDIDATE, args.predicates);
      const filter = claimFilterOf({ ...args, predicates });
      let reading: Promise<readonly Attribution[]> | undefined;
      const all = () => {
        reading ??= claimsAt(id, filter, loaders).then(groupAttributions);
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
    actor: ({ actorId }: Attribution, _: unknown, { loaders }: Context) => required(loaders.entity, actorId),
    status: ({ strongest }: Attribution) => strongest?.status ?? null,
    derivedStatus: ({ strongest }: Attribution) => strongest?.derivedStatus ?? null,
    confidence: ({ strongest }: Attribution) => strongest?.confidence ?? null,
    support: (attribution: Attribution, args: PageArguments, { loaders }: Context) =>
      citations(attribution, 'SUPPORTS', args, loaders),
    denials: (attribution: Attribution, args: PageArguments, { loaders }: Context) =>
      citations(attribution, 'DENIES', args, loaders),
    firstSaid: async (attribution: Attribution, _: unknown, { loaders }: Context) =>
      earliestSupport(
        await loaders.evidence.load((attribution.strongest ?? attribution.responsibility)?.id ?? ''),
      ),
  },
  FirstSaid: {
    at: ({ publishedAt }: Evidence) => publishedAt,
    article: ({ citation }: Evidence, _: unknown, { loaders }: Context) =>
      required(loaders.article, citation.articleId),
    source: ({ sourceId }: Evidence, _: unknown, { loaders }: Context) => required(loaders.source, sourceId),
    speakers: ({ citation }: Evidence, _: unknown, { loaders }: Context) =>
      Promise.all(citation.assertedBy.map((id) => required(loaders.entity, id))),
  },
};

/** All of them: who stands first is known only when the last one is read. An attack has few. */
async function claimsAt(id: string, filter: ReturnType<typeof claimFilterOf>, loaders: Loaders) {
  const claims: Claim[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: Page<Claim> = await loaders
      .claimsOf('IN', filter, { first: MAX_FIRST, after }, { endpoints: true, citations: null })
      .load(id);
    claims.push(...page.items);
    after = page.cursors.at(-1) ?? null;
    more = page.hasNext;
  }
  return claims;
}

async function evidenceOf({ claims }: Attribution, loaders: Loaders): Promise<readonly Evidence[]> {
  return (await Promise.all(claims.map(({ id }) => loaders.evidence.load(id)))).flat();
}

async function citations(
  attribution: Attribution,
  stance: Stance,
  { first }: PageArguments,
  loaders: Loaders,
) {
  const most = firstOf(first);
  return (await evidenceOf(attribution, loaders))
    .filter(({ live, citation }) => live && citation.stance === stance)
    .map(({ citation }) => citation)
    .sort(compareCitations)
    .slice(0, most);
}
