import { describe, expect, it } from "vitest";
import type { ChoicesPatch } from "@/features/notification-choices/schema";
import { deleteComment } from "@/features/comments/server/write-change";
import { markRead } from "@/features/tickets/server/write-read";
import type { TicketDto } from "@/features/tickets/schema";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { choose, MailedDesk, type ArrivedMail } from "@/testing/desk/mailed";
import { NotificationDesk, type Name } from "@/testing/desk/notifications";

setUpDatabase();
const desk = NotificationDesk.setUp();
const mails = MailedDesk.setUp();

const ALL_NOW = { mail: "now" } as const;
const receivers = (arrived: readonly ArrivedMail[]): string[] => arrived.map(({ to }) => to).sort();
const waiting = async (): Promise<number> =>
  (await pool().query("SELECT 1 FROM notification_mails WHERE mail_id IS NULL")).rowCount ?? 0;

describe("who is mailed about what", () => {
  it.each<[string, (ticket: TicketDto) => Promise<unknown>, string[], string]>([
    [
      "assigned",
      (t) => desk.change("ada", t, { assigneeId: desk.who("alma").id }),
      ["alma"],
      "Ada Somebody assigned the ticket to you.",
    ],
    ["reply", (t) => desk.say("alma", t, "Take the stairs."), ["rosa"], "Alma Somebody replied:"],
    [
      "mention",
      (t) => desk.say("alma", t, "@vera and @olga, look", true),
      ["olga", "vera"],
      "Alma Somebody mentioned you:",
    ],
    [
      "status",
      (t) => desk.change("alma", t, { status: "in_progress" }),
      ["rosa"],
      "changed the status to “In progress”.",
    ],
    [
      "waiting for an answer",
      (t) => desk.change("alma", t, { status: "waiting" }),
      ["rosa"],
      "Alma Somebody waits for your answer.",
    ],
    [
      "resolved, with a question",
      (t) => desk.change("alma", t, { status: "resolved" }),
      ["rosa"],
      "Is your problem solved?",
    ],
    ["created", () => desk.file("rosa"), [], ""],
    ["urgent", (t) => desk.change("alma", t, { priority: "urgent" }), [], ""],
    ["watching", (t) => desk.watch("ada", t, "olga"), [], ""],
  ])("by default at once: %s", async (_, happens, expected, words) => {
    const ticket = await desk.filed("rosa");
    await happens(ticket);
    const arrived = await mails.mailed(["now"]);
    expect(receivers(arrived)).toEqual(expected);
    for (const { mail } of arrived) {
      expect(mail.headers.get("subject")).toBe(`[#${ticket.number}] The lift is stuck`);
      expect(mail.text).toContain(words);
      expect(mail.html).toContain(words);
    }
  });

  it("who asks is mailed that a request was filed for them, once, and not that they filed one themselves", async () => {
    const rosa = desk.who("rosa");
    await desk.file("alma", { requesterId: rosa.id, description: "Filed after a telephone call." });
    const [arrived, ...more] = await mails.mailed(["now"]);
    expect(more).toEqual([]);
    expect(arrived?.to).toBe("rosa");
    expect(arrived?.mail.text).toContain("Alma Somebody has filed your request for you:");
    expect(arrived?.mail.text).toContain("Filed after a telephone call.");
    await choose(rosa, { received: { mail: "never" } });
    await desk.file("alma", { requesterId: rosa.id });
    await desk.file("rosa");
    expect(await mails.mailed(["now"])).toEqual([]);
  });

  it.each<[Name, ChoicesPatch, (ticket: TicketDto) => Promise<unknown>, string]>([
    ["olga", { created: ALL_NOW }, () => desk.file("rosa"), "Rosa Somebody filed a new ticket:"],
    [
      "vera",
      { urgent: ALL_NOW },
      (t) => desk.change("alma", t, { priority: "urgent" }),
      "marked the ticket as urgent.",
    ],
    [
      "olga",
      { watching: ALL_NOW },
      (t) => desk.watch("ada", t, "olga"),
      "Ada Somebody has you watch this ticket.",
    ],
    ["otto", { watching: ALL_NOW }, (t) => desk.watch("ada", t, "otto"), "has you watch this ticket."],
    ["olga", { created: ALL_NOW }, (t) => desk.say("rosa", t, "Anybody?"), "Rosa Somebody replied:"],
  ])("by choice of %s: %j", async (name, choices, happens, words) => {
    const ticket = await desk.filed("rosa");
    await choose(desk.who(name), choices);
    await happens(ticket);
    const arrived = await mails.mailed(["now"]);
    expect(receivers(arrived)).toEqual([name]);
    expect(arrived[0]?.mail.text).toContain(words);
  });

  it("a note is mailed to staff who want it, with its words, and marked as one; never to requester and watchers", async () => {
    const ticket = await desk.filed("rosa");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.watch("ada", ticket, "otto");
    await choose(desk.who("alma"), { note: ALL_NOW, assigned: { mail: "never" } });
    await desk.say("sasha", ticket, "The SECRET of the lift", true);
    const arrived = await mails.mailed();
    expect(receivers(arrived.filter(({ mail }) => mail.raw.includes("SECRET")))).toEqual(["alma"]);
    expect(receivers(arrived)).not.toContain("rosa");
    expect(arrived.find(({ to }) => to === "alma")?.mail.html).toContain('class="note"');
  });

  it("nobody who has chosen never, has no proven address, is of a demo or disabled; and no mail at all where none is sent", async () => {
    const ticket = await desk.filed("rosa");
    for (const change of [
      'notification_choices = \'{"reply":{"mail":"never"}}\'',
      "notification_choices = '{}', email_confirmed_at = NULL",
      "email_confirmed_at = now(), is_demo = true",
    ]) {
      await pool().query(`UPDATE people SET ${change} WHERE id = $1`, [desk.who("rosa").id]);
      await desk.say("alma", ticket, "Hello");
      expect(await mails.mailed(), change).toEqual([]);
    }
    await pool().query("UPDATE people SET is_demo = false WHERE id = $1", [desk.who("rosa").id]);
    await desk.say("alma", ticket, "Hello again");
    expect(receivers(await mails.mailed())).toEqual(["rosa"]);
  });
});

