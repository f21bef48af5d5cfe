import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Api } from "./api";
import { openSocket, refusalOf, type SocketOptions, type CheckedSocket } from "./socket";
import { CheckFailure } from "./words";

/** What is checked, and who signs in; without an account one is registered. */
export interface CheckOptions {
  url: string;
  account: { email: string; password: string } | null;
  /** The Origin header of the sockets; null sends none, as clients that are no browser do. */
  origin: string | null;
  /** For everything together. */
  milliseconds: number;
  onStep(step: Step): void;
}

/** One step, and how it went. */
export interface Step {
  name: string;
  ok: boolean;
  milliseconds: number;
}

/** What came of it; `problem` and `advice` are sentences for people. */
export interface Outcome {
  ok: boolean;
  steps: Step[];
  problem: string | null;
  advice: string | null;
  /** What is left behind, and whatever else is worth knowing. */
  notes: string[];
}

const TRANSPORTS = ["websocket", "polling"] as const;
const CONNECT_MILLISECONDS = 10_000;
const EVENT_MILLISECONDS = 5_000;
const END_MILLISECONDS = 2_000;
const FOREIGN = "https://elsewhere.invalid";

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
const ticketSchema = z.object({ id: z.string(), number: z.number() });
type Tokens = z.infer<typeof tokensSchema>;
type Ticket = z.infer<typeof ticketSchema>;

/** Runs all checks once. Never throws; everything that it opened is closed again. */
export async function checkSockets(options: CheckOptions): Promise<Outcome> {
  const check = new Check(options);
  let failure: unknown = null;
  try {
    await check.run();
  } catch (error) {
    failure = error;
  }
  await check.cleanUp();
  const { steps, notes } = check;
  if (failure === null) {
    return { ok: true, steps, notes, problem: null, advice: null };
  }
  const problem = failure instanceof Error ? failure.message : String(failure);
  return {
    ok: false,
    steps,
    notes,
    problem,
    advice: failure instanceof CheckFailure ? failure.advice : null,
  };
}

class Check {
  readonly steps: Step[] = [];
  readonly notes: string[] = [];
  private readonly sockets: CheckedSocket[] = [];
  /** Fails when the time for everything is over. */
  private readonly late: Promise<never>;
  private underWay = "";
  private tokens: Tokens | null = null;
  private openTicket: Ticket | null = null;

  private readonly api: Api;

  constructor(private readonly options: CheckOptions) {
    const deadline = AbortSignal.timeout(options.milliseconds);
    this.api = new Api(options.url, deadline);
    this.late = new Promise((_, reject) =>
      deadline.addEventListener("abort", () => reject(this.tooLate()), { once: true }),
    );
    this.late.catch(() => undefined);
  }

  async run(): Promise<void> {
    await this.step("the help desk answers", () => this.api.call("GET", "/health"));
    const account = this.options.account ?? (await this.register());
    await this.step("signing in", async () => {
      this.tokens = tokensSchema.parse(await this.api.call("POST", "/api/token", account));
      this.api.token = this.tokens.accessToken;
    });
    await this.connect();
    await this.step("a socket without a session is refused", () =>
      this.expectRefusal({ token: null }, "unauthorized", "Is something in front of it answering instead?"),
    );
    await this.step("a foreign page's socket is refused", () =>
      this.expectRefusal({ origin: FOREIGN }, "bad_origin", "Does the proxy take the Origin header away?"),
    );
    await this.followTicket();
    await this.step("signing out ends both connections", async () => {
      await this.signOut();
      const ended = await Promise.all(this.sockets.map((socket) => socket.ends(END_MILLISECONDS)));
      if (!ended.every(Boolean)) {
        throw new CheckFailure(
          "The session is over, but a connection of it was still open 2 s later.",
          "Ask /ready how far the log's reader is behind (log).",
        );
      }
    });
  }

  /** Closes what a failure left open; its own failures add nothing. */
  async cleanUp(): Promise<void> {
    if (this.openTicket) {
      const { id, number } = this.openTicket;
      await this.api
        .last("PATCH", `/api/tickets/${id}`, { status: "closed" })
        .catch(() =>
          this.notes.push(
            `Ticket ${number} ("Socket check ...") could not be closed again; please close it.`,
          ),
        );
    }
    await this.signOut().catch(() => undefined);
    this.sockets.forEach((socket) => socket.close());
  }

  private async register(): Promise<{ email: string; password: string }> {
    const account = {
      email: `socket-check-${randomBytes(4).toString("hex")}@example.invalid`,
      password: randomBytes(18).toString("base64url"),
    };
    await this.step("registering a temporary person", () =>
      this.api.call("POST", "/api/register", { name: "Socket check", ...account }),
    );
    this.notes.push(
      `The account ${account.email} stays: only an admin can disable it. With --email nothing is registered.`,
    );
    return account;
  }

