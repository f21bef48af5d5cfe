import { onConsole } from "@/messages/server/say";
import { pool, type Sql } from "@/server/database/database";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { canonicalHost, hostName } from "@/server/tenant/host-names";
import { AppError } from "@/shared/errors";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";

/** An organisation as the sysadmin sees it at the console. */
export interface ConsoleOrganisation {
  id: OrganisationId;
  slug: string;
  name: string;
  /** The names that it answers to, the one of its links first. */
  hosts: string[];
  /** Whether it was made first: it has the names of NEXTAUTH_URL too, and every name while it is alone. */
  isFirst: boolean;
  createdAt: Date;
}

/** The same with what is in it. */
export interface ListedOrganisation extends ConsoleOrganisation {
  /** Who can sign in, guests not counted. */
  people: number;
  admins: number;
  /** Filed until now, deleted ones too. */
  tickets: number;
}

/** By what an organisation is found at the console: its slug, or one of its hosts; neither: the first one made. */
export interface WhichOrganisation {
  slug: string | null;
  host: string | null;
}

const COLUMNS = `o.id, o.slug, o.name, array_remove(o.host || o.further_hosts, NULL) AS hosts, o.created_at AS "createdAt",
  o.id = (SELECT id FROM organisations ORDER BY created_at, id LIMIT 1) AS "isFirst"`;

/** Every organisation of the installation, the first one made first. For the console alone: no actor may see another's. */
export async function listOrganisations(): Promise<ListedOrganisation[]> {
  const { rows } = await pool().query<Row & Pick<ListedOrganisation, "people" | "admins" | "tickets">>(
    `SELECT ${COLUMNS}, coalesce(p.people, 0)::int AS people, coalesce(p.admins, 0)::int AS admins, coalesce(c.last_number, 0) AS tickets
     FROM organisations o
     LEFT JOIN ticket_counters c ON c.organisation_id = o.id
     LEFT JOIN (SELECT organisation_id, count(*) AS people, count(*) FILTER (WHERE role = 'admin') AS admins FROM people
       WHERE disabled_at IS NULL AND role <> 'guest' AND ${hasSignedUp("people")} GROUP BY 1) p
       ON p.organisation_id = o.id
     ORDER BY o.created_at, o.id`,
  );
  return rows.map((row) => ({ ...row, id: mintOrganisationId(row.id) }));
}

/** The organisations as they are now, in the transaction that changes them. */
export async function readOrganisations(sql: Sql): Promise<ConsoleOrganisation[]> {
  const { rows } = await sql.query<Row>(`SELECT ${COLUMNS} FROM organisations o ORDER BY o.created_at, o.id`);
  return rows.map((row) => ({ ...row, id: mintOrganisationId(row.id) }));
}

/** The organisation of this slug or host, or the first one made. Throws `not_found`. */
export async function findOrganisation(
  which: WhichOrganisation,
  sql: Sql = pool(),
): Promise<ConsoleOrganisation> {
  const all = await readOrganisations(sql);
  const name = which.host === null ? null : nameOf(which.host);
  const found = all.find(
    (one) =>
      (which.slug === null || one.slug === which.slug) &&
      (which.host === null || (name !== null && one.hosts.includes(name))),
  );
  if (found) {
    return found;
  }
  throw new AppError("not_found", onConsole(sayMissing(which, all)));
}

type Row = Omit<ConsoleOrganisation, "id"> & { id: string };

function nameOf(host: string): string | null {
  const canonical = canonicalHost(host.trim());
  return canonical === null ? null : hostName(canonical);
}

function sayMissing({ slug, host }: WhichOrganisation, all: readonly ConsoleOrganisation[]): string {
  if (all.length === 0) {
    return "There is no organisation yet: start Helpejo once.";
  }
  const wanted = [
    ...(slug === null ? [] : [`called ${slug}`]),
    ...(host === null ? [] : [`with the host ${host}`]),
  ].join(" and ");
  return `There is no organisation ${wanted}. There is ${all.map((one) => one.slug).join(", ")}.`;
}
