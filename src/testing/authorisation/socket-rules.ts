import { rule, type Rule } from "./rule";

/** The client messages about the sealed and the open ticket: "ok" or the code of the refusal. */
export const SOCKET_RULES: Record<string, Rule[]> = {
  "ticket:join": [
    rule("sealed", "unauthorized ok ok not_found ok ok ok not_found ok unauthorized"),
    rule("open", "unauthorized ok ok not_found ok ok ok ok ok unauthorized"),
    rule(
      "deleted",
      "unauthorized not_found not_found not_found not_found not_found not_found not_found not_found unauthorized",
    ),
  ],
  "ticket:leave": [rule("sealed", "unauthorized ok ok ok ok ok ok ok ok unauthorized")],
  "ticket:read": [
    rule("sealed", "unauthorized forbidden ok not_found ok ok ok not_found ok unauthorized", { version: 1 }),
  ],
  "typing:start": [
    rule("sealed", "unauthorized ok ok not_found ok forbidden ok not_found ok unauthorized", {}, "public"),
    rule(
      "sealed",
      "unauthorized forbidden forbidden not_found forbidden forbidden ok not_found ok unauthorized",
      { internal: true },
      "internal",
    ),
  ],
  "typing:stop": [rule("sealed", "unauthorized ok ok not_found ok forbidden ok not_found ok unauthorized")],
  "line:check": [rule("none", "unauthorized ok ok ok ok ok ok ok ok unauthorized", {})],
  "presence:set": [rule("none", "unauthorized ok ok ok ok ok ok ok ok unauthorized", { status: "away" })],
};
