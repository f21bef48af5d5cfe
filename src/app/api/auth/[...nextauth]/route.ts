import { directoryPasswords } from "@/features/directories/server/write-sign-in";
import { answerNextAuth } from "@/features/sessions/server/present-next-auth";
import { publicRoute } from "@/server/api/route";

export const dynamic = "force-dynamic";

const handler = publicRoute({ takes: "small" }, ({ request }) =>
  answerNextAuth(request, new URL(request.url).pathname.split("/").slice(3), directoryPasswords),
);

export { handler as GET, handler as POST };
