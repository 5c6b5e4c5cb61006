import { type Channel, openChannel } from './channel.js';
import { type FileIdentity, identifyFile } from './file-identity.js';

/** The one connection of this process that writes. */
export interface WriterConnection {
  readonly identity: FileIdentity;
  /** The connection; a new one if its process has died. Throws STORE_UNUSABLE or STORE_UNAVAILABLE if none can be opened. */
  channel(): Promise<Channel>;
  /** Moves the write-ahead log into the file and closes. */
  close(): Promise<void>;
}

/** Creates or migrates the file if needed. Throws STORE_UNUSABLE. */
export async function openWriterConnection(file: string): Promise<WriterConnection> {
  let current = await openChannel(file, { access: 'write', fileKey: null });
  const identity = identifyFile(file);
  let reopening: Promise<Channel> | null = null;
  const reopen = async () => {
    // Opening a file that is missing would not fail: it would create the log of an empty one.
    identity.requireUnchanged();
    current = await openChannel(file, { access: 'write', fileKey: identity.key });
    return current;
  };
  const channel = async () => {
    if (current.alive) return current;
    reopening ??= reopen().finally(() => {
      reopening = null;
    });
    return reopening;
  };
  return {
    identity,
    channel,
    close: async () => {
      const open = await channel().catch(() => null);
      await open?.close();
    },
  };
}
