import { beforeEach, describe, expect, it } from "vitest";
import { queueNotificationMails } from "@/features/notification-mails/server/job-queue";
import { inviteByMail } from "@/features/users/server/write-invitation";
import { pool, transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { choose, MailedDesk, type ArrivedMail } from "@/testing/desk/mailed";
import { NotificationDesk } from "@/testing/desk/notifications";
import { mailsTo } from "@/testing/mail";
import { startMerge } from "./write";

setUpDatabase();
const desk = NotificationDesk.setUp();
const mails = MailedDesk.setUp();
const receivers = (arrived: readonly ArrivedMail[]): string[] => arrived.map(({ to }) => to).sort();

async function merge(admin: Actor, from: { id: string; name: string }, into: Actor): Promise<void> {
  await startMerge(
    admin,
    { personId: from.id, into: into.id, name: from.name, teams: "keep" },
    { key: null, address: "" },
  );
}

/** What has arrived about tickets; that accounts were merged is mailed as well. */
async function news(): Promise<ArrivedMail[]> {
  return (await mails.mailed()).filter(({ mail }) => String(mail.headers.get("subject")).startsWith("[#"));
}

const mergeRosa = (): Promise<void> => merge(desk.who("ada"), desk.who("rosa"), desk.who("otto"));

describe("what was to be mailed to a merged account", () => {
  beforeEach(async () => {
    await pool().query("UPDATE person_merges SET state = 'done', settled_at = now()");
  });

  it.each(["waits for its time", "is in the outbox"])(
    "goes to the account that stays: what %s",
    async (state) => {
      const ticket = await desk.filed("rosa");
      await desk.say("alma", ticket, "Take the stairs.");
      await desk.notify();
      if (state === "is in the outbox") {
        await mails.letTimePass();
        expect(await queueNotificationMails()).toBe(1);
      }
      await mergeRosa();
      const arrived = await news();
      expect(receivers(arrived)).toEqual(["otto"]);
      expect(arrived[0]?.mail.text).toContain("Take the stairs.");
      expect(await news()).toEqual([]);
    },
  );

  it("goes once, where both accounts were to get it, and not at all where the other does not want it", async () => {
    const ticket = await desk.filed("rosa");
    await desk.watch("rosa", ticket, "otto");
    await choose(desk.who("otto"), { watching: { mail: "never" }, status: { mail: "never" } });
    await desk.notify();
    await desk.say("alma", ticket, "Take the stairs.");
    await desk.notify();
    await desk.change("alma", ticket, { status: "in_progress" });
    await desk.notify();
    await mergeRosa();
    const arrived = await news();
    expect(receivers(arrived)).toEqual(["otto"]);
    expect(arrived[0]?.mail.text).toContain("Take the stairs.");
    expect(arrived[0]?.mail.text).not.toContain("In progress");
  });

  it("is not what the account that stays did itself", async () => {
    const ticket = await desk.filed("rosa");
    await desk.watch("rosa", ticket, "otto");
    await desk.notify();
    await desk.say("otto", ticket, "It is stuck here, too.");
    await desk.notify();
    await mergeRosa();
    expect((await news()).filter(({ mail }) => mail.text?.includes("stuck here"))).toEqual([]);
  });

  it("waits until the tickets have been moved", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "Take the stairs.");
    await desk.notify();
    await mergeRosa();
    const setState = (state: string) =>
      pool().query("UPDATE person_merges SET state = $2 WHERE from_id = $1", [desk.who("rosa").id, state]);
    await setState("running");
    expect(await news()).toEqual([]);
    await setState("done");
    expect(receivers(await news())).toEqual(["otto"]);
  });

  it("is dropped where its link leads to what has ended with the account", async () => {
    const { organisationId } = desk.who("ada");
    for (const name of ["rosa", "otto"] as const) {
      const person = { ...desk.who(name), email: `${name}@example.org` };
      await transaction((tx) => inviteByMail(tx, { organisationId, name: "Ada" }, person));
    }
    await mergeRosa();
    expect(
      (await mails.sent()).map(({ address, mail }) => [address, mail.text?.includes("/invitation")]),
    ).toEqual(expect.not.arrayContaining([["rosa@example.org", true]]));
    expect(await mailsTo("rosa@example.org")).toMatchObject([
      { kind: "invitation", state: "cancelled", link: null },
    ]);
    expect(await mailsTo("otto@example.org")).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: "invitation", state: "sent" })]),
    );
  });
});
