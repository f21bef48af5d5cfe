const UNITS = ["kB", "MB", "GB", "TB"];

/** A size in bytes for people: "820 B", "14 kB", "2.4 MB"; in the numbers of `locale` ("2,4 MB"). */
export function formatBytes(bytes: number, locale?: string): string {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  let value = bytes / 1000;
  let step = 0;
  // 999.5 kB would be shown as "1000 kB".
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = new Intl.NumberFormat(locale, { maximumFractionDigits: value < 9.95 ? 1 : 0 });
  return `${digits.format(value)} ${UNITS[step]}`;
}
