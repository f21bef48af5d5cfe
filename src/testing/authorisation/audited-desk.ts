import { pool } from "@/server/database/database";
import { changeTagsOnce } from "@/features/tags/server/job-change";
import { erasureSchema } from "@/features/person-data/schema";
import { makeCannedReply, makeMacro, makeView } from "../desk/library";
import { makeImport } from "../people-imports/make";
import { entry, exempt, fresh, HISTORY, OWN, shown, type Audited, type Stage } from "./audited-stage";

async function announce({ before, admin }: Stage): Promise<{ id: string }> {
  const { body } = await before("POST /api/announcements", { as: admin, body: { message: fresh() } });
  return { id: String(Reflect.get(Object(body), "id")) };
}

async function cannedReply({ admin }: Stage): Promise<{ id: string }> {
  return await makeCannedReply(admin, { name: fresh(), body: "Please try again.", scope: "organisation" });
}

async function view({ admin }: Stage): Promise<{ id: string }> {
  return await makeView(admin, { name: fresh(), scope: "organisation" });
}

const ACTIONS = { changes: { priority: "high" as const } };

async function macro({ admin }: Stage): Promise<{ id: string }> {
  return await makeMacro(admin, { name: fresh(), scope: "organisation", actions: ACTIONS });
}

async function preview({ admin }: Stage): Promise<{ id: string }> {
  const { id } = await makeImport(admin);
  return { id };
}

async function tag({ before, admin }: Stage): Promise<string> {
  const name = fresh();
  await before("POST /api/tickets", {
    as: admin,
    body: { title: "Tagged for the audit", description: "It has a tag.", tags: [name] },
  });
  return name;
}

/** The changes of tags that wait, of other tests too: one after the other, until none is left. */
async function endTagChanges(): Promise<void> {
  const running = "SELECT 1 FROM tag_changes WHERE state = 'running' LIMIT 1";
  while ((await pool().query(running)).rowCount) {
    await changeTagsOnce();
  }
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
  "POST /api/canned-replies": entry("canned_reply.created", ({ admin, call }) =>
    call({ as: admin, body: { name: fresh(), body: "Please try again.", scope: "organisation" } }),
  ),
  "PATCH /api/canned-replies/[id]": entry("canned_reply.changed", async (stage) =>
    stage.call({ as: stage.admin, params: await cannedReply(stage), body: { name: fresh() } }),
  ),
  "DELETE /api/canned-replies/[id]": entry("canned_reply.deleted", async (stage) =>
    stage.call({ as: stage.admin, params: await cannedReply(stage) }),
  ),
  "POST /api/views": entry("view.created", ({ admin, call }) =>
    call({ as: admin, body: { name: fresh(), scope: "organisation" } }),
  ),
  "PATCH /api/views/[id]": entry("view.changed", async (stage) =>
    stage.call({ as: stage.admin, params: await view(stage), body: { name: fresh() } }),
  ),
  "DELETE /api/views/[id]": entry("view.deleted", async (stage) =>
    stage.call({ as: stage.admin, params: await view(stage) }),
  ),
  "POST /api/macros": entry("macro.created", ({ admin, call }) =>
    call({ as: admin, body: { name: fresh(), scope: "organisation", actions: ACTIONS } }),
  ),
  "PATCH /api/macros/[id]": entry("macro.changed", async (stage) =>
    stage.call({ as: stage.admin, params: await macro(stage), body: { name: fresh() } }),
  ),
  "DELETE /api/macros/[id]": entry("macro.deleted", async (stage) =>
    stage.call({ as: stage.admin, params: await macro(stage) }),
  ),
  "POST /api/macros/[id]/run": HISTORY,
  "POST /api/canned-replies/[id]/use": exempt("It counts, and changes nothing else."),
  "POST /api/admin/tags/changes": entry("tag.rename", async (stage) =>
    stage.call({ as: stage.admin, body: { kind: "rename", name: await tag(stage), into: fresh() } }),
  ),
  "POST /api/admin/tags/changes/[id]/undo": entry("tag.undo", async (stage) => {
    const { body } = await stage.before("POST /api/admin/tags/changes", {
      as: stage.admin,
      body: { kind: "delete", name: await tag(stage) },
    });
    await endTagChanges();
    return await stage.call({ as: stage.admin, params: { id: String(Reflect.get(Object(body), "id")) } });
  }),
  "POST /api/admin/users/[id]/merge": entry("person.merged", async ({ accounts, admin, call }) => {
    const { id, name } = await accounts.makePerson();
    const into = (await accounts.makePerson()).id;
    return await call({ as: admin, params: { id }, body: { into, name } });
  }),
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
  "PUT /api/admin/settings/logo": shown("settings.changed", "src/app/api/admin/settings/logo/logo.test.ts"),
  "DELETE /api/admin/settings/logo": shown(
    "settings.changed",
    "src/app/api/admin/settings/logo/logo.test.ts",
  ),
  "POST /api/admin/tokens": entry("person.token_made", ({ admin, call }) =>
    call({ as: admin, body: { name: fresh(), role: "agent", scopes: ["read"] } }),
  ),
  "POST /api/admin/jobs/[id]/run": shown("job.run", "src/app/api/admin/jobs/jobs.test.ts"),
  "POST /api/tickets/[ticket]/assignment-requests": HISTORY,
  "POST /api/tickets/[ticket]/links": HISTORY,
  "DELETE /api/tickets/[ticket]/links/[id]": HISTORY,
  "POST /api/assignment-requests/[id]/approve": HISTORY,
  "POST /api/assignment-requests/[id]/decline": HISTORY,
  "POST /api/assignment-requests/[id]/withdraw": HISTORY,
  "POST /api/unsubscribe": exempt(
    "It ends the mails of the person whose link it is, and gives nobody a right.",
  ),
};
