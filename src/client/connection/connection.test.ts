import { describe, expect, it } from "vitest";
import { newLine, pauseAfter, step, type Deed, type Happening, type Line } from "./connection";

const START = 1_000_000;

/** Lets happenings happen a second apart, and keeps what was to be done after the last one. */
function after(happenings: readonly Happening[], line: Line = newLine(START)): { line: Line; deeds: Deed[] } {
  let current = line;
  let deeds: Deed[] = [];
  happenings.forEach((happening, index) => {
    [current, deeds] = step(current, happening, START + (index + 1) * 1_000);
  });
  return { line: current, deeds };
}

const READY: Happening = { type: "ready", epoch: "one" };
const LOST: Happening = { type: "lost" };
const ANSWERED: Happening = { type: "answered" };
const UNANSWERED: Happening = { type: "unanswered" };
const refused = (code: string | null = null): Happening => ({ type: "refused", code });
const LIVE = after([READY, { type: "caught-up" }]).line;
const PAUSED = after([LOST, refused(), ANSWERED, refused()], LIVE).line;

describe("a line", () => {
  it("is live once all that is on the screen was fetched after the rooms were joined", () => {
    const joined = after([READY]);
    expect(joined.line.state.kind).toBe("connecting");
    expect(joined.deeds).toEqual(["refetch", "tell-back"]);
    expect(after([{ type: "caught-up" }], joined.line).line.state.kind).toBe("live");
  });

  it("says after a gap that it catches up, until all was fetched", () => {
    const back = after([LOST, READY], LIVE);
    expect(back.line.state.kind).toBe("catching-up");
    expect(back.deeds).toContain("refetch");
    expect(after([{ type: "caught-up" }], back.line).line.state.kind).toBe("live");
  });

  it("catches up while the process at its other end cannot tell what happens, however much is fetched meanwhile", () => {
    const behind = after([{ type: "delayed", isDelayed: true }, { type: "caught-up" }], LIVE).line;
    expect(behind.state.kind).toBe("catching-up");
    const told = after([{ type: "delayed", isDelayed: false }], behind);
    expect(told.deeds).toEqual(["refetch"]);
    expect(after([{ type: "caught-up" }], told.line).line.state.kind).toBe("live");
    const late = after([{ type: "ready", epoch: "one", isDelayed: true }, { type: "caught-up" }]).line;
    expect(late.state.kind).not.toBe("live");
    expect(after([LOST, READY, { type: "caught-up" }], behind).line.state.kind).toBe("live");
  });

  it("is offline since it last heard something, not since it noticed", () => {
    const { line, deeds } = after([{ type: "heard" }, LOST, refused(), refused()], LIVE);
    expect(line.state).toEqual({ kind: "offline", since: START + 1_000 });
    expect(deeds).toContain("connect-later");
  });

  it("is never live by a fetch alone, without a socket", () => {
    expect(after([LOST, { type: "caught-up" }], LIVE).line.state.kind).toBe("offline");
  });

  it("tries again after whatever ends a connection or an attempt, but for the end of the session", () => {
    for (const happening of [
      LOST,
      refused(),
      refused("unavailable"),
      refused("rate_limited"),
      refused("bad_origin"),
    ]) {
      expect(after([happening], LIVE).deeds).toContain("connect-later");
      expect(after([happening]).deeds).toContain("connect-later");
    }
    expect(after([refused("rate_limited")], PAUSED).deeds).toContain("connect-later");
    const over = after([refused("unauthorized")], LIVE);
    expect(over.line.state).toEqual({ kind: "ended", reason: "unauthorized" });
    expect(over.deeds).toEqual(["stop"]);
  });

  it("stays ended, whatever comes", () => {
    const ended = after([{ type: "ended", reason: "revoked" }], LIVE).line;
    for (const happening of [READY, LOST, ANSWERED, UNANSWERED, refused(), { type: "woke" } as const]) {
      expect(after([happening], ended)).toEqual({ line: ended, deeds: [] });
    }
  });
});

