import { z } from "zod";
import { beforeEach, describe, expect, it } from "vitest";
import { findInvitation, inviteUser } from "@/features/users/server/write-invitation";
import { pool, transaction } from "@/server/database/database";
import { forgetShared } from "@/server/process/globals";
import { forgetLimits } from "@/server/rate-limits/limits";
import { prepareDesk } from "@/features/users/server/write-prepare";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";
import { ensureFirstAdmin } from "@/features/users/server/write-first-admin";
import { prepareFirstRun } from "@/features/users/server/write-first-run";
import { setUpDatabase } from "@/testing/database";
import { makePerson, makeSession } from "@/testing/factories";
import { LogLines } from "@/testing/log-lines";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { POST as token } from "../token/route";
import { POST } from "./route";

setUpDatabase();

const PASSWORD = "correct horse battery";

beforeEach(async () => {
  forgetLimits();
  await pool().query("TRUNCATE organisations CASCADE");
});

async function firstRun(token: string | null, email = "boss@example.org"): Promise<ApiAnswer> {
  return await callRoute(POST, {
    method: "POST",
    body: { token, name: "Boss", email, password: PASSWORD, organisationName: "Elm" },
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

  async function withAdmin(password: string, work: () => Promise<void>): Promise<void> {
    process.env["ADMIN_EMAIL"] = "Root@Example.org";
    process.env["ADMIN_PASSWORD"] = password;
    forgetShared("env");
    try {
      await work();
    } finally {
      Reflect.deleteProperty(process.env, "ADMIN_EMAIL");
      Reflect.deleteProperty(process.env, "ADMIN_PASSWORD");
      forgetShared("env");
    }
  }

  it("comes from ADMIN_EMAIL and ADMIN_PASSWORD when there is none, and never twice", async () => {
    await withAdmin(PASSWORD, async () => {
      expect(await ensureFirstAdmin()).toBe("root@example.org");
      expect(await ensureFirstAdmin()).toBeNull();
      expect(await prepareFirstRun()).toBeNull();
      expect(await admins()).toEqual([{ email: "root@example.org" }]);
    });
  });

  it("is written to the log, whichever way it came, and so is that there is one already", async () => {
    const said = async (work: () => Promise<unknown>): Promise<string[]> => {
      const logged = new LogLines();
      await work();
      const text = logged.lines.join("");
      expect(text).not.toContain(PASSWORD);
      return logged.lines.map((line) =>
        String(z.looseObject({ msg: z.string() }).parse(JSON.parse(line)).msg),
      );
    };
    const none = "there is no admin yet: the address that this start prints makes the first";
    expect(await said(prepareDesk)).toEqual([none]);
    const printed = await prepareFirstRun();
    expect(await said(() => firstRun(printed))).toEqual(["the first admin was made on the page for it"]);
    expect(await said(prepareDesk)).toEqual(["there is an admin already"]);
    await pool().query("TRUNCATE organisations CASCADE");
    await withAdmin(PASSWORD, async () => {
      expect(await said(prepareDesk)).toEqual(["the first admin was made from ADMIN_EMAIL"]);
      expect(await said(prepareDesk)).toEqual(["there is an admin already: ADMIN_EMAIL makes none"]);
    });
  });

  it("may be an existing person: all their sessions end, in the log and in the audit", async () => {
    const organisationId = await ensureOrganisation();
    const person = await makePerson({ id: organisationId }, { email: "root@example.org", isDisabled: true });
    await makeSession(person);
    const invitation = await transaction((tx) => inviteUser(tx, organisationId, person.id));
    await withAdmin(PASSWORD, async () => {
      expect(await ensureFirstAdmin()).toBe("root@example.org");
    });
    const rows = async (sql: string) => (await pool().query(sql)).rows;
    expect(await rows("SELECT end_reason FROM sessions")).toEqual([{ end_reason: "password_changed" }]);
    expect(await rows("SELECT type, data->>'reason' AS reason FROM events ORDER BY id")).toEqual([
      { type: "session:ended", reason: "password_changed" },
      { type: "person:changed", reason: "role" },
      { type: "audit:added", reason: null },
    ]);
    expect(await rows("SELECT action, subject_id, data->'before' AS before FROM audit_entries")).toEqual([
      { action: "person.first_admin", subject_id: person.id, before: { role: "user", disabled: true } },
    ]);
    expect(await findInvitation(organisationId, invitation)).toBeNull();
  });

  it("does not come with a password that everybody guesses, and is warned of one that is weak", async () => {
    const organisationId = await ensureOrganisation();
    await withAdmin("1234567890", async () => {
      await expect(ensureFirstAdmin()).rejects.toMatchObject({
        name: "StartError",
        message: expect.stringMatching(/^ADMIN_PASSWORD is among the first that anybody guesses: /),
      });
    });
    expect(await admins()).toEqual([]);
    await withAdmin("letmein12345", async () => {
      expect(await ensureFirstAdmin()).toBe("root@example.org");
    });
    const { rows } = await pool().query("SELECT organisation_id, kind, level FROM notices");
    expect(rows).toEqual([{ organisation_id: organisationId, kind: "weak_password", level: "critical" }]);
  });
});
