import { peopleExportSchema } from "@/features/people-imports/schema";
import { exportUsers } from "@/features/people-imports/server/read-export";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Everybody of the organisation, as a CSV file. */
export const GET = signedInRoute(
  { may: canAdminister, query: peopleExportSchema, speaks: true },
  ({ actor, query, language }) => exportUsers(actor, { query, language }),
);
