import { z } from "zod";

/** The parts of Helpejo that a process can be: pages and API, sockets, readers of the log and jobs. */
const PARTS = ["web", "realtime", "worker"] as const;

/** A part of Helpejo. */
export type ProcessRole = (typeof PARTS)[number];

/** `PROCESS_ROLE`: `all`, or parts with commas. */
export const processRole = z
  .string()
  .transform((value) => value.split(",").map((part) => part.trim().toLowerCase()))
  .refine((parts) => parts.every((part) => part === "all" || isPart(part)), {
    error: "must be all, or some of web, realtime and worker with commas",
  })
  .transform((parts): ReadonlySet<ProcessRole> =>
    parts.includes("all") ? new Set(PARTS) : new Set(parts.filter(isPart)),
  );

/** Whether a process leaves a part to others. */
export function isOneOfSeveral(roles: ReadonlySet<ProcessRole>): boolean {
  return roles.size < PARTS.length;
}

/** What a process of these roles does. */
export function partsOf(
  roles: ReadonlySet<ProcessRole>,
): Record<"isWeb" | "hasSockets" | "runsJobs", boolean> {
  return { isWeb: roles.has("web"), hasSockets: roles.has("realtime"), runsJobs: roles.has("worker") };
}

function isPart(value: string): value is ProcessRole {
  return PARTS.some((part) => part === value);
}
