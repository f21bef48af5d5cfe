import { describe, expect, it } from "vitest";
import { updateComment } from "@/features/comments/server/write-change";
import { setUpDatabase } from "@/testing/database";
import { makePerson } from "@/testing/factories";
import { NotificationDesk } from "@/testing/desk/notifications";

setUpDatabase();
const desk = NotificationDesk.setUp();

describe("who is mentioned", () => {
  it.each([
    ["a quote", "> earlier: @alma look\n\nThanks."],
    ["a quote in a quote", "> > @alma look\n> yes"],
    ["a quote in a list", "- one\n\n  > @alma look"],
    ["code in a line", "Run `@alma` or ``x @alma``."],
    ["code between fences", "```\n@alma\n```"],
    ["code whose fence is never closed", "~~~ sh\n@alma"],
    ["the address of a link", "See [this](https://example.org/@alma) please."],
    ["the text of a link", "See [@alma](https://example.org/) please."],
    ["an address that stands by itself", "https://medium.example/@alma/post and www.example.org/@alma"],
    ["a mail address", "Write to me@alma.example or alma@alma."],
    ["a path", "C:\\@alma, ./node_modules/@alma/core, example.org/@alma and ?by=@alma"],
    ["a package", "npm i @alma/core"],
    ["an account elsewhere", "@alma@social.example"],
    ["another name", "@alma.smith, @almas, @alma-maria, @alma_x"],
    ["a host", "@alma.example"],
  ])("nobody in %s", async (_, text) => {
    const ticket = await desk.filed("sasha", { description: `Please read this:\n\n${text}` });
    expect((await desk.notify()).filter((one) => one.endsWith("mention"))).toEqual([]);
    await desk.say("sasha", ticket, text, true);
    expect(await desk.notify()).toEqual([]);
  });

  it.each([
    ["after a quote", "> it is broken\n@alma can you?"],
    ["in a list", "1. @alma: the cable\n2. nothing"],
    ["in a table", "| who | what |\n| --- | --- |\n| @alma | cable |"],
    ["in bold", "**@alma** please"],
    ["in brackets", "(cc @alma)"],
    ["at the end of a sentence", "Ask @alma."],
    ["with another", "@alma/@nobody"],
    ["beside a link", "@alma: https://example.org/@vera"],
    ["in capitals, with two spaces", "@ALMA  Somebody"],
    ["by the wide sign of another keyboard", "＠alma"],
    ["right behind words without spaces", "请@alma看一下"],
    ["between marks of direction", "\u2067\u200f@\u200ealma\u2069 من فضلك"],
  ])("somebody %s", async (_, text) => {
    const ticket = await desk.filed("rosa");
    await desk.say("sasha", ticket, text, true);
    expect(await desk.notify()).toEqual(["alma mention"]);
  });

  it.each([
    ["علي حسن", "@علي الرجاء المساعدة"],
    ["אסתר כהן", "@אסתר כהן, תודה"],
    ["रवि", "@रवि कृपया"],
    ["José", "@Jose\u0301 gracias"],
    ["王伟", "@王伟 请看"],
  ])("somebody called %s", async (name, text) => {
    const person = await makePerson(desk.organisation, { role: "agent", name, email: "x1@example.org" });
    const ticket = await desk.filed("rosa");
    await desk.say("sasha", ticket, text, true);
    expect(await desk.notify()).toEqual([`${person.id} mention`]);
  });

  it("a name does not end before a vowel sign, nor is it half of another", async () => {
    await makePerson(desk.organisation, { role: "agent", name: "रव", email: "x2@example.org" });
    const ticket = await desk.filed("rosa");
    await desk.say("sasha", ticket, "@रवि कृपया", true);
    expect(await desk.notify()).toEqual([]);
  });

  it("in the description of a new ticket gets a mention instead of the new-ticket notification; a requester's text mentions nobody", async () => {
    await desk.file("sasha", { description: "The lift again, @alma and @vera.\n\n> @olga said so" });
    expect(await desk.notify()).toEqual(["alma mention", "olga created", "vera mention"]);
    await desk.file("rosa", { description: "Please let @vera look at it." });
    expect(await desk.notify()).toEqual(["alma created", "olga created", "sasha created"]);
    await desk.file("ada", { description: "For @alma's eyes, and @sasha's.", teamId: desk.sealed.id });
    expect(await desk.notify()).toEqual(["sasha mention"]);
  });

  it("by an edited comment gets one notification, whatever is changed after that", async () => {
    const ticket = await desk.filed("rosa");
    const edit = (id: string, body: string) => updateComment(desk.who("sasha"), { commentId: id, body });
    const note = await desk.say("sasha", ticket, "See @alma.", true);
    expect(await desk.notify()).toEqual(["alma mention"]);
    await edit(note.id, "See @alma and @olga, > @vera");
    expect(await desk.notify()).toEqual(["olga mention", "vera mention"]);
    await edit(note.id, "See nobody.");
    await edit(note.id, "See @alma and @olga.\n> @ada");
    expect(await desk.notify()).toEqual([]);
    // Written and changed before the notifications were written.
    const other = await desk.say("sasha", ticket, "See @alma.", true);
    await edit(other.id, "See @alma and @olga.");
    await edit(other.id, "See @olga and @vera.");
    expect(await desk.notify()).toEqual(["olga mention", "vera mention"]);
  });

  it("by an edited description gets one notification; nobody who may not see the ticket does, and a requester's edit sends none", async () => {
    const ticket = await desk.filed("rosa");
    await desk.change("alma", ticket, { description: "Between two floors, @olga." });
    expect(await desk.notify()).toEqual(["olga mention"]);
    await desk.change("alma", ticket, { description: "Between two floors, @olga and @alma." });
    await desk.change("rosa", ticket, { description: "Between two floors, @vera." });
    await desk.change("ada", ticket, { teamId: desk.sealed.id });
    await desk.change("sasha", ticket, { description: "Between two floors, @olga, @otto." });
    expect(await desk.notify()).toEqual([]);
  });

  it("in a public answer gets one as well, and only names of the same organisation count as shared", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("sasha", ticket, "We look into it, with @alma.");
    expect(await desk.notify()).toEqual(["alma mention", "rosa reply"]);
  });
});

