import { avatarQuerySchema } from "@/features/users/schema";
import { sendAvatar } from "@/features/users/server/read-avatar";
import { signedInRoute } from "@/server/api/route";

/** A person's picture. */
export const GET = signedInRoute({ query: avatarQuerySchema }, ({ actor, params, query, request }) =>
  sendAvatar(actor, { ...query, id: params["id"] ?? "", request }),
);

/** The headers of GET. */
export const HEAD = GET;
