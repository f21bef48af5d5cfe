import { announcementSchema, adminAnnouncementSchema } from "@/features/announcements/schema";
import type { AdminAnnouncementDto, AnnouncementDto } from "@/features/announcements/schema";
import type { AnnouncementRow } from "./read-rows";

/** An announcement as those read it whom it is for. */
export function presentAnnouncement(row: AnnouncementRow, isDismissed: boolean): AnnouncementDto {
  const { level } = announcementSchema.pick({ level: true }).parse(row);
  return {
    id: row.id,
    level,
    message: row.message,
    link: row.link,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
    revision: row.revision,
    isDismissed,
  };
}

/** The same for an admin, with whom it is for and how it stands. */
export function presentForAdmin(
  row: AnnouncementRow & { team_name: string | null; team_is_private: boolean | null; is_dismissed: boolean },
): AdminAnnouncementDto {
  const { audience, state } = adminAnnouncementSchema.pick({ audience: true, state: true }).parse(row);
  return {
    ...presentAnnouncement(row, row.is_dismissed),
    state,
    audience,
    team:
      row.team_id === null
        ? null
        : { id: row.team_id, name: row.team_name ?? "", isPrivate: row.team_is_private ?? false },
    onSignIn: row.on_sign_in,
    createdAt: row.created_at.toISOString(),
  };
}