describe("what a requester writes", () => {
  it("on an unassigned ticket notifies the same people as a new one: its team, or all agents", async () => {
    const free = await desk.filed("rosa");
    await desk.say("rosa", free, "Is anybody there?");
    expect(await desk.notify()).toEqual(["alma reply", "olga reply", "sasha reply"]);
    const teams = await desk.filed("rosa", { teamId: desk.open.id });
    await desk.watch("ada", teams, "otto");
    await desk.watch("ada", teams, "vera");
    await desk.notify();
    await desk.say("rosa", teams, "Is anybody there?");
    expect(await desk.notify()).toEqual(["olga reply", "otto reply", "vera reply"]);
    await desk.say("otto", teams, "I am.");
    expect(await desk.notify()).toEqual(["olga reply", "rosa reply", "vera reply"]);
  });

  it("on an assigned ticket notifies the assignee alone; messages among staff notify no whole team", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "We look into it.");
    await desk.say("alma", ticket, "Nothing yet.", true);
    expect(await desk.notify()).toEqual(["rosa reply"]);
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.notify();
    await desk.say("rosa", ticket, "Thanks.");
    expect(await desk.notify()).toEqual(["alma reply"]);
  });

  it("on a private team's unassigned ticket notifies that team alone", async () => {
    const ticket = await desk.filed("ada", { teamId: desk.sealed.id, requesterId: desk.who("rosa").id });
    await desk.say("rosa", ticket, "Is anybody there?");
    expect(await desk.notify()).toEqual(["sasha reply"]);
  });

  it("reopens a closed ticket, which is one notification", async () => {
    const ticket = await desk.filed("rosa");
    await desk.change("alma", ticket, { status: "closed" });
    await desk.notify();
    await desk.say("rosa", ticket, "It is stuck again.");
    expect(await desk.notify()).toEqual(["alma reply", "olga reply", "sasha reply"]);
  });
});
