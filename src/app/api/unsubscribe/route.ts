import { unsubscribeQuerySchema } from "@/features/notification-mails/schema";
import { unsubscribe } from "@/features/notification-mails/server/write-unsubscribe";
import { publicRoute } from "@/server/api/route";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Leads to the page that asks: programs that look through mails follow links, and press nothing. */
export const GET = publicRoute({ query: unsubscribeQuerySchema }, async ({ query }) => {
  const location = `/unsubscribe#token=${encodeURIComponent(query.token)}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
});

/** Ends the mails: one click of a mail program, or the page's button. */
export const POST = publicRoute({ query: unsubscribeQuerySchema }, async ({ query, request, address }) =>
  unsubscribe(await requireOrganisation(request), query, address),
);
