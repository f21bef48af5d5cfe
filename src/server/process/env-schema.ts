import { z } from "zod";
import { canonicalEmail } from "@/shared/email";
import { LIMITS } from "@/shared/limits";
import { LDAP_EXAMPLES, ldapContradictions, ldapVariables } from "@/server/variables/ldap";
import { isLoopbackAddress } from "@/server/network/ip-address";
import { sender, smtpServer } from "./env-mail";
import { isOneOfSeveral, processRole } from "@/server/variables/process-role";
import { OIDC_EXAMPLES, oidcContradictions, oidcVariables } from "@/server/variables/oidc";

/**
 * Whether an address or a name, without brackets, is this machine's own. A server that listens there can be
 * reached from other machines all the same, through a proxy: see `outwardSigns`.
 */
export function isLoopbackHost(host: string): boolean {
  return /^localhost\.?$/i.test(host) || isLoopbackAddress(host);
}

function wholeNumber(lowest: number, highest: number, otherwise: number) {
  const message = `must be a whole number between ${lowest} and ${highest}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.number().min(lowest, message).max(highest, message))
    .default(otherwise);
}

function address(protocols: readonly string[], message: string) {
  return z.string().refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    return (
      url !== null &&
      protocols.includes(url.protocol) &&
      (url.hostname !== "" || url.protocol.startsWith("postgres"))
    );
  }, message);
}

function isOrigin(value: string, paths: readonly string[]): boolean {
  const url = URL.canParse(value) ? new URL(value) : null;
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.hostname !== "" &&
    paths.includes(url.pathname) &&
    url.search === ""
  );
}

const origins = z.string().transform((value, context) => {
  const list = value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const wrong = list.find((part) => !isOrigin(part, ["/"]));
  if (wrong !== undefined) {
    context.addIssue({
      code: "custom",
      message: `"${wrong}" is not an origin (http or https, a host, no path)`,
    });
    return z.NEVER;
  }
  return list.map((part) => new URL(part).origin);
});

/** Placeholders for secrets in documents and examples. */
const PLACEHOLDER = /change.?(me|this|it)|replace.?(me|this|it)|your.?(secret|token)|openssl/i;
const DIFFERENT_MIN = 8;

/** A generated secret of at least so many bytes. Randomness cannot be checked; obvious placeholders and repetitions can. */
function secret(bytes: number) {
  return z
    .string()
    .refine((value) => Buffer.byteLength(value) >= bytes, {
      error: `is too short to keep a secret: it needs at least ${bytes} bytes`,
      abort: true,
    })
    .refine((value) => new Set(value).size >= DIFFERENT_MIN && !repeats(value), {
      error: "repeats itself and is easy to guess",
      abort: true,
    })
    .refine((value) => !PLACEHOLDER.test(value), "is an example, which everybody knows");
}

/** Whether it repeats one piece. */
function repeats(value: string): boolean {
  for (let period = 1; period <= value.length / 2; period += 1) {
    if (value.slice(period) === value.slice(0, -period)) {
      return true;
    }
  }
  return false;
}

const flag = z
  .enum(["0", "1"], { error: "must be 0 or 1" })
  .transform((value) => value === "1")
  .optional();

/** Every variable that Helpejo reads from the environment: strings in, typed values out. */
export const variables = z.object({
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "must be an address or a host name of this machine")
    .default("127.0.0.1"),
  PORT: wholeNumber(1, 65_535, 3003),
  DATABASE_URL: address(["postgres:", "postgresql:"], "must be a postgresql:// address").optional(),
  DATABASE_PREPARED: flag,
  REDIS_URL: address(["redis:", "rediss:"], "must be a redis:// or rediss:// address").optional(),
  INSTANCES: wholeNumber(1, 64, 1),
  PROCESS_ROLE: processRole.prefault("all"),
  DATA_DIR: z.string().optional(),
  NEXTAUTH_URL: z
    .string()
    .refine(
      (value) => isOrigin(value, ["/", "/api/auth"]),
      "must be the public address: http or https, a host, no path",
    )
    .transform((value) => new URL(value).origin)
    .optional(),
  ALLOWED_ORIGINS: origins.default([]),
  NEXTAUTH_SECRET: secret(32).optional(),
  ADMIN_EMAIL: z
    .string()
    .transform((value) => canonicalEmail(value.trim()) ?? "")
    .refine((value) => value !== "" && value.length <= LIMITS.emailMax, "must be an e-mail address")
    .optional(),
  ADMIN_PASSWORD: z.string().min(10, "must have at least 10 characters").optional(),
  DEMO: flag,
  TRUST_PROXY: wholeNumber(0, 10, 0),
  MAX_UPLOAD_MB: wholeNumber(1, 10_240, 25),
  WRITES_PER_SECOND: wholeNumber(0, 100_000, 20),
  SMTP_URL: smtpServer.optional(),
  MAIL_FROM: sender.optional(),
  MAIL_DELAY_SECONDS: wholeNumber(0, 3_600, 120),
  METRICS_TOKEN: secret(16).regex(/^\S+$/, "must not contain spaces").optional(),
  SHUTDOWN_GRACE_SECONDS: wholeNumber(0, 600, 10),
  LOG_LEVEL: z
    .enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"], {
      error: "must be one of silent, error, warn, info, debug",
    })
    .default("info"),
  LOG_FORMAT: z.enum(["lines", "json"], { error: "must be lines or json" }).optional(),
  ...ldapVariables,
  NODE_APP_INSTANCE: wholeNumber(0, 63, 0),
  ...oidcVariables,
});

/** The name of a variable of the table. */
export type VariableName = keyof z.infer<typeof variables>;

/** A valid value for each variable, shown with the error of an invalid one. */
export const EXAMPLES: Record<VariableName, string> = {
  HOST: "0.0.0.0",
  PORT: "3003",
  DATABASE_URL: "postgresql://helpejo:password@db.example.org:5432/helpejo",
  DATABASE_PREPARED: "0",
  REDIS_URL: "redis://127.0.0.1:6379",
  INSTANCES: "1",
  PROCESS_ROLE: "web,realtime",
  DATA_DIR: "/var/lib/helpejo",
  NEXTAUTH_URL: "https://help.example.org",
  ALLOWED_ORIGINS: "https://intranet.example.org,https://app.example.org",
  NEXTAUTH_SECRET: "the output of: openssl rand -base64 32",
  ADMIN_EMAIL: "admin@example.org",
  ADMIN_PASSWORD: "a sentence you will remember",
  DEMO: "0",
  TRUST_PROXY: "1",
  MAX_UPLOAD_MB: "25",
  WRITES_PER_SECOND: "20",
  SMTP_URL: "smtps://user:password@mail.example.org:465",
  MAIL_FROM: "Helpejo <help@example.org>",
  MAIL_DELAY_SECONDS: "120",
  METRICS_TOKEN: "the output of: openssl rand -hex 16",
  SHUTDOWN_GRACE_SECONDS: "10",
  LOG_LEVEL: "info",
  LOG_FORMAT: "json",
  ...LDAP_EXAMPLES,
  NODE_APP_INSTANCE: "0",
  ...OIDC_EXAMPLES,
};

const SECRET: readonly VariableName[] = [
  "DATABASE_URL",
  "REDIS_URL",
  "NEXTAUTH_SECRET",
  "ADMIN_PASSWORD",
  "SMTP_URL",
  "METRICS_TOKEN",
  "OIDC_CLIENT_SECRET",
  "LDAP_BIND_PASSWORD",
];

/** Whether the value of `name` must not be shown, not even in an error. */
export function isSecretVariable(name: VariableName): boolean {
  return SECRET.includes(name);
}

/** Neither is of use without the other. */
const PAIRS = [
  ["ADMIN_EMAIL", "ADMIN_PASSWORD"],
  ["SMTP_URL", "MAIL_FROM"],
] as const;

/** Finds what is wrong between variables that are each fine alone: pairs of a name and a sentence. */
export function contradictions(values: z.infer<typeof variables>): [VariableName, string][] {
  const found: [VariableName, string][] = [...oidcContradictions(values)];
  const isRole = isOneOfSeveral(values.PROCESS_ROLE);
  if (values.INSTANCES > 1 || isRole) {
    const when = isRole ? "PROCESS_ROLE leaves a part to other processes" : "INSTANCES is above 1";
    for (const name of ["DATABASE_URL", "REDIS_URL", "NEXTAUTH_SECRET"] as const) {
      if (values[name] === undefined) {
        found.push([name, `is needed when ${when}: several processes must share it`]);
      }
    }
  }
  if (values.PORT + values.INSTANCES - 1 > 65_535) {
    found.push(["INSTANCES", "needs that many consecutive ports from PORT on, and they end at 65535"]);
  }
  for (const [one, other] of PAIRS) {
    if ((values[one] === undefined) !== (values[other] === undefined)) {
      const [missing, given] = values[one] === undefined ? [one, other] : [other, one];
      found.push([missing, `is needed together with ${given}`]);
    }
  }
  return [...found, ...ldapContradictions(values)];
}
