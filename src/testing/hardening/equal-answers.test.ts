import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import { writeSealedSettings } from "@/server/secrets/sealed-settings";
import { hashPassword } from "@/server/sign-in/passwords";
import { setUpDesk } from "../desk/setup";
import { makeOrganisation, makePerson, type MadeOrganisation } from "../factories";
import { setMailServer } from "../mail";
import { personLdif, startDirectory, type DirectoryServer } from "../processes/directory";
import { accountQuestions, type AccountQuestion } from "./account-questions";

// Whether an address has an account shows by no word, status or header of an answer, whichever way somebody asks. Times are measured by `npm run bench:equal-time`: a
// test that compares them fails on a machine that others work on.

const desk = setUpDesk();
const PASSWORD = "four words not guessable 7391";
const TURNS = 2;
/** What no two answers have alike. */
const PASSING = /"requestId":"[^"]+"|"challenge":"[^"]+"|at [\d:T.Z-]+/g;
const PASSING_HEADERS = [
  "date",
  "x-request-id",
  "ratelimit-remaining",
  "ratelimit-reset",
  "keep-alive",
  "content-length",
];

let organisation: MadeOrganisation;
/** By who has the address. */
const emails: Record<string, string> = {};

beforeAll(async () => {
  organisation = await makeOrganisation({ settings: { registration: true, guestForm: true } });
  setMailServer({
    host: "127.0.0.1",
    port: 1,
    isSecure: false,
    auth: null,
    from: { name: null, address: "desk@example.org" },
  });
  const passwordHash = await hashPassword(PASSWORD);
  const made = {
    "an agent": await makePerson(organisation, { role: "agent", passwordHash }),
    "an admin": await makePerson(organisation, { role: "admin", passwordHash }),
    "somebody with a second factor": await makePerson(organisation, { role: "agent", passwordHash }),
    "somebody who was invited and has no password": await makePerson(organisation),
    "somebody disabled": await makePerson(organisation, { role: "agent", passwordHash, isDisabled: true }),
    "a guest": await makePerson(organisation, { role: "guest" }),
    "somebody who claims an address": await makePerson(organisation, { passwordHash }),
  };
  Object.entries(made).forEach(([who, { email }]) => (emails[who] = email));
  await pool().query(
    "INSERT INTO totp_factors (person_id, organisation_id, secret, confirmed_at) VALUES ($1, $2, 'x', now())",
    [made["somebody with a second factor"].id, organisation.id],
  );
  await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [
    made["somebody who claims an address"].id,
  ]);
});
afterAll(() => setMailServer(null));
afterEach(forgetLimits);

/** The answers of a way, without what differs by itself, by who has the address. */
async function answersOf(
  { ask }: AccountQuestion,
  who: Record<string, string>,
): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [name, email] of Object.entries({ ...who, nobody: `nobody-${turn}@example.org` })) {
      forgetLimits();
      const answer = await presented(await ask(email, turn));
      // What was sent may come back.
      seen.set(`${name}, ${turn}`, answer.replaceAll(email, "the address"));
    }
  }
  return seen;
}

/** Of cookies all but their values counts. */
async function presented(response: Response): Promise<string> {
  const headers = [...response.headers]
    .filter(([name]) => !PASSING_HEADERS.includes(name))
    .map(([name, value]) => `${name}: ${name === "set-cookie" ? value.replace(/=[^;]*/, "") : value}`)
    .sort();
  return [response.status, ...headers, (await response.text()).replace(PASSING, "")].join("\n");
}

const WAYS = accountQuestions("").map(({ what }) => what);
const wayOf = (what: string): AccountQuestion => {
  const way = accountQuestions(desk.url()).find((one) => one.what === what);
  if (!way) {
    throw new Error(`There is no way ${what}`);
  }
  return way;
};

describe("whether an address is somebody's or nobody's, the same is answered by", () => {
  it.each(WAYS)("%s", async (what) => {
    const seen = await answersOf(wayOf(what), emails);
    const [first] = seen.values();
    expect([...seen].filter(([, answer]) => answer !== first).map(([who]) => who)).toEqual([]);
    // It came to what asks: an answer that refuses everything alike would show nothing.
    expect(first).toMatch(/^(200|202|302|401)\n/);
  });
});

describe("where a directory is asked as well, the same is answered for its people by", () => {
  let server: DirectoryServer;
  beforeAll(async () => {
    server = await startDirectory(
      personLdif("ann", { password: "a password of the directory", mail: "ann@dir.example" }) +
        personLdif("gone", { mail: "gone@dir.example" }),
    );
    await writeSealedSettings(pool(), organisation.id, "ldap", server.settings());
  });
  afterAll(async () => {
    await writeSealedSettings(pool(), organisation.id, "ldap", null);
    await server.stop();
  });

  it.each(["POST /api/token", "POST /api/token with a code", "the form of the sign-in page"])(
    "%s",
    async (what) => {
      const people = {
        ...emails,
        "somebody of it": "ann@dir.example",
        "somebody of it without a password": "gone",
      };
      expect(WAYS).toContain(what);
      const seen = await answersOf(wayOf(what), people);
      const [first] = seen.values();
      expect([...seen].filter(([, answer]) => answer !== first).map(([who]) => who)).toEqual([]);
    },
  );
});
