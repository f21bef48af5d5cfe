import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, closeDatabase } from "@/server/database/database";
import { hashPassword } from "@/server/sign-in/passwords";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeOrganisation, makePerson, makeSession, type MadePerson } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { startServers, type Servers } from "@/testing/processes/server";

const PASSWORD = "correct horse battery";
const HTTPS = "https://help.example.org";
const PLAIN = "next-auth.session-token";
let database: TestDatabase;
let plain: Servers;
let secure: Servers;
let owner: MadePerson;
let attacker: MadePerson;
/** The bare values of a session cookie of each. */
let own: string;
let planted: string;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  [plain, secure] = await Promise.all([
    startServers(database.url, 1),
    startServers(database.url, 1, { NEXTAUTH_URL: HTTPS }),
  ]);
  const organisation = await makeOrganisation();
  const passwordHash = await hashPassword(PASSWORD);
  owner = await makePerson(organisation, { role: "agent", passwordHash });
  attacker = await makePerson(organisation, { passwordHash });
  own = await valueFor(owner);
  planted = await valueFor(attacker);
});
afterAll(async () => {
  await Promise.all([plain.stop(), secure.stop()]);
  await closeDatabase();
  await database.drop();
});

describe.each([
  ["plain http", () => urlOf(plain), PLAIN],
  ["https", () => urlOf(secure), `__Host-${PLAIN}`],
] as const)("behind %s", (_name, url, name) => {
  it("one session cookie names the same person for the API, next-auth and a socket", async () => {
    expect(await whoIs(url(), `${name}=${own}`)).toEqual([owner.id, owner.id, owner.id]);
  });

  it.each([
    ["the planted one first", () => `${name}=${planted}; ${name}=${own}`],
    ["the planted one last", () => `${name}=${own}; ${name}=${planted}`],
    ["the same twice", () => `${name}=${own}; theme=dark; ${name}=${own}`],
    ["an empty one beside it", () => `${name}=; ${name}=${own}`],
    ["spaces around its name", () => `${name} =${planted}; ${name}=${own}`],
  ])("two of that name are nobody: %s", async (_how, cookie) => {
    expect(await whoIs(url(), cookie())).toEqual(["nobody", "nobody", "unauthorized"]);
  });

  it("pieces by number neither make a session nor change one", async () => {
    const half = Math.floor(planted.length / 2);
    const pieces = `${name}.0=${planted.slice(0, half)}; ${name}.1=${planted.slice(half)}`;
    expect(await whoIs(url(), pieces)).toEqual(["nobody", "nobody", "unauthorized"]);
    expect(await whoIs(url(), `${name}.0=${planted}`)).toEqual(["nobody", "nobody", "unauthorized"]);
    expect(await whoIs(url(), `${pieces}; ${name}=${own}`)).toEqual([owner.id, owner.id, owner.id]);
  });

  it("a CSRF cookie that comes twice proves nothing", async () => {
    const csrf = name.replace("session-token", "csrf-token");
    const [first, second] = [await csrfPair(url()), await csrfPair(url())];
    const ask = (cookie: string): Promise<string> => signInWith(url(), cookie, first.token);
    expect(await ask(`${csrf}=${first.cookie}`)).toContain(name);
    expect(await ask(`${csrf}=${first.cookie}; ${csrf}=${second.cookie}`)).not.toContain(`${name}=`);
    expect(await ask(`${csrf}=${second.cookie}; ${csrf}=${first.cookie}`)).not.toContain(`${name}=`);
  });

  it("a foreign page that has planted a CSRF token it knows signs nobody in", async () => {
    const { token, cookie } = await csrfPair(url());
    const planting = `${name.replace("session-token", "csrf-token")}=${cookie}`;
    for (const [header, value] of [
      ["origin", "http://localhost:9999"],
      ["origin", "null"],
      ["sec-fetch-site", "same-site"],
    ] as const) {
      expect(await signInWith(url(), planting, token, { [header]: value })).toBe("403 ");
    }
  });
});

