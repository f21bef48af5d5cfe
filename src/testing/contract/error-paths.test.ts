import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { mountedRoutes } from "@/app/mounted-routes";
import { inputSchemasOf } from "@/server/api/route";
import { toFieldRefusals } from "@/server/http/bodies/field-refusals";
import { setUpDesk } from "@/testing/desk/setup";
import { makePerson, makeTeam } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { comment, fileTicket, makeCast, patchTicket, type Cast } from "./cast";

const desk = setUpDesk();
const NOBODY = "00000000-0000-7000-8000-000000000000";
const DESCRIPTION = "Smoke comes out of the paper tray.";
let cast: Cast;
let ticketId: string;
let disabled: { id: string; email: string };

beforeAll(async () => {
  cast = await makeCast(desk);
  ticketId = (await fileTicket(cast.http.requester)).id;
  const email = "gone@example.org";
  disabled = { id: (await makePerson(cast.organisation, { email, isDisabled: true })).id, email };
});

/** Wrong values of every JSON type. */
const WRONG: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e300,
  "",
  "x",
  "x".repeat(70_000),
  "\u3164",
  [],
  [{}],
  [null],
  {},
  { x: 1 },
];

const written = mountedRoutes.flatMap(({ method, pattern, handler }) => {
  const schemas = inputSchemasOf(handler);
  return [schemas?.body, schemas?.query].flatMap((schema) =>
    schema ? [[`${method} ${pattern}`, schema] as const] : [],
  );
});

describe("an error names what was sent, or what has to be sent", () => {
  it.each(written)("%s, whatever is sent", (_route, schema) => {
    const needed = headsOf(schema.safeParse({}));
    for (const name of namesOf(schema)) {
      for (const value of WRONG) {
        for (const head of headsOf(schema.safeParse({ [name]: value }))) {
          expect([name, ...needed]).toContain(head);
        }
      }
    }
  });

  it.each<[string, () => Promise<ApiAnswer>]>([
    ["requester.email", () => fileAs({ requester: { name: "Gone", email: disabled.email } })],
    ["requester.email", () => fileAs({ requester: { name: "Gone", email: "not an address" } })],
    ["requester.name", () => fileAs({ requester: { name: "\u3164", email: "new@example.org" } })],
    [
      "requester",
      () => fileAs({ requester: { name: "New", email: "new@example.org" }, requesterId: disabled.id }),
    ],
    ["requesterId", () => fileAs({ requesterId: disabled.id })],
    ["requesterId", () => fileAs({ requesterId: NOBODY })],
    ["watcherIds", () => fileAs({ watcherIds: [disabled.id] })],
    ["teamId", () => fileAs({ teamId: NOBODY })],
    [
      "teamId",
      () => fileAs({ teamId: cast.sealed.id, requester: { name: "New", email: "new@example.org" } }),
    ],
    ["category", () => fileAs({ category: "nonsense" })],
    ["tags.1", () => fileAs({ tags: ["one", "\u200b"] })],
    ["assigneeId", () => change({ assigneeId: disabled.id })],
    ["assigneeId", () => change({ assigneeId: cast.actors.requester.id })],
    ["teamId", () => change({ teamId: NOBODY })],
    ["category", () => change({ category: "nonsense" })],
    ["dueAt", () => change({ dueAt: "10000-01-01T00:00:00Z" })],
    ["commentId", () => upload({ commentId: NOBODY })],
    ["internal", () => upload({ internal: "perhaps" })],
    ["name", () => cast.http.admin.send("POST", "/api/admin/teams", { name: "open TEAM" })],
    [
      "email",
      () =>
        cast.http.admin.send("POST", "/api/admin/users", {
          name: "New",
          email: disabled.email,
          role: "user",
        }),
    ],
    [
      "password",
      () =>
        cast.http.admin.send("POST", "/api/admin/users", {
          name: "New",
          email: "new@example.org",
          role: "user",
          password: "password12",
        }),
    ],
    [
      "teamIds.0",
      () => cast.http.admin.send("PATCH", `/api/admin/users/${cast.actors.agent.id}`, { teamIds: [NOBODY] }),
    ],
    [
      "key",
      () => cast.http.admin.send("POST", "/api/admin/categories", { name: "Something", key: "hardware" }),
    ],
    [
      "name",
      () => cast.http.admin.send("POST", "/api/admin/categories", { name: "HARDWARE", key: "hardware-2" }),
    ],
    [
      "current",
      () =>
        cast.http.watcher.send("PUT", "/api/me/password", {
          current: "not it",
          password: "three blue bicycles",
        }),
    ],
  ])("at %s", async (path, send) => {
    const answer = await send();
    expect([409, 422], JSON.stringify(answer.body)).toContain(answer.status);
    expect(answer.body).toMatchObject({ errors: [{ path }] });
  });

  it("a change of the team alone is never refused for the assignee or the status that stand there", async () => {
    const sealed = await makeTeam(cast.organisation, { isPrivate: true, members: [cast.actors.member] });
    const { id } = await fileTicket(cast.http.requester);
    await patchTicket(cast.http.admin, id, { assigneeId: cast.actors.agent.id, status: "waiting" });
    const moved = await cast.http.admin.send("PATCH", `/api/tickets/${id}`, { teamId: sealed.id });
    expect(moved.status).toBe(200);
    await comment(cast.http.admin, id);
  });
});

function fileAs(more: Record<string, unknown>): Promise<ApiAnswer> {
  return cast.http.agent.send("POST", "/api/tickets", {
    title: "The printer burns",
    description: DESCRIPTION,
    ...more,
  });
}

function change(body: Record<string, unknown>): Promise<ApiAnswer> {
  return cast.http.admin.send("PATCH", `/api/tickets/${ticketId}`, body);
}

function upload(fields: Record<string, string>): Promise<ApiAnswer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.append(name, value);
  }
  form.append("file", new Blob(["x"]), "x.txt");
  return cast.http.agent.send("POST", `/api/tickets/${ticketId}/attachments`, form);
}

/** The first part of each path that is complained of. */
function headsOf(result: z.ZodSafeParseResult<unknown>): string[] {
  return toFieldRefusals(result.error?.issues ?? []).flatMap(({ path }) => path.split(".")[0] ?? []);
}

function namesOf(schema: z.ZodType): string[] {
  const properties = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }).properties;
  return Object.keys(properties ?? {});
}
