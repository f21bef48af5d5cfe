import { account } from "./en/account";
import { addresses } from "./en/addresses";
import { attachments } from "./en/attachments";
import { client } from "./en/client";
import { comments } from "./en/comments";
import { connections } from "./en/connections";
import { drafts } from "./en/drafts";
import { guests } from "./en/guests";
import { mail } from "./en/mail";
import { notices } from "./en/notices";
import { notifications } from "./en/notifications";
import { openTicket } from "./en/open-ticket";
import { passkeys } from "./en/passkeys";
import { secondFactors } from "./en/second-factors";
import { sessions } from "./en/sessions";
import { shell } from "./en/shell";
import { ticketAccess } from "./en/ticket-access";
import { tickets } from "./en/tickets";
import { tokens } from "./en/tokens";
import { ui } from "./en/ui";
import { users } from "./en/users";
import { waysIn } from "./en/ways-in";

/** Every sentence that a person reads, in English: the file of a noun holds the words of its pages. */
export const en = {
  account,
  addresses,
  attachments,
  client,
  comments,
  connections,
  drafts,
  guests,
  mail,
  notices,
  notifications,
  openTicket,
  passkeys,
  secondFactors,
  sessions,
  shell,
  ticketAccess,
  tickets,
  tokens,
  ui,
  users,
  waysIn,
} as const;
