import type { ConnectionPage, ServerProcessDto } from "@/features/connections/schema";
import type { Role } from "@/shared/roles";

/** A role, for one and for many. */
export const ROLE_NAMES: Record<Role, { one: string; many: string }> = {
  admin: { one: "Admin", many: "Admins" },
  agent: { one: "Agent", many: "Agents" },
  viewer: { one: "Viewer", many: "Viewers" },
  user: { one: "Requester", many: "Requesters" },
  guest: { one: "Guest", many: "Guests" },
};

/** How a connection is made, in words. */
export const TRANSPORT_NAMES = { websocket: "WebSocket", polling: "Long-polling" } as const;

/** Longer than that without a sign of life: a healthy one answers every 10 s. */
const SILENT_SECONDS = 15;

/** "23 ms", "1.2 s"; null before the first measurement. */
export function lagWords(milliseconds: number | null): string | null {
  if (milliseconds === null) {
    return null;
  }
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** For how many seconds nothing was heard, when that is more than it should be; `at` is the server's time of the answer. */
export function silentFor(lastHeardAt: string, at: string): number | null {
  const seconds = Math.round((Date.parse(at) - Date.parse(lastHeardAt)) / 1_000);
  return seconds > SILENT_SECONDS ? seconds : null;
}

/** A process as people know it: by its port, and by its machine where there are several. */
export function processName(id: string, processes: ConnectionPage["processes"]): string {
  const found = processes.find((one) => one.id === id);
  return found ? addressOf(found, processes) : "another process";
}

/** The processes that did not answer, each by its name and number. */
export function silentProcesses(processes: ConnectionPage["processes"]): string[] {
  return processes
    .filter((one) => one.connections === null)
    .map((one) => `${one.host}:${one.port} (process ${one.pid})`);
}

function addressOf(one: ServerProcessDto, all: readonly ServerProcessDto[]): string {
  const isOneMachine = new Set(all.map(({ host }) => host)).size === 1;
  return isOneMachine ? `Port ${one.port}` : `${one.host}:${one.port}`;
}
