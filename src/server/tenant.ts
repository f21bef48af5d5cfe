import { AppError } from "@/shared/errors";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { pool } from "./database";
import { shareOnce } from "./globals";

const REMEMBERED_MILLISECONDS = 5_000;

interface Hosts {
  readAt: number;
  byHost: Map<string, OrganisationId>;
  first: OrganisationId | null;
}

/** The organisation that answers this `Host` header: the one of that name, else the first one made; null before there is any. */
export async function organisationForHost(host: string | null): Promise<OrganisationId | null> {
  const hosts = await readHosts();
  return hosts.byHost.get(bareHost(host)) ?? hosts.first;
}

/** The organisation that answers a request's host; throws `unavailable` while this installation has none yet. */
export async function requireOrganisation(request: Request): Promise<OrganisationId> {
  const id = await organisationForHost(request.headers.get("host"));
  if (!id) {
    throw new AppError("unavailable", "This help desk is not set up yet.");
  }
  return id;
}

/** Forgets what is remembered of host names (after an organisation was made). */
export function forgetHosts(): void {
  memory().hosts = null;
}

async function readHosts(): Promise<Hosts> {
  const kept = memory();
  if (kept.hosts?.first && Date.now() - kept.hosts.readAt < REMEMBERED_MILLISECONDS) {
    return kept.hosts;
  }
  const { rows } = await pool().query<{ id: string; host: string | null }>(
    "SELECT id, lower(host) AS host FROM organisations ORDER BY created_at, id",
  );
  const ids = rows.map((row) => ({ host: row.host, id: mintOrganisationId(row.id) }));
  const hosts: Hosts = {
    readAt: Date.now(),
    byHost: new Map(ids.flatMap(({ host, id }) => (host ? [[host, id] as const] : []))),
    first: ids[0]?.id ?? null,
  };
  kept.hosts = hosts;
  return hosts;
}

function memory(): { hosts: Hosts | null } {
  return shareOnce("hosts", () => ({ hosts: null }));
}

function bareHost(host: string | null): string {
  return (host ?? "").toLowerCase().replace(/:\d+$/, "");
}
