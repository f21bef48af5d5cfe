import { retentionQuerySchema } from "@/features/retention/schema";
import { previewRetention } from "@/features/retention/server/read-preview";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** What archiving and anonymising after these days would do today. */
export const GET = signedInRoute({ may: canAdminister, query: retentionQuerySchema }, ({ actor, query }) =>
  previewRetention(actor, query),
);
