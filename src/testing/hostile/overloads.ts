import { until } from "@/testing/wait";
import type { FuzzPerson } from "../fuzz/people";
import { RawSocket } from "../fuzz/raw-socket";

/** Milliseconds in which what was sent is answered, or its connection ended. */
const PATIENCE_MILLISECONDS = 60_000;
/** The number of the last message of each: what came before it is answered before it. */
const LAST = 9_999_999;
const SEPARATOR = "\u001e";

type Message = (id: number) => string;

/** Messages of each kind: those that need the database, that many receive, that need nothing, and what nobody asked for. */
function kindsOf(ticketId: string): Message[] {
  return [
    (id) => `42${id}["ticket:join",{"ticketId":"${ticketId}","since":0}]`,
    (id) => `42${id}["typing:start",{"ticketId":"${ticketId}"}]`,
    (id) => `42${id}["presence:set",{"status":"${id % 2 ? "online" : "away"}"}]`,
    (id) => `42${id}["line:check",{}]`,
    (id) => `43${id}[{"ok":true}]`,
    (id) => `42${id}["nothing:of:ours",{}]`,
  ];
}

/** Each person sends `count` messages in one go, without waiting for answers; resolves when all is answered or cut off. */
export async function overloadSockets(
  url: string,
  people: readonly FuzzPerson[],
  ticketId: string,
  count: number,
): Promise<number> {
  const kinds = kindsOf(ticketId);
  const sockets = await Promise.all(people.map(({ token }) => RawSocket.signIn(url, token)));
  const answered = sockets.map((raw) => {
    let isAnswered = false;
    raw.onText = (text) => (isAnswered ||= text.startsWith(`43${LAST}[`));
    return () => isAnswered || raw.isClosed;
  });
  sockets.forEach((raw, index) => {
    const messages = Array.from({ length: count }, (_, id) => pick(kinds, index)(id));
    raw.sendTogether([...messages, `42${LAST}["line:check",{}]`]);
  });
  await until("overloads are over", () => answered.every((isOver) => isOver()), PATIENCE_MILLISECONDS);
  sockets.forEach((raw) => raw.destroy());
  return count * sockets.length;
}

/** The same by long polling, where one request carries them all. */
export async function overloadByPolling(
  url: string,
  people: readonly FuzzPerson[],
  ticketId: string,
  count: number,
): Promise<number> {
  const kinds = kindsOf(ticketId);
  const polling = `${url}/socket.io/?EIO=4&transport=polling`;
  const sessions = await Promise.all(
    people.map(async ({ token }) => {
      const sid = /"sid":"([^"]+)"/.exec(await (await fetch(polling)).text())?.[1] ?? "";
      const address = `${polling}&sid=${sid}`;
      await post(address, `40${JSON.stringify({ token })}`);
      await pollFor(address, "session:ready");
      return address;
    }),
  );
  await Promise.all(
    sessions.map(async (address, index) => {
      const messages = Array.from({ length: count }, (_, id) => pick(kinds, index)(id));
      await post(address, [...messages, `42${LAST}["line:check",{}]`].join(SEPARATOR));
      await pollFor(address, `43${LAST}[`);
    }),
  );
  return count * sessions.length;
}

async function post(address: string, body: string): Promise<void> {
  const response = await fetch(address, {
    method: "POST",
    body,
    signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
  });
  await response.text();
}

/** Polls until something with `wanted` in it arrives, or the connection is gone. */
async function pollFor(address: string, wanted: string): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  for (;;) {
    const response = await fetch(address, { signal });
    const text = await response.text();
    if (!response.ok || text.includes(wanted)) {
      return;
    }
  }
}

function pick(kinds: readonly Message[], index: number): Message {
  return kinds[index % kinds.length] ?? (() => "2");
}
