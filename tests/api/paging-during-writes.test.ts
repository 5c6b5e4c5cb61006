import { openEmptyStore } from '../sqlite/empty-store.js';
import { describePagingDuringWrites } from './describe-paging.js';

describePagingDuringWrites(openEmptyStore);
