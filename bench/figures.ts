/** The figures of many measurements in milliseconds, as a line of a table. */
export function figures(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
      .toFixed(1)
      .padStart(8);
  return `p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${at(1)} ms`;
}

/** Runs `count` pieces of work, `atOnce` of them at a time, and returns the milliseconds that each took. */
export async function measure(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = next++; index < count; index = next++) {
        const began = performance.now();
        await work(index);
        times.push(performance.now() - began);
      }
    }),
  );
  return times;
}
