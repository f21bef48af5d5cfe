import { z } from "zod";
import { say } from "@/messages/server/say";
import { bus } from "@/server/bus/bus";
import type { Peer, PeerChange } from "@/server/bus/peers";
import { transaction, type Transaction } from "@/server/database/database";
import { endNotices, raiseEverywhere } from "@/features/notices/server/write";

/** Starts and stops that follow each other within this time, as in a deployment, are one notice. */
const EPISODE_SECONDS = 120;
/** A process that started longer ago did not just start: it is known again after Redis was away. */
const FRESH_MILLISECONDS = 60_000;
const VANISHED_SECONDS = 24 * 3_600;

const countedSchema = z.object({ joined: z.array(z.string()), left: z.array(z.string()) });

/**
 * Notifies the admins of every organisation that another process started, stopped, or vanished without
 * stopping. Every process that saw it does so, and it becomes one notice. For a process that just started,
 * the others did not start.
 */
export async function noticePeer(change: PeerChange, peer: Peer, ownStart: number): Promise<void> {
  const startedAt = Date.parse(peer.startedAt);
  if (change === "joined" && (startedAt < ownStart || Date.now() - startedAt > FRESH_MILLISECONDS)) {
    return;
  }
  if (change === "vanished" && !bus().isConnected()) {
    // The connection to Redis is gone, not the processes.
    return;
  }
  await transaction(async (tx) => {
    await (change === "vanished" ? noticeVanished(tx, peer) : noticeChange(tx, change, peer));
    if (change === "joined") {
      await endNotices(tx, "n.kind = 'process_vanished' AND n.data->>'place' = $1", [addressOf(peer)]);
    }
  });
}

async function noticeVanished(tx: Transaction, peer: Peer): Promise<void> {
  await raiseEverywhere(tx, {
    key: `vanished:${peer.processId}`,
    describe: (before) =>
      before === null
        ? {
            kind: "process_vanished",
            level: "warning",
            sentence: say("alerts.vanished", { place: addressOf(peer), pid: peer.pid }),
            link: "/admin/connections",
            data: { place: addressOf(peer) },
            endsIn: VANISHED_SECONDS,
          }
        : null,
  });
}

async function noticeChange(tx: Transaction, change: "joined" | "left", peer: Peer): Promise<void> {
  await raiseEverywhere(tx, {
    key: "processes",
    describe: (before) => {
      const counted = before === null ? { joined: [], left: [] } : countedSchema.parse(before);
      if (counted[change].includes(peer.processId)) {
        return null;
      }
      const data = { ...counted, [change]: [...counted[change], peer.processId] };
      const isOne = data.joined.length + data.left.length === 1;
      return {
        kind: "processes_changed",
        level: "info",
        sentence: isOne
          ? say(`alerts.${change}`, { place: addressOf(peer) })
          : say("alerts.cameAndWent", { joined: data.joined.length, left: data.left.length }),
        link: "/admin/connections",
        data,
        endsIn: EPISODE_SECONDS,
      };
    },
  });
}

function addressOf(peer: Peer): string {
  return `${peer.host}:${peer.port}`;
}
