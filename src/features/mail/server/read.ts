import { env } from "@/server/process/env";

/** Whether this installation sends mail; without it mail lies in the outbox, where admins find its links. */
export function canSendMail(): boolean {
  return env().mail !== null;
}
