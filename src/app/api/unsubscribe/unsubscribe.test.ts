import { beforeAll, expect, it } from "vitest";
import { unsubscribeToken } from "@/features/notification-mails/server/rules-unsubscribe";
import { readMe } from "@/features/users/server/read";
import { pool } from "@/server/database/database";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { until } from "@/testing/wait";

const desk = setUpDesk();
let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation({ host: "127.0.0.1" });
});

/** As a mail provider does it: no session, no Origin, a form. */
async function press(token: string): Promise<number> {
  const answer = await fetch(`${desk.url()}/api/unsubscribe?token=${encodeURIComponent(token)}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  return answer.status;
}

it("one click ends all mails about tickets, whatever the role; the bell stays, the open tab shows it, and it can be pressed again", async () => {
  const actor = await makeActor(organisation, { role: "agent" });
  const tab = await desk.connect(actor);
  expect(await press(unsubscribeToken(actor.id))).toBe(200);
  await until("the tab received it", () => tab.received("notification:choices") !== undefined);
  const choices = Object.values((await readMe(actor)).notificationChoices);
  expect(choices).toHaveLength(8);
  expect(choices).toEqual(choices.map(() => ({ bell: true, mail: "never" })));
  expect(await press(unsubscribeToken(actor.id))).toBe(200);
  await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [actor.id]);
  const asUser = (await readMe({ ...actor, role: "user" })).notificationChoices;
  expect(asUser.status).toEqual({ bell: true, mail: "never" });
});

it("opening the link changes nothing, and leads to the page that asks", async () => {
  const actor = await makeActor(organisation);
  const token = unsubscribeToken(actor.id);
  const answer = await fetch(`${desk.url()}/api/unsubscribe?token=${token}`, { redirect: "manual" });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`/unsubscribe#token=${token}`);
  expect((await readMe(actor)).notificationChoices.reply?.mail).toBe("now");
});

it("refuses what is not signed here, what is signed for somebody else, and a person of another organisation", async () => {
  const [actor, other] = [await makeActor(organisation), await makeActor(organisation)];
  const signature = unsubscribeToken(other.id).split(".")[1] ?? "";
  const stranger = await makeActor(await makeOrganisation({ host: "elsewhere.example" }));
  const tokens = [
    `${actor.id}.${signature}`,
    `${actor.id}.`,
    actor.id,
    "-",
    `${unsubscribeToken(actor.id)}x`,
    unsubscribeToken(stranger.id),
  ];
  for (const token of tokens) {
    expect(await press(token), token).toBe(401);
  }
  for (const one of [actor, other, stranger]) {
    expect((await readMe(one)).notificationChoices.reply?.mail).toBe("now");
  }
});

it("a page of another site cannot press it", async () => {
  const actor = await makeActor(organisation);
  const answer = await fetch(`${desk.url()}/api/unsubscribe?token=${unsubscribeToken(actor.id)}`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  expect(answer.status).toBe(403);
});
