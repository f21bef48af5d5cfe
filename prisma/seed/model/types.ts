import type { Role } from "@/shared/roles";

/** The demo organisation's categories, as the contract starts with them. */
export type SeedCategory = "hardware" | "software" | "network" | "access" | "travel" | "other";

/** A ticket's status, as the contract names it. */
export type SeedStatus = "open" | "in_progress" | "waiting" | "resolved" | "closed";

/** A ticket's priority, as the contract names it. */
export type SeedPriority = "low" | "medium" | "high" | "urgent";

/** The demo organisation's teams; `security` is the private one. */
export type SeedTeamKey = "desk" | "workplace" | "network" | "security";

/** A team of the demo organisation. */
export interface SeedTeam {
  key: SeedTeamKey;
  name: string;
  description: string;
  isPrivate: boolean;
}

/** A person of the demo organisation. `key` identifies them within the seed and is the local part of their address. */
export interface SeedPerson {
  key: string;
  name: string;
  /** What others call them in a letter. */
  call: string;
  email: string;
  role: Role;
  teams: readonly SeedTeamKey[];
  city: string;
  /** Hours that their clock is ahead of UTC, summer time left aside. */
  offset: number;
}

/** A comment; `key` identifies it within the seed. */
export interface SeedComment {
  key: string;
  author: string;
  body: string;
  internal: boolean;
  at: Date;
  editedAt: Date | null;
}

/** What a file of the demo looks like inside: drawn or written when it is needed, the same each time. */
export type SeedFile =
  | { kind: "picture"; picture: Picture; format: "png" | "jpeg" | "webp" }
  | { kind: "text"; text: string }
  | { kind: "pdf"; title: string; lines: readonly string[] };

/** A picture that the seed can draw. `seed` varies what is not said. */
export type Picture =
  | { scene: "dialog"; title: string; message: string; code: string; seed: number }
  | { scene: "terminal"; title: string; lines: readonly string[]; seed: number }
  | {
      scene: "table";
      title: string;
      columns: readonly string[];
      rows: readonly (readonly string[])[];
      seed: number;
    }
  | { scene: "browser"; address: string; heading: string; message: string; seed: number }
  | { scene: "form"; title: string; fields: readonly string[]; problem: string; seed: number }
  | { scene: "chart"; title: string; unit: string; limit: number; seed: number }
  | { scene: "floor"; floor: string; room: string; seed: number }
  | { scene: "printer"; seed: number }
  | { scene: "monitor"; seed: number }
  | { scene: "laptop"; damage: "cracked" | "coffee" | "keys"; seed: number }
  | { scene: "rack"; seed: number }
  | { scene: "badge"; name: string; seed: number }
  | { scene: "receipt"; place: string; amount: string; seed: number };

/** A file on a ticket or, with `comment`, on one of its comments. */
export interface SeedAttachment {
  key: string;
  comment: string | null;
  uploader: string;
  name: string;
  internal: boolean;
  at: Date;
  file: SeedFile;
}

/** The fields whose changes are in the log. */
export interface SeedFields {
  title: string;
  status: SeedStatus;
  priority: SeedPriority;
  category: SeedCategory;
  team: SeedTeamKey | null;
  assignee: string | null;
  tags: readonly string[];
  dueAt: Date | null;
}

/** The values that one change set, by field; what they were before follows from the steps before it. */
export type SeedChange = Partial<SeedFields>;

/**
 * One thing that happened to a ticket, in order; each but watching becomes one versioned event. `actor` null is the
 * system. A change at the very time of the comment before it came with that comment: the reply reopened the ticket.
 */
export type SeedStep =
  | { kind: "comment"; at: Date; actor: string; comment: SeedComment }
  | { kind: "edit"; at: Date; actor: string; comment: string }
  | { kind: "attachment"; at: Date; actor: string; attachment: SeedAttachment }
  | { kind: "watch"; at: Date; actor: string; person: string }
  | { kind: "change"; at: Date; actor: string | null; change: SeedChange };

/** A person has read a ticket up to and including a moment. */
export interface SeedRead {
  person: string;
  at: Date;
}

/** A ticket with its whole life. `initial` is what it was filed with; what it is now follows from `steps`. */
export interface SeedTicket {
  number: number;
  /** The scenario that it was made of. */
  family: string;
  requester: string;
  /** Who wrote it down: the requester, or staff on the phone with them. */
  filedBy: string;
  createdAt: Date;
  /** When staff first opened it. */
  seenAt: Date | null;
  description: string;
  initial: SeedFields;
  steps: readonly SeedStep[];
  reads: readonly SeedRead[];
}

/** The whole demo help desk as plain data. */
export interface SeedDesk {
  organisation: { name: string; createdAt: Date };
  teams: readonly SeedTeam[];
  people: readonly SeedPerson[];
  /** Ordered by number, which is also the order of their creation. */
  tickets: readonly SeedTicket[];
}
