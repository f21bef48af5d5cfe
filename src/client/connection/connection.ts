/** Why live updates are paused although the server answers: sockets do not get through, are not let in just now, or not from this address. */
export type PausedReason = "blocked" | "busy" | "bad_origin";

/** What the page knows of its line to the server. */
export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "live" }
  /** Connected again or woken up, and fetching what happened meanwhile. */
  | { kind: "catching-up" }
  /** Nothing heard since this time (milliseconds). */
  | { kind: "offline"; since: number }
  /** Requests are answered, sockets are not: screens are fetched again every few seconds. */
  | { kind: "paused"; since: number; why: PausedReason }
  /** The session is over: nothing comes back without signing in. */
  | { kind: "ended"; reason: string };

/** Everything that decides what comes next. */
export interface Line {
  state: ConnectionState;
  /** The socket is connected, and its rooms are joined. */
  isOpen: boolean;
  /** How the last request went, as far as that still says something. */
  http: "unknown" | "answers" | "silent";
  /** The last sign of life, in milliseconds. */
  heardAt: number;
  /** After waking up: it is being checked whether the socket is still alive. */
  isWaking: boolean;
  /** The server's process cannot read what happens just now: nothing comes, though the line is fine. */
  isDelayed: boolean;
  /** The database that the page has heard of; another one after a restored backup. */
  epoch: string | null;
}

/** What can happen to a line. */
export type Happening =
  | { type: "heard" }
  /** The server has joined the rooms: from here on events come. */
  | { type: "ready"; epoch: string; isDelayed?: boolean }
  /** The process at the other end cannot tell what happens, or can again and has told what was missed. */
  | { type: "delayed"; isDelayed: boolean }
  /** All that is on the screen has been fetched since. */
  | { type: "caught-up" }
  | { type: "lost" }
  /** An attempt to connect failed; with the server's code where it was refused. */
  | { type: "refused"; code: string | null }
  /** A request was answered, or was not. */
  | { type: "answered" }
  | { type: "unanswered" }
  /** The computer or the tab was asleep, or the network came back. */
  | { type: "woke" }
  | { type: "check-answered" }
  | { type: "ended"; reason: string };

/** What is to be done then. */
export type Deed =
  /** Try the socket at once, or after the next pause. */
  | "connect"
  | "connect-later"
  /** Ask whether the socket is alive, with little patience. */
  | "check"
  /** Ask by a request whether the server answers, at once or in a while. */
  | "probe"
  | "probe-later"
  | "refetch"
  /** Drop what is not on the screen. */
  | "forget"
  /** Tell whoever has something to send that the server can be reached. */
  | "tell-back"
  | "stop";

const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

/** A line before its first attempt. */
export function newLine(now: number): Line {
  return {
    state: { kind: "connecting" },
    isOpen: false,
    http: "unknown",
    heardAt: now,
    isWaking: false,
    isDelayed: false,
    epoch: null,
  };
}

/** The line after something happened at `now`, and what is to be done about it. Pure; the same line when nothing changed. */
export function step(line: Line, happening: Happening, now: number): [Line, Deed[]] {
  const { state } = line;
  if (state.kind === "ended") {
    return [line, []];
  }
  switch (happening.type) {
    case "heard":
      return [{ ...line, heardAt: now }, []];
    case "ready":
      return ready({ ...line, isDelayed: happening.isDelayed ?? false }, happening.epoch, now);
    case "delayed":
      return delayed({ ...line, isDelayed: happening.isDelayed });
    case "caught-up":
      return line.isOpen &&
        !line.isWaking &&
        !line.isDelayed &&
        (state.kind === "connecting" || state.kind === "catching-up")
        ? [{ ...line, state: { kind: "live" } }, []]
        : [line, []];
    case "lost":
      return [
        { ...line, isOpen: false, isWaking: false, http: "unknown", state: offline(line) },
        ["connect-later"],
      ];
    case "refused":
      return refused(line, happening.code, now);
    case "answered":
      return answered(line, now);
    case "unanswered":
      return unanswered(line);
    case "woke":
      return line.isOpen
        ? [{ ...line, isWaking: true, state: { kind: "catching-up" } }, ["check"]]
        : [line, state.kind === "paused" ? ["connect", "refetch"] : ["connect", "probe"]];
    case "check-answered":
      return [{ ...line, heardAt: now, isWaking: false }, line.isWaking && line.isOpen ? ["refetch"] : []];
    case "ended":
      return [
        { ...line, isOpen: false, isWaking: false, state: { kind: "ended", reason: happening.reason } },
        ["stop"],
      ];
  }
}

/** How long to wait before the attempt after `failures` failed ones, in milliseconds; `chance` is a random number of 0..1. */
export function pauseAfter(failures: number, chance: number): number {
  const most = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures, 10));
  // Half of it is chance, also at its longest: after a restart not everybody comes in the same second.
  return Math.round(most / 2 + (most / 2) * chance);
}

// The first connection of a page has missed nothing, and does not say that it catches up.
function ready(line: Line, epoch: string, now: number): [Line, Deed[]] {
  const isFirst = line.state.kind === "connecting";
  const isRestored = line.epoch !== null && line.epoch !== epoch;
  return [
    {
      ...line,
      state: isFirst && !line.isDelayed ? line.state : { kind: "catching-up" },
      isOpen: true,
      isWaking: false,
      http: "answers",
      heardAt: now,
      epoch,
    },
    [...(isRestored ? (["forget"] as const) : []), "refetch", "tell-back"],
  ];
}

// Only an attempt that fails after a request was answered says that it is the sockets, and not the server.
function refused(line: Line, code: string | null, now: number): [Line, Deed[]] {
  const { state } = line;
  if (code === "unauthorized") {
    return step(line, { type: "ended", reason: "unauthorized" }, now);
  }
  if (line.http === "answers" && (state.kind === "offline" || state.kind === "paused")) {
    const why = code === "bad_origin" ? code : code === null ? "blocked" : "busy";
    return state.kind === "paused"
      ? [state.why === why ? line : { ...line, state: { ...state, why } }, ["connect-later"]]
      : [{ ...line, state: { kind: "paused", since: now, why } }, ["refetch", "connect-later"]];
  }
  return [
    { ...line, isOpen: false, http: "unknown", state: offline(line) },
    ["connect-later", ...(code === "unavailable" ? [] : (["probe"] as const))],
  ];
}

function answered(line: Line, now: number): [Line, Deed[]] {
  const next: Line = { ...line, http: "answers", heardAt: now };
  if (line.http === "answers" || line.state.kind === "connecting") {
    return [next, []];
  }
  return [next, line.isOpen ? ["tell-back"] : ["connect", "tell-back"]];
}

function unanswered(line: Line): [Line, Deed[]] {
  const next: Line = { ...line, http: "silent" };
  if (line.state.kind === "paused") {
    return [{ ...next, state: offline(line) }, ["probe-later"]];
  }
  if (!line.isOpen) {
    // The next attempt to connect asks again.
    return [next, []];
  }
  return [next, line.http === "silent" ? ["probe-later"] : ["check", "probe-later"]];
}

function delayed(line: Line): [Line, Deed[]] {
  if (!line.isOpen) {
    return [line, []];
  }
  return line.isDelayed ? [{ ...line, state: { kind: "catching-up" } }, []] : [line, ["refetch"]];
}

function offline(line: Line): ConnectionState {
  return line.state.kind === "offline" ? line.state : { kind: "offline", since: line.heardAt };
}
