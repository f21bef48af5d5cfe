import { describe, expect, it } from "vitest";
import { runConsumer } from "@/realtime/log/consumer";
import { notifyReaction } from "@/features/notifications/server/react";
import { sendDueMails } from "@/features/mail/server/job-send";
import type { Composing } from "@/features/mail/server/present-composed";
import { listOutbox } from "@/features/mail/server/read-outbox";
import { retryMail } from "@/features/mail/server/write-outbox";
import { takeDueMails } from "@/features/mail/server/write-settle";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { choose, MailedDesk, type ArrivedMail } from "@/testing/desk/mailed";
import { NotificationDesk } from "@/testing/desk/notifications";
import { mailsTo, setMailServer } from "@/testing/mail";
import { queueNotificationMails } from "./job-queue";
import { notificationComposers } from "./present-mail";

setUpDatabase();
const desk = NotificationDesk.setUp();
const mails = MailedDesk.setUp();

const receivers = (arrived: readonly ArrivedMail[]): string[] => arrived.map(({ to }) => to).sort();
const planned = async (): Promise<{ time: string; due: string }[]> =>
  (
    await pool().query<{ time: string; due: string }>(
      `SELECT time, to_char(due_at AT TIME ZONE 'Asia/Kolkata', 'HH24:MI') AS due FROM notification_mails WHERE mail_id IS NULL AND person_id = $1`,
      [desk.who("rosa").id],
    )
  ).rows;

describe("digests", () => {
  it("what is wanted every hour or every morning is one mail for all tickets, at its own time", async () => {
    await choose(desk.who("olga"), { created: { mail: "hourly" } });
    await choose(desk.who("sasha"), { created: { mail: "daily" } });
    const [one, other] = [await desk.file("rosa"), await desk.file("rosa", { title: "The door is stuck" })];
    expect(await mails.mailed(["now"])).toEqual([]);
    const hourly = await mails.mailed(["hourly"]);
    expect(receivers(hourly)).toEqual(["olga"]);
    const text = hourly[0]?.mail.text ?? "";
    expect(hourly[0]?.mail.headers.get("subject")).toBe("News of 2 tickets");
    expect(text).toContain(`#${one.number} The lift is stuck`);
    expect(text).toContain(`#${other.number} The door is stuck`);
    expect(text.indexOf("The lift")).toBeLessThan(text.indexOf("The door"));
    const daily = await mails.mailed(["daily"]);
    expect(receivers(daily)).toEqual(["sasha"]);
    expect(daily[0]?.mail.headers.get("subject")).toBe("Since yesterday: news of 2 tickets");
    expect(daily[0]?.mail.headers.has("references")).toBe(false);
  });

  it("the morning is that of the person's time zone", async () => {
    const { id } = desk.who("rosa");
    await pool().query('UPDATE people SET preferences = \'{"timeZone":"Asia/Kolkata"}\' WHERE id = $1', [id]);
    await choose(desk.who("rosa"), { reply: { mail: "daily" } });
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "Good evening");
    await desk.notify();
    expect(await planned()).toEqual([{ time: "daily", due: "07:00" }]);
  });

  it("of a ticket with much to say a digest shows the first and counts the rest; of many tickets it counts those beyond", async () => {
    await choose(desk.who("rosa"), { reply: { mail: "hourly" } });
    const ticket = await desk.filed("rosa");
    for (const word of ["one", "two", "three", "four", "five"]) {
      await desk.say("alma", ticket, `This is ${word}. ${"x".repeat(400)}`);
    }
    const [digest] = await mails.mailed(["hourly"]);
    expect(digest?.mail.text).toContain("This is three.");
    expect(digest?.mail.text).not.toContain("This is four.");
    expect(digest?.mail.text).toContain("And 2 more things.");
    expect(digest?.mail.text).not.toContain("x".repeat(300));
    await choose(desk.who("olga"), { created: { mail: "hourly" } });
    for (let count = 0; count < 33; count += 1) {
      await desk.file("rosa", { title: `Ticket number ${count} of many` });
    }
    const [many] = await mails.mailed(["hourly"]);
    expect(many?.mail.text).toContain("Ticket number 29 of many");
    expect(many?.mail.text).not.toContain("Ticket number 30 of many");
    expect(many?.mail.text).toContain("And 3 further tickets.");
  });

  it("more than twenty mails of one hour become a digest: an import sends no thousands", async () => {
    await choose(desk.who("olga"), { created: { mail: "now" } });
    for (let count = 0; count < 45; count += 1) {
      await desk.file("rosa", { title: `Ticket number ${count} of many` });
    }
    expect(await mails.mailed(["now"])).toHaveLength(20);
    await desk.file("rosa", { title: "One more" });
    expect(await mails.mailed(["now"])).toEqual([]);
    const rest = await mails.mailed(["hourly"]);
    expect(receivers(rest)).toEqual(["olga"]);
    expect(rest[0]?.mail.headers.get("subject")).toBe("News of 26 tickets");
    await pool().query("UPDATE outgoing_mails SET created_at = created_at - interval '61 minutes'");
    await desk.file("rosa", { title: "In the next hour" });
    expect(await mails.mailed(["now"])).toHaveLength(1);
  });
});

