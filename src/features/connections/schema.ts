import { z } from "zod";
import { boundedList } from "@/shared/bounded-list";
import { pageFields } from "@/shared/paging";
import { queryText } from "@/shared/text";
import { presenceSchema } from "@/shared/protocol/shapes";
import { ROLES } from "@/shared/roles";

export { presenceSchema } from "@/shared/protocol/shapes";

/** A person's presence, as staff see it. */
export type PresenceDto = z.infer<typeof presenceSchema>;

/** How a socket reaches the server. */
export const TRANSPORTS = ["websocket", "polling"] as const;

/** What the list of connections can be sorted by; `-` in front for descending. */
export const CONNECTION_SORTS = ["since", "-since", "name", "-name", "lag", "-lag"] as const;

/** One socket that is connected now. */
export const connectionSchema = z
  .object({
    id: z.string(),
    user: z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(ROLES),
      email: z.string().nullable(),
    }),
    /** What DELETE /api/admin/sessions/{id} takes. Several connections (tabs) may belong to one session. */
    sessionId: z.string(),
    /** The client's address, by the headers of the trusted proxies. */
    address: z.string(),
    userAgent: z.string().nullable(),
    transport: z.enum(TRANSPORTS),
    since: z.string(),
    /** When anything last came from it; a healthy one answers a ping every 10 s. */
    lastHeardAt: z.string(),
    /** How long its last answer to a ping took; null until the first one, about 10 s after it connected. */
    lagMilliseconds: z.number().nullable(),
    /** How many tickets it has open. */
    openTickets: z.number(),
    /** The id of the process that holds it. */
    process: z.string(),
  })
  .meta({ id: "Connection" });

/** One socket that is connected now. */
export type ConnectionDto = z.infer<typeof connectionSchema>;

/** Query of GET /api/admin/connections. */
export const connectionQuerySchema = z
  .object({
    ...pageFields,
    /** Part of a name, an e-mail, an address or a User-Agent. */
    q: queryText.optional(),
    role: boundedList(z.enum(ROLES)).optional(),
    transport: z.enum(TRANSPORTS).optional(),
    sort: z.enum(CONNECTION_SORTS).default("-since"),
  })
  .meta({ id: "ConnectionQuery" });

/** Query of GET /api/admin/connections. */
export type ConnectionQuery = z.infer<typeof connectionQuerySchema>;

/** How many sockets there are, by role and by transport; those without any are left out. */
export const connectionCountsSchema = z.object({
  connections: z.number(),
  byRole: z.partialRecord(z.enum(ROLES), z.number()),
  byTransport: z.partialRecord(z.enum(TRANSPORTS), z.number()),
});

/** How many sockets there are, by role and by transport. */
export type ConnectionCounts = z.infer<typeof connectionCountsSchema>;

/** A server process; `connections` is null when it did not answer in time, and its sockets are missing in the list. */
export const serverProcessSchema = z
  .object({
    id: z.string(),
    host: z.string(),
    port: z.number(),
    pid: z.number(),
    startedAt: z.string(),
    connections: z.number().nullable(),
  })
  .meta({ id: "ServerProcess" });

/** A server process, and how many sockets it holds. */
export type ServerProcessDto = z.infer<typeof serverProcessSchema>;

/** Answer of GET /api/admin/connections: a page with totals and processes. */
export const connectionPageSchema = z
  .object({
    items: z.array(connectionSchema),
    nextCursor: z.string().nullable(),
    /** How many match the query, on all pages. */
    total: z.number(),
    /** Everybody who is connected, whatever the query. */
    totals: connectionCountsSchema,
    processes: z.array(serverProcessSchema),
    at: z.string(),
  })
  .meta({ id: "ConnectionPage" });

/** Answer of GET /api/admin/connections. */
export type ConnectionPage = z.infer<typeof connectionPageSchema>;
