import type { Random } from "../chaos/random";
import type { Target } from "./targets";
import type { WireRequest } from "./wire";
import type { Attacker, HostileWorld } from "./world";

/** One hostile request. */
export interface Attack {
  /** Route and trick, for the report. */
  what: string;
  by: Attacker | null;
  request: WireRequest;
  /** Breaks HTTP itself: the parser may refuse it without a body, or cut the connection. */
  breaksHttp?: boolean;
  /** The server is to go on; nobody waits for an answer. */
  isCut?: boolean;
  /** What was typed, to be read back when it is taken. */
  typed?: { field: string; text: string };
}

/** Requests of one kind, one line of the report. */
export interface Family {
  name: string;
  attacks: Attack[];
}

/** Builds attacks: a person of a matching role, a path with ids, and the invalid part. */
export class AttackBuilder {
  private turn = 0;

  constructor(
    readonly world: HostileWorld,
    readonly random: Random,
    readonly origin: string,
    readonly isLong: boolean,
  ) {}

  /** Some of a list, in a random order; in the long form all of it. */
  some<T>(list: readonly T[], count: number): T[] {
    return this.random.shuffle(list).slice(0, this.isLong ? list.length : count);
  }

  /** A request of the target's, good but for what `change` says. */
  make(
    target: Target,
    what: string,
    change: Partial<WireRequest> & { more?: readonly (readonly [string, string])[]; query?: string } = {},
    rest: Omit<Partial<Attack>, "request"> = {},
  ): Attack {
    const { more = [], query = "", ...wire } = change;
    const by = this.attacker(target);
    return {
      what: `${target.method} ${target.pattern}: ${what}`,
      by,
      ...rest,
      request: {
        method: target.method,
        path: `${this.path(target)}${query}`,
        headers: [...this.who(by), ...more],
        ...wire,
      },
    };
  }

  /** The same with a JSON body. */
  makeJson(
    target: Target,
    what: string,
    body: string | Buffer,
    rest: Omit<Partial<Attack>, "request"> = {},
  ): Attack {
    return this.make(
      target,
      what,
      { body: Buffer.from(body), more: [["Content-Type", "application/json"]] },
      rest,
    );
  }

  /** The path, with ids of what there is in its brackets. */
  path(target: Target): string {
    const { entities, ticketIds } = this.world;
    const usesUp = target.method === "DELETE" || target.pattern.endsWith("/restore");
    const ticket = usesUp ? entities.deleted : this.random.pick(ticketIds);
    const own: Record<string, string> = {
      ticket,
      place: ticket,
      kind: "reply",
      key: entities.category,
      personId: entities.person,
      id: entities[target.about] ?? "",
    };
    return target.pattern
      .replace(
        "[...nextauth]",
        this.random.pick(["session", "csrf", "signin", "callback/credentials", "error"]),
      )
      .replace(/\[\.\.\.\w+\]/, "nothing/of/the/kind")
      .replace(/\[(\w+)\]/g, (_, name: string) => own[name] ?? "");
  }

  /** Who they say they are: by token, or as a browser does. Each comes from an address of its own. */
  who(by: Attacker | null): [string, string][] {
    const address: [string, string] = [
      "X-Forwarded-For",
      `198.18.${this.random.between(0, 255)}.${this.random.between(1, 254)}`,
    ];
    if (by === null) {
      return [address];
    }
    return this.random.chance(0.3)
      ? [address, ["Cookie", `next-auth.session-token=${by.cookie}`], ["Origin", this.origin]]
      : [address, ["Authorization", `Bearer ${by.token}`]];
  }

  private attacker(target: Target): Attacker {
    const label = target.pattern.startsWith("/api/admin/")
      ? "admin"
      : this.random.pick(["user", "agent", "agent", "viewer", "admin"]);
    const fitting = this.world.attackers.filter((one) => one.label === label);
    this.turn += 1;
    return fitting[this.turn % fitting.length] ?? this.random.pick(this.world.attackers);
  }
}
