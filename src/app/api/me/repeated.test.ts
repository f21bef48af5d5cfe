import { describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import type { RouteHandler } from "@/server/api/route";
import type { Actor } from "@/shared/roles";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeActor, makePerson, makeSession } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { DELETE as endAnySession } from "../admin/sessions/[id]/route";
import { PUT as putPassword } from "./password/route";
import { DELETE as endSession } from "./sessions/[id]/route";
import { DELETE as endOthers } from "./sessions/route";

const accounts = setUpAccounts();

function keyed(key: string): Record<string, string> {
  return { "idempotency-key": key };
}

async function countEnds(personId: string): Promise<number> {
  const { rows } = await pool().query(
    "SELECT 1 FROM events WHERE type = 'session:ended' AND data->>'personId' = $1",
    [personId],
  );
  return rows.length;
}

describe("a request repeated by its Idempotency-Key", () => {
  it("changes a password once, also when both arrive together; another body under the key is refused", async () => {
    const person = await accounts.makePerson();
    const actor = await makeSession(person);
    await makeSession(person);
    const change = (password: string) =>
      callRoute(putPassword, {
        method: "PUT",
        path: "/api/me/password",
        as: actor,
        body: { current: PASSWORD, password },
        headers: keyed("once"),
      });
    const together = await Promise.all([change("another good one"), change("another good one")]);
    expect([...together, await change("another good one")].map((answer) => answer.status)).toEqual([
      204, 204, 204,
    ]);
    expect(await countEnds(person.id)).toBe(1);
    const { rows } = await pool().query("SELECT 1 FROM audit_entries WHERE subject_id = $1", [person.id]);
    expect(rows.length).toBe(1);
    expect(await change("a third good one")).toMatchObject({ status: 422, body: { code: "key_reused" } });
  });

  it("ends a session once, of one's own or as an admin, and says so again instead of not_found", async () => {
    const admin = await makeActor(accounts.organisation, { role: "admin" });
    const person = await makePerson(accounts.organisation);
    const mine = await makeSession(person);
    const end = async (handler: RouteHandler, as: Actor, path: string, id: string) =>
      (await callRoute(handler, { method: "DELETE", as, path, params: { id }, headers: keyed("end") }))
        .status;
    for (const [handler, as, folder] of [
      [endSession, mine, "me"],
      [endAnySession, admin, "admin"],
    ] as const) {
      const { sessionId } = await makeSession(person);
      const path = `/api/${folder}/sessions/${sessionId}`;
      expect(await end(handler, as, path, sessionId)).toBe(204);
      expect(await end(handler, as, path, sessionId)).toBe(204);
      expect(
        (await callRoute(handler, { method: "DELETE", as, path, params: { id: sessionId } })).status,
      ).toBe(404);
    }
    expect(await countEnds(person.id)).toBe(2);
  });

  it("ends all other sessions of then, and none that began since", async () => {
    const person = await makePerson(accounts.organisation);
    const mine = await makeSession(person);
    await makeSession(person);
    const end = () =>
      callRoute(endOthers, { method: "DELETE", as: mine, path: "/api/me/sessions", headers: keyed("all") });
    expect((await end()).status).toBe(204);
    const later = await makeSession(person);
    expect((await end()).status).toBe(204);
    const { rows } = await pool().query("SELECT ended_at FROM sessions WHERE id = $1", [later.sessionId]);
    expect(rows).toEqual([{ ended_at: null }]);
  });
});
