import { announcementPatchSchema } from "@/features/announcements/schema";
import { readAnnouncement } from "@/features/announcements/server/read";
import { changeAnnouncement, setAnnouncementDeleted } from "@/features/announcements/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** One announcement as it stands now, for admins. */
export const GET = signedInRoute({ may: canAdminister }, ({ actor, params }) =>
  readAnnouncement(actor, params["id"] ?? ""),
);

/** Changes an announcement, or ends it. */
export const PATCH = signedInRoute(
  { may: canAdminister, body: announcementPatchSchema },
  ({ actor, params, body, key, address }) =>
    changeAnnouncement(actor, { announcementId: params["id"] ?? "", patch: body }, { key, address }),
);

/** Deletes an announcement; within 30 days that can be taken back. */
export const DELETE = signedInRoute({ may: canAdminister, status: 204 }, ({ actor, params, key, address }) =>
  setAnnouncementDeleted(actor, { announcementId: params["id"] ?? "", isDeleted: true }, { key, address }),
);
