import { expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { guestRepliesReaction } from "@/features/guests/server/react-replies";
import { runConsumer } from "@/realtime/log/consumer";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { MailedDesk } from "@/testing/desk/mailed";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { fileAsGuest, openLink, tokenFor } from "@/testing/guests";
import { notifyPeople } from "@/testing/notifications";
import { startMerge } from "./write";

setUpDatabase();
setUpFiles();
const mails = MailedDesk.setUp();

/** Notifies people and mails guests, as the background does. */
async function react(): Promise<void> {
  await notifyPeople();
  await runConsumer("react to the log", [guestRepliesReaction]);
}

it("that a guest was answered is mailed to the account that the guest becomes, and no link of a guest", async () => {
  const organisation = await makeOrganisation({ settings: { guestForm: true } });
  const admin = await makeActor(organisation, { role: "admin" });
  const agent = await makeActor(organisation, { role: "agent" });
  const person = await makeActor(organisation, { email: "gus@inside.example", name: "Gus Guest" });
  await fileAsGuest({ email: "gus@outside.example" });
  const { ticketId } = await openLink(await tokenFor("gus@outside.example"));
  await react();
  await addComment(agent, { ticket: ticketId, body: "The words of the answer" });
  await react();
  const { rows } = await pool().query<{ id: string; name: string }>(
    "SELECT p.id, p.name FROM people p JOIN guest_tickets g ON g.person_id = p.id WHERE g.ticket_id = $1",
    [ticketId],
  );
  const [guest] = rows;
  if (!guest) {
    throw new Error("a guest's ticket has no guest");
  }
  await startMerge(
    admin,
    { personId: guest.id, into: person.id, name: guest.name, teams: "keep" },
    { key: null, address: "" },
  );
  const arrived = await mails.mailed();
  const answers = arrived.filter(({ mail }) => mail.text?.includes("The words of the answer"));
  expect(answers.map(({ address }) => address)).toEqual(["gus@inside.example"]);
  expect(arrived.filter(({ mail }) => mail.text?.includes("/guest/open"))).toEqual([]);
});
