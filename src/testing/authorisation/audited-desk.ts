import { erasureSchema } from "@/features/person-data/schema";
import { makeImport } from "../people-imports/make";
import { entry, exempt, fresh, HISTORY, OWN, shown, type Audited, type Stage } from "./audited-stage";

async function announce({ before, admin }: Stage): Promise<{ id: string }> {
  const { body } = await before("POST /api/announcements", { as: admin, body: { message: fresh() } });
  return { id: String(Reflect.get(Object(body), "id")) };
}

async function preview({ admin }: Stage): Promise<{ id: string }> {
  const { id } = await makeImport(admin);
  return { id };
}

/** Routes of what the desk shows and does beside tickets. */
export const AUDITED_OF_DESK: Record<string, Audited> = {
  "POST /api/announcements": entry("announcement.created", ({ admin, call }) =>
    call({ as: admin, body: { message: fresh() } }),
  ),
  "PATCH /api/announcements/[id]": entry("announcement.changed", async (stage) =>
    stage.call({ as: stage.admin, params: await announce(stage), body: { level: "warning" } }),
  ),
  "DELETE /api/announcements/[id]": entry("announcement.deleted", async (stage) =>
    stage.call({ as: stage.admin, params: await announce(stage) }),
  ),
  "POST /api/announcements/[id]/restore": entry("announcement.restored", async (stage) => {
    const params = await announce(stage);
    await stage.before("DELETE /api/announcements/[id]", { as: stage.admin, params });
    return await stage.call({ as: stage.admin, params });
  }),
  "POST /api/announcements/[id]/dismiss": OWN,
  "POST /api/admin/users/[id]/erasure": entry(
    "person.erasure_started",
    async ({ accounts, admin, call, before }) => {
      const person = await accounts.makePerson();
      const params = { id: person.id };
      const { preview } = erasureSchema.parse(
        (await before("GET /api/admin/users/[id]/erasure", { as: admin, params })).body,
      );
      const body = { name: person.name, texts: false, disable: true, seen: preview?.seen };
      return await call({ as: admin, params, body });
    },
  ),
  "POST /api/admin/imports": entry("import.previewed", async (stage) => {
    await preview(stage);
    return { status: 201 };
  }),
  "POST /api/admin/imports/[id]/start": entry("import.started", async (stage) =>
    stage.call({ as: stage.admin, params: await preview(stage), body: {} }),
  ),
  "POST /api/admin/imports/[id]/cancel": entry("import.cancelled", async (stage) =>
    stage.call({ as: stage.admin, params: await preview(stage) }),
  ),
  "POST /api/admin/jobs/[id]/run": shown("job.run", "src/app/api/admin/jobs/jobs.test.ts"),
  "POST /api/tickets/[ticket]/assignment-requests": HISTORY,
  "POST /api/assignment-requests/[id]/approve": HISTORY,
  "POST /api/assignment-requests/[id]/decline": HISTORY,
  "POST /api/assignment-requests/[id]/withdraw": HISTORY,
  "POST /api/unsubscribe": exempt(
    "It ends the mails of the person whose link it is, and gives nobody a right.",
  ),
};