describe("sockets that do not get through", () => {
  it("are told apart from a server that is away by a request", () => {
    const failed = after([LOST, refused()], LIVE);
    expect(failed.line.state.kind).toBe("offline");
    expect(failed.deeds).toContain("probe");
    expect(after([UNANSWERED], failed.line).line.state.kind).toBe("offline");
  });

  it("are tried once more at once when a request is answered: the server may just have come back", () => {
    const alive = after([LOST, refused(), ANSWERED], LIVE);
    expect(alive.line.state.kind).toBe("offline");
    expect(alive.deeds).toEqual(["connect", "tell-back"]);
    expect(after([READY], alive.line).line.state.kind).toBe("catching-up");
  });

  it("pause live updates when they fail while requests are answered; the screen is fetched, and they are tried again", () => {
    const paused = after([LOST, refused(), ANSWERED, refused()], LIVE);
    expect(paused.line.state).toMatchObject({ kind: "paused", why: "blocked" });
    expect(paused.deeds).toEqual(["refetch", "connect-later"]);
    expect(after([READY], paused.line).line.state.kind).toBe("catching-up");
  });

  it("say why: nothing gets through, the server takes none now, or not from this address", () => {
    const why = (code: string | null) => after([refused(code)], PAUSED).line.state;
    expect(why(null)).toMatchObject({ why: "blocked" });
    expect(why("rate_limited")).toMatchObject({ why: "busy" });
    expect(why("bad_origin")).toMatchObject({ why: "bad_origin" });
  });

  it("are offline as well as soon as requests are not answered either", () => {
    const gone = after([UNANSWERED], PAUSED);
    expect(gone.line.state.kind).toBe("offline");
    expect(gone.deeds).toEqual(["probe-later"]);
    expect(after([ANSWERED], gone.line).deeds).toEqual(["connect", "tell-back"]);
  });
});

describe("a line that may be dead without anybody having said so", () => {
  it("is asked at once when the tab wakes, says that it catches up, and fetches when it lives", () => {
    const woken = after([{ type: "woke" }], LIVE);
    expect(woken.line.state.kind).toBe("catching-up");
    expect(woken.deeds).toEqual(["check"]);
    // A fetch that began before the sleep proves nothing.
    expect(after([{ type: "caught-up" }], woken.line).line.state.kind).toBe("catching-up");
    const checked = after([{ type: "check-answered" }], woken.line);
    expect(checked.deeds).toEqual(["refetch"]);
    expect(after([{ type: "caught-up" }], checked.line).line.state.kind).toBe("live");
  });

  it("is asked at once when a request is not answered, and stays live when it lives", () => {
    const doubted = after([UNANSWERED], LIVE);
    expect(doubted.line.state.kind).toBe("live");
    expect(doubted.deeds).toEqual(["check", "probe-later"]);
    expect(after([UNANSWERED], doubted.line).deeds).toEqual(["probe-later"]);
    expect(after([{ type: "check-answered" }], doubted.line)).toMatchObject({
      line: { state: { kind: "live" } },
      deeds: [],
    });
    expect(after([ANSWERED], doubted.line).deeds).toEqual(["tell-back"]);
  });

  it("without a socket tries at once when it wakes, in every state", () => {
    expect(after([LOST, { type: "woke" }], LIVE).deeds).toEqual(["connect", "probe"]);
    expect(after([{ type: "woke" }], PAUSED).deeds).toEqual(["connect", "refetch"]);
    expect(after([{ type: "woke" }]).deeds).toEqual(["connect", "probe"]);
  });
});

describe("a restored backup", () => {
  it("forgets what is not on the screen and fetches what is; another connect to the same database forgets nothing", () => {
    expect(after([LOST, { type: "ready", epoch: "two" }], LIVE).deeds).toEqual([
      "forget",
      "refetch",
      "tell-back",
    ]);
    expect(after([LOST, READY], LIVE).deeds).not.toContain("forget");
    expect(after([READY]).deeds).not.toContain("forget");
  });
});

describe("the pause between two attempts", () => {
  it("grows to 30 seconds and never beyond, and is up to chance by half at every length", () => {
    expect([pauseAfter(0, 0), pauseAfter(0, 1)]).toEqual([250, 500]);
    expect([pauseAfter(3, 0), pauseAfter(3, 1)]).toEqual([2_000, 4_000]);
    for (const failures of [6, 10, 1_000, 100_000]) {
      expect([pauseAfter(failures, 0), pauseAfter(failures, 1)]).toEqual([15_000, 30_000]);
    }
  });
});
