import { z } from "zod";

/** With `as=requester`, agents and admins get what a ticket's requester gets. */
export const asFields = { as: z.literal("requester").optional() };

/** The query of a ticket's routes that have no other one. */
export const viewedAsSchema = z.object(asFields).meta({ id: "ViewedAs" });
