import { findOrganisation } from "@/features/organisations/server/read-console";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";
import { emailSchema, nameSchema } from "@/features/users/schema";
import {
  createAtConsole,
  removeSecondFactorAtConsole,
  resetPasswordAtConsole,
  setDisabledAtConsole,
} from "@/features/users/server/write-console";
import { env } from "@/server/process/env";
import { ROLES } from "@/shared/roles";
import { choosePassword } from "./console/choose-password";
import { runCommand } from "./console/run-command";
import { UsageError } from "./console/usage-error";
import { readValue, readVerb, readWords } from "./console/words";

const USAGE = `Looks after people when nobody can sign in. It works while Helpejo runs, and while it does not.

  npm run person -- create --email ada@example.org --name "Ada Lindqvist" --role admin
  npm run person -- reset-password --email ada@example.org
  npm run person -- disable --email ada@example.org
  npm run person -- enable --email ada@example.org
  npm run person -- remove-second-factor --email ada@example.org

  --role          user (by default), viewer, agent or admin
  --generate      make a password up instead of asking for one
  --organisation  the organisation, by its slug, where there are several (npm run organisation -- list)
  --host          the same, by one of its host names
`;

type PersonOptions = ReturnType<typeof readOptions>;

await runCommand({ usage: USAGE, read: readOptions, act });

function readOptions(words: string[]) {
  const { positionals, values } = readWords(words, {
    email: { type: "string" },
    name: { type: "string" },
    role: { type: "string" },
    organisation: { type: "string" },
    host: { type: "string" },
    generate: { type: "boolean" },
  });
  const verb = readVerb(positionals, [
    "create",
    "reset-password",
    "disable",
    "enable",
    "remove-second-factor",
  ]);
  const email = readValue(
    emailSchema,
    values.email ?? "",
    values.email === undefined ? "Say whom: --email ..." : `"${values.email}" is no e-mail address.`,
  );
  const role = ROLES.find((one) => one === (values.role ?? "user"));
  if (role === undefined || role === "guest") {
    throw new UsageError(`There is no role "${values.role}".`);
  }
  return {
    verb,
    email,
    name: readValue(nameSchema, values.name ?? email.split("@")[0] ?? "", "This name cannot be used."),
    role,
    generate: values.generate ?? false,
    which: { slug: values.organisation ?? null, host: values.host ?? null },
  };
}

async function act({ verb, email, name, role, generate, which }: PersonOptions): Promise<string> {
  await ensureOrganisation({ isDemo: env().demo });
  const { id: organisationId } = await findOrganisation(which);
  if (verb === "disable" || verb === "enable") {
    const person = await setDisabledAtConsole(organisationId, email, verb === "disable");
    return verb === "enable"
      ? `${person.name} <${email}> may sign in again.`
      : `${person.name} <${email}> may not sign in any more. ${sessions(person.endedSessions)}`;
  }
  if (verb === "remove-second-factor") {
    const { name: whose, wasOn } = await removeSecondFactorAtConsole(organisationId, email);
    return wasOn
      ? `${whose} <${email}> signs in by the password alone from now on.`
      : `${whose} <${email}> had no second factor.`;
  }
  const { password, shown } = await choosePassword(generate);
  if (verb === "create") {
    const person = await createAtConsole(organisationId, { email, name, role, password });
    return `Made ${person.name} <${email}>, ${role}.${shown}`;
  }
  const person = await resetPasswordAtConsole(organisationId, email, password);
  return `${person.name} <${email}> has a new password. ${sessions(person.endedSessions)}${shown}`;
}

function sessions(count: number): string {
  return count === 0
    ? "They were signed in nowhere."
    : `Signed out of ${count} ${count === 1 ? "session" : "sessions"}.`;
}
