const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Names that the United Nations and threat data use, and CLDR does not. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'bolivia (plurinational state of)': 'BO',
  'brunei darussalam': 'BN',
  'czech republic': 'CZ',
  'hong kong': 'HK',
  'iran (islamic republic of)': 'IR',
  'islamic republic of iran': 'IR',
  "korea (democratic people's republic of)": 'KP',
  'korea (republic of)': 'KR',
  "lao people's democratic republic": 'LA',
  macedonia: 'MK',
  'moldova, republic of': 'MD',
  myanmar: 'MM',
  palestine: 'PS',
  'palestine, state of': 'PS',
  "people's republic of china": 'CN',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  'syrian arab republic': 'SY',
  'taiwan (province of china)': 'TW',
  turkey: 'TR',
  uk: 'GB',
  us: 'US',
  usa: 'US',
  'united states of america': 'US',
  'viet nam': 'VN',
};

/** The English name of a country by its code of two letters; null if there is none. */
export function countryName(code: string): string | null {
  const upper = code.toUpperCase();
  if (!/^[A-Z]{2}$/.test(upper) || upper === 'ZZ') return null;
  return NAMES.of(upper) ?? null;
}

let codes: ReadonlyMap<string, string> | null = null;

/** The code of two letters by an English name or a code; null if it is no country's. */
export function countryCode(name: string): string | null {
  codes ??= readCodes();
  const found = codes.get(name.trim().toLowerCase());
  return found ?? (countryName(name.trim()) === null ? null : name.trim().toUpperCase());
}

function readCodes(): ReadonlyMap<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const all = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  return new Map([
    // Codes of regions that are no countries, such as EU and UN, have names too; none collides with a country's.
    ...all.flatMap((code): [string, string][] => {
      const name = countryName(code);
      return name === null ? [] : [[name.toLowerCase(), code]];
    }),
    ...Object.entries(OTHER_NAMES),
  ]);
}

/** A state as an entity, by its name or code; null if it is no country. */
export function stateEntity(nameOrCode: string) {
  const code = countryCode(nameOrCode);
  if (code === null) return null;
  return {
    id: `state-${code.toLowerCase()}`,
    kind: 'STATE' as const,
    name: countryName(code) ?? nameOrCode,
    identifiers: { iso3166: code },
  };
}
