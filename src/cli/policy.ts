import { Command, InvalidArgumentError, Option } from 'commander';
import { readStoreConfig } from '../config/config.js';
import { withExistingStore } from './existing-store.js';
import { storeOption } from './options.js';
import { applyPolicyFile } from './policy-apply.js';
import { type DiffFormat, diffPolicyFile } from './policy-diff.js';
import { showPolicy } from './policy-show.js';

interface StoreOptions {
  readonly store?: string;
}

/** `ascribe policy show|diff|apply` */
export function policyCommand(): Command {
  const policy = new Command('policy')
    .description('how status and confidence are made of evidence: show it, try another one, put it in force')
    .addHelpText('after', EXAMPLES);

  policy
    .command('show')
    .description('print the policy in force as YAML that can be edited and given to diff and apply')
    .addOption(storeOption())
    .action(({ store }: StoreOptions) => withExistingStore(readStoreConfig(store), showPolicy));

  policy
    .command('diff')
    .description('tell which claims would change under another policy, and how; writes nothing')
    .argument('<file>', 'a policy, YAML or JSON: its version, and what differs from policy 1')
    .addOption(storeOption())
    .addOption(
      new Option('--format <format>', 'text, or json: an object a line for each claim that would change')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action((file: string, { store, format }: StoreOptions & { readonly format: DiffFormat }) =>
      diffPolicyFile(file, readStoreConfig(store), format),
    );

  policy
    .command('apply')
    .description(
      'put another policy in force and derive all claims by it; can be stopped, and goes on when it is run again',
    )
    .argument('<file>', 'a policy, YAML or JSON: its version, and what differs from policy 1')
    .addOption(storeOption())
    .option('--batch <claims>', 'claims to a transaction', parseBatchSize, 1000)
    .action((file: string, options: StoreOptions & { readonly batch: number }) =>
      applyPolicyFile(file, readStoreConfig(options.store), options.batch),
    );

  return policy;
}

const EXAMPLES = `
Examples:
  $ ascribe policy show > stricter.yaml       # then give it another version, and edit
  $ ascribe policy diff stricter.yaml
  $ ascribe policy diff stricter.yaml --format json | jq -r 'select(.from.status == "CONFIRMED").text'
  $ ascribe policy apply stricter.yaml`;

function parseBatchSize(text: string): number {
  const claims = Number(text);
  if (/^\d+$/.test(text) && claims >= 1 && claims <= 100_000) return claims;
  throw new InvalidArgumentError('Expected a whole number, 1 to 100000.');
}
