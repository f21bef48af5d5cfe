import { createServer } from "node:http";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { Server, type Socket as ServerSocket } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CommentDto } from "@/features/comments/schema";
import type { TicketEvent } from "@/features/tickets/apply";
import type { TicketDto } from "@/features/tickets/schema";
import { freePort } from "@/testing/free-port";
import { TicketFollower } from "./ticket-follower";
import { ticketKey, type OpenTicket } from "./ticket-room-state";

const RITA = { id: "rita", name: "Rita Moreau", role: "user" as const, avatarUrl: null };
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  vi.unstubAllGlobals();
  for (const clean of cleanups.splice(0).reverse()) {
    await clean();
  }
});

interface Script {
  version: number;
  comments: CommentDto[];
  isGone: boolean;
  /** Asked before each answer to a request of the API. */
  beforeAnswer: (path: string) => void | Promise<void>;
  /** What `ticket:join` is answered. */
  join: (socket: ServerSocket, since: number | undefined) => object;
}

/** A follower, connected to a server whose answers a test decides, down to their moment. */
async function setUp() {
  const script: Script = {
    version: 5,
    comments: [comment(5)],
    isGone: false,
    beforeAnswer: () => undefined,
    join: () => ({ ok: true, version: script.version }),
  };
  const http = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? "";
      const isOne = path.startsWith("/api/comments/");
      const isGone = script.isGone || (isOne && !script.comments.some(({ id }) => path.endsWith(`/${id}`)));
      const one = script.comments.find(({ id }) => path === `/api/comments/${id}`);
      const body = one
        ? one
        : path.includes("/comments")
          ? { items: [...script.comments], nextCursor: null }
          : path.includes("/attachments") || path.includes("/events")
            ? { items: [], nextCursor: null }
            : ticket(script.version);
      await script.beforeAnswer(path);
      response.writeHead(isGone ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(isGone ? { code: "not_found" } : body));
    })();
  });
  const server = new Server(http);
  server.on("connection", (one) => {
    one.on("ticket:join", ({ since }: { since?: number }, answer: (given: object) => void) =>
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
  const follower = new TicketFollower({ socket, queries, epoch: () => "one" }, "t");
  socket.onAny((name: string, payload: TicketEvent) => follower.take({ ...payload, name }, false));
  const screen = new QueryObserver<OpenTicket>(queries, {
    queryKey: ticketKey("t"),
    queryFn: ({ signal }) => follower.open(signal),
  });
  cleanups.push(
    () => server.close(),
    () => socket.disconnect(),
    screen.subscribe(() => undefined),
  );
  const state = () => queries.getQueryData<OpenTicket>(ticketKey("t"));
  const isAt = (version: number) =>
    vi.waitFor(() => expect(state()?.version).toBe(version), { interval: 5, timeout: 3_000 });
  const texts = () => state()?.comments.map((one) => one.body);
  const say = (version: number, to: { emit: (name: string, payload: object) => unknown } = server) =>
    to.emit("comment:added", event(version));
  return { script, server, queries, follower, screen, state, texts, isAt, say };
}

describe("an open ticket", () => {
  it("loses nothing of what comes while it is fetched, and shows nothing twice that the answer already held", async () => {
    const { script, isAt, texts, say } = await setUp();
    script.beforeAnswer = async (path) => {
      if (path.includes("/comments")) {
        script.beforeAnswer = () => undefined;
        // One is in the answer already, as it was read late; the other one is not.
        say(6);
        say(7);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    script.join = () => {
      script.comments = [comment(5), comment(6)];
      return { ok: true, version: 5 };
    };
    await isAt(7);
    expect(texts()).toEqual(["5", "6", "7"]);
  });

  it("loses nothing of what comes while it asks for what is missing", async () => {
    const { script, isAt, texts, say } = await setUp();
    await isAt(5);
    script.join = (socket, since) => {
      expect(since).toBe(5);
      script.join = () => ({ ok: false, error: { code: "internal", message: "Only once." } });
      // Committed after the answer was read, and on the wire before it.
      say(8, socket);
      return { ok: true, version: 7, events: [event(6), event(7)] };
    };
    say(7);
    await isAt(8);
    expect(texts()).toEqual(["5", "6", "7", "8"]);
  });

  it("fetches a long text of which an event held the beginning, and applies what follows after it", async () => {
    const { script, server, isAt, texts, say } = await setUp();
    await isAt(5);
    const asked: string[] = [];
    script.comments = [comment(5), { ...comment(6), body: "All of 6" }];
    script.beforeAnswer = async (path) => {
      asked.push(path);
      // It comes while the text is being fetched.
      say(7);
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    server.emit("comment:added", {
      ...event(6),
      comment: { ...comment(6), body: "A" },
      cut: ["comment.body"],
    });
    await isAt(7);
    expect(texts()).toEqual(["5", "All of 6", "7"]);
    expect(asked).toEqual(["/api/comments/c6"]);
  });

  it("is not held up by a long text that is gone by the time it is fetched", async () => {
    const { server, isAt, texts, say } = await setUp();
    await isAt(5);
    server.emit("comment:added", {
      ...event(6),
      comment: { ...comment(6), body: "A" },
      cut: ["comment.body"],
    });
    say(7);
    await isAt(7);
    expect(texts()).toEqual(["5", "7"]);
  });

  it("fetches long texts of what came while it was opened", async () => {
    const { script, server, isAt, texts } = await setUp();
    script.beforeAnswer = async (path) => {
      if (path.includes("/comments?")) {
        script.beforeAnswer = () => undefined;
        server.emit("comment:added", {
          ...event(6),
          comment: { ...comment(6), body: "A" },
          cut: ["comment.body"],
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
        script.comments = [comment(5), { ...comment(6), body: "All of 6" }];
      }
    };
    await isAt(6);
    expect(texts()).toEqual(["5", "All of 6"]);
  });

  it("is fetched afresh when too much is missing, or its room does not answer", async () => {
    const { script, isAt, texts, say } = await setUp();
    await isAt(5);
    script.comments = [comment(5), comment(6), comment(7)];
    script.version = 7;
    script.join = (_, since) => ({ ok: true, version: 7, ...(since === undefined ? {} : { resync: true }) });
    say(7);
    await isAt(7);
    expect(texts()).toEqual(["5", "6", "7"]);
  });

  it("is asked for again when the answer that there is none is older than its return", async () => {
    const { script, server, isAt, state } = await setUp();
    script.isGone = true;
    script.beforeAnswer = async (path) => {
      if (path.endsWith("/t")) {
        script.beforeAnswer = () => undefined;
        script.isGone = false;
        server.emit("ticket:updated", { ...event(6), comment: undefined, ticket: ticket(6) });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    await isAt(6);
    expect(state()?.ticket.title).toBe("The projector is green");
  });

  it("leaves nothing behind in the page's store once it is out of sight", async () => {
    const { script, queries, follower, screen, isAt } = await setUp();
    await isAt(5);
    script.isGone = true;
    follower.drop();
    await vi.waitFor(() => expect(screen.getCurrentResult().error).toMatchObject({ code: "not_found" }));
    const kept = JSON.stringify(
      queries
        .getQueryCache()
        .getAll()
        .map((query) => query.state.data),
    );
    expect(kept).not.toContain("projector");
    expect(kept).not.toContain("All of it");
    expect(kept).not.toContain('"body"');
  });
});

function event(version: number): TicketEvent {
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

function comment(version: number): CommentDto {
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

function ticket(version: number): TicketDto {
  const at = new Date(0).toISOString();
  return {
    id: "t",
    number: 7,
    version,
    title: "The projector is green",
    description: "All of it.",
    status: "open",
    priority: "medium",
    category: "hardware",
    team: null,
    tags: [],
    requester: RITA,
    assignee: null,
    commentCount: 0,
    attachmentCount: 0,
    createdAt: at,
    updatedAt: at,
    dueAt: null,
    firstResponseAt: null,
    seenAt: null,
    resolvedAt: null,
    closedAt: null,
  };
}
