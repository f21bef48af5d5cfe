import { EXAMPLES } from "./env-schema";

/** Set by our own programs for each other; not a setting, but no mistake either. */
const INTERNAL = new Set(["HELPEJO_ROOT", "HELPEJO_LIVE"]);

/** Prefixes that only Helpejo uses: a variable with one was meant for it. */
const FAMILIES =
  /^(NEXTAUTH|NEXT_AUTH|DATABASE|REDIS|ADMIN|ALLOWED|TRUST|METRICS|SHUTDOWN|MAX_UPLOAD|DATA_DIR|LOG|INSTANCES?|DEMO|PROCESS_ROLE|HELPEJO|OIDC|LDAP|SMTP|MAIL|AI|AMQP|S3)(?=$|_|S$)/;

/** Variables that Kubernetes and Docker set in every container for a service that is called redis or smtp. */
const SERVICE_LINK = /_(SERVICE_(HOST|PORT)(_\w+)?|PORT_\d+_(TCP|UDP)(_\w+)?)$/;

/** Settings that the contract names and this release does not have yet. */
const LATER =
  /^(AI_(BASE_URL|MODEL|API_KEY)|AMQP_(URL|EXCHANGE)|S3_(ENDPOINT|BUCKET|REGION|ACCESS_KEY|SECRET_KEY))$/;

/**
 * One sentence for each unknown variable that begins like one of ours: a misspelt setting would otherwise be
 * silently ignored. Values are never shown, as one may be a secret.
 */
export function unknownVariables(source: Record<string, string | undefined>): string[] {
  const known = Object.keys(EXAMPLES);
  return Object.entries(source)
    .filter(([name, value]) => isMeantForUs(name, value ?? "", known))
    .map(([name]) => describe(name, known))
    .sort();
}

function isMeantForUs(name: string, value: string, known: readonly string[]): boolean {
  if (value.trim() === "" || known.includes(name) || INTERNAL.has(name)) {
    return false;
  }
  if (SERVICE_LINK.test(name) || (/_PORT$/.test(name) && /^(tcp|udp):/.test(value))) {
    return false;
  }
  return FAMILIES.test(name) || known.some((ours) => isExtension(name, ours) || isMistyped(name, ours));
}

/** One of ours with something appended, as in NEXTAUTH_URLS. PORT and HOST are prefixes of other programs' variables too. */
function isExtension(name: string, ours: string): boolean {
  return ours.includes("_") && ours !== "NODE_APP_INSTANCE" && name.startsWith(ours);
}

/** One of ours with a typing error or two, as in DATABSE_URL. */
function isMistyped(name: string, ours: string): boolean {
  return ours.length >= 8 && Math.abs(name.length - ours.length) <= 2 && distance(name, ours) <= 2;
}

function describe(name: string, known: readonly string[]): string {
  if (LATER.test(name)) {
    return `${name} is set, and this release does not use it yet`;
  }
  const nearest = known
    .map((ours) => ({ ours, far: ours.startsWith(name) ? 1 : distance(name, ours) }))
    .sort((one, other) => one.far - other.far)[0];
  const hint =
    nearest && nearest.far <= Math.max(3, Math.floor(name.length / 3))
      ? `; did you mean ${nearest.ours}?`
      : "";
  return `${name} is none of Helpejo's settings and is ignored${hint || "; .env.example lists all"}`;
}

/** Letters to add, remove or change to make one name of the other. Names are short, so the plain table will do. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= Math.min(one.length, 80); at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const change = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
