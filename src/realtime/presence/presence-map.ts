import { z } from "zod";
import type { Bus } from "@/server/bus/bus";

const messageSchema = z.discriminatedUnion("kind", [
  /** What changed since `seq - 1`: a value, or null where there is none any more. */
  z.object({
    kind: z.literal("change"),
    seq: z.number(),
    facts: z.array(z.tuple([z.string(), z.unknown()])),
  }),
  z.object({ kind: z.literal("whole"), seq: z.number(), facts: z.array(z.tuple([z.string(), z.unknown()])) }),
  /** How many changes a process has sent, so that one that missed the last asks for all entries. */
  z.object({ kind: z.literal("place"), seq: z.number() }),
  z.object({ kind: z.literal("ask"), of: z.string() }),
]);

const GATHER_MILLISECONDS = 20;
const PLACE_MILLISECONDS = 3_000;

interface Theirs<Value> {
  seq: number;
  facts: Map<string, Value>;
}

/**
 * A presence map over all processes: each process owns entries and all know them. Nothing is stored anywhere:
 * a process sends each change and, every 3 s, the number of changes sent; a process that missed one asks for
 * all entries. The entries of a process that leaves or falls silent go with it (the bus's lease), so a crash
 * leaves nobody online who is not connected.
 */
export class PresenceMap<Value> {
  /** Called whenever a key changed anywhere. */
  onChange: (key: string) => void = () => undefined;
  private readonly mine = new Map<string, Value>();
  private readonly theirs = new Map<string, Theirs<Value>>();
  private readonly unpublished = new Set<string>();
  private seq = 0;
  private gathering: NodeJS.Timeout | null = null;
  private readonly stops: (() => void)[];

  constructor(
    private readonly bus: Bus,
    private readonly topic: string,
    private readonly schema: z.ZodType<Value>,
  ) {
    const timer = setInterval(() => this.publish({ kind: "place", seq: this.seq }), PLACE_MILLISECONDS);
    timer.unref();
    this.stops = [
      () => clearInterval(timer),
      bus.subscribe(topic, (message, from) => this.receive(message, from)),
      bus.onPeer((change, peer) => {
        if (change === "joined") {
          this.publish({ kind: "place", seq: this.seq });
        } else {
          this.replace(peer.processId, null);
        }
      }),
    ];
  }

  /** Sets an entry of this process. */
  set(key: string, value: Value): void {
    this.mine.set(key, value);
    this.changed(key);
  }

  /** Deletes an entry of this process. */
  delete(key: string): void {
    if (this.mine.delete(key)) {
      this.changed(key);
    }
  }

  /** This process's value of a key. */
  own(key: string): Value | undefined {
    return this.mine.get(key);
  }

  /** The values of a key from all processes. */
  values(key: string): Value[] {
    const values = [this.mine, ...[...this.theirs.values()].map(({ facts }) => facts)].flatMap((facts) => {
      const value = facts.get(key);
      return value === undefined ? [] : [value];
    });
    return values;
  }

  /** All values of all processes. */
  *entries(): Iterable<[string, Value]> {
    yield* this.mine;
    for (const { facts } of this.theirs.values()) {
      yield* facts;
    }
  }

  /** Ends sending and listening. */
  stop(): void {
    this.stops.forEach((stop) => stop());
    clearTimeout(this.gathering ?? undefined);
  }

  private changed(key: string): void {
    this.unpublished.add(key);
    this.gathering ??= setTimeout(() => this.publishChanges(), GATHER_MILLISECONDS).unref();
    this.onChange(key);
  }

  private publishChanges(): void {
    this.gathering = null;
    const facts = [...this.unpublished].map((key): [string, Value | null] => [
      key,
      this.mine.get(key) ?? null,
    ]);
    this.unpublished.clear();
    this.seq += 1;
    this.publish({ kind: "change", seq: this.seq, facts });
  }

  private publish(message: z.input<typeof messageSchema>): void {
    this.bus.publish(this.topic, message);
  }

  private receive(raw: unknown, from: string): void {
    const parsed = messageSchema.safeParse(raw);
    // Entries of a process that is not known as alive would stay when it dies: it sends its count again once it is known.
    if (!parsed.success || !this.bus.peers().some((peer) => peer.processId === from)) {
      return;
    }
    const message = parsed.data;
    const known = this.theirs.get(from);
    switch (message.kind) {
      case "ask":
        if (message.of === this.bus.processId) {
          this.publish({ kind: "whole", seq: this.seq, facts: [...this.mine] });
        }
        return;
      case "whole":
        this.replace(from, { seq: message.seq, facts: new Map(this.read(message.facts)) });
        return;
      case "place":
        if (known?.seq !== message.seq) {
          this.publish({ kind: "ask", of: from });
        }
        return;
      case "change":
        if (known?.seq !== message.seq - 1) {
          this.publish({ kind: "ask", of: from });
          return;
        }
        known.seq = message.seq;
        message.facts.forEach(([key]) => known.facts.delete(key));
        this.read(message.facts).forEach(([key, value]) => known.facts.set(key, value));
        message.facts.forEach(([key]) => this.onChange(key));
    }
  }

  /** An entry in another release's format is dropped rather than read wrongly. */
  private read(facts: [string, unknown][]): [string, Value][] {
    return facts.flatMap(([key, value]): [string, Value][] => {
      const parsed = value === null ? null : this.schema.safeParse(value);
      return parsed?.success ? [[key, parsed.data]] : [];
    });
  }

  private replace(from: string, theirs: Theirs<Value> | null): void {
    const before = this.theirs.get(from);
    if (theirs) {
      this.theirs.set(from, theirs);
    } else {
      this.theirs.delete(from);
    }
    const keys = new Set([...(before?.facts.keys() ?? []), ...(theirs?.facts.keys() ?? [])]);
    keys.forEach((key) => this.onChange(key));
  }
}
