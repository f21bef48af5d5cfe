import { setTimeout as sleep } from "node:timers/promises";
import { transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { announceCommit } from "@/server/database/wake";
import { mintOrganisationId } from "@/shared/roles";
import type { Random } from "../random";
import type { Sender } from "./sender";
import type { World } from "../world";

/**
 * Another program that changes a ticket and leaves its transaction open for a while before it commits:
 * changes of access that are committed meanwhile came after it began. Failures are not retried.
 */
export async function writeSlowly(world: World, sender: Sender, random: Random): Promise<void> {
  const ticketId = random.pick(world.ticketIds.slice(1));
  const title = `Slowly ${sender.marker()}`;
  const [before, after] = [random.between(20, 500), random.between(0, 60)];
  const admin = random.pick(world.people.filter((one) => one.isSteady));
  try {
    await change(ticketId, admin.id, title, { before, after });
  } catch {
    await sleep(200);
  }
}

async function change(
  ticketId: string,
  actorId: string,
  title: string,
  pause: { before: number; after: number },
): Promise<void> {
  await transaction(async (tx) => {
    // Takes its transaction id now, long before others that commit earlier.
    await tx.query("SELECT pg_current_xact_id()");
    await sleep(pause.before);
    const { rows } = await tx.query<{
      version: number;
      public_version: number;
      before: string;
      organisation_id: string;
    }>(
      `UPDATE tickets t SET title = $2, version = t.version + 1, public_version = t.public_version + 1, updated_at = now(), public_updated_at = now()
       FROM (SELECT id, title FROM tickets WHERE id = $1 AND deleted_at IS NULL FOR UPDATE) b WHERE t.id = b.id
       RETURNING t.version, t.public_version, b.title AS before, t.organisation_id`,
      [ticketId, title],
    );
    const row = rows[0];
    if (row) {
      const changes = { title: { from: row.before, to: title } };
      await emit(tx, {
        type: "ticket:updated",
        organisationId: mintOrganisationId(row.organisation_id),
        actorId,
        audience: "public",
        ticketId,
        version: row.version,
        publicVersion: row.public_version,
        data: { changes, publicChanges: changes },
      });
      await sleep(pause.after);
    }
  });
  announceCommit();
}
