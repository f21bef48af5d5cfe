import { setAnnouncementDeleted } from "@/features/announcements/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Takes the deletion of an announcement back. */
export const POST = signedInRoute({ may: canAdminister }, ({ actor, params, key, address }) =>
  setAnnouncementDeleted(actor, { announcementId: params["id"] ?? "", isDeleted: false }, { key, address }),
);
