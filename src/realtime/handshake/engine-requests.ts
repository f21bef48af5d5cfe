import { ServerResponse, type IncomingMessage } from "node:http";
import { say } from "@/messages/server/say";
import { TurnScheduler } from "@/server/concurrency/turn-scheduler";
import { clientAddress } from "@/server/http/request/addresses";
import { env } from "@/server/process/env";
import { canonicalOrigin } from "@/server/tenant/host-names";
import { receive, type Arrival } from "@/server/http/request/request";
import { addressKey } from "@/server/network/ip-address";
import { log } from "@/server/process/log";
import { countRefusedHandshake } from "@/server/metrics/sockets";
import { refuseUpgrade } from "@/server/http/answers/refuse-upgrade";
import { isAllowedOrigin, isForeign } from "@/server/http/request/origin";
import { BARE_POLICY, securityHeaders } from "@/server/http/answers/security-headers";
import { cutSlowBody } from "@/server/http/bodies/slow-body";
import { isOthersOrigin, isUnknownHost } from "@/server/tenant/tenant";
import { HandshakeSlots, type HandshakeSlot } from "./handshake-slots";
import { oddity } from "./odd-request";
import { refuseInProtocol, refuseRequest, type Refusal } from "./refuse-handshake";
import { credentialOfHeaders, sessionOf, sessionShownBy } from "./shown-credential";
import type { TypedServer } from "@/realtime/sockets/sockets";

const METHODS = "GET, POST";
const REQUEST_HEADERS = "Authorization, Content-Type";
const PATIENCE_MILLISECONDS = 15_000;
const RETRY_SECONDS = 10;
const BROWSER = /^Mozilla\//;

/** Unauthenticated connections at a time: from one address, in all, and of one session before its handshake is finished. */
const UNAUTHENTICATED = {
  ofOne: 50,
  ofOneAtMost: 1_000,
  inAll: 2_000,
  waiting: 10_000,
  patienceMilliseconds: PATIENCE_MILLISECONDS,
};
const SESSIONS = {
  ofOne: 100,
  ofOneAtMost: 100,
  inAll: Infinity,
  waiting: 1_000,
  patienceMilliseconds: PATIENCE_MILLISECONDS,
};

/** Whose turns requests take: after a restart thousands of handshakes come together, and open connections go on meanwhile. */
const OPEN = {};
const NEW = {};

/** The stand-in for an upgrade's response has these methods alone. */
interface EngineResponse {
  setHeader(name: string, value: string): unknown;
  writeHead(status: number): unknown;
  end(): void;
}

/**
 * Checks every request to Engine.IO before the engine does anything for it: handshakes, polls, messages and
 * upgrades of open sessions. It refuses requests of foreign pages, JSONP (a script as the answer, which any
 * page may load), requests that no client sends, and unauthenticated handshakes while many of them wait.
 */
export class EngineRequests {
  private readonly unauthenticated = new HandshakeSlots(UNAUTHENTICATED);
  private readonly sessions = new HandshakeSlots(SESSIONS);
  private readonly slots = new WeakMap<object, HandshakeSlot>();
  /** The addresses of handshakes that left their slot for unauthenticated ones, since they showed a token of ours. */
  private readonly recognised = new WeakMap<object, string>();
  private readonly turns = new TurnScheduler();
  private readonly connected = new WeakSet<object>();

  /** Puts itself before the engine of `io`, which is attached. */
  guard(io: TypedServer): void {
    io.engine.use((request: IncomingMessage, response: EngineResponse, next: () => void) => {
      this.judge(request, response, next).catch((error: unknown) => {
        log().error({ err: error }, "a request of a socket failed");
        request.socket.destroy();
      });
    });
    // The engine's own refusal of an upgrade carries none of our headers.
    io.engine.on("connection_error", ({ req }: { req?: IncomingMessage & { res?: unknown } }) => {
      if (req && req.res === undefined) {
        refuseUpgrade(req.socket, 400, env().publicUrl.startsWith("https:"));
      }
    });
  }

  /** The engine has made the connection of this handshake, which holds the slot from now on. */
  connect(handshake: object): void {
    this.connected.add(handshake);
  }

  /** The connection of this handshake is gone: another may have its slot. */
  settle(handshake: object): void {
    this.slots.get(handshake)?.leave();
    this.slots.delete(handshake);
  }

  /**
   * The connection of this handshake showed a token of ours in its first packet: as one that shows it in the headers,
   * it counts for its session from now on, and another may have its slot for unauthenticated ones before the database is
   * asked. Resolves with false when too many of this session wait.
   */
  async recognise(handshake: IncomingMessage, session: string): Promise<boolean> {
    if (!this.slots.has(handshake) || this.recognised.has(handshake) || sessionOf(handshake) !== null) {
      return true;
    }
    this.recognised.set(handshake, addressKey(clientAddress(handshake.headers)));
    this.slots.get(handshake)?.leave();
    const slot = this.sessions.enter(session);
    this.slots.set(handshake, slot);
    return await slot.granted;
  }

  /** The connection of this handshake is authenticated: another may have its slot. */
  prove(handshake: object): void {
    this.slots.get(handshake)?.prove();
    this.slots.delete(handshake);
    const address = this.recognised.get(handshake);
    if (address !== undefined) {
      this.recognised.delete(handshake);
      this.unauthenticated.trust(address);
    }
  }

