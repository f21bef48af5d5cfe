import type { ConnectionPage, ServerProcessDto } from "@/features/connections/schema";
import type { Translate } from "@/messages/translation";

/** Seconds without a packet that are unusual: a healthy connection answers every 10 s. */
const SILENT_SECONDS = 15;

/** "23 ms", "1.2 s"; null before the first measurement. */
export function lagWords(t: Translate, milliseconds: number | null): string | null {
  if (milliseconds === null) {
    return null;
  }
  return milliseconds < 1_000
    ? t("connections.lag.milliseconds", { count: milliseconds })
    : t("connections.lag.seconds", { count: milliseconds / 1_000 });
}

/** The seconds since the last packet, when they are unusually many; `at` is the server's time of the answer. */
export function silentFor(lastHeardAt: string, at: string): number | null {
  const seconds = Math.round((Date.parse(at) - Date.parse(lastHeardAt)) / 1_000);
  return seconds > SILENT_SECONDS ? seconds : null;
}

/** A process's name for people: its port, and its machine where there are several. */
export function processName(t: Translate, id: string, processes: ConnectionPage["processes"]): string {
  const found = processes.find((one) => one.id === id);
  return found ? addressOf(t, found, processes) : t("connections.anotherProcess");
}

/** The processes that did not answer, each by its name and number. */
export function silentProcesses(t: Translate, processes: ConnectionPage["processes"]): string[] {
  return processes
    .filter((one) => one.connections === null)
    .map((one) => t("connections.process", { address: `${one.host}:${one.port}`, pid: String(one.pid) }));
}

function addressOf(t: Translate, one: ServerProcessDto, all: readonly ServerProcessDto[]): string {
  const isOneMachine = new Set(all.map(({ host }) => host)).size === 1;
  return isOneMachine ? t("connections.port", { port: String(one.port) }) : `${one.host}:${one.port}`;
}
