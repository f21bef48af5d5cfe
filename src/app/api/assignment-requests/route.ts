import { canSeeRequests } from "@/features/assignment-requests/policy";
import { assignmentRequestQuerySchema } from "@/features/assignment-requests/schema";
import { listAssignmentRequests } from "@/features/assignment-requests/server/read";
import { signedInRoute } from "@/server/api/route";

/** The requests that the caller may decide or has made. */
export const GET = signedInRoute(
  { may: canSeeRequests, query: assignmentRequestQuerySchema },
  ({ actor, query }) => listAssignmentRequests(actor, query),
);