describe("the pause", () => {
  it("what is read meanwhile is not mailed, in the list or in the ticket; nothing is left of it", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "One");
    await desk.notify();
    await markRead(desk.who("rosa"), { ticket: ticket.id, version: 2 });
    expect(await mails.mailed()).toEqual([]);
    await desk.say("alma", ticket, "Two");
    await desk.notify();
    await pool().query("UPDATE notifications SET read_at = now() WHERE person_id = $1", [
      desk.who("rosa").id,
    ]);
    expect(await mails.mailed()).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  it("several comments of one ticket are one mail, also one that came while the first waited; another ticket is another mail", async () => {
    const [ticket, other] = [await desk.filed("rosa"), await desk.filed("rosa")];
    await desk.say("alma", ticket, "First words");
    await desk.notify();
    await mails.letTimePass();
    await desk.say("alma", ticket, "Second words");
    await desk.say("alma", other, "Other words");
    await desk.notify();
    const arrived = await mails.mailed(["now"]);
    expect(receivers(arrived)).toEqual(["rosa", "rosa"]);
    const [first, second] = arrived.map(({ mail }) => mail.text).sort();
    expect(`${first}${second}`).toMatch(/First words[\s\S]*Second words/);
    expect([first, second].filter((text) => text?.includes("Other words"))).toHaveLength(1);
    expect([first, second].filter((text) => /First words[\s\S]*Second words/.test(text ?? ""))).toHaveLength(
      1,
    );
  });

  it("not before it is over", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "Soon");
    expect(await mails.mailed([])).toEqual([]);
    expect(await waiting()).toBe(1);
  });
});

describe("by the rights and the texts of the moment", () => {
  it("who lost sight of the ticket gets nothing, be it before the mail is queued or after", async () => {
    // Assigning changes the state, too, and rosa sees the ticket all the time.
    await choose(desk.who("rosa"), { status: { mail: "never" } });
    const ticket = await desk.filed("rosa");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.notify();
    await desk.change("ada", ticket, { teamId: desk.sealed.id, assigneeId: null });
    expect(receivers(await mails.mailed())).toEqual([]);
    const second = await desk.filed("rosa");
    await desk.change("ada", second, { assigneeId: desk.who("alma").id });
    const { port } = mails.server;
    mails.server.settings.port = 1;
    expect(await mails.mailed()).toEqual([]);
    mails.server.settings.port = port;
    await desk.change("ada", second, { teamId: desk.sealed.id, assigneeId: null });
    await pool().query("UPDATE outgoing_mails SET next_try_at = now()");
    expect(await mails.sent()).toEqual([]);
    expect((await pool().query("SELECT 1 FROM outgoing_mails WHERE kind = 'notification'")).rowCount).toBe(0);
  });

  it("an agent who is a requester only by now gets what is public, and no note", async () => {
    const ticket = await desk.filed("alma");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await choose(desk.who("alma"), { note: ALL_NOW });
    await desk.say("ada", ticket, "The SECRET", true);
    await desk.say("ada", ticket, "The answer");
    await desk.notify();
    await desk.change("ada", ticket, { teamId: desk.sealed.id, assigneeId: null });
    const arrived = await mails.mailed();
    expect(receivers(arrived)).toEqual(["alma"]);
    expect(arrived[0]?.mail.text).toContain("The answer");
    expect(arrived[0]?.mail.raw).not.toContain("SECRET");
  });

  it("a comment that was deleted is not mailed", async () => {
    const ticket = await desk.filed("rosa");
    const { id } = await desk.say("alma", ticket, "Said by mistake");
    await desk.notify();
    await deleteComment(desk.who("alma"), id);
    expect(await mails.mailed()).toEqual([]);
  });

  it("a choice that was changed meanwhile counts", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "Hello");
    await desk.notify();
    await choose(desk.who("rosa"), { reply: { mail: "never" } });
    expect(await mails.mailed()).toEqual([]);
  });
});
