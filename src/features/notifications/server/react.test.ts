import { describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { makePerson, makeTeam } from "@/testing/factories";
import { NotificationDesk } from "@/testing/desk/notifications";

setUpDatabase();
const desk = NotificationDesk.setUp();

describe("who is notified of what", () => {
  it("a new ticket: its team, or without a team all agents; not the person who filed it, nobody else", async () => {
    await desk.file("rosa");
    expect(await desk.notify()).toEqual(["alma created", "olga created", "sasha created"]);
    await desk.file("alma", { teamId: desk.open.id });
    expect(await desk.notify()).toEqual(["olga created"]);
    await desk.file("olga", { teamId: desk.open.id });
    expect(await desk.notify()).toEqual([]);
  });

  it("a new ticket of a private team: its agents; of a team without members: staff who see it", async () => {
    await desk.file("ada", { teamId: desk.sealed.id });
    expect(await desk.notify()).toEqual(["sasha created"]);
    const empty = await makeTeam(desk.organisation);
    await desk.file("rosa", { teamId: empty.id });
    expect(await desk.notify()).toEqual(["alma created", "olga created", "sasha created"]);
    const hidden = await makeTeam(desk.organisation, { isPrivate: true });
    await makePerson(desk.organisation, { role: "admin" });
    await desk.file("ada", { teamId: hidden.id });
    expect(await desk.notify()).toEqual([expect.stringMatching(/^[0-9a-f-]{36} created$/)]);
  });

  it("an urgent one: all staff who may see it, once each, if it is still urgent", async () => {
    const ticket = await desk.file("ada", { priority: "urgent", teamId: desk.sealed.id });
    expect(await desk.notify()).toEqual(["sasha urgent", "vera urgent"]);
    const other = await desk.filed("rosa");
    await desk.change("alma", other, { priority: "urgent" });
    expect(await desk.notify()).toEqual(["ada urgent", "olga urgent", "sasha urgent", "vera urgent"]);
    await desk.change("ada", ticket, { priority: "low" });
    await desk.change("ada", ticket, { priority: "urgent" });
    await desk.change("ada", ticket, { priority: "low" });
    expect(await desk.notify()).toEqual([]);
  });

  it("being assigned: the assignee, unless they did it themselves or it is reassigned by now", async () => {
    const ticket = await desk.filed("rosa");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    expect(await desk.notify()).toEqual(["alma assigned"]);
    await desk.change("olga", ticket, { assigneeId: desk.who("olga").id });
    expect(await desk.notify()).toEqual([]);
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.change("ada", ticket, { assigneeId: desk.who("sasha").id });
    expect(await desk.notify()).toEqual(["sasha assigned"]);
  });

  it("a reply: requester, assignee and watchers, except its author", async () => {
    const ticket = await desk.file("rosa");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.watch("ada", ticket, "otto");
    await desk.notify();
    await desk.say("alma", ticket, "Have you tried the stairs?");
    expect(await desk.notify()).toEqual(["otto reply", "rosa reply"]);
    await desk.say("rosa", ticket, "There are none.");
    expect(await desk.notify()).toEqual(["alma reply", "otto reply"]);
    await desk.say("otto", ticket, "Indeed.");
    expect(await desk.notify()).toEqual(["alma reply", "rosa reply"]);
  });

  it("a note: assignee and watchers of staff; never requester or watchers who are not", async () => {
    const ticket = await desk.file("rosa");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.watch("ada", ticket, "otto");
    await desk.watch("ada", ticket, "olga");
    await desk.notify();
    await desk.say("sasha", ticket, "SECRET", true);
    expect(await desk.notify()).toEqual(["alma note", "olga note"]);
  });

  it("a mention: staff by name, first name or address, where only one fits; once, and instead of the rest", async () => {
    const ticket = await desk.file("rosa");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.notify();
    await desk.say("sasha", ticket, "@olga and @Vera Somebody, see alma@example.org. @ALMA.", true);
    expect(await desk.notify()).toEqual(["alma mention", "olga mention", "vera mention"]);
    await makePerson(desk.organisation, { role: "agent", name: "Olga Other", email: "second@example.org" });
    await desk.say("sasha", ticket, "@Olgas @otto @rosa @nobody", true);
    expect(await desk.notify()).toEqual(["alma note"]);
    await desk.say("rosa", ticket, "@vera please help");
    expect(await desk.notify()).toEqual(["alma reply"]);
  });

  it("a mention of a person who may not see the ticket sends nothing", async () => {
    const ticket = await desk.filed("ada", { teamId: desk.sealed.id });
    await desk.say("sasha", ticket, "@alma", true);
    expect(await desk.notify()).toEqual([]);
  });

  it("a status: requester and watchers; an answer that reopens the ticket is one notification, of the answer", async () => {
    const ticket = await desk.file("rosa");
    await desk.watch("ada", ticket, "otto");
    await desk.notify();
    await desk.change("alma", ticket, { status: "waiting" });
    expect(await desk.notify()).toEqual(["otto status", "rosa status"]);
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.notify();
    await desk.say("rosa", ticket, "It is still stuck.");
    expect(await desk.notify()).toEqual(["alma reply", "otto reply"]);
    await desk.change("alma", ticket, { title: "The lift is still stuck", tags: ["lift"] });
    expect(await desk.notify()).toEqual([]);
  });

  it("being made a watcher: the watcher, unless they did it themselves", async () => {
    const ticket = await desk.filed("rosa");
    await desk.watch("ada", ticket, "otto");
    await desk.watch("ada", ticket, "olga");
    await desk.watch("olga", ticket, "olga", false);
    await desk.watch("alma", ticket, "alma");
    expect(await desk.notify()).toEqual(["otto watching"]);
    await desk.file("alma", { watcherIds: [desk.who("otto").id, desk.who("alma").id], teamId: desk.open.id });
    expect(await desk.notify()).toEqual(["olga created", "otto watching"]);
  });
});
