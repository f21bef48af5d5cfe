import { z } from "zod";
import { passkeySchema } from "@/features/passkeys/schema";
import { personalTokenSchema } from "@/features/personal-tokens/schema";
import { sessionSchema } from "@/features/sessions/schema";
import { mySchema } from "@/features/users/schema";
import type { ApiPaths } from "@/server/api/openapi";

const exportSchema = z
  .object({
    exportedAt: z.string(),
    profile: mySchema,
    sessions: z.array(sessionSchema),
    passkeys: z.array(passkeySchema),
    tokens: z.array(personalTokenSchema),
    ticketsFiled: z.array(z.looseObject({ id: z.string(), number: z.number(), title: z.string() })),
    commentsWritten: z.array(z.looseObject({ id: z.string(), ticketId: z.string(), body: z.string() })),
    filesUploaded: z.array(z.looseObject({ id: z.string(), ticketId: z.string(), name: z.string() })),
    assignmentsRequested: z.array(z.looseObject({ id: z.string(), ticketId: z.string(), state: z.string() })),
  })
  .meta({ id: "AccountExport" });

/** What one's account comes to. */
export const accountPaths: ApiPaths = {
  "/api/me/export": {
    get: {
      id: "exportAccount",
      summary: "All that you are and wrote here, in one document",
      description:
        "Streamed, five times an hour. Of internal notes your own alone, where you still belong to the staff audience; nobody else's words.",
      ok: exportSchema,
      errors: ["forbidden"],
    },
  },
};
