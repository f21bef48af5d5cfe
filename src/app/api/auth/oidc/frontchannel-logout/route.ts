import { frontChannelSchema } from "@/features/providers/schema";
import { endByFrontChannel } from "@/features/providers/server/present-sign-out";
import { publicRoute } from "@/server/api/route";

export const dynamic = "force-dynamic";

/** The same, sent by a frame in the person's browser. */
export const GET = publicRoute({ query: frontChannelSchema }, ({ request, query, address }) =>
  endByFrontChannel(request, query, address),
);
