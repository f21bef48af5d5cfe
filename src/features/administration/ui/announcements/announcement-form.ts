import { serverNow } from "@/client/browser/clock";
import type {
  AdminAnnouncementDto,
  AnnouncementAudience,
  AnnouncementLevel,
  AnnouncementPatch,
} from "@/features/announcements/schema";
import type { NewAnnouncement } from "./use-admin-announcements";

/** Whom it is for as one choice: an audience, or a team by its id. */
export type AudienceChoice = Exclude<AnnouncementAudience, "team"> | `team:${string}`;

/** The form: the fields as people choose them. */
export interface AnnouncementForm {
  message: string;
  level: AnnouncementLevel;
  link: string;
  audience: AudienceChoice;
  onSignIn: boolean;
  /** Null: at once. */
  startsAt: string | null;
  /** Null: when somebody ends it. */
  endsAt: string | null;
}

/** A form in which nothing stands yet. */
export const NO_FIELDS: AnnouncementForm = {
  message: "",
  level: "info",
  link: "",
  audience: "everybody",
  onSignIn: false,
  startsAt: null,
  endsAt: null,
};

/** An announcement as the form holds it. */
export function fieldsOf(announcement: AdminAnnouncementDto): AnnouncementForm {
  const { message, level, link, audience, team, onSignIn, startsAt, endsAt } = announcement;
  return {
    message,
    level,
    link: link ?? "",
    audience: audience === "team" ? `team:${team?.id ?? ""}` : audience,
    onSignIn,
    startsAt,
    endsAt,
  };
}

/** The form as a new announcement. */
export function bodyOf({
  message,
  level,
  link,
  audience,
  onSignIn,
  startsAt,
  endsAt,
}: AnnouncementForm): NewAnnouncement {
  return { message, level, link: link.trim() || null, ...audienceOf(audience), onSignIn, startsAt, endsAt };
}

/** What was changed in the form, with what was seen, as a change of the announcement. */
export function patchOf({
  was,
  ...changes
}: Partial<AnnouncementForm> & { was: Partial<AnnouncementForm> }): AnnouncementPatch {
  const { startsAt, ...rest } = plain(changes);
  return {
    ...rest,
    // One that has begun can only begin anew.
    ...(startsAt === undefined ? {} : { startsAt: startsAt ?? new Date(serverNow()).toISOString() }),
    was: withoutNullStart(plain(was)),
  };
}

type PlainFields = Omit<Partial<AnnouncementForm>, "link" | "audience"> & {
  link?: string | null;
  audience?: AnnouncementAudience;
  teamId?: string | null;
};

function plain({ link, audience, ...rest }: Partial<AnnouncementForm>): PlainFields {
  return {
    ...rest,
    ...(link === undefined ? {} : { link: link.trim() || null }),
    ...(audience === undefined ? {} : audienceOf(audience)),
  };
}

function withoutNullStart({ startsAt, ...rest }: PlainFields): NonNullable<AnnouncementPatch["was"]> {
  return { ...rest, ...(startsAt ? { startsAt } : {}) };
}

function audienceOf(choice: AudienceChoice): { audience: AnnouncementAudience; teamId: string | null } {
  switch (choice) {
    case "everybody":
    case "requesters":
    case "staff":
      return { audience: choice, teamId: null };
    default:
      return { audience: "team", teamId: choice.slice("team:".length) };
  }
}
