/** The sentences of notices to admins; a notice stores key and values, and is put into words when somebody reads it. */
export const alerts = {
  gone: "{said} It has been deleted.",
  aboutTicket: "{said} “{title}”",
  urgent: "Ticket #{number} is urgent.",
  moreUrgent: "{count, plural, one {Another ticket} other {# more tickets}} became urgent within the hour.",
  waiting:
    "Ticket #{number} has waited for more than {unit, select, day {{count, plural, one {a day} other {# days}}} hour {{count, plural, one {an hour} other {# hours}}} other {{count, plural, one {a minute} other {# minutes}}}} and is assigned to nobody.",
  moreWaiting:
    "{count, plural, one {Another {priority, select, urgent {urgent} high {high} medium {medium} other {low}} ticket is} other {# more {priority, select, urgent {urgent} high {high} medium {medium} other {low}} tickets are}} waiting for too long and assigned to nobody.",
  addressTries:
    "{tries} wrong passwords from the address {address} within an hour. It has to wait before it may try again, but for people who have signed in from there before.",
  addressTriesUntold:
    "{tries} wrong passwords from the address {address} within an hour. It has to wait before it may try again, but for people who have signed in from there before. If everybody comes from this address, there is a proxy in front: set TRUST_PROXY.",
  accountTries:
    "{tries} wrong passwords for {name} from the address {address}. The person who tries has to wait before the next one.",
  accountTriesWide:
    "{tries} wrong passwords for {name} from several addresses. The person who tries has to wait before the next one.",
  moreTries:
    "Wrong passwords for {count, plural, one {another account or address} other {# more accounts or addresses}} within the hour.",
  demoOpen:
    "The demo is open to everybody who can reach this help desk ({signs}): anybody may sign in as one of its people, admins too, with the password that the sign-in page shows. DEMO=0 ends it.",
  demoReached:
    "The demo is meant for this machine alone, and others reach it: {by}. Its people cannot sign in from there. Set DEMO=0 for a real help desk; DEMO=1 opens the demo to everybody.",
  jobFailed:
    "The background job “{job}” has failed {failures} times in a row. It is tried again and again; the server''s log says why.",
  lag: "Changes reached people''s screens late, by up to {seconds} seconds.",
  vanished:
    "The server process at {place} (number {pid}) vanished without saying goodbye. Its visitors are connected again by the others.",
  joined: "The server process at {place} has joined.",
  left: "The server process at {place} has left in good order.",
  cameAndWent: "Server processes came and went in good order: {joined} joined, {left} left.",
  proxyUntold:
    "Requests seem to come through a proxy, but TRUST_PROXY is 0. If there is one, everybody comes from its address for this help desk, and wrong passwords of some make others wait. Set TRUST_PROXY to the number of proxies in front.",
  mailHeld:
    "Mails are held, because very many were sent within an hour: to one address, about one ticket, or in all. Look at them on the page of outgoing mail; send them, or cancel them if a program answers itself.",
  mailUnsent:
    "Mail has waited for more than {minutes} minutes, as the mail server did not take it. The page of outgoing mail says why; it is tried again and again.",
  signInAway:
    "{service, select, directory {The directory} other {The identity provider}} has not answered for more than {minutes} minutes: its people cannot sign in. People who are signed in stay so, and passwords that are kept here work.",
  directoryDoubted:
    "The directory does not know {gone} of {asked} people any more who are signed in here. That looks like a wrong setting rather than like so many who left, so nobody was signed out. Please look at the directory''s settings (the base, the filter, what the name that searches may read). If they did leave, disable them here.",
  quotaUsedUp:
    "The room for files, {megabytes} MB, is used up: uploads are refused. Delete files or tickets that nobody needs, or raise the quota in the settings.",
  quotaNearly:
    "More than {percent} % of the room for files, {megabytes} MB, is used. When it is used up, uploads are refused.",
  diskFull:
    "The server''s disk is nearly full: everything can be read, and nothing can be written until the people who run the server make room.",
  diskNearly:
    "The server''s disk has little room left. Please tell the people who run the server, before nothing can be written any more.",
  logUnreadable:
    "A change was saved that this release cannot announce. All open pages were asked to fetch afresh, so nothing is missing from them. The server''s log has its type and number; please report it, and do not run two releases at once for longer than an update takes.",
  weakAdminPassword:
    "The first admin''s password, ADMIN_PASSWORD, is easy to guess: {reason, select, own {there is little in it beside the person''s name, the e-mail address, the name of the organisation or of this product} common {it is one of the most used passwords, or close to one} words {it is made of too few, too common words} spatial {its keys lie side by side on the keyboard} repeat {it repeats the same few characters} sequence {its characters are a row, like 1234 or abcd} date {it is mostly a date} other {it is too short and too simple}}. Please choose another one for this account.",
  webhookFailing:
    "The webhook to {host} has been disabled, as nothing has reached it for {hours} hours. Enable it again on the page of webhooks when its receiver works.",
  webhookGone:
    "The webhook to {host} has been disabled, as its receiver says that it is gone for good (410).",
} as const;
