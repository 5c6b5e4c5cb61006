import { Command } from 'commander';
import { readStoreConfig } from '../config/config.js';
import { AscribeError } from '../domain/errors.js';
import type { Finding, VerifyReport } from '../store/verify/report.js';
import { verifyStore } from '../store/verify/verify-store.js';
import { storeOption } from './options.js';

interface Options {
  readonly store?: string;
  readonly json?: boolean;
}

/** `ascribe verify` */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('Check a store whole: its structure, each record, references, statuses and search texts.')
    .addOption(storeOption())
    .option('--json', 'Print the result as one JSON object.')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

const EXAMPLES = `
Writes nothing; a service may use the store meanwhile. Each problem is a line: what it is about, and what is wrong. The exit
code is 0 if all is intact and 1 if anything is damaged; the last line then says what to do.

Examples:
  $ ascribe verify
  $ ascribe verify --store ./data/ascribe.db --json | jq '.findings[]'
  $ ascribe verify --store neo4j://localhost:7687`;

async function run({ store, json }: Options): Promise<void> {
  const { store: location, neo4j } = readStoreConfig(store);
  const report = await verifyStore(location, { neo4j });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : describeReport(location, report));
  if (report.findingCount > 0) throw damagedError(location, report);
}

function describeReport(location: string, { findings, findingCount, checked }: VerifyReport): string {
  const counts = Object.entries(checked).map(([kind, count]) => `${count} ${kind}`);
  const more = findingCount - findings.length;
  const lines = [
    ...findings.map(({ where, problem }) => `${where}: ${problem}`),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(findingCount === 0 ? [`${location} is intact: ${counts.join(', ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function damagedError(location: string, { findings, findingCount }: VerifyReport): AscribeError {
  const problems = findingCount === 1 ? 'one problem' : `${findingCount} problems`;
  return new AscribeError('STORE_UNUSABLE', `${location} has ${problems}; ${adviceFor(findings)}`);
}

function adviceFor(findings: readonly Finding[]): string {
  return findings.every(({ remedy }) => remedy === 'rebuild')
    ? 'its records are intact: export all statuses with ascribe export, and restore the export into a new store, which builds the rest again (without its history)'
    : 'stop the service, and restore a backup with ascribe restore --force';
}
