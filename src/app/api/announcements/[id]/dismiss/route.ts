import { announcementDismissSchema } from "@/features/announcements/schema";
import { dismissAnnouncement } from "@/features/announcements/server/write-dismiss";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Dismisses an announcement for the caller, in all their tabs and on all their devices. */
export const POST = signedInRoute(
  { may: hasOwnAccount, body: announcementDismissSchema, status: 204 },
  ({ actor, params, body, key }) =>
    dismissAnnouncement(actor, { announcementId: params["id"] ?? "", revision: body.revision }, { key }),
);
