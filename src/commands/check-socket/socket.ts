import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import { Listeners } from "@/shared/listeners";
import { CheckFailure, refusedSocket } from "./words";

/** How a socket is opened. */
export interface SocketOptions {
  url: string;
  transport: "websocket" | "polling";
  token: string | null;
  /** The Origin header to send; a browser's page would send its own. */
  origin: string | null;
  milliseconds: number;
}

const versionedSchema = z.object({ eventId: z.string(), ticketId: z.string(), version: z.number() });
const answerSchema = z.looseObject({ ok: z.boolean(), error: z.object({ message: z.string() }).optional() });

/** A versioned event as it came; `at` by performance.now(). */
export interface ReceivedEvent extends z.infer<typeof versionedSchema> {
  name: string;
  at: number;
}

/** One socket of the check, and everything that it received. */
export class CheckedSocket {
  readonly received: ReceivedEvent[] = [];
  private readonly changes = new Listeners();

  constructor(
    readonly transport: "websocket" | "polling",
    private readonly socket: Socket,
  ) {
    socket.onAny((name: string, payload: unknown) => {
      const event = versionedSchema.safeParse(payload);
      if (event.success) {
        this.received.push({ name, at: performance.now(), ...event.data });
      }
      this.changes.emit();
    });
    socket.on("disconnect", () => this.changes.emit());
  }

  /** The first such event of this ticket, also one that came already; a failure when none comes in time. */
  async receive(name: string, ticketId: string, milliseconds: number): Promise<ReceivedEvent> {
    const find = (): ReceivedEvent | undefined =>
      this.received.find((event) => event.name === name && event.ticketId === ticketId);
    await this.until(() => find() !== undefined || !this.socket.connected, milliseconds);
    const found = find();
    if (!found) {
      throw new CheckFailure(
        this.socket.connected
          ? `The change was made, but its event ${name} did not come by ${this.transport} within ${milliseconds / 1000} s.`
          : `The connection by ${this.transport} broke before the event ${name} came.`,
        this.socket.connected
          ? "Ask /ready how far the log's reader is behind (log), whether all processes use one DATABASE_URL, and whether the proxy buffers answers (it must not, for /socket.io/)."
          : "See the process's log for its reason; a proxy may cut idle connections (allow at least 60 s), or drop /socket.io/ after some seconds.",
      );
    }
    return found;
  }

  /** Sends something and waits for its acknowledgement. */
  async ask(name: string, data: unknown, milliseconds: number): Promise<Record<string, unknown>> {
    const answer: unknown = await this.socket
      .timeout(milliseconds)
      .emitWithAck(name, data)
      .catch(() => null);
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success || !parsed.data.ok) {
      const why = parsed.data?.error?.message ?? "no answer came";
      throw new CheckFailure(
        `${name} by ${this.transport} did not work: ${why}.`,
        "See the process's log; when only one transport fails, look at the proxy's settings for /socket.io/.",
      );
    }
    return parsed.data;
  }

  /** Whether the server ended it within this time. */
  async ends(milliseconds: number): Promise<boolean> {
    await this.until(() => !this.socket.connected, milliseconds);
    return !this.socket.connected;
  }

  close(): void {
    this.socket.disconnect();
  }

  private until(condition: () => boolean, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (condition()) {
          done();
        }
      };
      const done = (): void => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      const stop = this.changes.add(check);
      check();
    });
  }
}

/** Opens a socket and waits for `session:ready`; a refusal is thrown as a CheckFailure that says what to look at. */
export async function openSocket(options: SocketOptions): Promise<CheckedSocket> {
  const { socket, refusal } = await tryConnect(options);
  if (refusal) {
    socket.disconnect();
    throw refusedSocket(options.transport, refusal);
  }
  return new CheckedSocket(options.transport, socket);
}

/** The code with which a socket is refused, or "connected" when it is let in. */
export async function refusalOf(options: SocketOptions): Promise<string> {
  const { socket, refusal } = await tryConnect(options);
  socket.disconnect();
  return refusal
    ? String(Reflect.get(Object(Reflect.get(refusal, "data")), "code") ?? refusal.message)
    : "connected";
}

function tryConnect(options: SocketOptions): Promise<{ socket: Socket; refusal: Error | null }> {
  const socket = io(options.url, {
    transports: [options.transport],
    auth: options.token === null ? {} : { token: options.token },
    ...(options.origin === null ? {} : { extraHeaders: { origin: options.origin } }),
    reconnection: false,
    forceNew: true,
    timeout: options.milliseconds,
  });
  return new Promise((resolve) => {
    const done = (refusal: Error | null): void => {
      clearTimeout(timer);
      resolve({ socket, refusal });
    };
    const timer = setTimeout(
      () => done(new Error(`no answer within ${Math.round(options.milliseconds / 1000)} s`)),
      options.milliseconds,
    );
    socket.once("session:ready", () => done(null));
    socket.once("connect_error", done);
    socket.once("disconnect", (reason) => done(new Error(`it was closed at once (${reason})`)));
  });
}
