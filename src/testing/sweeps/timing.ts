/** Times of answers about what is theirs and about what never was, by what was asked. */
export class Timing {
  private readonly times = new Map<string, { theirs: number[]; nobodys: number[] }>();

  add(what: string, theirs: number, nobodys: number): void {
    const kept = this.times.get(what) ?? { theirs: [], nobodys: [] };
    kept.theirs.push(theirs);
    kept.nobodys.push(nobodys);
    this.times.set(what, kept);
  }

  /** The median of theirs over that of nobody's, of all together. */
  ratio(): number {
    const all = [...this.times.values()];
    return ratioOf(
      all.flatMap(({ theirs }) => theirs),
      all.flatMap(({ nobodys }) => nobodys),
    );
  }

  /** Those that were asked often enough and whose ratio is farthest from 1, the farthest first. */
  farthest(count: number, least = 30): { what: string; ratio: number; times: number }[] {
    return [...this.times]
      .filter(([, { theirs }]) => theirs.length >= least)
      .map(([what, { theirs, nobodys }]) => ({
        what,
        ratio: ratioOf(theirs, nobodys),
        times: theirs.length,
      }))
      .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)))
      .slice(0, count);
  }
}

function ratioOf(theirs: readonly number[], nobodys: readonly number[]): number {
  return median(theirs) / median(nobodys);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
