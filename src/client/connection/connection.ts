/** Why live updates are paused although the server answers: sockets do not get through, the server refuses them for now, or refuses this address. */
export type PausedReason = "blocked" | "busy" | "bad_origin";

/** What the page knows of its connection to the server. */
export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "live" }
  /** Connected again or woken up, and fetching what happened meanwhile. */
  | { kind: "catching-up" }
  /** Nothing was received since this time (milliseconds). */
  | { kind: "offline"; since: number }
  /** Requests are answered, sockets are not: screens are fetched again every few seconds. */
  | { kind: "paused"; since: number; why: PausedReason }
  /** The session is over: only a new sign-in helps. */
  | { kind: "ended"; reason: string };

/** Everything that decides what comes next. */
export interface Connection {
  state: ConnectionState;
  /** The socket is connected, and its rooms are joined. */
  isOpen: boolean;
  /** The outcome of the last request, as long as it is meaningful. */
  http: "unknown" | "answers" | "silent";
  /** The last sign of life, in milliseconds. */
  lastReceivedAt: number;
  /** After waking up: whether the socket is being probed. */
  isWaking: boolean;
  /** The server's process cannot read the log: no events come, though the connection is fine. */
  isDelayed: boolean;
  /** The database's epoch; another one after a restored backup. */
  epoch: string | null;
}

/** What can happen to a connection. */
export type ConnectionEvent =
  | { type: "received" }
  /** The server has joined the rooms: from here on events come. */
  | { type: "ready"; epoch: string; isDelayed?: boolean }
  /** The server's process cannot read the log, or can again and has sent what was missed. */
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

/** An effect that follows. */
export type Effect =
  /** Try the socket at once, or after the next pause. */
  | "connect"
  | "connect-later"
  /** Probe the socket, with a short timeout. */
  | "check"
  /** Ask by a request whether the server answers, at once or in a while. */
  | "probe"
  | "probe-later"
  | "refetch"
  /** Drop what is not on the screen. */
  | "forget"
  /** Announce that the server can be reached, for what waits to be sent. */
  | "tell-back"
  | "stop";

const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

/** A connection before its first attempt. */
export function newConnection(now: number): Connection {
  return {
    state: { kind: "connecting" },
    isOpen: false,
    http: "unknown",
    lastReceivedAt: now,
    isWaking: false,
    isDelayed: false,
    epoch: null,
  };
}

/** The connection after an event at `now`, and the effects that follow. Pure; returns the same object when nothing changed. */
export function step(connection: Connection, event: ConnectionEvent, now: number): [Connection, Effect[]] {
  const { state } = connection;
  if (state.kind === "ended") {
    return [connection, []];
  }
  switch (event.type) {
    case "received":
      return [{ ...connection, lastReceivedAt: now }, []];
    case "ready":
      return ready({ ...connection, isDelayed: event.isDelayed ?? false }, event.epoch, now);
    case "delayed":
      return delayed({ ...connection, isDelayed: event.isDelayed });
    case "caught-up":
      return connection.isOpen &&
        !connection.isWaking &&
        !connection.isDelayed &&
        (state.kind === "connecting" || state.kind === "catching-up")
        ? [{ ...connection, state: { kind: "live" } }, []]
        : [connection, []];
    case "lost":
      return [
        { ...connection, isOpen: false, isWaking: false, http: "unknown", state: offline(connection) },
        ["connect-later"],
      ];
    case "refused":
      return refused(connection, event.code, now);
    case "answered":
      return answered(connection, now);
    case "unanswered":
      return unanswered(connection);
    case "woke":
      return connection.isOpen
        ? [{ ...connection, isWaking: true, state: { kind: "catching-up" } }, ["check"]]
        : [connection, state.kind === "paused" ? ["connect", "refetch"] : ["connect", "probe"]];
    case "check-answered":
      return [
        { ...connection, lastReceivedAt: now, isWaking: false },
        connection.isWaking && connection.isOpen ? ["refetch"] : [],
      ];
    case "ended":
      return [
        { ...connection, isOpen: false, isWaking: false, state: { kind: "ended", reason: event.reason } },
        ["stop"],
      ];
  }
}

/** How long to wait before the attempt after `failures` failed ones, in milliseconds; `chance` is a random number of 0..1. */
export function pauseAfter(failures: number, chance: number): number {
  const most = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures, 10));
  // Half of it is random, also at its longest: after a restart clients must not all come in the same second.
  return Math.round(most / 2 + (most / 2) * chance);
}

// The first connection of a page has missed nothing, and is not catching up.
function ready(connection: Connection, epoch: string, now: number): [Connection, Effect[]] {
  const isFirst = connection.state.kind === "connecting";
  const isRestored = connection.epoch !== null && connection.epoch !== epoch;
  return [
    {
      ...connection,
      state: isFirst && !connection.isDelayed ? connection.state : { kind: "catching-up" },
      isOpen: true,
      isWaking: false,
      http: "answers",
      lastReceivedAt: now,
      epoch,
    },
    [...(isRestored ? (["forget"] as const) : []), "refetch", "tell-back"],
  ];
}

// Only an attempt that fails after a request was answered shows that sockets are at fault, and not the server.
function refused(connection: Connection, code: string | null, now: number): [Connection, Effect[]] {
  const { state } = connection;
  if (code === "unauthorized") {
    return step(connection, { type: "ended", reason: "unauthorized" }, now);
  }
  if (connection.http === "answers" && (state.kind === "offline" || state.kind === "paused")) {
    const why = code === "bad_origin" ? code : code === null ? "blocked" : "busy";
    return state.kind === "paused"
      ? [state.why === why ? connection : { ...connection, state: { ...state, why } }, ["connect-later"]]
      : [{ ...connection, state: { kind: "paused", since: now, why } }, ["refetch", "connect-later"]];
  }
  return [
    { ...connection, isOpen: false, http: "unknown", state: offline(connection) },
    ["connect-later", ...(code === "unavailable" ? [] : (["probe"] as const))],
  ];
}

function answered(connection: Connection, now: number): [Connection, Effect[]] {
  const next: Connection = { ...connection, http: "answers", lastReceivedAt: now };
  if (connection.http === "answers" || connection.state.kind === "connecting") {
    return [next, []];
  }
  return [next, connection.isOpen ? ["tell-back"] : ["connect", "tell-back"]];
}

function unanswered(connection: Connection): [Connection, Effect[]] {
  const next: Connection = { ...connection, http: "silent" };
  if (connection.state.kind === "paused") {
    return [{ ...next, state: offline(connection) }, ["probe-later"]];
  }
  if (!connection.isOpen) {
    // The next attempt to connect asks again.
    return [next, []];
  }
  return [next, connection.http === "silent" ? ["probe-later"] : ["check", "probe-later"]];
}

function delayed(connection: Connection): [Connection, Effect[]] {
  if (!connection.isOpen) {
    return [connection, []];
  }
  return connection.isDelayed
    ? [{ ...connection, state: { kind: "catching-up" } }, []]
    : [connection, ["refetch"]];
}

function offline(connection: Connection): ConnectionState {
  return connection.state.kind === "offline"
    ? connection.state
    : { kind: "offline", since: connection.lastReceivedAt };
}
