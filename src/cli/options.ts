import { InvalidArgumentError, Option } from 'commander';
import { parseStatusList } from '../api/execution/text-conditions.js';
import { SETTINGS, type Setting } from '../config/settings.js';
import { AscribeError } from '../domain/errors.js';
import { type ClaimStatus, statuses } from '../domain/records.js';

/** The command line option of a setting. The environment and the default are applied when the setting is read. */
function settingOption({
  option,
  description,
  variables,
  default: fallback,
  repeatable,
}: Setting & { option: string }) {
  const sources = [`env: ${variables.join(', ')}`, ...(fallback ? [`default: ${fallback}`] : [])];
  const made = new Option(option, `${description} [${sources.join('; ')}]`);
  return repeatable
    ? made.argParser((value: string, earlier: readonly string[] = []) => [...earlier, value])
    : made;
}

export const storeOption = () => settingOption(SETTINGS.service.store);
export const ontologyOption = () => settingOption(SETTINGS.service.ontology);
export const keysFileOption = () => settingOption(SETTINGS.access.keysFile);
export const neo4jHomeOption = () => settingOption(SETTINGS.neo4j.home);
export const textsOption = () => settingOption(SETTINGS.imports.texts);
export const requireTextOption = () => settingOption(SETTINGS.imports.requireText);
export const allowOutsideOption = () => settingOption(SETTINGS.imports.allowOutside);

/** For `import` and `check`. */
export const replaceOption = () =>
  new Option(
    '--replace',
    'Let articles replace different articles of the same id, and the work of other annotators.',
  );

export function serveOptions(): Option[] {
  const settings: readonly Setting[] = Object.values({ ...SETTINGS.service, ...SETTINGS.access });
  return settings.flatMap(({ option, ...setting }) =>
    option === undefined ? [] : [settingOption({ ...setting, option })],
  );
}

/** Required, without a default, so that allegations do not slip into a file of confirmed claims. */
export function statusesOption(): Option {
  return new Option('--statuses <list>', 'Statuses of the claims, separated by commas: CONFIRMED,REPORTED.')
    .argParser(parseStatuses)
    .makeOptionMandatory();
}

function parseStatuses(text: string): readonly ClaimStatus[] {
  try {
    return parseStatusList(text);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    throw new InvalidArgumentError(`Expected one or more of ${statuses.join(', ')}, separated by commas.`);
  }
}