  /** Whether others wait for the slot of this handshake. */
  isWanted(handshake: object): boolean {
    return this.slots.get(handshake)?.isWanted() ?? false;
  }

  /** For a timer: past authenticated connections from an address say little about the present ones. */
  fade(): void {
    this.unauthenticated.fade();
  }

  private async judge(request: IncomingMessage, response: EngineResponse, next: () => void): Promise<void> {
    const isUpgrade = !(response instanceof ServerResponse);
    await this.turns.turnOf(/[?&]sid=/.test(request.url ?? "") ? OPEN : NEW);
    if (request.socket.destroyed) {
      // Its client did not wait for its turn.
      return;
    }
    const arrival = receive(request, env());
    for (const [name, value] of Object.entries(securityHeaders(BARE_POLICY, arrival.isSecure))) {
      response.setHeader(name, value);
    }
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Vary", "Origin");
    if (response instanceof ServerResponse) {
      response.setHeader("X-Request-Id", arrival.requestId);
      cutSlowBody(request, response);
    }
    const query = new URL(request.url ?? "/", "http://socket.io").searchParams;
    const odd = oddity(request, arrival, query, isUpgrade);
    if (odd?.code === "method_not_allowed" && isUpgrade) {
      response.end();
      return;
    }
    if (odd) {
      await refuseRequest(request, response, odd, arrival.isSecure);
      return;
    }
    const isHandshake = !query.has("sid");
    // Where the database does not answer, the handshake itself says so.
    const isOthers = await isOthersOrigin(request.headers.origin ?? null, arrival.host).catch(() => false);
    if (isForeign(request.headers) || isOthers) {
      await this.refuse(request, response, arrival, isHandshake ? query : null, {
        code: "bad_origin",
        sentence: say("refusals.sockets.foreignPage"),
      });
      return;
    }
    allowOrigin(request, response);
    if (request.method === "OPTIONS") {
      response.setHeader("Access-Control-Allow-Methods", METHODS);
      response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
      response.writeHead(204);
      response.end();
    } else if (isHandshake) {
      await this.handshake(request, response, arrival, query, next);
    } else {
      next();
    }
  }

  private async handshake(
    request: IncomingMessage,
    response: EngineResponse,
    arrival: Arrival,
    query: URLSearchParams,
    next: () => void,
  ): Promise<void> {
    // Where the database does not answer, the handshake itself says so.
    if (await isUnknownHost(arrival.host).catch(() => false)) {
      const refusal: Refusal = { code: "unknown_host", sentence: say("refusals.http.unknownHost") };
      await this.refuse(request, response, arrival, query, refusal);
      return;
    }
    const session = await sessionShownBy(request);
    const slot =
      session === null
        ? this.unauthenticated.enter(addressKey(clientAddress(request.headers)))
        : this.sessions.enter(session);
    this.slots.set(request, slot);
    const leave = (): void => {
      if (!this.connected.has(request)) {
        this.settle(request);
      }
    };
    if (response instanceof ServerResponse) {
      response.once("close", leave);
    } else {
      request.socket.once("close", leave);
    }
    if (await slot.granted) {
      next();
    } else if (!request.socket.destroyed) {
      await this.refuse(request, response, arrival, query, {
        code: "rate_limited",
        sentence: say("refusals.sockets.manyStrangers"),
        retryAfter: RETRY_SECONDS,
      });
    }
  }

  private async refuse(
    request: IncomingMessage,
    response: EngineResponse,
    arrival: Arrival,
    handshake: URLSearchParams | null,
    refusal: Refusal,
  ): Promise<void> {
    countRefusedHandshake(refusal.code);
    const { origin } = request.headers;
    const address = clientAddress(request.headers);
    log().info(
      { origin, address, credential: credentialOfHeaders(request), code: refusal.code },
      "socket refused",
    );
    if (handshake !== null && readsProtocol(request, arrival, handshake, refusal)) {
      refuseInProtocol(request, response, refusal);
    } else {
      await refuseRequest(request, response, refusal, arrival.isSecure);
    }
  }
}

/**
 * Whether a handshake comes from a client of Socket.IO, which is refused in its protocol. Any other request
 * is refused by the status, and so is a foreign page in a browser, whose socket must not open for even a
 * moment; one of our own pages under an address that is not allowed gets the reason.
 */
function readsProtocol(
  request: IncomingMessage,
  arrival: Arrival,
  query: URLSearchParams,
  { code }: Refusal,
): boolean {
  const { headers, method } = request;
  const isClient =
    headers.upgrade === undefined
      ? query.get("transport") === "polling" && query.has("t")
      : query.get("transport") === "websocket" &&
        headers["sec-websocket-key"] !== undefined &&
        headers["sec-websocket-extensions"] !== undefined;
  const isBrowser = BROWSER.test(headers["user-agent"] ?? "") || headers["sec-fetch-site"] !== undefined;
  const isOwnPage = canonicalOrigin(headers.origin ?? "")?.replace(/^https?:\/\//, "") === arrival.host;
  return (
    method === "GET" &&
    query.get("EIO") === "4" &&
    isClient &&
    (code !== "bad_origin" || !isBrowser || isOwnPage)
  );
}

/** Pages of allowed origins may read the answers. */
function allowOrigin(request: IncomingMessage, response: EngineResponse): void {
  const { origin } = request.headers;
  if (origin !== undefined && isAllowedOrigin(origin)) {
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  }
}