describe("once", () => {
  it("a run that breaks off leaves nothing, and the next does all: one row and one mail for each cause", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "Once and for all");
    const breaks = {
      types: ["comment:added" as const],
      react: async () => Promise.reject(new Error("power cut")),
    };
    await expect(runConsumer("notify people", [notifyReaction, breaks])).rejects.toThrow("power cut");
    expect((await pool().query("SELECT 1 FROM notification_mails")).rowCount).toBe(0);
    await desk.notify();
    await desk.notify();
    await mails.letTimePass();
    // Two processes at once, as after a lock that was lost with its connection.
    await Promise.all([queueNotificationMails(), queueNotificationMails(), queueNotificationMails()]);
    expect(await mailsTo("rosa@example.org")).toMatchObject([{ kind: "notification", state: "queued" }]);
    expect(receivers(await mails.sent())).toEqual(["rosa"]);
    expect(await mails.mailed()).toEqual([]);
  });

  it("a mail that a process took and did not hand over is sent by another, with the same Message-ID", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "Hello");
    await desk.notify();
    await mails.letTimePass();
    await queueNotificationMails();
    expect(await takeDueMails(10)).toHaveLength(1);
    expect(await mails.sent()).toEqual([]);
    await pool().query("UPDATE outgoing_mails SET next_try_at = now()");
    const [mail] = await mails.sent();
    const [row] = await mailsTo("rosa@example.org");
    expect(mail?.mail.headers.get("message-id")).toBe(`<${row?.id}@127.0.0.1>`);
  });

  it("a mail that waits does not go to an address that its receiver has removed meanwhile", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "Hello");
    await desk.notify();
    await mails.letTimePass();
    await queueNotificationMails();
    await pool().query("UPDATE people SET email = 'other@example.org' WHERE id = $1", [desk.who("rosa").id]);
    await pool().query("DELETE FROM person_addresses WHERE email = 'rosa@example.org'");
    expect(await mails.sent()).toEqual([]);
    expect((await pool().query("SELECT 1 FROM outgoing_mails")).rowCount).toBe(0);
  });

  it("a mail that cannot be composed waits, and holds up no other", async () => {
    const [one, other] = [await desk.filed("rosa"), await desk.filed("otto")];
    await desk.say("alma", one, "Hello");
    await desk.say("alma", other, "Hello");
    await desk.notify();
    await mails.letTimePass();
    await queueNotificationMails();
    const fails = async (composing: Composing) =>
      composing.mail.to.address.startsWith("rosa")
        ? Promise.reject(new Error("a text of tomorrow"))
        : ((await notificationComposers.notification?.(composing)) ?? null);
    await sendDueMails(mails.server.settings, { composers: { notification: fails } });
    expect(mails.server.received.map(({ to }) => to)).toEqual(["otto@example.org"]);
    expect(await mailsTo("rosa@example.org")).toMatchObject([{ state: "queued", attempts: 1 }]);
  });

  it("admins see it with its kind and subject, why it was not sent, and have it sent again", async () => {
    await pool().query("UPDATE people SET email = 'refused-1@example.org' WHERE id = $1", [
      desk.who("rosa").id,
    ]);
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "Hello");
    expect(await mails.mailed()).toEqual([]);
    const admin = desk.who("ada");
    const query = { limit: 25 };
    const [failed] = (await listOutbox(admin, { query, language: "en" })).items;
    expect(failed).toMatchObject({
      kind: "notification",
      subject: `[#${ticket.number}] The lift is stuck`,
      state: "failed",
      error: "The mail server does not take it: 550 5.1.1 no such user",
      hasLink: false,
    });
    await pool().query("UPDATE people SET email = 'rosa@example.org' WHERE id = $1", [desk.who("rosa").id]);
    await pool().query("UPDATE outgoing_mails SET to_address = 'rosa@example.org'");
    await retryMail(admin, failed?.id ?? "", { key: null, address: "" });
    expect(receivers(await mails.sent())).toEqual(["rosa"]);
    expect((await listOutbox(admin, { query, language: "en" })).items).toMatchObject([{ state: "sent" }]);
  });

  it("where no mail is sent at all, what happens waits in one mail a day, and goes when there is a mail server", async () => {
    const { settings } = mails.server;
    setMailServer(null);
    const ticket = await desk.filed("rosa");
    const other = await desk.filed("rosa");
    await desk.say("alma", ticket, "Hello");
    await desk.say("alma", other, "And hello");
    await desk.notify();
    expect((await pool().query("SELECT DISTINCT time FROM notification_mails")).rows).toEqual([
      { time: "daily" },
    ]);
    await mails.letTimePass(["daily"]);
    await queueNotificationMails();
    expect(await mailsTo("rosa@example.org")).toMatchObject([{ kind: "digest", state: "queued" }]);
    setMailServer(settings);
    const [digest] = await mails.sent();
    expect(digest?.mail.text).toContain("And hello");
  });
});

