/** The admin page about settings. */
export const settings = {
  title: "Settings",
  description: "How this help desk works. What another admin changes appears here by itself.",
  loading: "Loading settings",
  offline: "The settings come as soon as the help desk can be reached.",
  save: "Save",
  discard: "Discard",
  saved: "Saved",
  on: "on",
  off: "off",
  nothing: "nothing",
  general: {
    title: "Organisation",
    reason: "What everybody reads at the top of their pages and in mails.",
    name: "Name",
    host: "Its links lead to {host}",
  },
  entry: {
    title: "Who may come",
    reason: "How people get here who were not invited.",
    registration: "People may make an account themselves",
    registrationHint: "Otherwise only admins invite.",
    domains: "Only with addresses at",
    domainsHint:
      "Domains with spaces or commas between; empty for any. They count only where mail is sent: without it nobody can show that an address is theirs.",
    guestForm: "People without an account may write by a form",
    guestFormHint: "They follow their request by a link that is mailed to them.",
    colleagues: "Requesters may let colleagues follow their requests",
  },
  lifecycle: {
    title: "Closing and reopening",
    reason: "What happens to tickets that are solved.",
    autoClose: "Days until a resolved ticket closes by itself",
    reopen: "Days within which a reply reopens a closed ticket",
    reopenHint: "Later it becomes a new ticket; 0: always.",
  },
  retention: {
    title: "Archiving and anonymising",
    reason:
      "What becomes of closed tickets in which nothing is said any more. It is done bit by bit, and shows in every open page.",
    archive: "Days until a closed ticket is archived",
    archiveHint:
      "Archived tickets leave lists, counts and searches. Their number, links and the filter “Archived” find them, and a public answer or reopening brings them back. More days bring them back, too. Empty: never.",
    anonymise: "Days until a closed ticket is anonymised",
    anonymiseHint:
      "Title, texts and files are deleted, and requester, watchers and guests become nobody. Number, times, status, category, team, tags and your staff stay. This cannot be undone. Empty: never.",
    confirm: "Anonymising cannot be undone. Type “{name}” to allow it.",
    counting: "Counting what this would do…",
    noPreview: "What this would do cannot be counted now.",
    today: "What this does from now on",
    would: {
      archive:
        "{count, plural, one {# ticket is} other {{isMore, select, yes {More than } other {}}# tickets are}} archived. The oldest, #{number}, was closed on {time}.",
      restore:
        "{count, plural, one {# archived ticket comes} other {{isMore, select, yes {More than } other {}}# archived tickets come}} back into the lists. The oldest, #{number}, was closed on {time}.",
      anonymise:
        "{count, plural, one {# ticket is} other {{isMore, select, yes {More than } other {}}# tickets are}} anonymised for good. The oldest, #{number}, was closed on {time}.",
      nothing: "Nothing today.",
    },
    pace: "{perMinute, number} tickets a minute, so that nobody’s pages slow down.",
  },
  times: {
    title: "Due times",
    reason: "Until when a ticket should be solved, and when you hear that nobody has taken it.",
    due: "Hours until a new ticket is due",
    dueHint: "Empty: no due time.",
    unassigned: "Minutes until a notice says that nobody has taken it",
    unassignedHint: "Empty: never.",
  },
  security: {
    title: "Sessions and second factor",
    reason: "These ask for your password before they are saved.",
    sessionDays: "Days until a session ends, however much it is used",
    idleDays: "Days until a session ends that is not used",
    sessionHint: "Sessions that are older end at once.",
    factorRoles: "Who has to have a second factor",
    graceDays: "Days that they have to set it up",
    graceHint: "Afterwards they are let in to do that, and nothing else. 0: at once.",
  },
  audit: {
    title: "Audit",
    reason:
      "How long the audit is kept. Your password is asked for before it is saved, and the change is in the audit itself.",
    days: "Days until entries are removed",
    hint: "Entries that are older than {days, number} days are removed within the hour and cannot be brought back; sign-ins and refusals after {attempts, number} days. At least 30; empty: actions are kept for ever.",
    hintEver: "Actions are kept for ever; sign-ins and refusals are removed after 90 days.",
  },
  limits: {
    title: "Files",
    reason: "How much all attachments together may take.",
    quota: "Megabytes for all files",
    quotaHint: "0: as much as the disk has.",
  },
} as const;
