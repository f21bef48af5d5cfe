import { canAdminister } from "@/features/users/policy";
import { adminUsersExportSchema } from "@/features/users/schema";
import { exportUsers } from "@/features/users/server/read-export";
import { signedInRoute } from "@/server/api/route";

/** Everybody of the organisation, as a CSV file. */
export const GET = signedInRoute(
  { may: canAdminister, query: adminUsersExportSchema, speaks: true },
  ({ actor, query, language }) => exportUsers(actor, { query, language }),
);
