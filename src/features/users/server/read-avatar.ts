import { say } from "@/messages/server/say";
import { pool } from "@/server/database/database";
import { fileResponse } from "@/server/storage/response";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { versionOfAvatar } from "./present";

/** GET and HEAD /api/people/{id}/avatar: the picture of somebody of the caller's organisation, the latest one whatever `v` says. Throws `not_found`. */
export async function sendAvatar(
  actor: Actor,
  { id, v, request }: { id: string; v?: string | undefined; request: Request },
): Promise<Response> {
  const { rows } = await pool().query<{ avatar_key: string | null }>(
    "SELECT avatar_key FROM people WHERE id = $1 AND organisation_id = $2",
    [isUuid(id) ? id : null, actor.organisationId],
  );
  const key = rows[0]?.avatar_key ?? null;
  if (key === null) {
    throw new AppError("not_found", say("refusals.users.hasNoPicture"));
  }
  const version = versionOfAvatar(key);
  return await fileResponse(request, {
    key,
    name: "picture.webp",
    contentType: "image/webp",
    etag: `"${version}"`,
    disposition: "inline",
    isFixed: v === version,
  });
}
