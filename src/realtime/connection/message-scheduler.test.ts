import { beforeAll, describe, expect, it, vi } from "vitest";
import { setUpDesk } from "@/testing/desk/setup";
import { makeAccessToken, makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { RawSocket } from "@/testing/fuzz/raw-socket";
import { until } from "@/testing/wait";

vi.setConfig({ testTimeout: 120_000 });
const desk = setUpDesk();
let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

/** What one socket may send at once. */
const MANY = 380;
const check = (id: number): string => `42${id}["line:check",{}]`;
const numberOf = (text: string): number => Number(/^43(\d+)\[/.exec(text)?.[1] ?? -1);
const tokenOfSomebody = async (): Promise<string> => makeAccessToken(await makeActor(organisation));

/** A connection by long polling, signed in. */
async function poll(token: string) {
  const address = `${desk.url()}/socket.io/?EIO=4&transport=polling`;
  const sid = /"sid":"([^"]+)"/.exec(await (await fetch(address)).text())?.[1] ?? "";
  const post = async (body: string): Promise<number> => {
    const response = await fetch(`${address}&sid=${sid}`, { method: "POST", body });
    await response.text();
    return response.status;
  };
  const read = async (): Promise<string[]> => {
    const response = await fetch(`${address}&sid=${sid}`);
    const text = await response.text();
    return response.ok ? text.split("\u001e") : ["gone"];
  };
  await post(`40${JSON.stringify({ token })}`);
  while (!(await read()).some((text) => text.includes("session:ready"))) {}
  return { sid, post, read };
}

describe("much at once", () => {
  it("by WebSocket: all is answered, in its order", async () => {
    const raw = await RawSocket.signIn(desk.url(), await tokenOfSomebody());
    const answered = () => raw.texts.map(numberOf).filter((id) => id >= 0);
    raw.sendTogether(Array.from({ length: MANY }, (_, id) => check(id)));
    await until("all are answered", () => answered().length >= MANY, 60_000);
    expect(answered()).toEqual(Array.from({ length: MANY }, (_, id) => id));
    raw.destroy();
  });

  it("in one request of long polling: all is answered, in its order", async () => {
    const { post, read } = await poll(await tokenOfSomebody());
    const answered: number[] = [];
    await post(Array.from({ length: MANY }, (_, id) => check(id)).join("\u001e"));
    while (answered.length < MANY) {
      answered.push(...(await read()).map(numberOf).filter((id) => id >= 0));
    }
    expect(answered).toEqual(Array.from({ length: MANY }, (_, id) => id));
  });

  it("polled, then by WebSocket: what came first is answered first", async () => {
    const token = await tokenOfSomebody();
    const { sid, post } = await poll(token);
    const raw = await RawSocket.open(desk.url(), {
      path: `/socket.io/?EIO=4&transport=websocket&sid=${sid}`,
    });
    raw.send("2probe");
    await until("the probe is answered", () => raw.texts.includes("3probe"), 30_000);
    expect(await post(Array.from({ length: 300 }, (_, id) => check(id)).join("\u001e"))).toBe(200);
    raw.send("5");
    for (let id = 300; id < 350; id++) {
      raw.send(check(id));
    }
    const answered = (): number[] => raw.texts.map(numberOf).filter((id) => id >= 0);
    await until("the last is answered", () => answered().includes(349), 60_000);
    // What was answered before the upgrade went by the poll.
    const first = answered()[0] ?? 0;
    expect(answered()).toEqual(Array.from({ length: 350 - first }, (_, at) => first + at));
    raw.destroy();
  });

  it("more messages than any client needs, in one request: the connection is cut off", async () => {
    const { post, read } = await poll(await tokenOfSomebody());
    await post("4\u001e".repeat(400_000));
    while (!(await read()).includes("gone")) {}
    const other = await poll(await tokenOfSomebody());
    await other.post(check(1));
    expect((await other.read()).map(numberOf)).toContain(1);
  });
});
