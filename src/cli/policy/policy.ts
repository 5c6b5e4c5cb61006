import { Command, InvalidArgumentError, Option } from 'commander';
import { readStoreConfig } from '../../config/config.js';
import { DEFAULT_POLICY } from '../../domain/derivation/policy.js';
import { withExistingStore } from '../existing-store.js';
import { storeOption } from '../options.js';
import { applyPolicyFile } from './policy-apply.js';
import { type DiffFormat, diffPolicyFile } from './policy-diff.js';
import { showPolicy } from './policy-show.js';

const POLICY_FILE = `Policy in YAML or JSON: its version, and what differs from policy ${DEFAULT_POLICY.version}.`;

interface StoreOptions {
  readonly store?: string;
}

/** `ascribe policy show|diff|apply` */
export function policyCommand(): Command {
  const policy = new Command('policy')
    .description(
      'Show the policy that gives claims their status and confidence, preview a different one, or apply it.',
    )
    .addHelpText('after', EXAMPLES);

  policy
    .command('show')
    .description('Print the active policy as YAML, to edit and pass to diff and apply.')
    .addOption(storeOption())
    .addHelpText('after', '\nExample:\n  $ ascribe policy show > stricter.yaml')
    .action(({ store }: StoreOptions) => withExistingStore(readStoreConfig(store), showPolicy));

  policy
    .command('diff')
    .description('List the claims that a policy would change, without writing anything.')
    .argument('<file>', POLICY_FILE)
    .addOption(storeOption())
    .addOption(
      new Option('--format <format>', 'text, or json: one object per line for each claim that would change.')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addHelpText('after', DIFF_EXAMPLES)
    .action((file: string, { store, format }: StoreOptions & { readonly format: DiffFormat }) =>
      diffPolicyFile(file, readStoreConfig(store), format),
    );

  policy
    .command('apply')
    .description('Apply a policy to all claims. Runs in batches; safe to stop and resume.')
    .argument('<file>', POLICY_FILE)
    .addOption(storeOption())
    .option('--batch <claims>', 'Claims per transaction.', parseBatchSize, 1000)
    .addHelpText('after', '\nExample:\n  $ ascribe policy apply stricter.yaml')
    .action((file: string, options: StoreOptions & { readonly batch: number }) =>
      applyPolicyFile(file, readStoreConfig(options.store), options.batch),
    );

  return policy;
}

const DIFF_EXAMPLES = `
Examples:
  $ ascribe policy diff stricter.yaml
  $ ascribe policy diff stricter.yaml --format json | jq -r 'select(.from.status == "CONFIRMED").text'`;

const EXAMPLES = `
Examples:
  $ ascribe policy show > stricter.yaml       # then edit it and change its version
  $ ascribe policy diff stricter.yaml
  $ ascribe policy diff stricter.yaml --format json | jq -r 'select(.from.status == "CONFIRMED").text'
  $ ascribe policy apply stricter.yaml`;

function parseBatchSize(text: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= 100_000) return size;
  throw new InvalidArgumentError('Expected a whole number from 1 to 100000.');
}
