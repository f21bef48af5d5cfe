import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { pool } from "@/server/database/database";
import { env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { canonicalHost, canonicalOrigin, hostName } from "./host-names";

const REMEMBERED_MILLISECONDS = 5_000;
/** A name that is not cached may belong to an organisation that was just created. */
const REMEMBERED_UNKNOWN_MILLISECONDS = 500;

interface Hosts {
  readAt: number;
  byHost: Map<string, OrganisationId>;
  first: OrganisationId | null;
  /** Whether there is more than one organisation: only then a host must be known. */
  areSeveral: boolean;
}

/**
 * The organisation that answers a host: while there is one, it answers every host; with several, the one of
 * that name; the first one also answers the public address where no other has that name. Null while there is
 * none, or for an unknown name.
 */
export async function organisationForHost(host: string | null): Promise<OrganisationId | null> {
  const remembered = await readHosts(REMEMBERED_MILLISECONDS);
  if (host === null) {
    // HTTP does not come here: with several organisations a request without a host name is refused.
    return remembered.first;
  }
  const found = find(remembered, host);
  return found ?? find(await readHosts(REMEMBERED_UNKNOWN_MILLISECONDS), host);
}

/** The first organisation, which answers the names in the settings; null before there is any. */
export async function firstOrganisation(): Promise<OrganisationId | null> {
  return (await readHosts(REMEMBERED_MILLISECONDS)).first;
}

/** Whether organisations share this installation: what is about all of it may then say nothing of one of them. */
export async function hasSeveralOrganisations(): Promise<boolean> {
  return (await readHosts(REMEMBERED_MILLISECONDS)).areSeveral;
}

/** Whether a host is unknown, though there are organisations: its requests are refused (`unknown_host`). */
export async function isUnknownHost(host: string | null): Promise<boolean> {
  if (host === null) {
    return (await readHosts(REMEMBERED_MILLISECONDS)).areSeveral;
  }
  return (await organisationForHost(host)) === null && (await firstOrganisation()) !== null;
}

/** The organisation that answers a request's host; throws `unknown_host`, and `unavailable` while this installation has none yet. */
export async function requireOrganisation(request: Request): Promise<OrganisationId> {
  const host = request.headers.get("host");
  const id = await organisationForHost(host);
  if (id) {
    return id;
  }
  throw (await isUnknownHost(host))
    ? unknownHost()
    : new AppError("unavailable", say("refusals.http.notSetUp"));
}

/**
 * Whether a page's origin is the address of another organisation than the one of this host: allowed origins are the
 * installation's, and a page of one organisation may do nothing at another's. False for an origin that is nobody's address.
 */
export async function isOthersOrigin(origin: string | null, host: string | null): Promise<boolean> {
  const canonical = origin === null ? null : canonicalOrigin(origin);
  if (canonical === null || host === null || !(await readHosts(REMEMBERED_MILLISECONDS)).areSeveral) {
    return false;
  }
  const theirs = await organisationForHost(new URL(canonical).host);
  return theirs !== null && theirs !== (await organisationForHost(host));
}

/** The error for a host that no organisation has. */
export function unknownHost(): AppError {
  return new AppError("unknown_host", say("refusals.http.unknownHost"));
}

/** Clears the cache of host names (after an organisation was created). */
export function forgetHosts(): void {
  memory().hosts = null;
}

/** A host as organisations store it: its name without a port, as `canonicalHost` writes it. Throws `invalid`. */
export function storedHost(host: string): string {
  const canonical = canonicalHost(host.trim());
  if (canonical === null) {
    throw new AppError("invalid", say("refusals.http.noHostName"));
  }
  return hostName(canonical);
}

function find(hosts: Hosts, host: string | null): OrganisationId | null {
  if (!hosts.areSeveral) {
    return hosts.first;
  }
  const name = nameOf(host);
  return name === null ? null : (hosts.byHost.get(name) ?? null);
}

async function readHosts(atMostOld: number): Promise<Hosts> {
  const kept = memory();
  if (kept.hosts?.first && Date.now() - kept.hosts.readAt < atMostOld) {
    return kept.hosts;
  }
  const { rows } = await pool().query<{ id: string; hosts: string[] }>(
    "SELECT id, array_remove(host || further_hosts, NULL) AS hosts FROM organisations ORDER BY created_at, id",
  );
  const organisations = rows.map((row) => ({
    names: row.hosts.flatMap((host) => nameOf(host) ?? []),
    id: mintOrganisationId(row.id),
  }));
  const first = organisations[0]?.id ?? null;
  const ownNames = first === null ? [] : publicNames().map((name) => [name, first] as const);
  kept.hosts = {
    readAt: Date.now(),
    // The later of two with one name counts: an explicit name goes before one from the settings.
    byHost: new Map([
      ...ownNames,
      ...organisations.flatMap(({ names, id }) => names.map((name) => [name, id] as const)).reverse(),
    ]),
    first,
    areSeveral: rows.length > 1,
  };
  return kept.hosts;
}

/** The names of NEXTAUTH_URL, or of this machine where it is unset: the first organisation's, unless another has them. */
export function publicNames(): string[] {
  const { allowedOrigins, furtherOrigins } = env();
  return allowedOrigins
    .filter((origin) => !furtherOrigins.includes(origin))
    .flatMap((origin) => nameOf(new URL(origin).host) ?? []);
}

function memory(): { hosts: Hosts | null } {
  return shareOnce("hosts", () => ({ hosts: null }));
}

function nameOf(host: string | null): string | null {
  const canonical = host === null ? null : canonicalHost(host);
  return canonical === null ? null : hostName(canonical);
}
