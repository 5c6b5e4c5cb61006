import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseApiKeys } from '#ascribe/keys/parse-api-keys.js';

describe('ASCRIBE_API_KEYS', () => {
  it('holds keys by name, which are kept as digests', () => {
    const keys = parseApiKeys('anna:s3cret:with-colon, ben:other');
    expect(keys.map(({ name }) => name)).toEqual(['anna', 'ben']);
    expect(keys[0]?.digest).toEqual(createHash('sha256').update('s3cret:with-colon').digest());
    expect(JSON.stringify(keys)).not.toContain('s3cret');
    expect(parseApiKeys('')).toEqual([]);
  });

  it('gives a key the role in front of it, or else that of an administrator', () => {
    const keys = parseApiKeys('anna:s3cret,ben:read:other,cleo:analyse:third:with-colon,dora:nobody:fourth');
    expect(keys.map(({ role }) => role)).toEqual(['admin', 'read', 'analyse', 'admin']);
    expect(keys[1]?.digest).toEqual(createHash('sha256').update('other').digest());
    expect(keys[3]?.digest).toEqual(createHash('sha256').update('nobody:fourth').digest());
  });

  it.each(['s3cret', 'anna:', ':s3cret', 'an na:s3cret', 'a:s3cret,a:other', 'anna:s3cret with space'])(
    'is refused in one line that never shows a key: %s',
    (text) => {
      const parse = () => parseApiKeys(text);
      expect(parse).toThrow(expect.objectContaining({ code: 'BAD_CONFIGURATION' }));
      expect(parse).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/s3cret|\n/) }));
    },
  );
});
