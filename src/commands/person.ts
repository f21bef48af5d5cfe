import { printableLines } from "@/server/process/printable";
import { parseArgs } from "node:util";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";
import { emailSchema, nameSchema, passwordSchema } from "@/features/users/schema";
import {
  createAtConsole,
  findOrganisation,
  removeSecondFactorAtConsole,
  resetPasswordAtConsole,
  setDisabledAtConsole,
} from "@/features/users/server/write-console";
import { askHidden, makePassword } from "@/server/process/ask-password";
import { checkDatabase } from "@/server/database/check";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { startEmbeddedDatabase } from "@/server/embedded-database/embedded-database";
import { env, EnvError } from "@/server/process/env";
import { migrate } from "@/server/migrations/migrate";
import { StartError } from "@/server/process/start-error";
import { isAppError } from "@/shared/errors";
import { ROLES } from "@/shared/roles";

const USAGE = `Looks after people when nobody can sign in. It works while Helpejo runs, and while it does not.

  npm run person -- create --email ada@example.org --name "Ada Lindqvist" --role admin
  npm run person -- reset-password --email ada@example.org
  npm run person -- disable --email ada@example.org
  npm run person -- enable --email ada@example.org
  npm run person -- remove-second-factor --email ada@example.org

  --role      user (unless told otherwise), viewer, agent or admin
  --generate  make a password up instead of asking for one
  --host      the organisation, where there are several
`;

/** An invalid command line: its message and the usage are shown, and the exit code is 2. */
class UsageError extends Error {}

try {
  const wish = readWish();
  const said = await withDatabase(() => act(wish));
  process.stdout.write(`${printableLines(said)}\n`);
} catch (error) {
  process.exitCode = explain(error);
}

type Wish = ReturnType<typeof readWish>;

function readWish() {
  const { positionals, values } = parse();
  const [verb = "", ...others] = positionals;
  if (
    !["create", "reset-password", "disable", "enable", "remove-second-factor"].includes(verb) ||
    others.length > 0
  ) {
    throw new UsageError(verb === "" ? "" : `There is no "${positionals.join(" ")}" here.`);
  }
  const email = emailSchema.safeParse(values.email ?? "");
  if (!email.success) {
    throw new UsageError(
      values.email === undefined ? "Say whom: --email ..." : `"${values.email}" is no e-mail address.`,
    );
  }
  const role = ROLES.find((one) => one === (values.role ?? "user"));
  if (role === undefined || role === "guest") {
    throw new UsageError(`There is no role "${values.role}".`);
  }
  const name = nameSchema.safeParse(values.name ?? email.data.split("@")[0]);
  if (!name.success) {
    throw new UsageError("This name cannot be used.");
  }
  return {
    verb,
    email: email.data,
    name: name.data,
    role,
    generate: values.generate ?? false,
    host: values.host ?? null,
  };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        email: { type: "string" },
        name: { type: "string" },
        role: { type: "string" },
        host: { type: "string" },
        generate: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function act({ verb, email, name, role, generate, host }: Wish): Promise<string> {
  const organisationId = await findOrganisation(host);
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

async function choosePassword(generate: boolean): Promise<{ password: string; shown: string }> {
  const typed = generate ? "" : ((await askHidden("Password (Enter makes one up): ")) ?? "");
  if (typed === "") {
    const password = makePassword();
    return { password, shown: `\nPassword: ${password}` };
  }
  const checked = passwordSchema.safeParse(typed);
  if (!checked.success) {
    throw new UsageError(checked.error.issues[0]?.message ?? "This password cannot be used.");
  }
  if ((await askHidden("The same again: ")) !== typed) {
    throw new UsageError("The two were not the same; nothing was changed.");
  }
  return { password: typed, shown: "" };
}

function sessions(count: number): string {
  return count === 0
    ? "They were signed in nowhere."
    : `Signed out of ${count} ${count === 1 ? "session" : "sessions"}.`;
}

async function withDatabase(work: () => Promise<string>): Promise<string> {
  const settings = env();
  const embedded =
    settings.databaseUrl === null ? await startEmbeddedDatabase({ dataDir: settings.dataDir }) : null;
  try {
    const url = settings.databaseUrl ?? embedded?.url ?? "";
    await checkDatabase(url);
    await migrate(url);
    connectDatabase(url, 2);
    try {
      await ensureOrganisation({ isDemo: settings.demo });
      return await work();
    } finally {
      await closeDatabase();
    }
  } finally {
    await embedded?.stop();
  }
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message === "" ? "" : `${error.message}\n\n`}${USAGE}`);
    return 2;
  }
  const isForPeople = isAppError(error) || error instanceof EnvError || error instanceof StartError;
  process.stderr.write(
    `${error instanceof Error ? (isForPeople ? error.message : (error.stack ?? error.message)) : String(error)}\n`,
  );
  return 1;
}
