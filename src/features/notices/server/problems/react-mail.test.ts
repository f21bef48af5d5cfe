import { expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation } from "@/testing/factories";
import { makeMail } from "@/testing/mail";
import { noticeUnsentMail } from "./react-mail";

setUpDatabase();

async function open(): Promise<unknown[]> {
  const { rows } = await pool().query(
    "SELECT organisation_id, kind, link FROM notices WHERE ended_at IS NULL ORDER BY organisation_id",
  );
  return rows;
}

it("admins are notified of mail that was tried in vain for a quarter of an hour, once, until it is sent; others are not", async () => {
  const [organisation, other] = [await makeOrganisation(), await makeOrganisation({ host: "other.example" })];
  const id = await makeMail(organisation);
  await makeMail(other);
  const set = (change: string) => pool().query(`UPDATE outgoing_mails SET ${change} WHERE id = $1`, [id]);
  // Never tried, as where no mail is sent at all; and tried just now.
  await set("created_at = now() - interval '16 minutes'");
  expect(await noticeUnsentMail()).toBe(0);
  await set("created_at = now() - interval '14 minutes', attempts = 3");
  expect(await noticeUnsentMail()).toBe(0);
  await set("created_at = now() - interval '16 minutes'");
  expect([await noticeUnsentMail(), await noticeUnsentMail()]).toEqual([1, 0]);
  expect(await open()).toEqual([
    { organisation_id: organisation.id, kind: "mail_unsent", link: "/admin/mail" },
  ]);
  await set("state = 'sent'");
  expect(await noticeUnsentMail()).toBe(1);
  expect(await open()).toEqual([]);
});
