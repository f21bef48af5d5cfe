import { expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation } from "@/testing/factories";
import { noticeUnreadable } from "./react-unreadable";

setUpDatabase();

it("an event that cannot be read raises one notice to the admins of its organisation", async () => {
  const [ours, theirs] = [await makeOrganisation(), await makeOrganisation()];
  await noticeUnreadable([ours.id, ours.id]);
  await noticeUnreadable([ours.id]);
  const { rows } = await pool().query(
    "SELECT organisation_id, kind, level FROM notices WHERE organisation_id = ANY($1::uuid[])",
    [[ours.id, theirs.id]],
  );
  expect(rows).toEqual([{ organisation_id: ours.id, kind: "log_unreadable", level: "critical" }]);
});
