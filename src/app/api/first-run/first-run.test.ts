import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/server/database";
import { forgetShared } from "@/server/globals";
import { forgetLimits } from "@/server/limits";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";
import { ensureFirstAdmin, prepareFirstRun } from "@/features/users/server/write-first-run";
import { setUpDatabase } from "@/testing/database";
import { callRoute, type GivenResponse } from "@/testing/requests";
import { POST as token } from "../token/route";
import { POST } from "./route";

setUpDatabase();

const PASSWORD = "correct horse battery";

beforeEach(async () => {
  forgetLimits();
  await pool().query("TRUNCATE organisations CASCADE");
});

async function firstRun(given: string | null, email = "boss@example.org"): Promise<GivenResponse> {
  return await callRoute(POST, {
    method: "POST",
    body: { token: given, name: "Boss", email, password: PASSWORD, organisationName: "Elm" },
  });
}

async function admins(): Promise<unknown[]> {
  return (await pool().query("SELECT email FROM people WHERE role = 'admin'")).rows;
}

describe("the first organisation", () => {
  it("is made once, with six categories, also by processes that start together", async () => {
    const ids = await Promise.all([ensureOrganisation(), ensureOrganisation(), ensureOrganisation()]);
    expect(new Set(ids).size).toBe(1);
    const { rows } = await pool().query("SELECT key FROM categories ORDER BY position");
    expect(rows.map((row) => row.key)).toEqual([
      "hardware",
      "software",
      "network",
      "access",
      "travel",
      "other",
    ]);
    expect((await pool().query("SELECT 1 FROM ticket_counters")).rows).toHaveLength(1);
  });
});

describe("the first admin", () => {
  it("is made by the printed token, once, and signs in", async () => {
    const printed = await prepareFirstRun();
    const answers = await Promise.all([
      firstRun(printed, "one@example.org"),
      firstRun(printed, "two@example.org"),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 401]);
    expect(await firstRun(printed, "three@example.org")).toMatchObject({
      status: 401,
      body: { code: "invalid_token" },
    });
    expect(await admins()).toHaveLength(1);
    const email = String((await pool().query("SELECT email FROM people")).rows[0]?.email);
    expect((await callRoute(token, { method: "POST", body: { email, password: PASSWORD } })).status).toBe(
      200,
    );
    expect((await pool().query("SELECT name FROM organisations")).rows).toEqual([{ name: "Elm" }]);
    expect(await prepareFirstRun()).toBeNull();
  });

  it("needs the token of the latest start, not an older, invented or outlived one", async () => {
    const first = await prepareFirstRun();
    const second = await prepareFirstRun();
    expect((await firstRun(first)).status).toBe(401);
    expect((await firstRun("invented")).status).toBe(401);
    await pool().query("UPDATE secret_tokens SET expires_at = now() - interval '1 second'");
    expect((await firstRun(second)).status).toBe(401);
    expect(await admins()).toEqual([]);
    expect((await pool().query("SELECT 1 FROM secret_tokens WHERE hash = $1", [second])).rows).toEqual([]);
  });

  it("comes from ADMIN_EMAIL and ADMIN_PASSWORD when there is none, and never twice", async () => {
    process.env["ADMIN_EMAIL"] = "Root@Example.org";
    process.env["ADMIN_PASSWORD"] = PASSWORD;
    forgetShared("env");
    try {
      expect(await ensureFirstAdmin()).toBe("root@example.org");
      expect(await ensureFirstAdmin()).toBeNull();
      expect(await prepareFirstRun()).toBeNull();
      expect(await admins()).toEqual([{ email: "root@example.org" }]);
    } finally {
      Reflect.deleteProperty(process.env, "ADMIN_EMAIL");
      Reflect.deleteProperty(process.env, "ADMIN_PASSWORD");
      forgetShared("env");
    }
  });
});
