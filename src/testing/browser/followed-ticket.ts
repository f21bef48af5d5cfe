import { createServer } from "node:http";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { Server, type Socket as ServerSocket } from "socket.io";
import { io } from "socket.io-client";
import { expect, onTestFinished, vi } from "vitest";
import type { CommentDto } from "@/features/comments/schema";
import type { TicketEvent } from "@/features/open-ticket/apply";
import type { Page, TicketDto } from "@/features/tickets/schema";
import { freePort } from "../processes/free-port";
import { ticketDto } from "./ticket-dto";
import { TicketFollower } from "@/features/open-ticket/ui/state/follower";
import type { OpenConversation } from "@/features/open-ticket/ui/state/room-state";
import { ticketKey } from "@/features/tickets/ui/queries";
import { TicketStore } from "@/features/tickets/ui/store/ticket-store";

const RITA = { id: "rita", name: "Rita Moreau", role: "user" as const, avatarUrl: null };

/** The behaviour of the server of a followed ticket. */
export interface Script {
  version: number;
  comments: CommentDto[];
  isRemoved: boolean;
  /** Asked before each answer to a request of the API. */
  beforeAnswer: (path: string) => void | Promise<void>;
  /** What `ticket:join` is answered. */
  join: (socket: ServerSocket, since: number | undefined) => object;
}

/** A follower, connected to a server whose answers and their timing the test controls. */
export async function followTicket() {
  const script: Script = {
    version: 5,
    comments: [comment(5)],
    isRemoved: false,
    beforeAnswer: () => undefined,
    join: () => ({ ok: true, version: script.version }),
  };
  const http = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? "";
      const isOne = path.startsWith("/api/comments/");
      const isRemoved =
        script.isRemoved || (isOne && !script.comments.some(({ id }) => path.endsWith(`/${id}`)));
      const one = script.comments.find(({ id }) => path === `/api/comments/${id}`);
      const body = one
        ? one
        : path.includes("/comments?")
          ? latestOf(script.comments, path)
          : path.includes("/attachments") || path.includes("/events")
            ? { items: [], nextCursor: null }
            : ticket(script.version);
      await script.beforeAnswer(path);
      response.writeHead(isRemoved ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(isRemoved ? { code: "not_found" } : body));
    })();
  });
  const server = new Server(http);
  server.on("connection", (one) => {
    one.on("ticket:join", ({ since }: { since?: number }, answer: (answer: object) => void) =>
      answer(script.join(one, since)),
    );
  });
  const port = await freePort();
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${port}`;
  const { fetch } = globalThis;
  // A browser adds its page's origin to a path.
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => fetch(`${url}${path}`, options));
  const socket = io(url, { transports: ["websocket"] });
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const tickets = new TicketStore("ada");
  const follower = new TicketFollower({ socket, queries, tickets, epoch: () => "one" }, "t");
  // As the page does it: the store gets the events of every ticket, the follower of its own.
  const receive = (event: TicketEvent): void => {
    tickets.receive(event);
    follower.take(event, false);
  };
  const arrived = new Set<number>();
  socket.onAny((name: TicketEvent["name"], payload: TicketEvent) => {
    receive({ ...payload, name });
    arrived.add(payload.version);
  });
  const screen = new QueryObserver<OpenConversation>(queries, {
    queryKey: ticketKey("t"),
    queryFn: ({ signal }) => follower.open(signal),
  });
  const leave = screen.subscribe(() => undefined);
  // Of each test, not of the file: files of one process share this module, and `afterEach` would count for the first alone.
  onTestFinished(async () => {
    vi.unstubAllGlobals();
    leave();
    socket.disconnect();
    await server.close();
  });
  const state = () => queries.getQueryData<OpenConversation>(ticketKey("t"));
  const isAt = (version: number) =>
    vi.waitFor(() => expect(state()?.version).toBe(version), { interval: 5, timeout: 3_000 });
  const texts = () => state()?.comments.map((one) => one.body);
  const say = (version: number, to: { emit: (name: string, payload: object) => unknown } = server) =>
    to.emit("comment:added", commentEvent(version));
  /** Waits until the page has received the event that makes this version. */
  const receives = (version: number) =>
    vi.waitFor(() => expect(arrived).toContain(version), { interval: 5, timeout: 3_000 });
  return { script, server, queries, tickets, follower, screen, state, texts, isAt, say, receives };
}

/** As the API answers with `order=newest`. */
function latestOf(comments: readonly CommentDto[], path: string): Page<CommentDto> {
  const query = new URL(path, "http://desk").searchParams;
  expect(query.get("order")).toBe("newest");
  const newest = comments.toReversed();
  const start = newest.findIndex((one) => one.id === query.get("cursor")) + 1;
  const items = newest.slice(start, start + Number(query.get("limit")));
  return { items, nextCursor: start + items.length < newest.length ? (items.at(-1)?.id ?? null) : null };
}

/** A comment's event, which makes this version. */
export function commentEvent(version: number): TicketEvent {
  return {
    eventId: `event-${version}`,
    at: new Date(0).toISOString(),
    ticketId: "t",
    number: 7,
    version,
    actor: null,
    name: "comment:added",
    comment: comment(version),
  };
}

/** The comment of a version. */
export function comment(version: number): CommentDto {
  return {
    id: `c${version}`,
    ticketId: "t",
    author: RITA,
    body: String(version),
    internal: false,
    createdAt: new Date(version * 1_000).toISOString(),
    editedAt: null,
    deletedAt: null,
    attachments: [],
  };
}

/** The ticket at a version. */
export function ticket(version: number): TicketDto {
  return ticketDto({ version, requester: RITA });
}
