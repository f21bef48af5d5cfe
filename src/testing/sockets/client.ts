import { setTimeout as sleep } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import { completeEvent, isPartial, type TicketEvent } from "@/features/open-ticket/apply";
import type { ListedTicket } from "@/features/tickets/schema";
import { serverEvents } from "@/shared/protocol/server-events";
import { fetchTicket, fetchTickets, listed, wholeSource } from "../views/fresh";
import { HttpClient } from "../http/client";
import {
  answerSchema,
  PASSING_REFUSALS,
  refusalSchema,
  type Answer,
  type SocketClientOptions,
} from "./answers";
import {
  beginConnection,
  isUnlogged,
  readEvent,
  type Connection,
  type Receipt,
  type Removed,
} from "./receipts";
import { TicketView } from "../views/ticket";
import { holdAnswer, holdReceipt } from "./wire";

const { "session:ready": ready, "ticket:removed": removed } = serverEvents;

/**
 * A client that uses only the contract: it keeps the list of visible tickets, and the whole of its open
 * tickets, by applying events by the published rule.
 */
export class SocketClient {
  http: HttpClient;
  readonly socket: Socket;
  readonly connections: Connection[] = [];
  readonly receipts: Receipt[] = [];
  readonly list = new Map<string, ListedTicket>();
  readonly open = new Map<string, TicketView>();
  /** How often each way of catching up was taken. */
  readonly counts = { connections: 0, joins: 0, gaps: 0, resyncs: 0, refetches: 0 };
  readonly wanted = new Set<string>();
  /** A ticket whole, and what events had to leave out of one, from the API. */
  readonly fetchTicket = (id: string): ReturnType<typeof fetchTicket> => fetchTicket(this.http, id);
  readonly whole = wholeSource(() => this.http);
  private waiting: (TicketEvent | Removed)[] | null = null;
  private epoch = "";
  private working = 0;
  private isReady = false;
  private isClosed = false;
  private token: string;

  constructor(private readonly options: SocketClientOptions) {
    this.token = options.token;
    this.http = this.makeHttp();
    const settings = {
      auth: (give: (auth: object) => void) => give({ token: this.token }),
      transports: options.transports ?? ["websocket"],
      tryAllTransports: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 300,
      forceNew: true,
      ...(options.headers ? { extraHeaders: options.headers } : {}),
    };
    // An option in Node.js alone, so the client's types do not know it.
    Reflect.set(settings, "agent", options.agent ?? false);
    this.socket = io(options.url, settings);
    this.socket.on("connect", () => {
      this.counts.connections += 1;
      this.connections.push(beginConnection(this.socket.id, this.token));
    });
    this.socket.on("disconnect", (reason) => this.lose(reason));
    this.socket.on("connect_error", (error) => this.refused(error));
    this.socket.onAny((name: string, payload: unknown) => this.receive(name, payload, false));
  }

  /** Whether it is connected and has nothing under way. */
  isIdle(): boolean {
    return (
      this.socket.connected &&
      this.isReady &&
      this.working === 0 &&
      this.waiting === null &&
      [...this.open.values()].every((view) => view.isLive())
    );
  }

  /** What it is doing, for the message of a test that waited in vain. */
  describe(): string {
    const views = [...this.open].filter(([, view]) => !view.isLive()).map(([ticketId]) => ticketId);
    const [line, list] = [this.socket.connected, this.waiting === null ? "here" : "being fetched"];
    return `${line ? "connected" : "not connected"}, list ${list}, ${this.working} under way, catching up with ${views.join(" ") || "nothing"}`;
  }

  /** Opens a ticket and holds it, for as long as it may be seen. */
  watch(ticketId: string): void {
    this.wanted.add(ticketId);
    if (!this.open.has(ticketId)) {
      this.open.set(ticketId, new TicketView(this, ticketId));
    }
  }

  /** Sends something and returns the acknowledgement; null when none came in time. */
  async ask(name: string, data: unknown, milliseconds = 5_000): Promise<Answer | null> {
    const answer: unknown = await this.socket
      .timeout(milliseconds)
      .emitWithAck(name, data)
      .catch(() => null);
    if (answer === null) {
      return null;
    }
    holdAnswer(name, answer);
    return answerSchema.parse(answer);
  }

  /** Names of what was received, in order, without `session:ready` and who is just here. */
  names(): string[] {
    return this.receipts.map((receipt) => receipt.name).filter((name) => !isUnlogged(name));
  }

  /** One event of this name that fits. */
  received(name: string, fits: (payload: unknown) => boolean = () => true): Receipt | undefined {
    return this.receipts.find((receipt) => receipt.name === name && fits(receipt.payload));
  }

  close(): void {
    this.isClosed = true;
    this.socket.disconnect();
  }

  /** Drops a ticket that cannot be seen any more; `wanted` brings it back when it appears again. */
  drop(ticketId: string): void {
    this.list.delete(ticketId);
    this.open.get(ticketId)?.end();
    this.open.delete(ticketId);
  }

