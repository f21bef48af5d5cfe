import { beforeEach, describe, expect, it } from "vitest";
import { GET as listAddresses } from "@/app/api/me/addresses/route";
import { POST as retryOwn } from "@/app/api/me/addresses/[id]/retry/route";
import { GET as readUser } from "@/app/api/admin/users/[id]/route";
import { POST as retryTheirs } from "@/app/api/admin/users/[id]/address/retry/route";
import { addressSchema } from "@/features/addresses/schema";
import { adminUserSchema } from "@/features/users/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { pageSchema } from "@/shared/paging";
import { setUpDatabase } from "@/testing/database";
import { MailedDesk } from "@/testing/desk/mailed";
import { NotificationDesk } from "@/testing/desk/notifications";
import { callRoute } from "@/testing/http/requests";
import { noteRefusal } from "./write";

setUpDatabase();
const desk = NotificationDesk.setUp();
const mails = MailedDesk.setUp();
beforeEach(async () => {
  await pool().query("DELETE FROM refused_addresses");
});
const HEADERS = { host: "127.0.0.1" };

async function moveTo(actor: Actor, email: string): Promise<void> {
  await pool().query("UPDATE people SET email = $2, email_confirmed_at = now() WHERE id = $1", [
    actor.id,
    email,
  ]);
}
const refused = async () =>
  (await pool().query<{ address: string }>("SELECT address FROM refused_addresses ORDER BY 1")).rows.map(
    ({ address }) => address,
  );
const ownAddresses = async (actor: Actor) =>
  pageSchema(addressSchema).parse((await callRoute(listAddresses, { as: actor, headers: HEADERS })).body)
    .items;

/** Somebody answers Rosa, whose address is this, and mails go. */
async function answer(): Promise<string[]> {
  const ticket = await desk.filed("rosa");
  await desk.say("alma", ticket, "Hello");
  return (await mails.mailed()).map(({ address }) => address);
}

describe("an address that a mail server refuses for good", () => {
  it("is mailed no news any more, and the person and admins see why and let it be tried again", async () => {
    const rosa = desk.who("rosa");
    await moveTo(rosa, "refused-rosa@example.org");
    await answer();
    expect(await refused()).toEqual(["refused-rosa@example.org"]);
    // Nothing more is even queued.
    await answer();
    const { rows } = await pool().query(
      "SELECT (SELECT count(*)::int FROM outgoing_mails WHERE to_address = 'refused-rosa@example.org') AS mails, (SELECT count(*)::int FROM notification_mails WHERE person_id = $1) AS planned",
      [rosa.id],
    );
    expect(rows).toEqual([{ mails: 1, planned: 1 }]);
    const [own] = await ownAddresses(rosa);
    expect(own?.refusal).toMatchObject({ answer: "550 5.1.1 no such user" });
    const seen = await callRoute(readUser, {
      as: desk.who("ada"),
      params: { id: rosa.id },
      headers: HEADERS,
    });
    expect(adminUserSchema.parse(seen.body).addressRefusal).toMatchObject({
      answer: "550 5.1.1 no such user",
    });
    const ask = () =>
      callRoute(retryOwn, { method: "POST", as: rosa, params: { id: own?.id ?? "" }, headers: HEADERS });
    expect((await ask()).status).toBe(204);
    expect((await ask()).body).toMatchObject({ code: "conflict" });
    expect((await ownAddresses(rosa))[0]?.refusal).toBeNull();
    await answer();
    expect(await refused()).toEqual(["refused-rosa@example.org"]);
    const byAdmin = await callRoute(retryTheirs, {
      method: "POST",
      as: desk.who("ada"),
      params: { id: rosa.id },
      headers: HEADERS,
    });
    expect(byAdmin.status).toBe(204);
    expect(await refused()).toEqual([]);
  });

  it.each(["later-rosa@example.org", "policy-rosa@example.org", "full-rosa@example.org"])(
    "%s is none: later, a rule against the sender, a full mailbox",
    async (address) => {
      await moveTo(desk.who("rosa"), address);
      await answer();
      expect(await refused()).toEqual([]);
    },
  );

  it("one who let it be tried again elsewhere clears nobody else's, and nobody clears an address that is not theirs", async () => {
    const [rosa, otto] = [desk.who("rosa"), desk.who("otto")];
    const [address] = await ownAddresses(rosa);
    await noteRefusal({
      organisationId: rosa.organisationId,
      address: address?.email ?? "",
      source: "bounce",
      answer: "550",
    });
    const asked = await callRoute(retryOwn, {
      method: "POST",
      as: otto,
      params: { id: address?.id ?? "" },
      headers: HEADERS,
    });
    expect(asked.status).toBe(404);
    expect(await refused()).toEqual([address?.email]);
  });

  it("a mail that it takes after all clears what a mail server said, but not that one came back", async () => {
    const rosa = desk.who("rosa");
    const [own] = await ownAddresses(rosa);
    const address = own?.email ?? "";
    const note = (source: "server" | "bounce") =>
      noteRefusal({ organisationId: rosa.organisationId, address, source, answer: "550" });
    await pool().query(
      `INSERT INTO outgoing_mails (id, organisation_id, to_address, to_name, kind, content, cause_key, expires_at)
       SELECT gen_random_uuid(), $1, $2, '', 'test', '{"subject":{"key":"mails.greetingNobody","values":{}},"text":[],"label":null,"after":[]}', g::text, now() + interval '1 day' FROM generate_series(1, 2) g`,
      [rosa.organisationId, address],
    );
    await note("server");
    expect(await mails.sent()).toHaveLength(2);
    expect(await refused()).toEqual([]);
    await note("bounce");
    await pool().query("UPDATE outgoing_mails SET state = 'queued', next_try_at = now()");
    await mails.sent();
    expect(await refused()).toEqual([address]);
  });
});
