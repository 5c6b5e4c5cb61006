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

/** A check of a file that runs beside other work. */
interface BackgroundCheck {
  /** Rejects with STORE_UNUSABLE if the file is damaged. Also rejects if the check could not be made, or was stopped. */
  readonly result: Promise<void>;
  stop(): void;
}

/** Checks the structure of the database file with this device and inode, at the lowest priority. */
export function checkInBackground(file: string, fileKey: string): BackgroundCheck {
  const opening = openChannel(file, { access: 'maintain', fileKey: null });
  let stopped = false;
  const check = async () => {
    const channel = await opening;
    try {
      if (!stopped) await channel.call('checkInBackground', fileKey);
    } finally {
      channel.kill();
    }
  };
  return {
    result: check(),
    stop: () => {
      stopped = true;
      opening.then(
        (channel) => channel.kill(),
        () => {},
      );
    },
  };
}
