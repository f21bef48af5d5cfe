import { passwordChangeSchema } from "@/features/users/schema";
import { changePassword } from "@/features/users/server/write-me";
import { signedInRoute } from "@/server/api/route";

/** Changes the caller's password and ends their other sessions. */
export const PUT = signedInRoute(
  { body: passwordChangeSchema, status: 204 },
  ({ actor, body, key, address }) => changePassword(actor, body, { key, address }),
);
