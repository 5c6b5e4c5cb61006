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

/** Regions with a code and a name that are no countries. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** The code in use for a code of two letters: FR for FX, GB for UK. Null if it is no country's. */
function currentCode(code: string): string | null {
  const upper = code.toUpperCase();
  if (!/^[A-Z]{2}$/.test(upper)) return null;
  const current = new Intl.Locale(`und-${upper}`).region ?? upper;
  return NO_COUNTRIES.has(current) || NAMES.of(current) === undefined ? null : current;
}

/** The English name of a country by its code of two letters; null if there is none. */
export function countryName(code: string): string | null {
  const current = currentCode(code);
  return current === null ? null : (NAMES.of(current) ?? null);
}

let codes: ReadonlyMap<string, string> | null = null;

/** The code of two letters by an English name or a code; null if it is no country's. */
export function countryCode(name: string): string | null {
  codes ??= readCodes();
  return codes.get(name.trim().toLowerCase()) ?? currentCode(name.trim());
}

function readCodes(): ReadonlyMap<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const all = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  return new Map([
    ...all.flatMap((code): [string, string][] => {
      const [name, current] = [countryName(code), currentCode(code)];
      return name === null || current === null ? [] : [[name.toLowerCase(), current]];
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
