import type { ClaimFilter } from '../store.js';

/** Whether a filter has conditions on who says something, how and where, besides `articleIds`. */
export const hasCitationFilter = (filter: ClaimFilter): boolean =>
  [
    filter.speakerIds,
    filter.sourceIds,
    filter.stances,
    filter.modalities,
    filter.genres,
    filter.publishedDuring,
  ].some((one) => one !== undefined);
