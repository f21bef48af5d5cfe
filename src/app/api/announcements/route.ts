import { announcementCreateSchema, announcementQuerySchema } from "@/features/announcements/schema";
import { listAnnouncements } from "@/features/announcements/server/read";
import { createAnnouncement } from "@/features/announcements/server/write";
import { canAdminister, hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** The current announcements for the caller; to admins all of them. */
export const GET = signedInRoute({ may: hasOwnAccount, query: announcementQuerySchema }, ({ actor, query }) =>
  listAnnouncements(actor, query),
);

/** Makes an announcement. */
export const POST = signedInRoute(
  { may: canAdminister, body: announcementCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createAnnouncement(actor, body, { key, address }),
);
