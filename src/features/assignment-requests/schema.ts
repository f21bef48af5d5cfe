import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { LIMITS } from "@/shared/limits";
import { pageFields, pageSchema } from "@/shared/paging";
import { ASSIGNMENT_REQUEST_STATES, assignmentRequestSchema } from "@/shared/protocol/shapes";
import { boundedText } from "@/shared/text";

export { assignmentRequestSchema } from "@/shared/protocol/shapes";

/** An assignment request as staff see it. */
export type AssignmentRequestDto = z.infer<typeof assignmentRequestSchema>;

/** The state of an assignment request. */
export type AssignmentRequestState = (typeof ASSIGNMENT_REQUEST_STATES)[number];

/** A few words; nothing visible is none. */
const words = boundedText({
  max: LIMITS.requestWordsMax,
  tooLong: said("fields.longest", { most: LIMITS.requestWordsMax }),
}).nullish();

/** Body of POST /api/tickets/{ticket}/assignment-requests. */
export const askSchema = z.object({
  assigneeId: z.uuid(said("fields.noId")).toLowerCase(),
  note: words,
});

/** A wish that a ticket be assigned to somebody. */
export type Ask = z.infer<typeof askSchema>;

/** Body of approving and declining. */
export const decisionSchema = z.object({ reason: words });

/** The query of GET /api/assignment-requests; `side` leaves those that the caller may decide, or those that they asked. */
export const assignmentRequestQuerySchema = z
  .object({
    state: boundedList(z.enum(ASSIGNMENT_REQUEST_STATES, said("fields.status"))).optional(),
    side: z.enum(["decide", "asked"], said("fields.status")).optional(),
    ...pageFields,
  })
  .meta({ id: "AssignmentRequestQuery" });

/** The query of GET /api/assignment-requests. */
export type AssignmentRequestQuery = z.infer<typeof assignmentRequestQuerySchema>;

/** A page of requests. */
export const assignmentRequestPageSchema = pageSchema(assignmentRequestSchema);

/** The answer of GET /api/assignment-requests; `waiting` counts all that the caller may decide now. */
export const assignmentRequestListSchema = assignmentRequestPageSchema.extend({ waiting: z.number().int() });

/** A page of requests, and how many wait for the caller. */
export type AssignmentRequestList = z.infer<typeof assignmentRequestListSchema>;
