import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listAttachments } from "@/features/attachments/server/read";
import { deleteAttachment } from "@/features/attachments/server/write-delete";
import { insertFiles } from "@/features/attachments/server/write-insert";
import { addComment } from "@/features/comments/server/write-add";
import { deleteComment } from "@/features/comments/server/write-change";
import { changeTeam } from "@/features/teams/server/write";
import { createTicket } from "@/features/tickets/server/write-create";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { updateTicket } from "@/features/tickets/server/write-update";
import { transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makeTeam,
  type MadeOrganisation,
  type MadeTeam,
} from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { eventsSince } from "@/testing/views/ticket-states";
import { listHistory } from "@/realtime/connection/replay";

setUpDatabase();
setUpFiles();

let organisation: MadeOrganisation;
let team: MadeTeam;
let other: MadeTeam;
let admin: Actor;
let requester: Actor;
let watcher: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin" });
  requester = await makeActor(organisation);
  watcher = await makeActor(organisation);
});

beforeEach(async () => {
  [team, other] = [await makeTeam(organisation), await makeTeam(organisation)];
  ticketId = (
    await createTicket(requester, {
      title: "The printer is on fire",
      description: "It smokes and it smells.",
    })
  ).id;
  await setWatcher(admin, { ticket: ticketId, personId: watcher.id, isWatching: true });
});

const seal = ({ id }: MadeTeam, isPrivate = true) =>
  changeTeam(admin, { teamId: id, patch: { isPrivate } }, { key: null, address: "127.0.0.1" });

/** Everything that the public audience receives of the ticket's past: by a join and by the history, as requester and as watcher. */
async function receivedBy(): Promise<{ text: string; changes: unknown[] }> {
  const received = [];
  for (const who of [requester, watcher]) {
    received.push(...(await eventsSince(who, ticketId, 0)));
    received.push(...(await listHistory(who, ticketId, { after: 0, limit: 100 })).items);
  }
  const changes = (await eventsSince(requester, ticketId, 0)).flatMap((event) =>
    event.name === "ticket:updated" ? [Reflect.get(event, "changes")] : [],
  );
  return { text: JSON.stringify(received), changes };
}

describe("of the time in a team that became private, the public audience receives nothing", () => {
  it("neither tags that the ticket had there nor that it was there", async () => {
    await updateTicket(admin, { ticket: ticketId, tags: ["before"] });
    await updateTicket(admin, { ticket: ticketId, teamId: team.id });
    await updateTicket(admin, { ticket: ticketId, tags: ["within"] });
    expect((await receivedBy()).text).toContain("within");
    await seal(team);
    const { text, changes } = await receivedBy();
    expect(text).not.toContain("within");
    expect(text).not.toContain(team.id);
    // As if the team had been private from the beginning: there was a tag, and then none that the public audience may see.
    expect(changes).toEqual([{ tags: { from: [], to: ["before"] } }, {}, {}]);
    await seal(team, false);
    expect((await receivedBy()).text).toContain("within");
  });

  it("also when the ticket has left it for another team", async () => {
    await updateTicket(admin, { ticket: ticketId, teamId: team.id, tags: ["within"] });
    await updateTicket(admin, { ticket: ticketId, tags: ["within", "still"] });
    await updateTicket(admin, { ticket: ticketId, teamId: other.id, tags: ["after"] });
    await updateTicket(admin, { ticket: ticketId, tags: ["later"] });
    await seal(team);
    const { text, changes } = await receivedBy();
    expect(text).not.toMatch(/within|still/);
    expect(text).not.toContain(team.id);
    expect(changes).toEqual([
      {},
      {},
      {
        team: { from: null, to: { id: other.id, name: other.name, isPrivate: false } },
        tags: { from: [], to: ["after"] },
      },
      { tags: { from: ["after"], to: ["later"] } },
    ]);
  });

  it("and staff are notified of all of it, as are the versions that the public counts", async () => {
    await updateTicket(admin, { ticket: ticketId, teamId: team.id, tags: ["within"] });
    const before = (await eventsSince(requester, ticketId, 0)).map((event) => event.version);
    await seal(team);
    expect((await eventsSince(requester, ticketId, 0)).map((event) => event.version)).toEqual(before);
    expect(JSON.stringify(await eventsSince(admin, ticketId, 0))).toContain("within");
  });
});

describe("what was deleted does not come back by a replay, to anybody", () => {
  it("neither a comment's text nor its files' names, nor a file's name", async () => {
    const stored = {
      key: "attachments/none",
      size: 5,
      sha256: "0".repeat(64),
      contentType: "text/plain",
      isPicture: false,
    };
    const { id: commentId } = await addComment(admin, { ticket: ticketId, body: "Words to forget" });
    await transaction((tx) =>
      insertFiles(tx, admin, { ticketId, commentId, files: [{ ...stored, name: "to-forget-with-it.txt" }] }),
    );
    const [file] = await transaction((tx) =>
      insertFiles(tx, admin, { ticketId, files: [{ ...stored, name: "to-forget.txt" }] }),
    );
    expect((await receivedBy()).text).toMatch(/Words to forget.*to-forget-with-it.*to-forget\.txt/);
    await deleteComment(admin, commentId);
    await deleteAttachment(admin, file?.id ?? "");
    expect((await receivedBy()).text).not.toContain("orget");
    expect(JSON.stringify(await eventsSince(admin, ticketId, 0))).not.toContain("orget");
    expect((await listAttachments(admin, ticketId)).items).toEqual([]);
  });
});
