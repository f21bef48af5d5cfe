import { listAssignmentRequests } from "@/features/assignment-requests/server/read";
import { listDeletedTickets } from "@/features/tickets/server/list/read-deleted";
import { listNotices } from "@/features/notices/server/read";
import { listNotifications } from "@/features/notifications/server/read";
import { listOutbox } from "@/features/mail/server/read-outbox";
import { previewRetention } from "@/features/retention/server/read-preview";
import { listAdminTags, previewTagChange } from "@/features/tags/server/read";
import { listAllSessions, listMySessions } from "@/features/sessions/server/read";
import { listAllTokens } from "@/features/personal-tokens/server/read";
import { listAudit } from "@/features/audit/server/read";
import { findColleagues } from "@/features/users/server/read-colleagues";
import { listUsers } from "@/features/users/server/read-admin";
import { listPeople } from "@/features/users/server/read";
import { listTeams } from "@/features/teams/server/read";
import { listTags } from "@/features/tickets/server/list/read-tags";
import { listTickets } from "@/features/tickets/server/list/read";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { listTicketsSchema, STATUSES } from "@/features/tickets/schema";
import type { Actor } from "@/shared/roles";

/** A request by its name. */
export type Requests = Record<string, () => Promise<unknown>>;

const SORTS = ["updated", "created", "priority", "number", "due"].flatMap((field) => [field, `-${field}`]);

/** The lists of tickets by status alone, in every order, with a second page of each. */
export function plainLists(actor: Actor): Requests {
  const requests: Requests = {};
  for (const status of [undefined, ...STATUSES.map((one) => [one]), STATUSES.slice(0, 3)]) {
    for (const sort of SORTS) {
      requests[`${status?.join() ?? "all"} by ${sort}`] = async () => {
        const query = listTicketsSchema.parse({ status, sort });
        const { nextCursor } = await listTickets(actor, query);
        if (nextCursor) {
          await listTickets(actor, { ...query, cursor: nextCursor });
        }
      };
    }
  }
  return requests;
}

/** The archive in every order, and what a team, several teams or none has in it; by its time what a tag or oneself has in it. */
export function archivedLists(actor: Actor, teams: readonly string[]): Requests {
  const lists: Requests = {};
  const list = (name: string, query: object): void => {
    lists[`the archive ${name}`] = () =>
      listTickets(actor, listTicketsSchema.parse({ archived: "true", ...query }));
  };
  for (const sort of SORTS) {
    list(`by ${sort}`, { sort });
    for (const [at, team] of teams.entries()) {
      list(`of team ${at} by ${sort}`, { sort, team: [team] });
    }
    list(`of several teams and none by ${sort}`, { sort, team: [...teams, "none"] });
  }
  for (const sort of ["updated", "-updated"]) {
    list(`of a tag by ${sort}`, { sort, tag: ["tag7"] });
    list(`of their own by ${sort}`, { sort, requester: ["me"] });
  }
  return lists;
}

/** What else a person asks for: everything that somebody of their role may. */
export function otherRequests(actor: Actor): Requests {
  return {
    counts: () => readStats(actor),
    tags: () => listTags(actor, { limit: 25 }),
    teams: () => listTeams(actor, {}),
    people: () => listPeople(actor, { limit: 25 }),
    "people: a name": () => listPeople(actor, { limit: 25, q: "person 4711" }),
    "people: assignable": () => listPeople(actor, { limit: 25, assignable: "1" }),
    notifications: () => listNotifications(actor, { limit: 25 }),
    "notifications: unread": () => listNotifications(actor, { limit: 25, unread: true }),
    "own sessions": () => listMySessions(actor),
    "assignment requests": () => listAssignmentRequests(actor, { limit: 25 }),
    "assignment requests: to decide": () =>
      listAssignmentRequests(actor, { limit: 25, side: "decide", state: ["pending"] }),
    "assignment requests: asked": () => listAssignmentRequests(actor, { limit: 25, side: "asked" }),
    ...(actor.role === "user" ? { colleagues: () => findColleagues(actor, { q: "person" }) } : {}),
    ...(actor.role === "admin" ? adminRequests(actor) : {}),
  };
}

function adminRequests(actor: Actor): Requests {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const person = actor.id;
  return {
    users: () => listUsers(actor, { limit: 25, sort: "name" }),
    "users: agents": () => listUsers(actor, { limit: 25, sort: "seen", role: ["agent"] }),
    "users: a name": () => listUsers(actor, { limit: 25, sort: "created", q: "person 4711" }),
    sessions: () => listAllSessions(actor, { limit: 25 }),
    tokens: () => listAllTokens(actor, { limit: 25 }),
    "deleted tickets": () => listDeletedTickets(actor, { limit: 25 }),
    "tags with counts": () => listAdminTags(actor, { limit: 25, sort: "name" }),
    "tags: most tickets first": () => listAdminTags(actor, { limit: 25, sort: "-tickets" }),
    "tags: a preview": () => previewTagChange(actor, { name: "tag7", into: "tag8" }),
    "retention: a preview": () => previewRetention(actor, { archiveDays: 1, anonymiseDays: 1 }),
    notices: () => listNotices(actor, { limit: 25, language: "en" }),
    "notices: new": () => listNotices(actor, { limit: 25, language: "en", acknowledged: false }),
    outbox: () => listOutbox(actor, { query: { limit: 25 }, language: "en" }),
    "outbox: failed": () => listOutbox(actor, { query: { limit: 25, state: ["failed"] }, language: "en" }),
    "outbox: queued": () => listOutbox(actor, { query: { limit: 25, state: ["queued"] }, language: "en" }),
    audit: () => listAudit(actor, { limit: 25 }),
    "audit: a person": () => listAudit(actor, { limit: 25, person }),
    "audit: a rare kind": () => listAudit(actor, { limit: 25, kind: "settings" }),
    "audit: a kind that is none": () => listAudit(actor, { limit: 25, kind: "nothing" }),
    "audit: an action": () => listAudit(actor, { limit: 25, action: "settings.changed" }),
    "audit: a subject": () => listAudit(actor, { limit: 25, subject: person }),
    "audit: lately": () => listAudit(actor, { limit: 25, since: soon }),
  };
}
