import fc from "fast-check";
import { HttpClient } from "@/testing/http/client";
import { FuzzClient, type Findings } from "./client";
import { brokenPacket, malformedWords, type Words } from "./payloads";
import { MARKS, type FuzzWorld } from "./people";

/** The next action of a person. */
export type Command =
  | { kind: "ask"; who: number; words: Words }
  | { kind: "known"; who: number; name: string; ticket: number; more: Record<string, unknown> }
  | { kind: "break"; who: number; packet: string }
  | { kind: "end"; who: number; how: "goodbye" | "destroy" | "half-close" }
  | { kind: "http"; who: number; method: string; path: string; ticket: number; body: string }
  | { kind: "write"; who: number; ticket: number; write: Write };

const TABS = 3;

type Write = "comment" | "note" | "status" | "priority" | "read";

const who = fc.nat();
const ticket = fc.nat(5);
const known = fc.constantFrom<[string, Record<string, unknown>]>(
  ["ticket:join", {}],
  ["ticket:join", { since: 0 }],
  ["ticket:join", { since: 1 }],
  ["ticket:join", { since: 2_147_483_648 }],
  ["ticket:join", { since: Number.MAX_SAFE_INTEGER }],
  ["ticket:leave", {}],
  ["ticket:read", { version: 1 }],
  ["ticket:read", { version: Number.MAX_SAFE_INTEGER }],
  ["typing:start", {}],
  ["typing:start", { internal: true }],
  ["typing:stop", { internal: false }],
  ["presence:set", { status: "away" }],
  ["presence:set", { status: "online" }],
);
const paths = ["", "/comments", "/events", "/read", "/watch", "/attachments", "/restore"].map(
  (end) => `/api/tickets/:ticket${end}`,
);

/** One command; what people do is more frequent than what nobody should. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 50,
    arbitrary: fc
      .tuple(who, ticket, known)
      .map(([by, of, [name, more]]): Command => ({ kind: "known", who: by, name, ticket: of, more })),
  },
  {
    weight: 40,
    arbitrary: fc.tuple(who, malformedWords).map(([by, words]): Command => ({ kind: "ask", who: by, words })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(who, brokenPacket)
      .map(([by, packet]): Command => ({ kind: "break", who: by, packet })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(who, fc.constantFrom("goodbye", "destroy", "half-close"))
      .map(([by, how]): Command => ({ kind: "end", who: by, how })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        who,
        fc.constantFrom("GET", "POST", "PATCH", "PUT"),
        fc.constantFrom("/api/me", "/api/tickets", "/api/notifications", ...paths),
        ticket,
        fc.json({ maxDepth: 3 }),
      )
      .map(([by, method, path, of, body]): Command => ({
        kind: "http",
        who: by,
        method,
        path,
        ticket: of,
        body,
      })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(who, ticket, fc.constantFrom<Write>("comment", "note", "status", "priority", "read"))
      .map(([by, of, write]): Command => ({ kind: "write", who: by, ticket: of, write })),
  },
);

/** Carries commands out, all people at once and each their own in order, and notes what should not have been. */
export class Stage {
  private readonly clients: FuzzClient[];
  private readonly http: HttpClient[];

  constructor(
    url: string,
    private readonly world: FuzzWorld,
    private readonly findings: Findings,
  ) {
    this.clients = Array.from({ length: TABS }, () =>
      world.people.map((person) => new FuzzClient(url, person, findings)),
    ).flat();
    this.http = world.people.map((person) => new HttpClient(url, person.token, { milliseconds: 60_000 }));
  }

  /** Resolves when everything was answered. */
  async play(commands: readonly Command[]): Promise<void> {
    await Promise.all(
      this.clients.map(async (client, index) => {
        const own = commands.filter((one) => one.who % this.clients.length === index);
        const answers: Promise<unknown>[] = [];
        for (const one of own) {
          if ((one.kind === "end" || one.kind === "break") && one.who % 3 > 0) {
            // Sometimes in the middle of everything, mostly after it: else much would stay without an answer.
            await Promise.all(answers);
          }
          const answer = this.act(client, index, one);
          answer.catch(() => undefined);
          answers.push(answer);
          // What is said is not waited for, so that messages overtake each other; what ends the connection is.
          await (one.kind === "ask" || one.kind === "known" ? Promise.resolve() : answer);
        }
        await Promise.all(answers);
      }),
    );
  }

  close(): void {
    this.clients.forEach((client) => client.end("destroy"));
  }

  private async act(client: FuzzClient, index: number, one: Command): Promise<unknown> {
    switch (one.kind) {
      case "ask":
        return await client.ask(one.words);
      case "known": {
        const data = { ticketId: this.ticketId(one.ticket), ...one.more };
        return await client.ask({ json: JSON.stringify([one.name, data]), parts: [] });
      }
      case "break":
        return await client.say(one.packet);
      case "end":
        return client.end(one.how);
      case "http":
        return await this.request(
          index,
          one.method,
          one.path.replace(":ticket", this.ticketId(one.ticket)),
          one.body,
        );
      case "write": {
        const ofTicket = `/api/tickets/${this.ticketId(one.ticket)}`;
        const [method, path, body] = {
          comment: ["POST", `${ofTicket}/comments`, { body: "Said in public." }] as const,
          note: ["POST", `${ofTicket}/comments`, { body: MARKS.note, internal: true }] as const,
          status: ["PATCH", ofTicket, { status: "in_progress" }] as const,
          priority: ["PATCH", ofTicket, { priority: one.who % 2 === 0 ? "high" : "low" }] as const,
          read: ["POST", `${ofTicket}/read`, { version: 1 }] as const,
        }[one.write];
        return await this.request(index, method, path, JSON.stringify(body));
      }
    }
  }

  private async request(index: number, method: string, path: string, body: string): Promise<void> {
    const person = this.world.people[index % this.world.people.length];
    const http = this.http[index % this.http.length];
    if (!person || !http || person.host !== null) {
      return;
    }
    const answer =
      method === "GET"
        ? await http.send(method, path)
        : await http.sendRaw(method, path, body, "application/json");
    const text = JSON.stringify(answer.body);
    if (answer.status >= 500) {
      this.findings.problems.push(
        `${person.label}: ${answer.status} for ${method} ${path} ${body.slice(0, 200)}`,
      );
    }
    // One's own e-mail is in what one asks about oneself.
    if (path !== "/api/me" && person.forbidden.test(text)) {
      this.findings.problems.push(`${person.label}: ${method} ${path} answered ${text.slice(0, 300)}`);
    }
  }

  /** One of the tickets, or an id that does not exist. */
  private ticketId(index: number): string {
    return this.world.ticketIds[index] ?? "018f0000-0000-7000-8000-000000000000";
  }
}
