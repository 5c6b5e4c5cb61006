import { openStore } from '#ascribe/store/open.js';
import { describePagingDuringWrites } from './describe-paging.js';

describePagingDuringWrites(() => openStore(':memory:'));
