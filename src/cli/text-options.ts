import { Option } from 'commander';

/** The options by which `import` and `check` come to the texts of articles. */
export const textsOption = (): Option =>
  new Option('--texts <folder>', 'texts that are kept apart, <folder>/<article id>.txt').env('ASCRIBE_TEXTS');

export const requireTextOption = (): Option =>
  new Option('--require-text', 'refuse articles without a text to check their quotes against').env(
    'ASCRIBE_REQUIRE_TEXT',
  );
