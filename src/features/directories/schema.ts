import { z } from "zod";

/** A directory by which people sign in, complete: from the environment, or as an admin set it on the page. */
export const directorySettingsSchema = z.object({
  url: z.string(),
  baseDn: z.string(),
  /** Null: people are searched for without a name. */
  bindDn: z.string().nullable(),
  bindPassword: z.string().nullable(),
  userFilter: z.string(),
  /** Null: the directory says nothing of roles. */
  roleMap: z.string().nullable(),
  /** Whether words travel as they are; only to this machine itself. */
  isPlain: z.boolean(),
  /** Whom to trust for its certificate, in PEM; null: whom this machine trusts. */
  certificate: z.string().nullable(),
  /** Whether an address in `mail` makes somebody new the person here who owns it: only where nobody can write their own. */
  linkByAddress: z.boolean().default(false),
});

/** A directory by which people sign in. */
export type DirectorySettings = z.infer<typeof directorySettingsSchema>;

/** The steps of a sign-in by a directory, in their order. */
export const DIRECTORY_STEPS = [
  "connect",
  "tls",
  "bind",
  "search",
  "person",
  "password",
  "groups",
  "role",
] as const;

/** A step of a sign-in by a directory. */
export type DirectoryStep = (typeof DIRECTORY_STEPS)[number];
