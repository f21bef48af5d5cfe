import { changeAvatar, removeAvatar } from "@/features/users/server/write-avatar";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Gives the caller a picture: multipart, field `file`. */
export const PUT = signedInRoute({ may: hasOwnAccount, takes: "upload" }, ({ actor, request }) =>
  changeAvatar(actor, request),
);

/** Takes the caller's picture away. */
export const DELETE = signedInRoute({ may: hasOwnAccount, status: 204 }, ({ actor }) => removeAvatar(actor));
