import { cannedReplyCreateSchema, cannedReplyQuerySchema } from "@/features/canned-replies/schema";
import { listCannedReplies } from "@/features/canned-replies/server/read";
import { createCannedReply } from "@/features/canned-replies/server/write";
import { hasLibrary, worksOnTickets } from "@/features/library/policy";
import { signedInRoute } from "@/server/api/route";

/** The canned replies that the caller sees. */
export const GET = signedInRoute({ may: hasLibrary, query: cannedReplyQuerySchema }, ({ actor, query }) =>
  listCannedReplies(actor, query),
);

/** Makes a canned reply. */
export const POST = signedInRoute(
  { may: worksOnTickets, body: cannedReplyCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createCannedReply(actor, body, { key, address }),
);
