import { announcementCreateSchema, type AdminAnnouncementDto } from "@/features/announcements/schema";
import { createAnnouncement } from "@/features/announcements/server/write";
import type { Actor } from "@/shared/roles";
import type { z } from "zod";

/** Makes an announcement of this admin's organisation, for everybody or for the team that is given. */
export async function makeAnnouncement(
  admin: Actor,
  input: z.input<typeof announcementCreateSchema>,
): Promise<AdminAnnouncementDto> {
  const audience = input.teamId ? "team" : "everybody";
  const given = announcementCreateSchema.parse({ audience, ...input });
  return await createAnnouncement(admin, given, { key: null, address: "" });
}
