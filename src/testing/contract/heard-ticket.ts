import { beforeAll, beforeEach, expect } from "vitest";
import type { TestDesk } from "@/testing/desk/setup";
import type { SocketClient } from "@/testing/sockets/client";
import { fileTicket, makeCast, type Cast, type Who } from "./cast";

/** A ticket before each test, which everybody of the cast listens for; who may see it has joined it. */
export interface HeardTicket {
  cast(): Cast;
  ticketId(): string;
  /** The client of a person. */
  ear(who: Who): SocketClient;
  /** All who listen. */
  ears(): SocketClient[];
  send: Cast["http"][Who]["send"] extends (...args: infer Given) => infer Answer
    ? (who: Who, ...args: Given) => Answer
    : never;
}

/** Gives the calling test file a ticket that is listened to. */
export function setUpHeardTicket(desk: TestDesk): HeardTicket {
  let cast: Cast;
  let ticketId = "";
  const ears = new Map<Who, SocketClient>();
  const ear = (who: Who): SocketClient => {
    const client = ears.get(who);
    if (!client) {
      throw new Error(`${who} does not listen`);
    }
    return client;
  };
  const send: HeardTicket["send"] = (who, ...given) => cast.http[who].send(...given);

  beforeAll(async () => {
    cast = await makeCast(desk);
  });
  beforeEach(async () => {
    ears.clear();
    for (const who of ["admin", "agent", "viewer", "requester", "watcher", "unrelated"] as const) {
      ears.set(who, await desk.connect(cast.actors[who]));
    }
    ticketId = (await fileTicket(cast.http.requester)).id;
    await send("agent", "PUT", `/api/tickets/${ticketId}/watchers/${cast.actors.watcher.id}`);
    for (const who of ["agent", "requester", "watcher"] as const) {
      expect(await ear(who).ask("ticket:join", { ticketId })).toMatchObject({ ok: true, version: 1 });
    }
  });
  return { cast: () => cast, ticketId: () => ticketId, ear, ears: () => [...ears.values()], send };
}
