import { InvalidArgumentError, Option } from 'commander';
import { type ClaimStatus, statuses } from '../domain/records.js';

/** Required, without a default: what is alleged does not slip into a file beside what is confirmed. */
export function statusesOption(): Option {
  return new Option('--statuses <list>', 'which claims: a list with commas, as CONFIRMED,REPORTED')
    .argParser(parseStatuses)
    .makeOptionMandatory();
}

function parseStatuses(text: string): ClaimStatus[] {
  const given = text.split(',').map((word) => word.trim().toUpperCase());
  const unknown = given.find((word) => !statuses.some((status) => status === word));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`Expected one or more of ${statuses.join(', ')}, with commas.`);
  return statuses.filter((status) => given.includes(status));
}
