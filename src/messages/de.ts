import { account } from "./de/account";
import { adminTokens } from "./de/administration/admin-tokens";
import { addresses } from "./de/addresses";
import { assignmentRequests } from "./de/tickets/assignment-requests";
import { announcements } from "./de/administration/announcements";
import { attachments } from "./de/attachments";
import { audit } from "./de/administration/audit";
import { adminTags } from "./de/administration/tags";
import { cannedReplies } from "./de/library/canned-replies";
import { categories } from "./de/administration/categories";
import { client } from "./de/client";
import { comments } from "./de/comments";
import { connections } from "./de/connections";
import { drafts } from "./de/drafts";
import { guests } from "./de/guests";
import { jobs } from "./de/administration/jobs";
import { personData } from "./de/administration/person-data";
import { imports } from "./de/administration/imports";
import { links } from "./de/tickets/links";
import { macros } from "./de/library/macros";
import { mail } from "./de/mail";
import { merges } from "./de/administration/merges";
import { notices } from "./de/notices";
import { notifications } from "./de/notifications";
import { openTicket } from "./de/open-ticket";
import { overview } from "./de/administration/overview";
import { passkeys } from "./de/passkeys";
import { people } from "./de/administration/people";
import { merging } from "./de/tickets/merging";
import { requesterView } from "./de/tickets/requester-view";
import { secondFactors } from "./de/second-factors";
import { sessions } from "./de/sessions";
import { settings } from "./de/administration/settings";
import { shell } from "./de/shell";
import { teams } from "./de/administration/teams";
import { ticketAccess } from "./de/ticket-access";
import { tickets } from "./de/tickets";
import { tokens } from "./de/tokens";
import { ui } from "./de/ui";
import { users } from "./de/users";
import { views } from "./de/library/views";
import { waysIn } from "./de/ways-in";
import { webhooks } from "./de/administration/webhooks";
import type { en } from "./en";
import { asTranslated } from "./translation";

/** Every sentence that a person reads, in German: a key that English has and German has not does not compile. */
export const de = asTranslated<typeof en>({
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
});
