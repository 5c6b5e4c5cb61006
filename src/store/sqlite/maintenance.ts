import { openChannel } from './connection/channel.js';
import type { MaintenanceMethods } from './maintenance-methods.js';

/**
 * Runs a method on a database file in a process of its own, so that a crash of the database library in a damaged file is an error here:
 * STORE_UNUSABLE. Its other errors are those of the method.
 */
export async function maintain<Name extends keyof MaintenanceMethods>(
  file: string,
  method: Name,
  ...args: Parameters<MaintenanceMethods[Name]>
): Promise<Awaited<ReturnType<MaintenanceMethods[Name]>>> {
  const channel = await openChannel(file, { access: 'maintain', fileKey: null });
  try {
    return await channel.call<Awaited<ReturnType<MaintenanceMethods[Name]>>>(method, ...args);
  } finally {
    channel.kill();
  }
}
