import { randomUUID } from "node:crypto";
import type { ImportDto } from "@/features/people-imports/schema";
import { createImport } from "@/features/people-imports/server/write";
import type { Actor } from "@/shared/roles";

/** Uploads a file as an admin; without one, of somebody new. A preview, unless it is started at once. */
export async function makeImport(
  admin: Actor,
  given: { mark?: string; text?: string; bytes?: Uint8Array; isDryRun?: boolean; invite?: boolean } = {},
): Promise<ImportDto> {
  const unique = randomUUID();
  const text = given.text ?? `name,email\n${given.mark ?? ""}Somebody New,${unique}@example.org\n`;
  return await createImport(
    admin,
    {
      bytes: given.bytes ?? Buffer.from(text),
      name: `${given.mark ?? ""}people.csv`,
      isDryRun: given.isDryRun ?? true,
      invite: given.invite ?? false,
      hash: unique,
    },
    { key: null, address: "", prove: () => undefined },
  );
}