  /**
   * Closes a ticket that was not found. Its row belongs to the list, which receives every loss: an answer may be
   * older than an event that overtook it (deleted, asked for, restored), and then the ticket is asked for again.
   */
  miss(ticketId: string): void {
    this.open.get(ticketId)?.end();
    this.open.delete(ticketId);
    void this.track(sleep(100).then(() => this.reopen()));
  }

  /** Notes what came, and applies it. */
  receive(name: string, payload: unknown, isReplay: boolean): TicketEvent | null {
    holdReceipt(name, payload);
    this.receipts.push({ at: Date.now(), connection: this.counts.connections, name, payload, isReplay });
    if (name === "session:ready") {
      this.begin(ready.payload.parse(payload).epoch);
      return null;
    }
    if (name === "session:changed") {
      this.forget();
      return null;
    }
    if (name === "ticket:removed") {
      const { ticketId } = removed.payload.parse(payload);
      this.waiting = this.waiting?.filter((event) => event.ticketId !== ticketId) ?? null;
      this.waiting?.push({ name, ticketId });
      this.drop(ticketId);
      return null;
    }
    const event = readEvent(name, payload);
    if (event && !isReplay) {
      this.waiting?.push(event);
      this.applyToList(event);
      this.open.get(event.ticketId)?.receive(event);
    }
    return event;
  }

  private makeHttp(): HttpClient {
    const { url, headers, fetchMilliseconds } = this.options;
    return new HttpClient(url, this.token, { headers, milliseconds: fetchMilliseconds });
  }

  /** The connection ended; the state stays, unless the server has ended the session. */
  private lose(reason: string): void {
    Object.assign(this.connections.at(-1) ?? {}, { to: Date.now(), end: reason });
    this.isReady = false;
    this.waiting = null;
    this.open.forEach((view) => view.suspend());
    if (reason === "io server disconnect") {
      void this.signInAgain();
    }
  }

  private refused(error: Error): void {
    const refusal = refusalSchema.safeParse(error);
    // While Socket.IO tries by itself there is nothing to do; after an answer from our side it does not.
    if (this.socket.active || !refusal.success) {
      return;
    }
    if (refusal.data.data.code === "unauthorized") {
      void this.signInAgain();
    } else if (PASSING_REFUSALS.has(refusal.data.data.code)) {
      void sleep(200).then(() => (this.isClosed ? undefined : this.socket.connect()));
    }
  }

  /** Drops the state of the old session. */
  private async signInAgain(): Promise<void> {
    const { renew } = this.options;
    if (!renew || this.isClosed) {
      return;
    }
    this.forget();
    this.token = await renew(this.token);
    this.http = this.makeHttp();
    if (!this.isClosed) {
      this.socket.connect();
    }
  }

  private forget(): void {
    for (const ticketId of [...this.list.keys(), ...this.open.keys()]) {
      this.drop(ticketId);
    }
  }

  private begin(epoch: string): void {
    if (this.epoch !== "" && this.epoch !== epoch) {
      this.forget();
    }
    this.epoch = epoch;
    this.isReady = true;
    const connection = this.connections.at(-1);
    if (connection) {
      connection.epoch = epoch;
    }
    void this.track(this.refetch());
    this.open.forEach((view) => view.join());
  }

  /** Counts the running work, for `isIdle`. */
  async track(work: Promise<void>): Promise<void> {
    this.working += 1;
    await work.finally(() => (this.working -= 1));
  }

  /** Fetches the list; what comes meanwhile waits and is applied on top. */
  private async refetch(): Promise<void> {
    const connection = this.counts.connections;
    const waiting: (TicketEvent | Removed)[] = [];
    this.waiting = waiting;
    this.counts.refetches += 1;
    const tickets = await fetchTickets(this.http).catch(() => null);
    if (connection !== this.counts.connections || this.waiting === null) {
      return;
    }
    if (tickets === null) {
      if (this.socket.connected) {
        await sleep(100);
        return connection === this.counts.connections ? this.refetch() : undefined;
      }
      return;
    }
    const later = this.waiting;
    this.waiting = null;
    this.list.clear();
    tickets.forEach((ticket) => this.list.set(ticket.id, ticket));
    later.forEach((event) =>
      event.name === "ticket:removed" ? this.list.delete(event.ticketId) : this.applyToList(event),
    );
    this.reopen();
  }

  /** A list shows of each ticket the newest row that it got. */
  private applyToList(event: TicketEvent): void {
    if (event.name === "ticket:deleted") {
      this.drop(event.ticketId);
    } else if (isPartial(event) && event.ticket) {
      // The list shows no texts, so nothing but a row that is too long itself is worth asking for.
      void this.track(this.complete(event));
    } else if (event.ticket && event.ticket.version >= (this.list.get(event.ticketId)?.version ?? 0)) {
      this.list.set(event.ticketId, listed(event.ticket));
      this.reopen();
    }
  }

  private async complete(event: TicketEvent): Promise<void> {
    const connection = this.counts.connections;
    const whole = await completeEvent(event, this.whole).catch(() => event);
    if (connection === this.counts.connections) {
      this.applyToList({ ...whole, cut: [] });
    }
  }

  private reopen(): void {
    for (const ticketId of this.wanted) {
      if (this.list.has(ticketId)) {
        this.watch(ticketId);
      }
    }
  }
}
