import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isPrivateUrl, postGuarded, type GuardedPost, type PostOutcome, type Resolve } from "./guarded-post";

const open: Server[] = [];
let reached = 0;

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
  reached = 0;
});

/** A server of this machine; returns its port. */
async function serve(answer: RequestListener = (_, response) => response.end("ok")): Promise<number> {
  const server = createServer((request, response) => {
    reached += 1;
    answer(request, response);
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

async function post(url: string, more: Partial<GuardedPost> = {}): Promise<PostOutcome> {
  return await postGuarded({
    url: new URL(url),
    headers: { "content-type": "application/json" },
    body: "{}",
    allowed: [],
    timeoutMilliseconds: 20_000,
    ...more,
  });
}

const to =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

/** Forms in which this machine, a neighbour or nothing at all can be meant. */
const HOSTS = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "127.255.255.254",
  "2130706433",
  "017700000001",
  "0x7f000001",
  "0x7f.0x0.0x0.0x1",
  "0177.0.0.1",
  "0x7f.1",
  "127.0.0.1.",
  "①②⑦.⓪.⓪.①",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "app.localhost",
  "0.0.0.0",
  "0",
  "0.1.2.3",
  "10.0.0.1",
  "10.255.255.255",
  "167772161",
  "012.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.0.1",
  "0xc0.168.1",
  "100.64.0.1",
  "100.127.255.255",
  "169.254.169.254",
  "0xa9fea9fe",
  "192.0.0.8",
  "192.0.2.1",
  "192.88.99.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "[::]",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::127.0.0.1]",
  "[::7f00:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::ffff:10.0.0.1]",
  "[::ffff:0:127.0.0.1]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b::a9fe:a9fe]",
  "[64:ff9b:1::10.0.0.1]",
  "[2002:7f00:1::]",
  "[2002:a9fe:a9fe::1]",
  "[2001:0:7f00:1::]",
  "[2001::1]",
  "[2001:db8::1]",
  "[2001:2::1]",
  "[2001:10::1]",
  "[2001:20::1]",
  "[100::1]",
  "[fc00::1]",
  "[fd12:3456:789a::1]",
  "[fe80::1]",
  "[febf::1]",
  "[fec0::1]",
  "[ff02::1]",
  "[ff05::2]",
  "[4000::1]",
  "[8000::1]",
] as const;

describe("an address that is not public", () => {
  it.each(HOSTS)("http://%s is refused before anything is sent", async (host) => {
    const port = await serve();
    const url = `http://${host}:${port}/`;
    expect(isPrivateUrl(new URL(url), [])).toBe(true);
    expect(await post(url)).toMatchObject({ kind: "private" });
    expect(reached).toBe(0);
  });

  it("is also refused as what a name stands for, even as one among public ones", async () => {
    const port = await serve();
    for (const addresses of [
      ["127.0.0.1"],
      ["93.184.216.34", "127.0.0.1"],
      ["2606:2800:220:1::1", "::1"],
      ["::ffff:127.0.0.1"],
      ["169.254.169.254"],
      ["fe80::1%eth0"],
      ["not an address"],
    ]) {
      const outcome = await post(`http://hook.example.org:${port}/`, { resolve: to(...addresses) });
      expect(outcome, addresses.join()).toMatchObject({ kind: "private" });
    }
    expect(reached).toBe(0);
  });

  it("is not reached by a name that stands for another address a moment later: it is asked once, and the connection goes there", async () => {
    const port = await serve();
    let asked = 0;
    const resolve: Resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
    };
    const allowed = ["127.0.0.1"];
    expect(await post(`http://hook.example.org:${port}/`, { resolve, allowed })).toMatchObject({
      kind: "answered",
      status: 200,
    });
    expect(asked).toBe(1);
    // It stands for another one now.
    expect(await post(`http://hook.example.org:${port}/`, { resolve, allowed })).toEqual({
      kind: "private",
      address: "127.0.0.2",
    });
    expect(reached).toBe(1);
  });
});

describe("a public address", () => {
  it.each(["93.184.216.34", "1.1.1.1", "[2606:2800:220:1:248:1893:25c8:1946]", "example.org"])(
    "%s can be entered",
    (host) => {
      expect(isPrivateUrl(new URL(`https://${host}/`), [])).toBe(false);
    },
  );
});

describe("the list of what may be reached", () => {
  it.each([
    [["127.0.0.1"], true],
    [["127.0.0.1:PORT"], true],
    [["127.0.0.1:1"], false],
    [["127.0.0.0/8"], true],
    [["10.0.0.0/8"], false],
    [["hook.example.org"], true],
    [["HOOK.example.org:PORT"], true],
    [["hook.example.org:1"], false],
    [["example.org"], false],
    [["k.example.org"], false],
    [["::1", "10.1.2.3"], false],
    [["nonsense/", ""], false],
  ])("%j lets it through: %s", async (allowed, isThrough) => {
    const port = await serve();
    const outcome = await post(`http://hook.example.org:${port}/`, {
      resolve: to("127.0.0.1"),
      allowed: allowed.map((one) => one.replace("PORT", String(port))),
    });
    expect(outcome.kind).toBe(isThrough ? "answered" : "private");
    expect(reached).toBe(isThrough ? 1 : 0);
  });

  it("lets what it names be entered", () => {
    expect(isPrivateUrl(new URL("http://localhost:9000/"), ["localhost:9000"])).toBe(false);
    expect(isPrivateUrl(new URL("http://localhost:9000/"), ["localhost:9001"])).toBe(true);
    expect(isPrivateUrl(new URL("http://[::1]/"), ["::1"])).toBe(false);
    expect(isPrivateUrl(new URL("http://10.1.2.3/"), ["10.0.0.0/8"])).toBe(false);
  });
});

describe("an answer", () => {
  const here = { allowed: ["127.0.0.1"] };

  it("is not followed to another place", async () => {
    const other = await serve();
    for (const status of [301, 302, 303, 307, 308]) {
      const port = await serve((_, response) =>
        response.writeHead(status, { location: `http://127.0.0.1:${other}/` }).end(),
      );
      expect(await post(`http://127.0.0.1:${port}/`, here)).toMatchObject({ kind: "answered", status });
    }
    expect(reached).toBe(5);
  });

  it("without an end is cut, and its beginning kept", async () => {
    const port = await serve((_, response) => {
      response.on("error", () => undefined);
      const write = (): void => {
        while (!response.destroyed && response.write("ä\0".repeat(5_000))) {
          // Until it is full.
        }
      };
      response.on("drain", write);
      write();
    });
    const outcome = await post(`http://127.0.0.1:${port}/`, here);
    expect(outcome).toMatchObject({ kind: "answered", status: 200 });
    expect(outcome.kind === "answered" && outcome.answer).toBe("ä".repeat(341));
  });

  it("that begins and does not go on counts by its status", async () => {
    const port = await serve((_, response) => {
      response.writeHead(503, { "retry-after": "120" });
      response.write("wait");
    });
    expect(await post(`http://127.0.0.1:${port}/`, { ...here, timeoutMilliseconds: 3_000 })).toEqual({
      kind: "answered",
      status: 503,
      answer: "wait",
      retryAfterSeconds: 120,
    });
  });

  it("that never comes is not waited for, nor is a resolver", async () => {
    const port = await serve(() => undefined);
    const quick = { ...here, timeoutMilliseconds: 300 };
    expect(await post(`http://127.0.0.1:${port}/`, quick)).toEqual({ kind: "timeout" });
    const never: Resolve = () => new Promise(() => undefined);
    expect(await post("http://hook.example.org/", { ...quick, resolve: never })).toEqual({ kind: "timeout" });
  });

  it("says why there is none", async () => {
    const port = await serve((request) => request.socket.destroy());
    expect(await post(`http://127.0.0.1:${port}/`, here)).toEqual({ kind: "failed", reason: "ECONNRESET" });
    expect(await post(`https://127.0.0.1:${port}/`, here)).toMatchObject({ kind: "failed" });
    const gone: Resolve = () => Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" }));
    expect(await post("http://hook.example.org/", { resolve: gone })).toEqual({ kind: "unknownName" });
    expect(await post("http://hook.example.org/", { resolve: to() })).toEqual({ kind: "unknownName" });
  });
});
