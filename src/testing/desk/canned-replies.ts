import type { z } from "zod";
import { cannedReplyCreateSchema, type CannedReplyDto } from "@/features/canned-replies/schema";
import { createCannedReply } from "@/features/canned-replies/server/write";
import type { Actor } from "@/shared/roles";

/** Makes a canned reply of this person, their team or, of an admin, the organisation. */
export async function makeCannedReply(
  actor: Actor,
  input: z.input<typeof cannedReplyCreateSchema>,
): Promise<CannedReplyDto> {
  return await createCannedReply(actor, cannedReplyCreateSchema.parse(input), { key: null, address: "" });
}
