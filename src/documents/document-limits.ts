/** The most that a document may hold. Exceeding any of these is the error LIMIT_EXCEEDED. */
export const DOCUMENT_LIMITS = {
  /** Size of a document, a line of JSON Lines or a text file, in bytes. */
  bytes: 10 * 1024 * 1024,
  /** Maps and lists within each other. */
  nestingDepth: 32,
  /** Length of a key that is not in the format, in UTF-16 code units, as all lengths below. */
  keyLength: 200,
  id: 128,
  quote: 2_000,
  name: 500,
  title: 1_000,
  description: 5_000,
  note: 5_000,
  url: 2_000,
  textFile: 1_000,
  date: 100,
  claims: 10_000,
  citationsPerClaim: 10_000,
  assessments: 10_000,
  entities: 10_000,
  aliases: 1_000,
  identifierSchemes: 100,
  identifierValues: 100,
  authors: 1_000,
  speakers: 20,
  /** Mistakes reported per document; the others are counted. */
  diagnosticsPerDocument: 1_000,
  /** Entries that the summary of a run keeps; the others are counted. */
  summaryProblems: 1_000,
  summaryWarnings: 1_000,
  summaryNotes: 1_000,
} as const;

export const formatMegabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
