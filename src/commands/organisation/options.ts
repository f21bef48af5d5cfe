import { organisationNameSchema, organisationSlugSchema } from "@/features/organisations/schema";
import { emailSchema, nameSchema } from "@/features/users/schema";
import { UsageError } from "../console/usage-error";
import { readValue, readVerb, readWords } from "../console/words";

/** How the command is used. */
export const USAGE = `Looks after the organisations of this installation. It works while Helpejo runs, and while it does not.

  npm run organisation -- create --name "Acme" --host help.acme.example --admin-email ada@acme.example
  npm run organisation -- list
  npm run organisation -- rename --organisation acme --name "Acme and Sons"
  npm run organisation -- host --organisation acme --add support.acme.example --remove help.acme.example

  --slug          with create and rename: the word that stands for it (by default, made of its name)
  --admin-name    with create: the first admin's name
  --generate      with create: make the admin's password up instead of asking for one
  --invite        with create: no password, but a link by which the admin chooses one, within 7 days
  --organisation  which one, by its slug (see list); or
  --host          which one, by one of its host names
  --add, --remove with host: a name to give or to take, as often as wanted
  --main          with host: the name that links have
  --json          with list: JSON for programs
`;

/** What is wanted of the command. */
export type OrganisationOptions = ReturnType<typeof readOptions>;

const LIST_OPTION = { type: "string", multiple: true } as const;
const OPTION = { type: "string" } as const;
const SWITCH = { type: "boolean" } as const;
/** What each of them takes: anything else beside it is a mistake that must not pass as done. */
const TAKES: Record<"create" | "list" | "rename" | "host", readonly string[]> = {
  create: ["name", "slug", "host", "admin-email", "admin-name", "generate", "invite"],
  list: ["json"],
  rename: ["organisation", "host", "name", "slug"],
  host: ["organisation", "host", "add", "remove", "main"],
};

/** Reads the command line; throws `UsageError`. */
export function readOptions(words: string[]) {
  const { positionals, values } = readWords(words, {
    name: OPTION,
    slug: OPTION,
    host: OPTION,
    "admin-email": OPTION,
    "admin-name": OPTION,
    generate: SWITCH,
    invite: SWITCH,
    organisation: OPTION,
    add: LIST_OPTION,
    remove: LIST_OPTION,
    main: OPTION,
    json: SWITCH,
  });
  const verb = readVerb(positionals, ["create", "list", "rename", "host"]);
  const strange = Object.keys(values).find((name) => !TAKES[verb].includes(name));
  if (strange !== undefined) {
    throw new UsageError(`--${strange} does not go with ${verb}.`);
  }
  const name =
    values.name === undefined
      ? null
      : readValue(organisationNameSchema, values.name, "This name cannot be used.");
  const slug =
    values.slug === undefined
      ? null
      : readValue(
          organisationSlugSchema,
          values.slug,
          `"${values.slug}" is no slug: small letters a to z, digits and hyphens, at most 40.`,
        );
  const host = values.host ?? null;
  const which = { slug: values.organisation ?? null, host };
  switch (verb) {
    case "list":
      return { verb, isJson: values.json ?? false };
    case "create":
      return { verb, slug, host, ...readFounding(values), name: required(name, "Say its name: --name ...") };
    case "rename":
      if (name === null && slug === null) {
        throw new UsageError("Say how it is called from now on: --name ... or --slug ...");
      }
      return { verb, which: requireOne(which), name, slug };
    case "host":
      return {
        verb,
        which: requireOne(which),
        add: values.add ?? [],
        remove: values.remove ?? [],
        main: values.main ?? null,
      };
  }
}

function readFounding(values: {
  "admin-email"?: string | undefined;
  "admin-name"?: string | undefined;
  generate?: boolean | undefined;
  invite?: boolean | undefined;
}) {
  const address = values["admin-email"];
  const email = readValue(
    emailSchema,
    address ?? "",
    address === undefined
      ? "Say who its first admin is: --admin-email ..."
      : `"${address}" is no e-mail address.`,
  );
  const wanted = values["admin-name"] ?? email.split("@")[0] ?? "";
  if (values.generate && values.invite) {
    throw new UsageError("Either --generate or --invite: who is invited chooses a password.");
  }
  return {
    admin: { email, name: readValue(nameSchema, wanted, "This name cannot be used.") },
    generate: values.generate ?? false,
    invite: values.invite ?? false,
  };
}

function requireOne(which: { slug: string | null; host: string | null }) {
  if (which.slug === null && which.host === null) {
    throw new UsageError("Say which organisation: --organisation ... (see list)");
  }
  return which;
}

function required<Value>(value: Value | null, complaint: string): Value {
  if (value === null) {
    throw new UsageError(complaint);
  }
  return value;
}
