import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import {
  guestAcceptedSchema,
  guestLinkSchema,
  guestSessionSchema,
  guestTicketSchema,
  guestTokenSchema,
} from "./schema";

const file = z.string().meta({ override: { type: "string", format: "binary" } });

/** People without an account: their form, and their links. */
export const guestPaths: ApiPaths = {
  "/api/guest/tickets": {
    post: {
      id: "fileGuestTicket",
      summary: "File a ticket without an account",
      description:
        "Answers 202 with the same body whether or not the address is known, and whether or not the form is open. The ticket's link goes by mail alone.",
      access: "anyone",
      contentType: "multipart/form-data",
      body: guestTicketSchema.omit({ homepage: true }).extend({ file: file.optional() }),
      accepted: guestAcceptedSchema,
      errors: ["quota_exceeded"],
    },
  },
  "/api/guest/session": {
    post: {
      id: "openGuestLink",
      summary: "Open the ticket of a guest's link",
      description:
        "With the token of the link's fragment, which works for 72 hours. The answer sets the session's cookie; it ends after 7 days.",
      access: "anyone",
      body: guestTokenSchema,
      ok: guestSessionSchema,
      errors: ["invalid_token"],
    },
  },
  "/api/guest/links": {
    post: {
      id: "requestGuestLinks",
      summary: "Ask for new links to a guest's tickets",
      description:
        "They go to the address by mail. Answers 202 with the same body whether or not there are any.",
      access: "anyone",
      body: guestLinkSchema,
      accepted: guestAcceptedSchema,
    },
  },
};
