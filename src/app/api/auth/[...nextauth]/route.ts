import { directoryPasswords } from "@/features/directories/server/write-sign-in";
import { alsoSignOutThere } from "@/features/providers/server/present-sign-out";
import { answerNextAuth } from "@/features/sessions/server/present-next-auth";
import { publicRoute } from "@/server/api/route";

export const dynamic = "force-dynamic";

const handler = publicRoute({ takes: "small" }, async ({ request }) => {
  const segments = new URL(request.url).pathname.split("/").slice(3);
  return await alsoSignOutThere(request, segments, () =>
    answerNextAuth(request, segments, directoryPasswords),
  );
});

export { handler as GET, handler as POST };
