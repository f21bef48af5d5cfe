import { z } from "zod";
import { said } from "@/messages/server/keys";
import { createTicketSchema } from "@/features/tickets/schema";
import { emailSchema, nameSchema } from "@/features/users/schema";

const LINK = /:\/\/|\bwww\./giu;
/** More links than this are in advertising, and in hardly any question. */
const LINKS_MAX = 5;

/** What the guest form sends beside its file. */
export const guestTicketSchema = z
  .object({
    name: nameSchema.refine((name) => linksIn(name) === 0, said("fields.nameLink")),
    email: emailSchema,
    title: createTicketSchema.shape.title.refine((title) => linksIn(title) === 0, said("fields.titleLink")),
    description: createTicketSchema.shape.description.refine(
      (text) => linksIn(text) <= LINKS_MAX,
      said("fields.manyLinks"),
    ),
    /** Stands in the form where no person sees it: what fills it is a program, and nothing is filed. */
    homepage: z.string().max(2_000).optional(),
  })
  .meta({ id: "GuestTicket" });

/** What the guest form sends beside its file. */
export type GuestTicketInput = z.infer<typeof guestTicketSchema>;

/** Body of POST /api/guest/session: the token of a link's fragment. */
export const guestTokenSchema = z.object({ token: z.string().min(1).max(200) });

/** Body of POST /api/guest/links. */
export const guestLinkSchema = z.object({ email: emailSchema });

/** The same for everybody, whether or not anything was filed or sent. */
export const guestAcceptedSchema = z.object({ accepted: z.literal(true) }).meta({ id: "GuestAccepted" });

/** The same for everybody, whether or not anything was filed or sent. */
export type GuestAccepted = z.infer<typeof guestAcceptedSchema>;

/** The ticket that a link opened, and until when. */
export const guestSessionSchema = z
  .object({ ticket: z.object({ id: z.string(), number: z.number().int() }), expiresAt: z.iso.datetime() })
  .meta({ id: "GuestSession" });

/** The ticket that a link opened, and until when. */
export type GuestSessionDto = z.infer<typeof guestSessionSchema>;

function linksIn(text: string): number {
  return text.match(LINK)?.length ?? 0;
}
