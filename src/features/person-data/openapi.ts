import type { ApiPaths } from "@/server/api/openapi";
import { erasureSchema, erasureStartSchema } from "./schema";

/** A person's data: as an archive, and erased. */
export const personDataPaths: ApiPaths = {
  "/api/admin/users/{id}/export": {
    get: {
      id: "exportPerson",
      summary: "All that a person is and wrote here, as a ZIP archive",
      description:
        "`person.json`, the document that the person gets by `/api/me/export`, here with all their internal notes; their picture; and the files that they uploaded, by the number of their ticket. Streamed, thirty times an hour; an entry of the audit tells of it.",
      ok: "file",
      errors: ["rate_limited"],
    },
  },
  "/api/admin/users/{id}/erasure": {
    get: {
      id: "getErasure",
      summary: "How the erasure of a person's data stands, and before it begins what it would do",
      description:
        "The preview counts what goes always, what goes with the texts, and what stays. While it runs, ask again.",
      ok: erasureSchema,
    },
    post: {
      id: "eraseData",
      summary: "Erase a person's data",
      description:
        "At once the person has no name, no address and no access; the rest is done in the background, and cannot be undone. Tickets, their numbers and what others wrote stay. `name` is the person's name, typed; `seen` that of the preview, and 409 `conflict` where it is another by now. Asks for the password, as a change of a role does.",
      body: erasureStartSchema,
      ok: erasureSchema,
      errors: ["reauthentication_required", "conflict", "last_admin"],
    },
  },
};
