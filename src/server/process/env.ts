import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { contradictions, EXAMPLES, isSecretVariable, variables, type VariableName } from "./env-schema";
import { oidcOf, type OidcEnv } from "@/server/variables/oidc";
import { ldapOf, type LdapEnv } from "@/server/variables/ldap";
import { outwardSigns } from "./env-outward";
import type { MailServer } from "./env-mail";
import { unknownVariables } from "./env-warnings";
import { isRoot, othersCanEnter, writeSecretOnce } from "./folders";
import { shareOnce } from "./globals";
import type { ProcessRole } from "@/server/variables/process-role";
import { projectRoot } from "./root";

/** The settings of this process, checked and complete. */
export interface Env {
  host: string;
  /** The port of this process: PORT, or one further for each further instance. */
  port: number;
  instances: number;
  /** The parts of Helpejo that this process is. */
  roles: ReadonlySet<ProcessRole>;
  /** Null: an embedded PostgreSQL under `dataDir`. */
  databaseUrl: string | null;
  /** Whether statements are prepared by name, which a pooler that gives each transaction another connection cannot carry. */
  preparedStatements: boolean;
  redisUrl: string | null;
  /** Absolute. */
  dataDir: string;
  /** The address that links in mails and callbacks start with, without a slash at the end. */
  publicUrl: string;
  /** Whether `publicUrl` is set (NEXTAUTH_URL); otherwise it is a guess for this machine. */
  publicUrlIsSet: boolean;
  /** Origins whose pages may open sockets and change things. */
  allowedOrigins: readonly string[];
  /** Those of ALLOWED_ORIGINS alone, which need CORS headers. */
  furtherOrigins: readonly string[];
  /** Null: generated once and stored under `dataDir`. */
  nextauthSecret: string | null;
  adminEmail: string | null;
  adminPassword: string | null;
  demo: boolean;
  /** Whether DEMO is set; otherwise `demo` follows from the rest. */
  demoIsChosen: boolean;
  /** The settings that show that other machines reach the server, as `NAME=value`; empty when none does. */
  outwardSigns: readonly string[];
  /** One sentence for each variable that begins like one of ours and is none. */
  warnings: readonly string[];
  /** How many proxies in front are trusted. */
  trustProxy: number;
  maxUploadBytes: number;
  /** Writes per second of a person over a longer time, after a burst of fifty times as many; 0: unlimited. */
  writesPerSecond: number;
  /** The SMTP server and the sender of mail; null: mail stays in the outbox. */
  mail: MailServer | null;
  /** How long a mail about a ticket waits for more to say, or for being read in the page. */
  mailDelayMilliseconds: number;
  metricsToken: string | null;
  /** The names of our variables that are set. */
  variables: readonly string[];
  /** The directory by which people of the first organisation sign in; null: what its admins set on the page. */
  ldap: LdapEnv | null;
  shutdownGraceMilliseconds: number;
  logLevel: string;
  /** Null: lines on a terminal, JSON elsewhere. */
  logFormat: "lines" | "json" | null;
  /** The identity provider; null when the variables are unset. */
  oidc: OidcEnv | null;
}

/** The environment cannot be used; `lines` has one line a variable. */
export class EnvError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "EnvError";
    this.lines = lines;
  }
}

