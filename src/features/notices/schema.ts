import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { LIMITS } from "@/shared/limits";
import { pageFields, pageSchema } from "@/shared/paging";
import { NOTICE_LEVELS, NOTICE_KINDS, eventNoticeSchema } from "@/shared/protocol/shapes";

export { NOTICE_LEVELS, NOTICE_KINDS, eventNoticeSchema } from "@/shared/protocol/shapes";

/** The level of a notice. */
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

/** The kind of a notice. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A notice as admins receive it by socket. */
export type EventNotice = z.infer<typeof eventNoticeSchema>;

/** A notice as one admin sees it in the list. */
export const noticeSchema = eventNoticeSchema
  .extend({ acknowledgedAt: z.string().nullable() })
  .meta({ id: "Notice" });

/** A notice as one admin sees it in the list. */
export type NoticeDto = z.infer<typeof noticeSchema>;

/** The query of GET /api/admin/notices: `acknowledged=false` leaves what this admin has acknowledged already. */
export const noticeQuerySchema = z
  .object({
    acknowledged: z
      .enum(["true", "false"], said("fields.trueOrFalse"))
      .transform((value) => value === "true")
      .optional(),
    ...pageFields,
  })
  .meta({ id: "NoticeQuery" });

/** The query of GET /api/admin/notices. */
export type NoticeQuery = z.infer<typeof noticeQuerySchema>;

/** What GET /api/admin/notices answers: a page, and how many this admin has not acknowledged. */
export const noticePageSchema = pageSchema(noticeSchema).extend({ unread: z.number().int() });

/** A page of notices. */
export type NoticePage = z.infer<typeof noticePageSchema>;

/** Body of POST /api/admin/notices/ack: these, or all that there are. */
export const noticesAckSchema = z.union(
  [
    z.object({ all: z.literal(true) }),
    z.object({
      ids: boundedList(z.uuid(said("fields.noId")).toLowerCase(), { min: 1, max: LIMITS.pageMax }),
    }),
  ],
  said("fields.idsOrAll"),
);

/** Which notices are acknowledged. */
export type NoticesAck = z.infer<typeof noticesAckSchema>;

/** The query of DELETE /api/admin/notices/ack: all notices that were acknowledged in one request, by the time in its answer. */
export const noticesUnackSchema = z
  .object({ acknowledgedAt: z.iso.datetime(said("fields.noTime")) })
  .meta({ id: "NoticesUnackQuery" });

/** The answer to acknowledging: when, how many were new, and how many are left. */
export const acknowledgedSchema = z
  .object({ acknowledgedAt: z.string(), acknowledged: z.number().int(), unread: z.number().int() })
  .meta({ id: "Acknowledged" });

/** The answer to acknowledging. */
export type Acknowledged = z.infer<typeof acknowledgedSchema>;

/** The answer to acknowledging one, or taking it back: the notice as it is now, and how many are left. */
export const noticeAckSchema = noticeSchema.extend({ unread: z.number().int() }).meta({ id: "NoticeAck" });

/** One notice and how many are left. */
export type NoticeAck = z.infer<typeof noticeAckSchema>;
