import { expect, it } from "vitest";
import type { ChoicesPatch } from "@/features/notification-choices/schema";
import { changeMe } from "@/features/users/server/write-me";
import { setUpDatabase } from "@/testing/database";
import { NotificationDesk, type Name } from "@/testing/desk/notifications";

setUpDatabase();
const desk = NotificationDesk.setUp();

async function choose(name: Name, notificationChoices: ChoicesPatch): Promise<void> {
  await changeMe(desk.who(name), { notificationChoices }, { key: null, address: "" });
}

it("a kind that a person has switched off does not come into their list; the others do, and to everybody else", async () => {
  await choose("olga", { created: { bell: false } });
  await choose("rosa", { status: { bell: false } });
  const ticket = await desk.file("rosa");
  expect(await desk.notify()).toEqual(["alma created", "sasha created"]);
  await desk.watch("ada", ticket, "otto");
  await desk.notify();
  await desk.change("alma", ticket, { status: "waiting" });
  expect(await desk.notify()).toEqual(["otto status"]);
  await desk.say("alma", ticket, "Have you tried the stairs?");
  expect(await desk.notify()).toEqual(["otto reply", "rosa reply"]);
  await choose("olga", { created: { bell: true } });
  await desk.file("rosa");
  expect(await desk.notify()).toEqual(["alma created", "olga created", "sasha created"]);
});

it("what a requester writes reaches somebody, even where everybody wants no new tickets in their list", async () => {
  for (const name of ["alma", "olga", "sasha"] as const) {
    await choose(name, { created: { bell: false, mail: "never" } });
  }
  const ticket = await desk.file("rosa");
  expect(await desk.notify()).toEqual([]);
  await desk.say("rosa", ticket, "Is anybody there?");
  expect(await desk.notify()).toEqual(["alma reply", "olga reply", "sasha reply"]);
});
