import { isAnnouncedTo } from "@/features/announcements/policy";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { emit } from "@/server/event-log/emit";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { unknownAnnouncement } from "./read";
import { readAnnouncementRows } from "./read-rows";

/** Dismisses an announcement as this person has read it: what changed since is shown. Throws `not_found` for one that is not shown to them. */
export async function dismissAnnouncement(
  actor: Actor,
  { announcementId, revision }: { announcementId: string; revision: number },
  by: Pick<By, "key">,
): Promise<void> {
  await sqlTransactionOnce(by.key, async (sql) => {
    const [row] = isUuid(announcementId) ? await readAnnouncementRows(sql, [announcementId]) : [];
    const isShown =
      row?.organisation_id === actor.organisationId &&
      row.state === "current" &&
      !row.is_deleted &&
      isAnnouncedTo(actor, { audience: row.audience, teamId: row.team_id });
    if (!isShown) {
      throw unknownAnnouncement();
    }
    // Nobody can dismiss what is still to be written.
    const read = Math.min(revision, row.revision);
    const { rowCount } = await sql.query(
      `INSERT INTO announcement_dismissals AS d (announcement_id, person_id, revision) VALUES ($1, $2, $3)
       ON CONFLICT (announcement_id, person_id) DO UPDATE SET revision = excluded.revision, at = now() WHERE d.revision < excluded.revision`,
      [row.id, actor.id, read],
    );
    if (rowCount === 1) {
      await emit(sql, {
        type: "announcement:dismissed",
        organisationId: actor.organisationId,
        actorId: actor.id,
        subjectId: row.id,
        data: { personId: actor.id, announcementId: row.id, revision: read },
      });
    }
  });
}
