import type { PeopleExport } from "@/features/people-imports/schema";
import { listUsers } from "@/features/users/server/read-admin";
import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import { csvResponse, csvRow } from "@/server/http/answers/csv";
import { limitUses } from "@/server/rate-limits/limits";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";

/** How often an admin may ask within an hour: each time everybody is read. */
const EXPORTS = 60;
const SECONDS = 3_600;

/** GET /api/admin/users/export.csv: everybody whom the list of people with these filters has, in its order. A file of people can be imported again. Throws `rate_limited`. */
export async function exportUsers(
  actor: Actor,
  { query, language }: { query: PeopleExport; language: Language },
): Promise<Response> {
  await limitUses("people-export", actor.id, EXPORTS, SECONDS);
  return csvResponse("people.csv", usersOf(actor, query, language));
}

async function* usersOf(actor: Actor, query: PeopleExport, language: Language): AsyncGenerator<string, void> {
  yield csvRow(
    [
      say("refusals.imports.columns.name"),
      say("refusals.imports.columns.email"),
      say("refusals.imports.columns.role"),
      say("refusals.imports.columns.teams"),
      say("refusals.imports.columns.state"),
      say("refusals.imports.columns.created"),
      say("refusals.imports.columns.seen"),
    ].map((sentence) => speak(sentence, language)),
  );
  let cursor: string | undefined;
  do {
    const page = await listUsers(actor, { ...query, limit: LIMITS.pageMax, cursor });
    yield page.items
      .map((user) =>
        csvRow([
          user.name,
          user.email ?? "",
          user.role,
          user.teams.map((team) => team.name).join("; "),
          user.state,
          user.createdAt,
          user.lastSeenAt ?? "",
        ]),
      )
      .join("");
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
