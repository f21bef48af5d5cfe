import type { ApiPaths } from "@/server/api/openapi";
import {
  macroCreateSchema,
  macroPageSchema,
  macroPatchSchema,
  macroQuerySchema,
  macroResultSchema,
  macroRunSchema,
  macroSchema,
} from "./schema";

/** Several changes of a ticket, and perhaps a message, in one step. */
export const macroPaths: ApiPaths = {
  "/api/macros": {
    get: {
      id: "listMacros",
      summary: "The macros that you see: yours, your teams' and the organisation's; for staff",
      description: "By name. Admins see those of every team.",
      query: macroQuerySchema,
      ok: macroPageSchema,
      errors: ["forbidden"],
    },
    post: {
      id: "createMacro",
      summary: "Make a macro",
      description:
        "`mine` by agents and admins, `team` by agents of that team and admins, `organisation` by admins; at most 200 of each owner, whose names differ. The message may hold the variables of canned replies.",
      body: macroCreateSchema,
      created: macroSchema,
      errors: ["forbidden", "name_taken"],
    },
  },
  "/api/macros/{id}": {
    get: { id: "getMacro", summary: "One macro", ok: macroSchema, errors: ["forbidden"] },
    patch: {
      id: "updateMacro",
      summary: "Change a macro, or give it to another owner",
      description:
        "`was` has the fields as you saw them: one that somebody has changed since is a `conflict`.",
      body: macroPatchSchema,
      ok: macroSchema,
      errors: ["forbidden", "name_taken", "conflict"],
    },
    delete: { id: "deleteMacro", summary: "Delete a macro; what it did stays", errors: ["forbidden"] },
  },
  "/api/macros/{id}/run": {
    post: {
      id: "runMacro",
      summary: "Do to tickets what a macro says",
      description:
        "Each by the rules of its comment and its PATCH, and with their events: all of it, or nothing and the reason in its row. `dryRun` says what would come of it and writes nothing. Every ticket counts as a write. With an `Idempotency-Key`, a repeated request does only what the first did not come to, or was refused.",
      body: macroRunSchema,
      ok: macroResultSchema,
      errors: ["forbidden"],
    },
  },
};
