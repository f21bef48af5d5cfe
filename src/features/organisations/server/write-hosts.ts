import { onConsole } from "@/messages/server/say";
import { audit } from "@/server/audit/audit";
import { transaction, type Transaction } from "@/server/database/database";
import { forgetHosts, publicNames, storedHost } from "@/server/tenant/tenant";
import { AppError } from "@/shared/errors";
import { findOrganisation, readOrganisations, type ConsoleOrganisation } from "./read-console";
import type { WhichOrganisation } from "./read-console";
import { lockOrganisations } from "./write-ensure";

/** Names that are given to an organisation and taken from it; `main`, which it has or gets, is the one of its links. */
export interface HostChange {
  add: readonly string[];
  remove: readonly string[];
  main: string | null;
}

/**
 * Gives an organisation host names and takes them from it; what is so already stays so. Running processes follow within
 * five seconds. Throws `not_found`, `invalid` for a name that is none, `name_taken` for one of another organisation's, and
 * `conflict` where some organisation would be reached by no name any more.
 */
export async function changeHosts(
  which: WhichOrganisation,
  change: HostChange,
): Promise<{ organisation: ConsoleOrganisation; hasChanged: boolean }> {
  const removed = change.remove.map(storedHost);
  const main = change.main === null ? null : storedHost(change.main);
  const added = [...change.add.map(storedHost), ...(main === null ? [] : [main])];
  const done = await transaction(async (tx) => {
    await lockOrganisations(tx);
    const before = await findOrganisation(which, tx);
    const kept = before.hosts.filter((host) => !removed.includes(host));
    const all = [...new Set([...(main === null ? [] : [main]), ...kept, ...added])];
    const hosts = all.filter((host) => !removed.includes(host));
    if (hosts.join() === before.hosts.join()) {
      return { organisation: before, hasChanged: false };
    }
    await requireFreeHosts(
      tx,
      hosts.filter((host) => !before.hosts.includes(host)),
      before.id,
    );
    await tx.query("UPDATE organisations SET host = $2, further_hosts = $3 WHERE id = $1", [
      before.id,
      hosts[0] ?? null,
      hosts.slice(1),
    ]);
    const organisation = { ...before, hosts };
    await requireReachable(tx);
    await audit(
      tx,
      { organisationId: before.id, id: null },
      {
        action: "organisation.hosts_changed",
        subjectType: "organisation",
        subjectId: before.id,
        data: { by: "console", before: before.hosts, hosts },
      },
    );
    return { organisation, hasChanged: true };
  });
  forgetHosts();
  return done;
}

/** Throws `name_taken` when another organisation has one of these names. Call it with the organisations locked. */
export async function requireFreeHosts(
  tx: Transaction,
  hosts: readonly string[],
  ownId: string | null,
): Promise<void> {
  for (const other of await readOrganisations(tx)) {
    const taken = other.hosts.find((host) => hosts.includes(host));
    if (taken !== undefined && other.id !== ownId) {
      throw new AppError(
        "name_taken",
        onConsole(`${taken} is a host of ${other.name} (${other.slug}) already.`),
      );
    }
  }
}

/**
 * Throws `conflict` when one of several organisations would answer to no name: each needs a host, but for the first one
 * where a name of NEXTAUTH_URL is nobody else's. Call it after the change, with the organisations locked.
 */
export async function requireReachable(tx: Transaction): Promise<void> {
  const all = await readOrganisations(tx);
  const given = new Set(all.flatMap(({ hosts }) => hosts));
  const lost = all.find(
    ({ hosts, isFirst }) =>
      hosts.length === 0 && !(isFirst && publicNames().some((name) => !given.has(name))),
  );
  if (lost !== undefined && all.length > 1) {
    throw new AppError(
      "conflict",
      onConsole(
        `${lost.name} (${lost.slug}) would be reached by no name any more. Give it a host first: npm run organisation -- host --organisation ${lost.slug} --add help.example.org`,
      ),
    );
  }
}