describe("the form of a mail", () => {
  it("mails of one ticket refer to one thread, say that a program sends them, and how they are ended", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "First");
    const [first] = await mails.mailed();
    await desk.say("alma", ticket, "Second");
    const [second] = await mails.mailed();
    const headers = [first, second].map((one) => Object.fromEntries(one?.mail.headers ?? []));
    const thread = `<ticket-${ticket.id}@127.0.0.1>`;
    for (const one of headers) {
      expect(one).toMatchObject({
        references: thread,
        "in-reply-to": thread,
        "auto-submitted": "auto-generated",
        "x-auto-response-suppress": "All",
        "list-unsubscribe-post": "List-Unsubscribe=One-Click",
      });
      expect(one["list-unsubscribe"]).toMatch(
        /^<http:\/\/127\.0\.0\.1:\d+\/api\/unsubscribe\?token=[\w.-]+>$/,
      );
    }
    expect(headers[0]?.["message-id"]).not.toBe(headers[1]?.["message-id"]);
  });

  it("is in its reader's language, dark where that is wanted, and nothing that people typed is markup", async () => {
    await pool().query('UPDATE people SET preferences = \'{"language":"de"}\' WHERE id = $1', [
      desk.who("rosa").id,
    ]);
    const title = '<b onclick="x">Title</b> & more';
    const ticket = await desk.filed("rosa", { title });
    await desk.say("alma", ticket, "<script>alert(1)</script>\nline two");
    const [arrived] = await mails.mailed();
    expect(arrived?.mail.text).toContain("Alma Somebody hat geantwortet:");
    expect(arrived?.mail.html).toContain('<html lang="de">');
    expect(arrived?.mail.html).toContain("prefers-color-scheme:dark");
    expect(arrived?.mail.html).not.toMatch(/<script>|<b /);
    expect(arrived?.mail.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;<br>line two");
    expect(arrived?.mail.headers.get("subject")).toBe(`[#${ticket.number}] ${title}`);
  });
});
