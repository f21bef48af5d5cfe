import { describe, expect, it } from "vitest";
import {
  newConnection,
  pauseAfter,
  step,
  type Effect,
  type ConnectionEvent,
  type Connection,
} from "./connection";

const START = 1_000_000;

/** Applies events a second apart, and keeps the effects of the last one. */
function after(
  events: readonly ConnectionEvent[],
  connection: Connection = newConnection(START),
): { connection: Connection; effects: Effect[] } {
  let current = connection;
  let effects: Effect[] = [];
  events.forEach((event, index) => {
    [current, effects] = step(current, event, START + (index + 1) * 1_000);
  });
  return { connection: current, effects };
}

const READY: ConnectionEvent = { type: "ready", epoch: "one" };
const LOST: ConnectionEvent = { type: "lost" };
const ANSWERED: ConnectionEvent = { type: "answered" };
const UNANSWERED: ConnectionEvent = { type: "unanswered" };
const refused = (code: string | null = null): ConnectionEvent => ({ type: "refused", code });
const LIVE = after([READY, { type: "caught-up" }]).connection;
const PAUSED = after([LOST, refused(), ANSWERED, refused()], LIVE).connection;

describe("a connection", () => {
  it("is live once all that is on the screen was fetched after the rooms were joined", () => {
    const joined = after([READY]);
    expect(joined.connection.state.kind).toBe("connecting");
    expect(joined.effects).toEqual(["refetch", "tell-back"]);
    expect(after([{ type: "caught-up" }], joined.connection).connection.state.kind).toBe("live");
  });

  it("is catching up after a gap, until all was fetched", () => {
    const back = after([LOST, READY], LIVE);
    expect(back.connection.state.kind).toBe("catching-up");
    expect(back.effects).toContain("refetch");
    expect(after([{ type: "caught-up" }], back.connection).connection.state.kind).toBe("live");
  });

  it("is catching up while the server's process cannot read the log, however much is fetched meanwhile", () => {
    const behind = after([{ type: "delayed", isDelayed: true }, { type: "caught-up" }], LIVE).connection;
    expect(behind.state.kind).toBe("catching-up");
    const delayed = after([{ type: "delayed", isDelayed: false }], behind);
    expect(delayed.effects).toEqual(["refetch"]);
    expect(after([{ type: "caught-up" }], delayed.connection).connection.state.kind).toBe("live");
    const late = after([{ type: "ready", epoch: "one", isDelayed: true }, { type: "caught-up" }]).connection;
    expect(late.state.kind).not.toBe("live");
    expect(after([LOST, READY, { type: "caught-up" }], behind).connection.state.kind).toBe("live");
  });

  it("is offline since it last received something, not since it noticed", () => {
    const { connection, effects } = after([{ type: "received" }, LOST, refused(), refused()], LIVE);
    expect(connection.state).toEqual({ kind: "offline", since: START + 1_000 });
    expect(effects).toContain("connect-later");
  });

  it("is never live by a fetch alone, without a socket", () => {
    expect(after([LOST, { type: "caught-up" }], LIVE).connection.state.kind).toBe("offline");
  });

  it("tries again after any end of a connection or an attempt, except the end of the session", () => {
    for (const event of [
      LOST,
      refused(),
      refused("unavailable"),
      refused("rate_limited"),
      refused("bad_origin"),
    ]) {
      expect(after([event], LIVE).effects).toContain("connect-later");
      expect(after([event]).effects).toContain("connect-later");
    }
    expect(after([refused("rate_limited")], PAUSED).effects).toContain("connect-later");
    const over = after([refused("unauthorized")], LIVE);
    expect(over.connection.state).toEqual({ kind: "ended", reason: "unauthorized" });
    expect(over.effects).toEqual(["stop"]);
  });

  it("stays ended, whatever comes", () => {
    const ended = after([{ type: "ended", reason: "revoked" }], LIVE).connection;
    for (const event of [READY, LOST, ANSWERED, UNANSWERED, refused(), { type: "woke" } as const]) {
      expect(after([event], ended)).toEqual({ connection: ended, effects: [] });
    }
  });
});

