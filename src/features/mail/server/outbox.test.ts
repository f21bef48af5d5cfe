import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as readText } from "@/app/api/admin/mail/[id]/route";
import { POST as cancel } from "@/app/api/admin/mail/[id]/cancel/route";
import { POST as retry } from "@/app/api/admin/mail/[id]/retry/route";
import { POST as retryAll } from "@/app/api/admin/mail/retry/route";
import { GET as listMail } from "@/app/api/admin/mail/route";
import { outboxSchema } from "@/features/mail/schema";
import { noticeHeldMail } from "@/features/notices/server/problems/react-mail";
import { say } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { callRoute } from "@/testing/http/requests";
import { makeMail, mailsTo, startMailServer } from "@/testing/mail";
import { sendDueMails } from "./job-send";
import { BUDGETS } from "./rules-budgets";
import { queueMail } from "./write-queue";

const accounts = setUpAccounts();
const PATIENCE = { connectMilliseconds: 20_000, silenceMilliseconds: 20_000 };
let admin: Actor;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin", email: "ada@example.org" });
});
beforeEach(async () => {
  await pool().query("DELETE FROM outgoing_mails");
});

const post = (handler: typeof cancel, id: string) =>
  callRoute(handler, { method: "POST", as: admin, params: { id } });
const list = async (query = "") =>
  outboxSchema.parse((await callRoute(listMail, { path: `/api/admin/mail${query}`, as: admin })).body).items;

async function queueMany(count: number, address: string): Promise<void> {
  await transaction(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      await queueMail(tx, {
        organisationId: accounts.organisation.id,
        to: { address, name: "" },
        kind: "guestReply",
        subject: say("mails.greetingNobody"),
        text: [say("mails.greetingNobody")],
        cause: `${address} ${index}`,
      });
    }
  });
}

describe("the outbox, worked by an admin", () => {
  it("shows what a mail says in its receiver's language, without its link", async () => {
    const id = await makeMail(accounts.organisation);
    await pool().query("UPDATE outgoing_mails SET language = 'de'");
    const answer = await callRoute(readText, { as: admin, params: { id } });
    expect(answer.body).toMatchObject({ missing: null, text: expect.stringContaining("Guten Tag") });
    expect(JSON.stringify(answer.body)).not.toContain("s3cret");
    const unknown = await callRoute(readText, {
      as: admin,
      params: { id: "0192d3a0-0000-7000-8000-000000000000" },
    });
    expect(unknown.status).toBe(404);
  });

  it("filters by state, kind and receiver", async () => {
    await makeMail(accounts.organisation);
    await queueMany(2, "bo@example.org");
    expect(await list("?kind=guestReply")).toHaveLength(2);
    expect(await list("?kind=guestReply&to=BO@example.org&state=queued")).toHaveLength(2);
    expect(await list("?to=nobody@example.org")).toEqual([]);
    expect((await callRoute(listMail, { path: "/api/admin/mail?kind=spam", as: admin })).status).toBe(422);
  });

  it("cancels a mail, which is not sent then, and takes that back", async () => {
    const server = await startMailServer();
    try {
      const id = await makeMail(accounts.organisation);
      expect((await post(cancel, id)).status).toBe(204);
      expect(await sendDueMails(server.settings, { patience: PATIENCE })).toBe(0);
      expect(await list("?state=cancelled")).toMatchObject([{ id }]);
      expect((await post(retry, id)).status).toBe(204);
      expect(await sendDueMails(server.settings, { patience: PATIENCE })).toBe(1);
      // The link was kept for that.
      expect(server.received[0]?.mail.text).toContain("s3cret");
      expect((await post(cancel, id)).body).toMatchObject({ code: "conflict" });
    } finally {
      await server.stop();
    }
  });

  it("holds what is over a budget, notices admins, and sends it when one of them lets it go", async () => {
    const server = await startMailServer();
    try {
      await queueMany(BUDGETS.address + 2, "loop@example.org");
      await queueMany(1, "calm@example.org");
      await sendDueMails(server.settings, { patience: PATIENCE });
      expect(server.received).toHaveLength(BUDGETS.address + 1);
      const held = await list("?state=held");
      expect(held).toHaveLength(2);
      expect(held[0]).toMatchObject({
        attempts: 0,
        error: `It is held: more than ${BUDGETS.address} mails went to this address within an hour.`,
      });
      expect([await noticeHeldMail(), await noticeHeldMail()]).toEqual([1, 0]);
      const answer = await callRoute(retryAll, { method: "POST", as: admin, body: { state: "held" } });
      expect(answer.body).toEqual({ retried: 2, hasMore: false });
      await sendDueMails(server.settings, { patience: PATIENCE });
      expect(server.received).toHaveLength(BUDGETS.address + 3);
      expect(await noticeHeldMail()).toBe(1);
    } finally {
      await server.stop();
    }
  });

  it("sends all that failed again, but nothing whose time is over", async () => {
    const server = await startMailServer();
    try {
      await queueMany(3, "refused-1@example.org");
      await pool().query("UPDATE outgoing_mails SET kind = 'test'");
      await sendDueMails(server.settings, { patience: PATIENCE });
      expect(await list("?state=failed")).toHaveLength(3);
      await pool().query("UPDATE outgoing_mails SET to_address = 'now@example.org'");
      await pool().query(
        "UPDATE outgoing_mails SET expires_at = now() WHERE id = (SELECT min(id::text)::uuid FROM outgoing_mails)",
      );
      const answer = await callRoute(retryAll, { method: "POST", as: admin, body: { state: "failed" } });
      expect(answer.body).toEqual({ retried: 2, hasMore: false });
      await sendDueMails(server.settings, { patience: PATIENCE });
      expect((await mailsTo("now@example.org")).map(({ state }) => state)).toEqual([
        "failed",
        "sent",
        "sent",
      ]);
    } finally {
      await server.stop();
    }
  });
});
