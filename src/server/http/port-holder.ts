import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { StartError } from "@/server/process/start-error";

/** The message when `port` is taken: with the process, where the system shows it. */
export function portTaken(host: string, port: number): StartError {
  const holder = findHolder(port);
  const by = holder ? ` by process ${holder.pid} (${holder.command})` : " by another program";
  const next = port < 65_535 ? port + 1 : port - 1;
  return new StartError(
    `Port ${port} on ${host} is taken${by}.\nStop that one, or choose another port: PORT=${next} npm start`,
  );
}

/** Finds the process that listens on `port`, on Linux and as far as this user may look. */
export function findHolder(port: number): { pid: number; command: string } | null {
  const sockets = new Set([
    ...listeningSockets("/proc/net/tcp", port),
    ...listeningSockets("/proc/net/tcp6", port),
  ]);
  if (sockets.size === 0) {
    return null;
  }
  const pid = namesIn("/proc")
    .filter((name) => /^\d+$/.test(name))
    .find((name) =>
      namesIn(`/proc/${name}/fd`).some((descriptor) => sockets.has(linkOf(`/proc/${name}/fd/${descriptor}`))),
    );
  return pid === undefined ? null : { pid: Number(pid), command: commandOf(pid) };
}

function listeningSockets(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return textOf(table)
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) && fields[3] === "0A")
    .map((fields) => `socket:[${fields[9]}]`);
}

function commandOf(pid: string): string {
  const command = textOf(`/proc/${pid}/cmdline`).split("\0").join(" ").trim();
  return command === "" ? "unknown" : command.slice(0, 80);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
