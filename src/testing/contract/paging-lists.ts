import type { Who } from "./cast";

const SORTS = ["updated", "created", "priority", "number", "due"].flatMap((one) => [one, `-${one}`]);
const ENDS = ["?order=oldest", "?order=newest"];
const ticketLists = [...SORTS.flatMap((sort) => [`?sort=${sort}`, `?sort=${sort}&q=zebra`]), "?status=open"];

/** Every list of the API, with its orders and searches. */
export const LISTS: Record<string, string[]> = {
  "/api/tickets": ticketLists,
  "/api/tickets/[ticket]/comments": ENDS,
  "/api/tickets/[ticket]/events": ENDS,
  "/api/tickets/[ticket]/attachments": ENDS,
  "/api/tickets/[ticket]/assignment-requests": [""],
  "/api/assignment-requests": ["", "?side=decide", "?state=pending"],
  "/api/people": ["", "?q=a", "?q=example.org"],
  "/api/teams": ["", "?q=a"],
  "/api/categories": [""],
  "/api/tags": ["", "?q=a"],
  "/api/notifications": [""],
  "/api/announcements": ["", "?for=me", "?state=current"],
  "/api/canned-replies": ["", "?q=a", "?q=zebra", "?scope=mine"],
  "/api/views": [""],
  "/api/macros": [""],
  "/api/drafts": [""],
  "/api/me/sessions": [""],
  "/api/me/addresses": [""],
  "/api/me/passkeys": [""],
  "/api/me/tokens": [""],
  "/api/admin/tokens": [""],
  "/api/admin/users": ["", "?q=a"],
  "/api/admin/users/[id]/access": [""],
  "/api/admin/users/[id]/tickets": [""],
  "/api/admin/teams": [""],
  "/api/admin/categories": [""],
  "/api/admin/mail": [""],
  "/api/admin/notices": [""],
  "/api/admin/sessions": [""],
  "/api/admin/audit": [""],
  "/api/admin/jobs": [""],
  "/api/admin/imports": [""],
  "/api/admin/imports/[id]": [""],
  "/api/admin/tags": ["", "?q=a", "?sort=-tickets"],
  "/api/admin/tags/changes": [""],
  "/api/admin/deleted-tickets": ["", "?q=a"],
  "/api/admin/webhooks": [""],
  "/api/admin/webhooks/[id]/deliveries": ["", "?state=waiting"],
  // People who connect are seen by it: what shows that comes before.
  "/api/presence": [""],
  "/api/admin/connections": ["since", "name", "lag"].flatMap((one) => [`?sort=${one}`, `?sort=-${one}`]),
};

/** Who reads a list. */
export function readersOf(pattern: string): Who[] {
  if (pattern.includes("/admin/") || /^\/api\/(presence|canned-replies|views|macros)$/.test(pattern)) {
    return ["admin"];
  }
  if (pattern.endsWith("/assignment-requests")) {
    return ["admin", "member"];
  }
  return pattern === "/api/notifications" ? ["member"] : ["admin", "requester"];
}
