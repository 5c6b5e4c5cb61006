import { writeExportToFile, writeExportToStream } from '../export/write-export.js';
import { writeFileAtomic } from '../files/atomic-file.js';
import type { handleStopSignals } from './signals/stop-signals.js';

/**
 * Writes to the file, or to standard output if there is none. Returns whether all is written: not if the reader of a pipe has read enough,
 * nor if a signal stopped the command, which sets the exit code.
 */
export async function writeOutput(
  pieces: AsyncIterable<string>,
  { output, force = false }: { readonly output?: string | undefined; readonly force?: boolean | undefined },
  stop: ReturnType<typeof handleStopSignals>,
): Promise<boolean> {
  try {
    if (output === undefined) await writeExportToStream(pieces, process.stdout, stop.signal);
    else
      await writeFileAtomic(output, force, (temporary) => writeExportToFile(pieces, temporary, stop.signal));
    return true;
  } catch (error) {
    // The reader of the pipe, such as `head`, has read enough.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return false;
    if (!stop.signal.aborted) throw error;
    process.exitCode = stop.exitCode() ?? 1;
    return false;
  }
}
