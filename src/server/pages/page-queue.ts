import type { EventEmitter } from "node:events";

/** Pages that are drawn at once. Drawing is work of the one thread that everything shares: more at once are none sooner. */
const AT_ONCE = 2;
/** From then on a page is not counted any more: it may wait for a client that is slow to read. */
const COUNTED_MILLISECONDS = 250;
/** How soon what somebody asked for is half forgotten. */
const HALF_LIFE_MILLISECONDS = 5_000;
/** What others behind the same address asked for counts a little too: a name in a cookie is quickly made up. */
const SHARE_OF_ADDRESS = 1 / 16;
const MOST_REMEMBERED = 5_000;
/** A page that has waited this long is put before one whose reader asked for one less: nobody waits for ever. */
const PATIENCE_MILLISECONDS = 200;

/** Who asks for a page: the session that a cookie shows ("" without one), not looked at yet, and the client's address. */
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
 * Lets so many pages be drawn at once, and of those that wait the one whose reader asked for the fewest lately: who asks for
 * page after page then waits behind who asks for one, and nobody's requests fill a turn of the event loop.
 */
export class PageQueue {
  private readonly waiting: Waiting[] = [];
  private readonly asked = new Map<string, { count: number; at: number }>();
  private free = AT_ONCE;

  /** `now` tells milliseconds; another one is for tests. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Resolves when the page may be drawn; its place is free again once it was sent, or after a while. False: nobody waits for it. */
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

  /** The fewer pages somebody was given lately, and the longer they wait, the lower. Strangers of one address share a count. */
  private rank({ asking: { session, address }, since }: Waiting): number {
    const ofAddress = this.lately(`address ${address}`);
    const own = session === "" ? ofAddress : this.lately(`session ${session}`) + SHARE_OF_ADDRESS * ofAddress;
    return own - (this.now() - since) / PATIENCE_MILLISECONDS;
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
