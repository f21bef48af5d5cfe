import { addAttachments } from "@/features/attachments/server/write-add";
import type { Actor } from "@/shared/roles";
import { uploadRequest } from "../files";

/** The parts of a form with one small file. */
export function formParts(
  fields: Record<string, string>,
): { name: string; content: string; filename?: string }[] {
  return [
    ...Object.entries(fields).map(([name, content]) => ({ name, content })),
    { name: "file", content: "some bytes", filename: "some.txt" },
  ];
}

/** Uploads a small file; returns its id. */
export async function upload(
  actor: Actor,
  ticketId: string,
  fields: Record<string, string>,
): Promise<string> {
  const { items } = await addAttachments(actor, {
    ticket: ticketId,
    request: await uploadRequest({ ticket: ticketId, parts: formParts(fields) }),
  });
  return items[0]?.id ?? "";
}
