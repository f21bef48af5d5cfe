import type { EventEmitter } from "node:events";

/** Pages that are rendered at once. Rendering runs in the one thread that everything shares: more at once are not faster. */
const AT_ONCE = 2;
/** After so long a page is not counted any more: it may wait for a slow client. */
const COUNTED_MILLISECONDS = 250;
/** The half-life of a client's request count. */
const HALF_LIFE_MILLISECONDS = 5_000;
/** The usual number of recent pages: three a second, or twenty at once. Only an excess lowers a client's priority. */
const USUAL_COUNT = 20;
/** Requests of others from the same address count a little too: a session cookie is easily made up. */
const SHARE_OF_ADDRESS = 1 / 16;
const MOST_REMEMBERED = 5_000;
/** A page that has waited this long comes before one whose client has one request less: nobody waits for ever. */
const PATIENCE_MILLISECONDS = 200;

/** The client of a page: the session in its cookie ("" without one), not verified yet, and its address. */
export interface Asking {
  session: string;
  address: string;
}

interface Waiting {
  asking: Asking;
  since: number;
  begin: () => void;
}

/**
 * A queue for rendering: admits so many pages at once, and of the waiting ones that of the client with the
 * fewest requests lately. A client that requests page after page waits behind one that requests a single
 * page, and no client's requests fill a turn of the event loop.
 */
export class PageQueue {
  private readonly waiting: Waiting[] = [];
  private readonly asked = new Map<string, { count: number; at: number }>();
  private free = AT_ONCE;

  /** `now` returns milliseconds; tests pass another clock. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Resolves when the page may be rendered; its slot is free again once it was sent, or after a while. False: its client left. */
  async enter(asking: Asking, response: EventEmitter): Promise<boolean> {
    const isWanted = await new Promise<boolean>((resolve) => {
      const one = { asking, since: this.now(), begin: () => resolve(true) };
      this.waiting.push(one);
      response.once("close", () => {
        const at = this.waiting.indexOf(one);
        if (at >= 0) {
          this.waiting.splice(at, 1);
          resolve(false);
        }
      });
      this.letIn();
    });
    if (isWanted) {
      let giveBack = (): void => {
        giveBack = () => undefined;
        clearTimeout(timer);
        this.free += 1;
        this.letIn();
      };
      const timer = setTimeout(() => giveBack(), COUNTED_MILLISECONDS);
      response.once("finish", () => giveBack());
      response.once("close", () => giveBack());
    }
    return isWanted;
  }

  private letIn(): void {
    while (this.free > 0 && this.waiting.length > 0) {
      const ranks = this.waiting.map((one) => this.rank(one));
      const [next] = this.waiting.splice(ranks.indexOf(Math.min(...ranks)), 1);
      if (next) {
        this.free -= 1;
        const { session, address } = next.asking;
        if (session !== "") {
          this.count(`session ${session}`);
        }
        this.count(`address ${address}`);
        next.begin();
      }
    }
  }

  /** The priority: lower for fewer unusual pages lately, and for a longer wait. Unauthenticated clients of one address share a count. */
  private rank({ asking: { session, address }, since }: Waiting): number {
    const ofAddress = this.excess(`address ${address}`);
    const own = session === "" ? ofAddress : this.excess(`session ${session}`) + SHARE_OF_ADDRESS * ofAddress;
    return own - (this.now() - since) / PATIENCE_MILLISECONDS;
  }

  private excess(key: string): number {
    return Math.max(0, this.lately(key) - USUAL_COUNT);
  }

  private lately(key: string): number {
    const known = this.asked.get(key);
    return known ? known.count * 2 ** ((known.at - this.now()) / HALF_LIFE_MILLISECONDS) : 0;
  }

  private count(key: string): void {
    const count = this.lately(key) + 1;
    this.asked.delete(key);
    this.asked.set(key, { count, at: this.now() });
    const [oldest] = this.asked.keys();
    if (this.asked.size > MOST_REMEMBERED && oldest !== undefined) {
      this.asked.delete(oldest);
    }
  }
}
