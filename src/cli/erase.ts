import { userInfo } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readStoreConfig } from '../config/config.js';
import { type ErasureReason, erasureReasons } from '../domain/erasure.js';
import { AscribeError } from '../domain/errors.js';
import { recordTypeOf } from '../domain/ids.js';
import { pluralize } from '../domain/pluralize.js';
import type { ErasureResult, Store } from '../store/store.js';
import { withExistingStore } from './existing-store.js';
import { storeOption } from './options.js';

interface EraseOptions {
  readonly store?: string;
  readonly reason: ErasureReason;
  readonly by?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `ascribe erase ID` */
export function eraseCommand(): Command {
  return new Command('erase')
    .description('Erase an article or an entity for good, with its quotes and its past.')
    .argument('<id>', 'article:<id> or entity:<id>.', parseId)
    .addOption(storeOption())
    .addOption(
      new Option('--reason <code>', 'Why; recorded with the id.')
        .choices(erasureReasons)
        .makeOptionMandatory(),
    )
    .option('--by <name>', 'Who erases it; recorded with the id. Default: the user of the system.')
    .option('--yes', 'Erase. Without it, only print what would go.')
    .option('--json', 'Print the result as one JSON object.')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

const EXAMPLES = `
This cannot be undone. An article takes the claims that no other article makes, and what only it declares. An entity takes all claims about it,
and all quotes of it, in all articles. The id cannot be imported again. Backups and exports made before still have the record.

Examples:
  $ ascribe erase article:sele-post-2031-04-12 --reason TAKEDOWN
  $ ascribe erase entity:m-orne --reason PRIVACY --by "L. Tarn" --yes`;

function parseId(given: string): string {
  const id = given.replace(/^entity:/, '');
  const type = recordTypeOf(id);
  if (type === 'article' || (type === 'entity' && given !== id)) return id;
  throw new InvalidArgumentError('Expected article:<id> or entity:<id>.');
}

async function run(
  id: string,
  { store: location, reason, by, yes = false, json }: EraseOptions,
): Promise<void> {
  const erasedBy = (by ?? userInfo().username).trim();
  if (erasedBy === '') throw new AscribeError('BAD_CONFIGURATION', '--by is empty; expected a name');
  await withExistingStore(readStoreConfig(location), async (store) => {
    const erase = (writer: Parameters<Parameters<Store['write']>[0]>[0]) =>
      writer.erase({ id, reason, erasedBy });
    const result = await (yes ? store.write(erase) : store.preview(erase));
    const text = json
      ? JSON.stringify({ ...result, preview: !yes }, null, 2)
      : format(id, result, store.label, yes);
    process.stdout.write(`${text}\n`);
  });
}

function format(id: string, result: ErasureResult, label: string, erased: boolean): string {
  const { articleIds, entityIds, sourceIds, claimIds, citations, changes, erasure } = result;
  if (articleIds.length + entityIds.length === 0)
    return `${id} was erased before, on ${erasure.at.slice(0, 10)} (${erasure.reason}), by ${erasure.erasedBy}`;
  const others = [...entityIds, ...sourceIds].filter((other) => other !== id);
  return [
    `${erased ? 'erased' : 'would erase'} ${id} from ${label}: ${pluralize(citations, 'citation')}, ${pluralize(claimIds.length, 'claim')}`,
    ...(others.length === 0 ? [] : [`with it, as nothing else uses them: ${others.join(', ')}`]),
    ...changes.map(
      ({ claimId, from, to }) => `${claimId}: ${from?.status ?? 'none'} to ${to?.status ?? 'none'}`,
    ),
    ...(erased ? [] : ['nothing was erased; add --yes to erase it, which cannot be undone']),
  ].join('\n');
}
