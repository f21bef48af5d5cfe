import type { z } from "zod";
import { cannedReplyCreateSchema, type CannedReplyDto } from "@/features/canned-replies/schema";
import { createCannedReply } from "@/features/canned-replies/server/write";
import type { LibraryScope } from "@/features/library/schema";
import { macroCreateSchema, type MacroDto } from "@/features/macros/schema";
import { createMacro } from "@/features/macros/server/write";
import { viewCreateSchema, type ViewDto } from "@/features/views/schema";
import { createView } from "@/features/views/server/write";
import type { Actor } from "@/shared/roles";

const BY = { key: null, address: "" };

/** Makes a canned reply of this person, their team or, of an admin, the organisation. */
export async function makeCannedReply(
  actor: Actor,
  input: z.input<typeof cannedReplyCreateSchema>,
): Promise<CannedReplyDto> {
  return await createCannedReply(actor, cannedReplyCreateSchema.parse(input), BY);
}

/** Saves a view of this person, their team or, of an admin, the organisation. */
export async function makeView(actor: Actor, input: z.input<typeof viewCreateSchema>): Promise<ViewDto> {
  return await createView(actor, viewCreateSchema.parse(input), BY);
}

/** Makes a macro of this person, their team or, of an admin, the organisation. */
export async function makeMacro(actor: Actor, input: z.input<typeof macroCreateSchema>): Promise<MacroDto> {
  return await createMacro(actor, macroCreateSchema.parse(input), BY);
}

/** Keeps something of the kind that the entity's name ends with. */
export async function keepInLibrary(
  actor: Actor,
  entity: string,
  owned: { name: string; scope: LibraryScope; teamId: string | null },
): Promise<string> {
  const made = /view$/i.test(entity)
    ? await makeView(actor, owned)
    : /macro$/i.test(entity)
      ? await makeMacro(actor, { ...owned, actions: { changes: { priority: "high" } } })
      : await makeCannedReply(actor, { ...owned, body: `${owned.name}: please try again.` });
  return made.id;
}
