/**
 * Called again and again by work that may take seconds, a thousand steps or less apart: lets others of the same thread have a turn where it
 * is time to. Rejects where the work is given up.
 */
export type Pause = () => Promise<void>;

/** How many steps of a long loop lie between two pauses. */
export const PAUSE_INTERVAL = 1000;
