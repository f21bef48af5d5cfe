import { Agent, createServer, get } from "node:http";
import { io } from "socket.io-client";
import { z } from "zod";
import { bystanderOrderSchema, type BystanderOrder, type Waits } from "./bystander-orders";

// A program of its own: the load of the attackers' process must not count as waiting. It acts as a person at
// work, and also probes an idle server, whose delays are the machine's own.
const EVERY = { health: 20, ticket: 100, socket: 100, page: 500, control: 20 };
const PATIENCE_MILLISECONDS = 30_000;

const agent = new Agent({ keepAlive: true });
const worst: Waits = none();
const underWay: { name: keyof Waits; since: number }[] = [];
let control = "";

process.once("disconnect", () => process.exit(0));
process.on("message", (message: unknown) => {
  if (message === "take") {
    process.send?.(take());
    return;
  }
  begin(bystanderOrderSchema.parse(message));
});

const echo = createServer((_request, response) => response.end("here"));
echo.listen(0, "127.0.0.1", () => {
  const address = z.object({ port: z.number() }).parse(echo.address());
  control = `http://127.0.0.1:${address.port}`;
  process.send?.("ready");
});

function begin({ url, token, cookie, ticketId, hasPages }: BystanderOrder): void {
  const signedIn = { authorization: `Bearer ${token}` };
  every("control", () => ask(control, {}));
  every("health", () => ask(`${url}/health`, {}));
  every("ticket", () => ask(`${url}/api/tickets/${ticketId}`, signedIn));
  if (hasPages) {
    const browser = { cookie: `next-auth.session-token=${cookie}`, accept: "text/html" };
    every("page", () => ask(`${url}/tickets/${ticketId}`, browser));
  }
  const socket = io(url, { auth: { token }, transports: ["websocket"], forceNew: true });
  socket.once("session:ready", () => {
    every(
      "socket",
      async () => void (await socket.timeout(PATIENCE_MILLISECONDS).emitWithAck("line:check", {})),
    );
  });
}

/** Does it again and again, at the same pace however long each takes; what takes long does not keep the next one. */
function every(name: keyof Waits, act: () => Promise<void>): void {
  setInterval(() => {
    const one = { name, since: performance.now() };
    underWay.push(one);
    const done = (): void => {
      underWay.splice(underWay.indexOf(one), 1);
      worst[name] = Math.max(worst[name], performance.now() - one.since);
    };
    act().then(done, done);
  }, EVERY[name]);
}

function ask(url: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers, timeout: PATIENCE_MILLISECONDS }, (response) => {
      response.resume();
      response.once("end", resolve);
      response.once("error", reject);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", reject);
  });
}

/** The worst since the last time, those included that are still waiting. */
function take(): Waits {
  const now = performance.now();
  underWay.forEach(({ name, since }) => (worst[name] = Math.max(worst[name], now - since)));
  const taken = { ...worst };
  Object.assign(worst, none());
  return taken;
}

function none(): Waits {
  return { health: 0, ticket: 0, socket: 0, page: 0, control: 0 };
}
