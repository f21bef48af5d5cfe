import { beforeAll, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { guestRepliesReaction } from "@/features/guests/server/react-replies";
import { createTicket } from "@/features/tickets/server/write-create";
import { runConsumer } from "@/realtime/log/consumer";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { MailedDesk } from "@/testing/desk/mailed";
import { makeActor, makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { fileAsGuest, openLink, tokenFor } from "@/testing/guests";
import { mailsTo } from "@/testing/mail";
import { notifyPeople } from "@/testing/notifications";

setUpDatabase();
setUpFiles();
const mails = MailedDesk.setUp();
let organisation: MadeOrganisation;
let agent: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation({ settings: { guestForm: true } });
  agent = await makeActor(organisation, { role: "agent" });
  await notifyPeople();
  await answerGuests();
});

/** Mails guests that they were answered, as the background does. */
async function answerGuests(): Promise<void> {
  await runConsumer("react to the log", [guestRepliesReaction]);
}

it("a requester who has no account gets the answer itself by mail", async () => {
  const { id } = await createTicket(agent, {
    title: "It came by telephone",
    description: "Somebody called about it.",
    requester: { name: "Tess Told", email: "tess@outside.example" },
  });
  await addComment(agent, { ticket: id, body: "The words of the answer" });
  const arrived = await mails.mailed();
  expect(arrived.map(({ address }) => address)).toEqual(["tess@outside.example"]);
  expect(arrived[0]?.mail.text).toContain("The words of the answer");
  expect(arrived[0]?.mail.text).toContain("ask the help desk for an invitation");
});

it("a guest gets the link to each answer, as before, and nothing of notifications", async () => {
  await fileAsGuest({ email: "gus@outside.example" });
  const { ticketId } = await openLink(await tokenFor("gus@outside.example"));
  await addComment(agent, { ticket: ticketId, body: "The words of the answer" });
  await answerGuests();
  await mails.mailed();
  expect((await mailsTo("gus@outside.example")).map(({ kind }) => kind)).toEqual([
    "guestFiled",
    "guestReply",
  ]);
});

it("where a guest's ticket became that of the person who owns the address, an answer is one mail there: the guest's", async () => {
  const owner = await makePerson(organisation, { email: "olive@outside.example" });
  await fileAsGuest({ email: owner.email });
  const { ticketId } = await openLink(await tokenFor(owner.email));
  const { rows } = await pool().query("SELECT 1 FROM tickets WHERE id = $1 AND requester_id = $2", [
    ticketId,
    owner.id,
  ]);
  expect(rows).toHaveLength(1);
  await addComment(agent, { ticket: ticketId, body: "The words of the answer" });
  await answerGuests();
  await mails.mailed();
  expect((await mailsTo(owner.email)).map(({ kind }) => kind)).toEqual(["guestFiled", "guestReply"]);
});
