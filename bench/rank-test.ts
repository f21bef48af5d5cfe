/** What a comparison of pairs came to. */
export interface Compared {
  /** The median of the first over that of the second. */
  ratio: number;
  /** How probable differences like these are where both take equally long (Wilcoxon's signed ranks, two-sided, by the normal distribution). */
  p: number;
}

/** Compares pairs of measurements that were made one after the other, so that what slows a machine down slows both. */
export function comparePairs(pairs: readonly (readonly [number, number])[]): Compared {
  const differences = pairs.map(([one, other]) => one - other).filter((difference) => difference !== 0);
  const ordered = differences.toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const count = ordered.length;
  const positive = ordered.reduce((sum, difference, index) => sum + (difference > 0 ? index + 1 : 0), 0);
  const mean = (count * (count + 1)) / 4;
  const deviation = Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24);
  const z = deviation === 0 ? 0 : (positive - mean) / deviation;
  return {
    ratio: median(pairs.map(([one]) => one)) / median(pairs.map(([, other]) => other)),
    p: 2 * upperTail(Math.abs(z)),
  };
}

/** The normal distribution above z (Abramowitz and Stegun, 26.2.17: exact to seven digits). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const factors = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const series = factors.reduceRight((sum, factor) => (sum + factor) * t, 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