/** Reads every variable of the contract from `source`; throws EnvError with one line for each bad one. */
export function loadEnv(source: Record<string, string | undefined> = process.env): Env {
  const filled = Object.fromEntries(
    Object.entries(source)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = variables.safeParse(filled);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
    throw new EnvError(
      variables.keyof().options.flatMap((name) => {
        const issue = parsed.error.issues.find((one) => one.path[0] === name);
        return names.includes(name) && issue ? [line(name, issue.message, filled[name])] : [];
      }),
    );
  }
  const values = parsed.data;
  const wrong = contradictions(values);
  if (wrong.length > 0) {
    throw new EnvError(wrong.map(([name, message]) => line(name, message, filled[name])));
  }

  const ownOrigins = values.NEXTAUTH_URL
    ? [values.NEXTAUTH_URL]
    : ["localhost", "127.0.0.1", "[::1]"].map((host) => new URL(`http://${host}:${values.PORT}`).origin);
  const signs = outwardSigns(values);
  // A person who tries Helpejo has configured nothing; any configuration is the sign of a real installation.
  const demoByDefault =
    signs.length === 0 && !values.DATABASE_URL && !values.ADMIN_EMAIL && !values.REDIS_URL;
  return {
    host: values.HOST,
    port: values.PORT + (values.INSTANCES > 1 ? values.NODE_APP_INSTANCE : 0),
    instances: values.INSTANCES,
    roles: values.PROCESS_ROLE,
    databaseUrl: values.DATABASE_URL ?? null,
    preparedStatements: values.DATABASE_PREPARED ?? true,
    redisUrl: values.REDIS_URL ?? null,
    dataDir: values.DATA_DIR ? resolve(projectRoot(), values.DATA_DIR) : defaultDataDir(),
    publicUrl: values.NEXTAUTH_URL ?? new URL(`http://localhost:${values.PORT}`).origin,
    publicUrlIsSet: values.NEXTAUTH_URL !== undefined,
    allowedOrigins: [...new Set([...ownOrigins, ...values.ALLOWED_ORIGINS])],
    furtherOrigins: values.ALLOWED_ORIGINS,
    nextauthSecret: values.NEXTAUTH_SECRET ?? null,
    adminEmail: values.ADMIN_EMAIL ?? null,
    adminPassword: values.ADMIN_PASSWORD ?? null,
    demo: values.DEMO ?? demoByDefault,
    demoIsChosen: values.DEMO !== undefined,
    outwardSigns: signs,
    warnings: unknownVariables(filled),
    trustProxy: values.TRUST_PROXY,
    writesPerSecond: values.WRITES_PER_SECOND,
    maxUploadBytes: values.MAX_UPLOAD_MB * 1024 * 1024,
    mail: values.SMTP_URL && values.MAIL_FROM ? { ...values.SMTP_URL, from: values.MAIL_FROM } : null,
    metricsToken: values.METRICS_TOKEN ?? null,
    variables: variables.keyof().options.filter((name) => name in filled),
    ldap: ldapOf(values),
    mailDelayMilliseconds: values.MAIL_DELAY_SECONDS * 1000,
    shutdownGraceMilliseconds: values.SHUTDOWN_GRACE_SECONDS * 1000,
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT ?? null,
    oidc: oidcOf(values),
  };
}

/** The settings of this process, read once from the environment and, behind it, the file `.env`; the same in Next's bundles. */
export function env(): Env {
  return shareOnce("env", () => {
    const file = join(projectRoot(), ".env");
    return loadEnv({ ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...process.env });
  });
}

/** The key of sessions and tokens: NEXTAUTH_SECRET, or one generated at the first call and stored, mode 0600, under `dataDir`. */
export function authSecret(): string {
  return shareOnce("auth-secret", () => env().nextauthSecret ?? keptSecret(env().dataDir));
}

/**
 * Puts into process.env what next-auth reads there by itself. AUTH_TRUST_HOST makes it believe the host that http.ts
 * hands over, which is always one of `allowedOrigins`: so 127.0.0.1 works as well as localhost.
 */
export function publishEnv(): void {
  process.env["NEXTAUTH_URL"] = env().publicUrl;
  process.env["NEXTAUTH_SECRET"] = authSecret();
  process.env["AUTH_TRUST_HOST"] = "1";
  // No telemetry is sent; on an intranet nothing would answer.
  process.env["NEXT_TELEMETRY_DISABLED"] = "1";
}

/** Makes the data folder: closed to others, except that as root the database's own user must get through to its part. */
export function makeDataDir(dataDir: string): void {
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, isRoot() ? 0o711 : 0o700);
  }
}

function defaultDataDir(): string {
  const here = join(projectRoot(), ".data");
  return isRoot() && !othersCanEnter(projectRoot()) ? "/var/lib/helpejo" : here;
}

function keptSecret(dataDir: string): string {
  makeDataDir(dataDir);
  const file = join(dataDir, "secret");
  if (!existsSync(file)) {
    writeSecretOnce(file, randomBytes(32).toString("base64url"));
  }
  return readFileSync(file, "utf8").trim();
}

function line(name: VariableName, message: string, value: string | undefined): string {
  const shown =
    value === undefined || isSecretVariable(name) || message.includes(value) ? "" : ` (it is "${value}")`;
  return `${name} ${message}${shown}; for example ${name}=${EXAMPLES[name]}`;
}
