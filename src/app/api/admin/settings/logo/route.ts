import { changeLogo, removeLogo } from "@/features/organisations/server/write-logo";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Gives the organisation a logo: multipart, field `file`. */
export const PUT = signedInRoute({ may: canAdminister, takes: "upload" }, ({ actor, request, address }) =>
  changeLogo(actor, request, address),
);

/** Takes the logo away. */
export const DELETE = signedInRoute({ may: canAdminister, status: 204 }, ({ actor, address }) =>
  removeLogo(actor, address),
);
