import { describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { POST as token } from "../token/route";
import { POST } from "./route";

setUpDatabase();

const PASSWORD = "correct horse battery";

async function register(body: unknown, host = "open.example"): Promise<ApiAnswer> {
  return await callRoute(POST, { method: "POST", path: "/api/register", body, headers: { host } });
}

describe("registering", () => {
  it("is closed unless the organisation opens it", async () => {
    await makeOrganisation();
    const closed = await register(
      { name: "Ana", email: "ana@example.org", password: PASSWORD },
      "closed.example",
    );
    expect(closed).toMatchObject({ status: 403, body: { code: "registration_closed" } });
    expect((await pool().query("SELECT 1 FROM people")).rows).toEqual([]);
  });

  it("makes a user who can sign in", async () => {
    await makeOrganisation({ host: "open.example", settings: { registration: true } });
    const made = await register({ name: " Ana ", email: " Ana@Example.org ", password: PASSWORD });
    expect(made).toMatchObject({
      status: 201,
      body: { name: "Ana", email: "ana@example.org", role: "user", avatarUrl: null },
    });
    const signedIn = await callRoute(token, {
      method: "POST",
      body: { email: "ANA@example.org", password: PASSWORD },
      headers: { host: "open.example" },
    });
    expect(signedIn.status).toBe(200);
  });

  it("refuses an e-mail that is taken there, whatever its case, also when two ask together", async () => {
    await makeOrganisation({ host: "second.example", settings: { registration: true } });
    const together = await Promise.all(
      ["twin@example.org", "TWIN@example.org"].map((email) =>
        register({ name: "Twin", email, password: PASSWORD }),
      ),
    );
    expect(together.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(together.find((answer) => answer.status === 409)?.body).toMatchObject({ code: "email_taken" });
    const elsewhere = await register(
      { name: "Twin", email: "twin@example.org", password: PASSWORD },
      "second.example",
    );
    expect(elsewhere.status).toBe(201);
  });

  it("answers what no database can hold with 4xx, not with a breakdown", async () => {
    for (const name of ["Nul\u0000", "\ud800"]) {
      const { status } = await register({ name, email: "nul@example.org", password: PASSWORD });
      expect([201, 400, 422]).toContain(status);
    }
  });

  it("names what is wrong, and never lets anybody choose a role", async () => {
    const bad = await register({ name: " ", email: "nonsense", password: "short" });
    expect(bad).toMatchObject({
      status: 422,
      body: { errors: [{ path: "name" }, { path: "email" }, { path: "password" }] },
    });
    const greedy = await register({
      name: "Greedy",
      email: "greedy@example.org",
      password: PASSWORD,
      role: "admin",
    });
    expect(greedy).toMatchObject({ status: 201, body: { role: "user" } });
  });
});