describe("sockets that do not get through", () => {
  it("are distinguished from a server that is away by a request", () => {
    const failed = after([LOST, refused()], LIVE);
    expect(failed.connection.state.kind).toBe("offline");
    expect(failed.effects).toContain("probe");
    expect(after([UNANSWERED], failed.connection).connection.state.kind).toBe("offline");
  });

  it("are tried once more at once when a request is answered: the server may just have come back", () => {
    const alive = after([LOST, refused(), ANSWERED], LIVE);
    expect(alive.connection.state.kind).toBe("offline");
    expect(alive.effects).toEqual(["connect", "tell-back"]);
    expect(after([READY], alive.connection).connection.state.kind).toBe("catching-up");
  });

  it("pause live updates when they fail while requests are answered; the screen is fetched, and they are tried again", () => {
    const paused = after([LOST, refused(), ANSWERED, refused()], LIVE);
    expect(paused.connection.state).toMatchObject({ kind: "paused", why: "blocked" });
    expect(paused.effects).toEqual(["refetch", "connect-later"]);
    expect(after([READY], paused.connection).connection.state.kind).toBe("catching-up");
  });

  it("say why: nothing gets through, the server takes none now, or not from this address", () => {
    const why = (code: string | null) => after([refused(code)], PAUSED).connection.state;
    expect(why(null)).toMatchObject({ why: "blocked" });
    expect(why("rate_limited")).toMatchObject({ why: "busy" });
    expect(why("bad_origin")).toMatchObject({ why: "bad_origin" });
  });

  it("are offline as well as soon as requests are not answered either", () => {
    const gone = after([UNANSWERED], PAUSED);
    expect(gone.connection.state.kind).toBe("offline");
    expect(gone.effects).toEqual(["probe-later"]);
    expect(after([ANSWERED], gone.connection).effects).toEqual(["connect", "tell-back"]);
  });
});

describe("a connection that may be dead", () => {
  it("is probed at once when the tab wakes, is catching up, and fetches when it is alive", () => {
    const woken = after([{ type: "woke" }], LIVE);
    expect(woken.connection.state.kind).toBe("catching-up");
    expect(woken.effects).toEqual(["check"]);
    // A fetch that began before the sleep proves nothing.
    expect(after([{ type: "caught-up" }], woken.connection).connection.state.kind).toBe("catching-up");
    const checked = after([{ type: "check-answered" }], woken.connection);
    expect(checked.effects).toEqual(["refetch"]);
    expect(after([{ type: "caught-up" }], checked.connection).connection.state.kind).toBe("live");
  });

  it("is probed at once when a request is not answered, and stays live when it is alive", () => {
    const doubted = after([UNANSWERED], LIVE);
    expect(doubted.connection.state.kind).toBe("live");
    expect(doubted.effects).toEqual(["check", "probe-later"]);
    expect(after([UNANSWERED], doubted.connection).effects).toEqual(["probe-later"]);
    expect(after([{ type: "check-answered" }], doubted.connection)).toMatchObject({
      connection: { state: { kind: "live" } },
      effects: [],
    });
    expect(after([ANSWERED], doubted.connection).effects).toEqual(["tell-back"]);
  });

  it("without a socket tries at once when it wakes, in every state", () => {
    expect(after([LOST, { type: "woke" }], LIVE).effects).toEqual(["connect", "probe"]);
    expect(after([{ type: "woke" }], PAUSED).effects).toEqual(["connect", "refetch"]);
    expect(after([{ type: "woke" }]).effects).toEqual(["connect", "probe"]);
  });
});

describe("a restored backup", () => {
  it("forgets what is not on the screen and fetches what is; another connect to the same database forgets nothing", () => {
    expect(after([LOST, { type: "ready", epoch: "two" }], LIVE).effects).toEqual([
      "forget",
      "refetch",
      "tell-back",
    ]);
    expect(after([LOST, READY], LIVE).effects).not.toContain("forget");
    expect(after([READY]).effects).not.toContain("forget");
  });
});

describe("the pause between two attempts", () => {
  it("grows to 30 seconds and never beyond, and half of it is random at every length", () => {
    expect([pauseAfter(0, 0), pauseAfter(0, 1)]).toEqual([250, 500]);
    expect([pauseAfter(3, 0), pauseAfter(3, 1)]).toEqual([2_000, 4_000]);
    for (const failures of [6, 10, 1_000, 100_000]) {
      expect([pauseAfter(failures, 0), pauseAfter(failures, 1)]).toEqual([15_000, 30_000]);
    }
  });
});
