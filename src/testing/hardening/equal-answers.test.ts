import { afterEach, beforeAll, expect, it } from "vitest";
import { hashPassword } from "@/server/sign-in/passwords";
import { forgetLimits } from "@/server/rate-limits/limits";
import { setUpDesk } from "../desk/setup";
import { makeOrganisation, makePerson, type MadePerson } from "../factories";
import { CookieJar, signIn } from "../http/browser-jar";
import { listRouteFiles } from "../http/api-routes";

// Whether an address has an account shows by no word of an answer. Times are printed and not asserted: on a machine that others
// work on, medians of a few tries differ by themselves.

const desk = setUpDesk();
const PASSWORD = "four words not guessable 7391";
const TRIES = 9;
/** What no two answers have alike. */
const PASSING = /"requestId":"[^"]+"|at [\d:T.Z-]+/g;
const PASSING_HEADERS = [
  "date",
  "x-request-id",
  "ratelimit-remaining",
  "ratelimit-reset",
  "set-cookie",
  "keep-alive",
];

let known: MadePerson;
let disabled: MadePerson;

beforeAll(async () => {
  const organisation = await makeOrganisation();
  const passwordHash = await hashPassword(PASSWORD);
  known = await makePerson(organisation, { role: "agent", passwordHash });
  disabled = await makePerson(organisation, { role: "agent", passwordHash, isDisabled: true });
});
afterEach(forgetLimits);

/** An answer without what differs by itself, and how long it took. */
interface Seen {
  answer: string;
  milliseconds: number;
}

type Ask = (email: string, from: number) => Promise<Response>;

const post = async (path: string, body: unknown): Promise<Response> =>
  await fetch(`${desk.url()}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const WAYS: { what: string; route?: string; ask: Ask }[] = [
  {
    what: "POST /api/token",
    ask: (email) => post("/api/token", { email, password: "not this password 12" }),
  },
  {
    what: "POST /api/token with a code",
    ask: (email) => post("/api/token", { email, password: "not this password 12", totp: "123456" }),
  },
  { what: "next-auth's sign-in", ask: (email) => signIn(new CookieJar(), email, "not this password 12") },
  {
    what: "POST /api/password-reset",
    route: "/api/password-reset",
    ask: (email) => post("/api/password-reset", { email }),
  },
  {
    what: "POST /api/guest/tickets",
    route: "/api/guest/tickets",
    ask: async (email, from) => {
      const form = new FormData();
      Object.entries({
        name: "Somebody",
        email,
        title: `The projector hums ${from}`,
        description: "It hums all day long.",
      }).forEach(([name, value]) => form.append(name, value));
      return await fetch(`${desk.url()}/api/guest/tickets`, { method: "POST", body: form });
    },
  },
];

const patterns = new Set(listRouteFiles().map(({ pattern }) => pattern));

it.each(WAYS.filter(({ route }) => route === undefined || patterns.has(route)))(
  "$what answers alike for an account, for one that may not sign in, and for none",
  async ({ what, ask }) => {
    const seen: Record<"known" | "disabled" | "unknown", Seen[]> = { known: [], disabled: [], unknown: [] };
    for (let index = 0; index < TRIES; index += 1) {
      const emails = { known: known.email, disabled: disabled.email, unknown: `nobody-${index}@example.org` };
      for (const who of ["known", "unknown", "disabled"] as const) {
        forgetLimits();
        seen[who].push(await look(() => ask(emails[who], index)));
      }
    }
    const answers = Object.values(seen).flatMap((all) => all.map(({ answer }) => answer));
    const ratio = (who: "known" | "disabled"): string =>
      (medianOf(seen[who]) / medianOf(seen.unknown)).toFixed(2);
    console.info(
      `equal answers: ${what}: median ${medianOf(seen.unknown).toFixed(0)} ms for nobody's address; an account's is ${ratio("known")} of it, a disabled one's ${ratio("disabled")}`,
    );
    expect([...new Set(answers)]).toHaveLength(1);
  },
  60_000,
);

async function look(ask: () => Promise<Response>): Promise<Seen> {
  const began = performance.now();
  const response = await ask();
  const text = await response.text();
  const milliseconds = performance.now() - began;
  const headers = [...response.headers].filter(([name]) => !PASSING_HEADERS.includes(name)).sort();
  return {
    answer: `${response.status} ${JSON.stringify(headers)} ${text.replace(PASSING, "")}`,
    milliseconds,
  };
}

function medianOf(all: readonly Seen[]): number {
  const sorted = all.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
