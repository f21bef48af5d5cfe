import type { LogEvent } from "@/shared/events";

/** Events about who may see what: a batch's are carried out before anything else of it is told. */
export function isAccessEvent(event: LogEvent): boolean {
  return event.type === "session:ended" || event.type === "person:changed" || event.type === "team:changed";
}
