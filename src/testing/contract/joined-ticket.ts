import { beforeAll, beforeEach, expect } from "vitest";
import type { TestDesk } from "@/testing/desk/setup";
import type { SocketClient } from "@/testing/sockets/client";
import { fileTicket, makeCast, type Cast, type Who } from "./cast";

/** A ticket before each test, which everybody of the cast listens for; who may see it has joined it. */
export interface JoinedTicket {
  cast(): Cast;
  ticketId(): string;
  /** The client of a person. */
  clientOf(who: Who): SocketClient;
  /** All who listen. */
  clients(): SocketClient[];
  send: Cast["http"][Who]["send"] extends (...args: infer Args) => infer Answer
    ? (who: Who, ...args: Args) => Answer
    : never;
}

/** Gives the calling test file a ticket that is listened to. */
export function setUpJoinedTicket(desk: TestDesk): JoinedTicket {
  let cast: Cast;
  let ticketId = "";
  const clients = new Map<Who, SocketClient>();
  const clientOf = (who: Who): SocketClient => {
    const client = clients.get(who);
    if (!client) {
      throw new Error(`${who} does not listen`);
    }
    return client;
  };
  const send: JoinedTicket["send"] = (who, ...args) => cast.http[who].send(...args);

  beforeAll(async () => {
    cast = await makeCast(desk);
  });
  beforeEach(async () => {
    clients.clear();
    for (const who of ["admin", "agent", "viewer", "requester", "watcher", "unrelated"] as const) {
      clients.set(who, await desk.connect(cast.actors[who]));
    }
    ticketId = (await fileTicket(cast.http.requester)).id;
    await send("agent", "PUT", `/api/tickets/${ticketId}/watchers/${cast.actors.watcher.id}`);
    for (const who of ["agent", "requester", "watcher"] as const) {
      expect(await clientOf(who).ask("ticket:join", { ticketId })).toMatchObject({ ok: true, version: 1 });
    }
  });
  return { cast: () => cast, ticketId: () => ticketId, clientOf, clients: () => [...clients.values()], send };
}
