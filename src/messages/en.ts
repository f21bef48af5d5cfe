import { account } from "./en/account";
import { adminTokens } from "./en/administration/admin-tokens";
import { addresses } from "./en/addresses";
import { assignmentRequests } from "./en/tickets/assignment-requests";
import { announcements } from "./en/administration/announcements";
import { attachments } from "./en/attachments";
import { audit } from "./en/administration/audit";
import { adminTags } from "./en/administration/tags";
import { cannedReplies } from "./en/library/canned-replies";
import { categories } from "./en/administration/categories";
import { client } from "./en/client";
import { comments } from "./en/comments";
import { connections } from "./en/connections";
import { drafts } from "./en/drafts";
import { guests } from "./en/guests";
import { jobs } from "./en/administration/jobs";
import { personData } from "./en/administration/person-data";
import { imports } from "./en/administration/imports";
import { links } from "./en/tickets/links";
import { macros } from "./en/library/macros";
import { mail } from "./en/mail";
import { merges } from "./en/administration/merges";
import { notices } from "./en/notices";
import { notifications } from "./en/notifications";
import { openTicket } from "./en/open-ticket";
import { overview } from "./en/administration/overview";
import { passkeys } from "./en/passkeys";
import { people } from "./en/administration/people";
import { merging } from "./en/tickets/merging";
import { requesterView } from "./en/tickets/requester-view";
import { secondFactors } from "./en/second-factors";
import { sessions } from "./en/sessions";
import { settings } from "./en/administration/settings";
import { shell } from "./en/shell";
import { teams } from "./en/administration/teams";
import { ticketAccess } from "./en/ticket-access";
import { tickets } from "./en/tickets";
import { tokens } from "./en/tokens";
import { ui } from "./en/ui";
import { users } from "./en/users";
import { views } from "./en/library/views";
import { waysIn } from "./en/ways-in";
import { webhooks } from "./en/administration/webhooks";

/** Every sentence that a person reads, in English: the file of a noun holds the words of its pages. */
export const en = {
  account,
  adminTokens,
  addresses,
  assignmentRequests,
  announcements,
  attachments,
  audit,
  adminTags,
  cannedReplies,
  categories,
  client,
  comments,
  connections,
  drafts,
  guests,
  jobs,
  imports,
  personData,
  links,
  macros,
  mail,
  merges,
  notices,
  notifications,
  openTicket,
  overview,
  passkeys,
  people,
  merging,
  requesterView,
  secondFactors,
  sessions,
  settings,
  shell,
  teams,
  ticketAccess,
  tickets,
  tokens,
  ui,
  users,
  views,
  waysIn,
  webhooks,
} as const;
