import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { forgetLimits } from "@/server/rate-limits/limits";
import { ROUTE_RULES } from "../authorisation/rules";
import { setUpDesk } from "../desk/setup";
import { makeOrganisation, makeSession, makePerson } from "../factories";
import { setUpFiles } from "../files";
import { rawRequest, type RawAnswer } from "../http/raw-request";
import { cookieOf } from "../http/requests";

// Every route that changes something, as the matrix lists them, is asked by a browser that is signed in as an admin, from
// pages that are not ours. A new route is asked without a word here; none may answer anything but the refusal.

const desk = setUpDesk();
setUpFiles();
const MUTATIONS = ["POST", "PUT", "PATCH", "DELETE"];
const NOBODYS = "018f0000-0000-7000-8000-000000000000";
const FOREIGN: Record<string, Record<string, string>> = {
  "another site": { origin: "https://evil.example" },
  "another site that says it is ours": { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
  "a sandboxed page or a file": { origin: "null" },
  "another port of this host": { origin: "http://127.0.0.1:9" },
  "a host that begins like ours": { origin: "http://127.0.0.1.evil.example" },
  "another site without Origin": { "sec-fetch-site": "cross-site" },
  "a neighbouring subdomain without Origin": { "sec-fetch-site": "same-site" },
};
/** What a browser always sends with its own cookie, one of the two: a request without both is no page of ours. */
const NEITHER = { "neither header": {}, "an address that was typed": { "sec-fetch-site": "none" } };
/** What next-auth answers by itself below /api/auth. */
const NEXT_AUTH = [
  "callback/credentials",
  "signin/credentials",
  "signout",
  "_log",
  "csrf",
  "session",
  "providers",
];

const problemSchema = z.looseObject({ code: z.string() });
let cookie: string;

beforeAll(async () => {
  const organisation = await makeOrganisation();
  cookie = await cookieOf(await makeSession(await makePerson(organisation, { role: "admin" })));
});

const routes = Object.keys(ROUTE_RULES)
  .map((route) => {
    const [method = "", pattern = ""] = route.split(" ");
    return { method, pattern };
  })
  .filter(({ method, pattern }) => MUTATIONS.includes(method) && !pattern.includes("[...nextauth]"));

const asked = [
  ...routes.map(({ method, pattern }) => ({
    method,
    path: pattern.replace("[...rest]", "nothing").replace(/\[\w+\]/g, NOBODYS),
  })),
  ...NEXT_AUTH.map((action) => ({ method: "POST", path: `/api/auth/${action}` })),
];

it.each(asked)("$method $path is refused to every foreign page", async ({ method, path }) => {
  const isOurs = await isSignedInRoute(method, path);
  const senders = isOurs ? { ...FOREIGN, ...NEITHER } : FOREIGN;
  for (const [who, headers] of Object.entries(senders)) {
    const { status, json } = await ask(method, path, { cookie, ...headers });
    expect([status, problemSchema.safeParse(json).data?.code], who).toEqual([403, "bad_origin"]);
  }
});

it("the same from a page of ours is not refused for that: the routes are there", async () => {
  for (const { method, path } of asked) {
    const { json } = await ask(method, path, { cookie, "sec-fetch-site": "same-origin" });
    expect(problemSchema.safeParse(json).data?.code, `${method} ${path}`).not.toBe("bad_origin");
    // Signing out ends the session that the others are asked with.
    if (path.endsWith("/signout")) {
      break;
    }
  }
  expect(asked.length).toBeGreaterThan(40);
});

/** Routes that need a session answer 401 without one, before anything else; others ignore cookies. */
async function isSignedInRoute(method: string, path: string): Promise<boolean> {
  return (await ask(method, path, {})).status === 401 && !path.startsWith("/api/auth/");
}

async function ask(method: string, path: string, headers: Record<string, string>): Promise<RawAnswer> {
  forgetLimits();
  return await rawRequest(desk.url(), path, { host: new URL(desk.url()).host, ...headers }, method);
}
