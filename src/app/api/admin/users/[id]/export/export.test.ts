import { expect, it } from "vitest";
import { GET } from "./route";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import { storage } from "@/server/storage/storage";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { unzip } from "@/testing/http/unzip";
import { addFiles, filePart } from "@/testing/uploads";

setUpDatabase();
setUpFiles();

async function exported(as: Actor, id: string): Promise<Response> {
  const headers = { host: "localhost:3003", authorization: `Bearer ${await makeAccessToken(as)}` };
  const request = new Request(`http://localhost:3003/api/admin/users/${id}/export`, { headers });
  return await GET(request, { params: Promise.resolve({ id }) });
}

it("an archive has all that a person is and wrote, their files and picture, and nothing of others; the audit tells who took it", async () => {
  const organisation = await makeOrganisation();
  const admin = await makeActor(organisation, { role: "admin" });
  const agent = await makeActor(organisation, { role: "agent", name: "Ana Silva", email: "ana@example.org" });
  const ticket = await createTicket(agent, { title: "Mine to ask", description: "I ask for it myself." });
  await addComment(agent, { ticket: ticket.id, body: "Only staff read this.", internal: true });
  await addComment(admin, { ticket: ticket.id, body: "Somebody else's words." });
  for (const content of ["first", "second"]) {
    await addFiles({ as: agent, ticket: ticket.id, parts: [filePart("../notes: a?.txt", content)] });
  }
  await addFiles({ as: admin, ticket: ticket.id, parts: [filePart("other.txt", "not theirs")] });
  const { key } = await storage().write("avatars", [Buffer.from("a face")]);
  await pool().query("UPDATE people SET avatar_key = $2, disabled_at = now() WHERE id = $1", [agent.id, key]);
  const answer = await exported(admin, agent.id);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
    200,
    "application/zip",
    "private, no-store",
  ]);
  const files = unzip(Buffer.from(await answer.arrayBuffer()));
  const [document, picture, ...uploads] = files;
  expect(JSON.parse(document?.content.toString() ?? "")).toMatchObject({
    profile: { id: agent.id, name: "Ana Silva", email: "ana@example.org" },
    ticketsFiled: [{ title: "Mine to ask", description: "I ask for it myself." }],
    commentsWritten: [{ body: "Only staff read this.", internal: true }],
    filesUploaded: [{ size: 5 }, { size: 6 }],
  });
  expect([picture?.name, picture?.content.toString()]).toEqual(["picture.webp", "a face"]);
  expect(uploads.map(({ content }) => content.toString())).toEqual(["first", "second"]);
  for (const { name } of uploads) {
    expect(name).toMatch(new RegExp(`^files/${ticket.number}/[0-9a-f-]{36}-notes_ a_\\.txt$`));
  }
  expect(Buffer.concat(files.map(({ content }) => content)).toString()).not.toMatch(
    /else's words|not theirs/,
  );
  const { rows } = await pool().query(
    "SELECT actor_id, subject_id FROM audit_entries WHERE action = 'person.exported'",
  );
  expect(rows).toEqual([{ actor_id: admin.id, subject_id: agent.id }]);
});