  /** Both are tried before either is complained about: which of them fails shows what is wrong. */
  private async connect(): Promise<void> {
    const failures: unknown[] = [];
    for (const transport of TRANSPORTS) {
      await this.step(`connecting by ${transport}`, async () => {
        this.sockets.push(await openSocket(this.optionsFor(transport)));
      }).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  private async expectRefusal(options: Partial<SocketOptions>, code: string, advice: string): Promise<void> {
    for (const transport of TRANSPORTS) {
      const answer = await refusalOf({ ...this.optionsFor(transport), ...options });
      if (answer !== code) {
        throw new CheckFailure(
          `A socket by ${transport} that has to be refused (${code}) was answered: ${answer}.`,
          advice,
        );
      }
    }
  }

  private async followTicket(): Promise<void> {
    let sentAt = performance.now();
    const ticket = await this.step("filing a ticket", async () => {
      const filed = {
        title: `Socket check ${new Date().toISOString()}`,
        description:
          "Filed by npm run check:socket, which looks whether live events arrive and closes it again.",
        priority: "low",
      };
      return (this.openTicket = ticketSchema.parse(await this.api.call("POST", "/api/tickets", filed)));
    });
    const path = `/api/tickets/${ticket.id}`;
    await this.receive("ticket:created", ticket, sentAt);
    await this.step("opening the ticket on both", async () => {
      for (const socket of this.sockets) {
        await socket.ask("ticket:join", { ticketId: ticket.id }, EVENT_MILLISECONDS);
      }
    });
    sentAt = performance.now();
    await this.step("commenting", () =>
      this.api.call("POST", `${path}/comments`, { body: "Does this arrive?" }),
    );
    await this.receive("comment:added", ticket, sentAt);
    sentAt = performance.now();
    await this.step("closing the ticket", async () => {
      await this.api.call("PATCH", path, { status: "closed" });
      this.openTicket = null;
    });
    await this.receive("ticket:updated", ticket, sentAt);
    await this.step("every event came once and in order", async () =>
      this.sockets.forEach((socket) => checkOrder(socket, ticket.id)),
    );
  }

  /** The time from sending the request to receiving its event. */
  private async receive(name: string, ticket: Ticket, sentAt: number): Promise<void> {
    for (const socket of this.sockets) {
      await this.step(
        `its event ${name} by ${socket.transport}`,
        () => socket.receive(name, ticket.id, EVENT_MILLISECONDS),
        (event) => event.at - sentAt,
      );
    }
  }

  private optionsFor(transport: "websocket" | "polling"): SocketOptions {
    const { url, origin } = this.options;
    return {
      url,
      transport,
      origin,
      token: this.tokens?.accessToken ?? null,
      milliseconds: CONNECT_MILLISECONDS,
    };
  }

  private async signOut(): Promise<void> {
    const refreshToken = this.tokens?.refreshToken;
    if (refreshToken !== undefined) {
      await this.api.last("POST", "/api/token/revoke", { refreshToken });
      this.tokens = null;
    }
  }

  private async step<T>(name: string, work: () => Promise<T>, measured?: (result: T) => number): Promise<T> {
    const began = performance.now();
    const note = (ok: boolean, milliseconds: number): void => {
      const step = { name, ok, milliseconds: Math.round(milliseconds) };
      this.steps.push(step);
      this.options.onStep(step);
    };
    this.underWay = name;
    try {
      const result = await Promise.race([work(), this.late]);
      note(true, measured?.(result) ?? performance.now() - began);
      return result;
    } catch (error) {
      note(false, performance.now() - began);
      throw error;
    }
  }

  private tooLate(): CheckFailure {
    return new CheckFailure(
      `It took longer than ${this.options.milliseconds / 1000} s altogether; "${this.underWay}" was under way.`,
      "Is the server overloaded, or the line slow? --timeout gives it more seconds.",
    );
  }
}

/** Each version of the ticket once, without a hole, and no event twice. */
function checkOrder(socket: CheckedSocket, ticketId: string): void {
  const received = socket.received.filter((event) => event.ticketId === ticketId);
  const seen = new Set(received.map((event) => `${event.eventId} ${event.name}`));
  const versions = [...new Set(received.map((event) => event.version))];
  const isInOrder = versions.every(
    (version, index) => index === 0 || version === (versions[index - 1] ?? 0) + 1,
  );
  const isSteady = received.every((event, index) => event.version >= (received[index - 1]?.version ?? 0));
  if (seen.size !== received.length || !isInOrder || !isSteady) {
    throw new CheckFailure(
      `By ${socket.transport} the events did not come once and in order: ${received.map((event) => `${event.name} ${event.version}`).join(", ")}.`,
      "That should not happen: please report it with these lines. Do all processes run the same release?",
    );
  }
}
