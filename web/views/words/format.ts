import { strideOf } from '#views/bounds';

const thin = '\u202f';

/** Three significant digits; `–` for what does not exist; `1.23e-5` below 0.0001 and from 1e5 on. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e5) return value.toExponential(2);
  return String(Number(value.toPrecision(3)));
}

/** `0.1, 0.25, 0.3`, by layer; where there are very many, every so many of them, which is said. */
export function valuesWords(values: readonly number[], write = formatValue): string {
  const stride = strideOf(values.length);
  const named = values.filter((_, layer) => layer % stride === 0).map(write);
  return `${stride > 1 ? `every ${stride} layers ` : ''}${named.join(', ')}`;
}

/** `31 %`, `4.2 %`, `<0.1 %`. Only for rows that sum to 1. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return `<0.1${thin}%`;
  const digits = percent < 9.95 && percent > 0 ? 1 : 0;
  return `${percent.toFixed(digits)}${thin}%`;
}

/** `950 B`, `12 KB`, `3.4 MB`: powers of 1000. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** `0.4 ms`, `82 ms`, `3.1 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `1 head`, `8 heads`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
