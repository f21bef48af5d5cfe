import { canSeeNotices } from "@/features/notices/policy";
import { noticeQuerySchema } from "@/features/notices/schema";
import { listNotices } from "@/features/notices/server/read";
import { signedInRoute } from "@/server/api/route";

/** What admins should know, the newest first. */
export const GET = signedInRoute(
  { may: canSeeNotices, query: noticeQuerySchema, speaks: true },
  ({ actor, query, language }) => listNotices(actor, { ...query, language }),
);
