import type { NOTIFICATION_KINDS } from "@/shared/protocol/shapes";
import { isStaffRole, type Role } from "@/shared/roles";

/** When a mail about something is sent: at once, with other things each hour or each morning, or never. */
export const MAIL_TIMES = ["now", "hourly", "daily", "never"] as const;

/** When a mail is sent. */
export type MailTime = (typeof MAIL_TIMES)[number];

/** What a mail alone says: that a request was received, and to admins what is critical. */
export const MAIL_ONLY_KINDS = ["received", "notice"] as const;

/** What can be notified of. */
export type ChoosableKind = (typeof NOTIFICATION_KINDS)[number] | (typeof MAIL_ONLY_KINDS)[number];

/** How a person is notified of one kind. */
export interface Choice {
  /** In the list behind the bell. */
  bell: boolean;
  mail: MailTime;
}

/** How a person is notified of each kind that can reach them. */
export type Choices = Partial<Record<ChoosableKind, Choice>>;

/** Who chooses: the role and the teams decide what can reach them. */
export interface Chooser {
  role: Role;
  teamIds: readonly string[];
}

/** All kinds, in the order in which they are shown. */
export const SHOWN_KINDS: readonly ChoosableKind[] = [
  "reply",
  "assigned",
  "mention",
  "note",
  "status",
  "watching",
  "created",
  "urgent",
  "received",
  "notice",
];

/** Kinds that wait for the person themselves: the bell always has them, or a requester might write to nobody. */
const ALWAYS_IN_BELL: readonly ChoosableKind[] = ["assigned", "reply", "mention"];

/** What concerns a person alone is mailed at once; what goes to many is not, or the desk would mail itself all day. */
const STAFF_MAIL: Record<ChoosableKind, MailTime> = {
  assigned: "now",
  reply: "now",
  mention: "now",
  note: "hourly",
  status: "never",
  watching: "never",
  created: "never",
  urgent: "never",
  received: "now",
  notice: "now",
};
const REQUESTER_MAIL: Choices = {
  reply: { bell: true, mail: "now" },
  status: { bell: true, mail: "now" },
  watching: { bell: true, mail: "daily" },
  received: { bell: true, mail: "now" },
};

/** The kinds that can reach a person, in the order in which they are shown. */
export function kindsOf(chooser: Chooser): ChoosableKind[] {
  return SHOWN_KINDS.filter((kind) => canReach(chooser, kind));
}

/** Whether a kind can be switched off in the bell. */
export function canLeaveBell(kind: ChoosableKind): boolean {
  return !ALWAYS_IN_BELL.includes(kind) && !isMailOnly(kind);
}

/** Whether a kind is never in the bell. */
export function isMailOnly(kind: ChoosableKind): boolean {
  return MAIL_ONLY_KINDS.some((one) => one === kind);
}

/** When a mail of a kind can be sent: what is critical cannot wait for a digest. */
export function timesOf(kind: ChoosableKind): readonly MailTime[] {
  return kind === "notice" ? ["now", "never"] : MAIL_TIMES;
}

/** How a person is notified of what can reach them: what they chose, else the defaults of their role. */
export function choicesOf(chooser: Chooser, chosen: ChosenOnes): Choices {
  return Object.fromEntries(
    kindsOf(chooser).map((kind) => {
      const usual = usualChoice(chooser, kind);
      const own = chosen[kind];
      const bell = canLeaveBell(kind) ? (own?.bell ?? usual.bell) : true;
      return [kind, { bell, mail: own?.mail ?? usual.mail }];
    }),
  );
}

/** What a person chose; what is absent is as usual. */
export type ChosenOnes = Partial<
  Record<ChoosableKind, { bell?: boolean | undefined; mail?: MailTime | undefined } | undefined>
>;

function canReach({ role, teamIds }: Chooser, kind: ChoosableKind): boolean {
  if (role === "guest") {
    return false;
  }
  if (!isStaffRole(role)) {
    return REQUESTER_MAIL[kind] !== undefined;
  }
  if (kind === "notice") {
    return role === "admin";
  }
  if (kind === "received") {
    return false;
  }
  // A viewer works on nothing; new tickets reach them as a member of a team alone.
  return role !== "viewer" || (kind !== "assigned" && (kind !== "created" || teamIds.length > 0));
}

function usualChoice({ role }: Chooser, kind: ChoosableKind): Choice {
  return (isStaffRole(role) ? undefined : REQUESTER_MAIL[kind]) ?? { bell: true, mail: STAFF_MAIL[kind] };
}