describe("behind https", () => {
  it("every cookie of signing in begins with __Host-, is Secure, for the whole host and for no domain", async () => {
    const { token, cookie, lines } = await csrfPair(urlOf(secure));
    const signedIn = await signInWith(urlOf(secure), `__Host-next-auth.csrf-token=${cookie}`, token);
    const set = [...lines, ...signedIn.split("\n")].filter((line) => line.includes("next-auth."));
    expect(set.map((line) => line.split(/[= ]/).find((part) => part.includes("next-auth")))).toEqual(
      expect.arrayContaining([
        "__Host-next-auth.csrf-token",
        "__Host-next-auth.callback-url",
        `__Host-${PLAIN}`,
      ]),
    );
    for (const line of set) {
      expect(line).toMatch(/__Host-/);
      expect(line).toMatch(/; Path=\/(;|$)/);
      expect(line).toMatch(/; Secure/);
      expect(line).not.toMatch(/Domain/i);
    }
  });

  it("names of earlier releases and of plain http open nothing, and an old one is taken away", async () => {
    for (const old of [PLAIN, `__Secure-${PLAIN}`]) {
      expect(await whoIs(urlOf(secure), `${old}=${own}`)).toEqual(["nobody", "nobody", "unauthorized"]);
      expect(await whoIs(urlOf(secure), `${old}=${planted}; __Host-${PLAIN}=${own}`)).toEqual([
        owner.id,
        owner.id,
        owner.id,
      ]);
    }
    const answer = await fetch(`${urlOf(secure)}/api/auth/csrf`, {
      headers: { cookie: `__Secure-${PLAIN}=${own}` },
    });
    expect(answer.headers.getSetCookie().join("\n")).toMatch(new RegExp(`__Secure-${PLAIN}=; .*Max-Age=0`));
  });
});

function urlOf(servers: Servers): string {
  return servers.processes[0]?.url ?? "";
}

async function valueFor(person: MadePerson): Promise<string> {
  return (await cookieOf(await makeSession(person))).slice(PLAIN.length + 1);
}

/** Who this cookie is, to the API, to next-auth itself and to a socket. */
async function whoIs(url: string, cookie: string): Promise<string[]> {
  const headers = { cookie };
  const me = await fetch(`${url}/api/me`, { headers });
  const id: unknown = me.status === 200 ? Reflect.get(Object(await me.json()), "id") : "nobody";
  const session: unknown = await (await fetch(`${url}/api/auth/session`, { headers })).json();
  const user: unknown = Reflect.get(Object(session), "user");
  return [String(id), String(Reflect.get(Object(user), "id") ?? "nobody"), await knock(url, cookie)];
}

async function knock(url: string, cookie: string): Promise<string> {
  const socket = io(url, {
    forceNew: true,
    reconnection: false,
    transports: ["websocket"],
    extraHeaders: { cookie },
  });
  try {
    return await new Promise((resolve) => {
      socket.on("session:ready", (ready: { user: { id: string } }) => resolve(ready.user.id));
      socket.on("connect_error", (error) =>
        resolve(String(Reflect.get(Object(Reflect.get(error, "data")), "code"))),
      );
    });
  } finally {
    socket.disconnect();
  }
}

async function csrfPair(url: string): Promise<{ token: string; cookie: string; lines: string[] }> {
  const answer = await fetch(`${url}/api/auth/csrf`);
  const lines = answer.headers.getSetCookie();
  const line = lines.find((one) => one.includes("csrf-token=")) ?? "";
  return {
    token: String(Reflect.get(Object(await answer.json()), "csrfToken")),
    cookie: line.slice(line.indexOf("=") + 1).split(";", 1)[0] ?? "",
    lines,
  };
}

/** Status and cookies of a sign-in with this CSRF token. */
async function signInWith(
  url: string,
  cookie: string,
  csrfToken: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie, ...headers },
    body: new URLSearchParams({ email: owner.email, password: PASSWORD, csrfToken, json: "true" }),
  });
  return `${answer.status} ${answer.headers.getSetCookie().join("\n")}`;
}
