import { createServer } from "node:http";
import { noticeOutages } from "@/features/notices/server/problems/react-outages";
import { probeProviders } from "@/features/providers/server/job-probe";
import { pool } from "@/server/database/database";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashNewPassword } from "@/server/sign-in/passwords";
import { makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { setUpProviderDesk } from "@/testing/providers/setup";

const { desk, provider, browser, withSettings } = setUpProviderDesk();
const PASSWORD = "nine grey geese cross the lake";
let organisation: MadeOrganisation;
let count = 0;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

const problemOf = (at: URL): string => `${at.pathname} ${at.searchParams.get("error")}`;

describe("a provider that is away", () => {
  beforeEach(async () => {
    await makePerson(organisation, {
      email: `local-${++count}@example.org`,
      passwordHash: await hashNewPassword(PASSWORD, {
        name: "",
        email: "",
        organisationName: "",
      }),
    });
  });

  it("is said so in bounded time, at once to those who come next, and passwords go on working", async () => {
    const local = `local-${count}@example.org`;
    // Not the issuer of the other tests, of which everything is known.
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await withSettings({ OIDC_ISSUER: `http://127.0.0.1:${port}` }, async () => {
      const began = performance.now();
      const slow = browser().signIn();
      const password = await fetch(`${desk.url()}/api/token`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: local, password: PASSWORD }),
      });
      expect(password.status).toBe(200);
      expect(problemOf(await slow)).toBe("/sign-in ProviderAway");
      expect(performance.now() - began).toBeLessThan(8_000);
      const again = performance.now();
      expect(problemOf(await browser().signIn())).toBe("/sign-in ProviderAway");
      expect(performance.now() - again).toBeLessThan(1_000);
    });
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it("is noted, announced to admins once when it lasts, and over once it answers again", async () => {
    await pool().query("DELETE FROM outages");
    await withSettings({ OIDC_ISSUER: "http://127.0.0.1:9" }, async () => {
      expect(problemOf(await browser().signIn())).toBe("/sign-in ProviderAway");
      await browser().signIn();
      expect(await probeProviders()).toBe(0);
    });
    await pool().query("UPDATE outages SET since = now() - interval '16 minutes'");
    expect([await noticeOutages(), await noticeOutages()]).toEqual([1, 0]);
    const { rows } = await pool().query(
      "SELECT kind, sentence->'values'->>'service' AS service FROM notices WHERE organisation_id = $1 AND dedupe_key IS NOT NULL",
      [organisation.id],
    );
    expect(rows).toEqual([{ kind: "sign_in_away", service: "provider" }]);
    expect(await probeProviders()).toBe(1);
    expect([await noticeOutages(), await noticeOutages()]).toEqual([1, 0]);
  });

  it("between the code and the tokens lets nobody in", async () => {
    provider().signsIn = "somebody";
    const here = browser();
    let at = `${desk.url()}/api/auth/oidc/start`;
    while (!at.includes("/api/auth/callback/oidc")) {
      at = new URL((await here.ask(at)).headers.get("location") ?? "", at).href;
    }
    provider().isSilent = true;
    expect(problemOf(await here.follow(at))).toBe("/sign-in ProviderAway");
    provider().isSilent = false;
    expect(await here.me()).toBeNull();
  });
});
