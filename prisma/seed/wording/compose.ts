import type { Random } from "../model/random";
import { WORDS } from "../model/words";

/** One ticket's words: `{room}` is the same room throughout its thread. */
export type Settled = Map<string, string>;

const SLOT = /\{([^{}\n]+)\}/g;
const NAME = /^[a-z][A-Za-z]*$/;

/**
 * Fills a text: `{one|or|other}` becomes one of them, `{room}` the ticket's own room, chosen the first time from `own`
 * (the scenario's words) or from everybody's. Any other pair of braces, as in a log, stays. Unknown names are mistakes.
 */
export function compose(
  text: string,
  settled: Settled,
  random: Random,
  own: Readonly<Record<string, readonly string[]>> = {},
): string {
  return text.replace(SLOT, (whole, inside: string) => {
    if (inside.includes("|")) {
      return compose(random.pick(inside.split("|")), settled, random, own);
    }
    return NAME.test(inside) ? word(inside, settled, random, own) : whole;
  });
}

function word(
  name: string,
  settled: Settled,
  random: Random,
  own: Readonly<Record<string, readonly string[]>>,
): string {
  const known = settled.get(name);
  if (known !== undefined) {
    return known;
  }
  const pool = own[name] ?? WORDS[name];
  if (!pool) {
    throw new Error(`The seed has no words for {${name}}`);
  }
  const chosen = random.pick(pool).replace(/#/g, () => String(random.int(1, 9)));
  settled.set(name, chosen);
  return chosen;
}
