/** A cell of a table; a number that does not exist is written empty. */
export type CsvCell = string | number;

/** Rows as comma-separated values (RFC 4180), full precision, one line each. */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: CsvCell): string {
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell);
  return csvText(cell);
}

/**
 * Text as a field: quotes around what would be read as more than one, quotes doubled. A spreadsheet
 * runs a cell as a formula that begins like one, quoted or not: an apostrophe makes it text (OWASP,
 * CSV injection; the wide signs are those of East Asian keyboards).
 */
export function csvText(text: string): string {
  const safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
