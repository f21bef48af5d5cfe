import { exportErrors } from "@/features/people-imports/server/read-errors";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** The rows of an import that have an error, as a CSV file. */
export const GET = signedInRoute({ may: canAdminister, speaks: true }, ({ actor, params, language }) =>
  exportErrors(actor, params["id"] ?? "", language),
);
