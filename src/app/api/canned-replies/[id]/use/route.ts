import { countUse } from "@/features/canned-replies/server/write";
import { worksOnTickets } from "@/features/library/policy";
import { signedInRoute } from "@/server/api/route";

/** Counts that a canned reply was inserted into a text. */
export const POST = signedInRoute({ may: worksOnTickets, status: 204 }, ({ actor, params, key }) =>
  countUse(actor, params["id"] ?? "", { key }),
);
