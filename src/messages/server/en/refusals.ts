import { addresses } from "./refusals/addresses";
import { announcements } from "./refusals/administration/announcements";
import { api } from "./refusals/api";
import { assignmentRequests } from "./refusals/assignment-requests";
import { attachments } from "./refusals/files/attachments";
import { cannedReplies } from "./refusals/library/canned-replies";
import { comments } from "./refusals/comments";
import { directories } from "./refusals/directories";
import { drafts } from "./refusals/drafts";
import { guests } from "./refusals/guests";
import { http } from "./refusals/http";
import { jobs } from "./refusals/administration/jobs";
import { imports } from "./refusals/administration/imports";
import { library } from "./refusals/library/library";
import { limits } from "./refusals/limits";
import { links } from "./refusals/tickets/links";
import { macros } from "./refusals/library/macros";
import { mail } from "./refusals/mail";
import { merges } from "./refusals/administration/merges";
import { notices } from "./refusals/notices";
import { organisations } from "./refusals/organisations";
import { passkeys } from "./refusals/passkeys";
import { personData } from "./refusals/administration/person-data";
import { providers } from "./refusals/providers";
import { secondFactors } from "./refusals/second-factors";
import { sessions } from "./refusals/sessions";
import { sockets } from "./refusals/sockets";
import { storage } from "./refusals/files/storage";
import { tags } from "./refusals/administration/tags";
import { teams } from "./refusals/teams";
import { ticketMerges } from "./refusals/tickets/ticket-merges";
import { tickets } from "./refusals/tickets";
import { tokens } from "./refusals/tokens";
import { uploads } from "./refusals/files/uploads";
import { users } from "./refusals/users";
import { webhooks } from "./refusals/administration/webhooks";

/** What is refused, and why: the detail of problem documents and of answers by socket. */
export const refusals = {
  addresses,
  announcements,
  api,
  assignmentRequests,
  attachments,
  cannedReplies,
  comments,
  directories,
  drafts,
  guests,
  http,
  jobs,
  imports,
  library,
  limits,
  links,
  macros,
  mail,
  merges,
  notices,
  organisations,
  passkeys,
  personData,
  providers,
  secondFactors,
  sessions,
  sockets,
  storage,
  tags,
  teams,
  ticketMerges,
  tickets,
  tokens,
  uploads,
  users,
  webhooks,
} as const;
