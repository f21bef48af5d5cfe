import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { recoveryCodesSchema, totpEnrolmentSchema, totpRequestSchema, totpStatusSchema } from "./schema";

const PROOF = "Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.";

/** A second factor at sign-in: codes of an authenticator app, and recovery codes. */
export const secondFactorPaths: ApiPaths = {
  "/api/me/totp": {
    get: {
      id: "getTotp",
      summary: "Whether you sign in with a second factor",
      ok: totpStatusSchema,
      errors: ["forbidden"],
    },
    post: {
      id: "enrolTotp",
      summary: "Turn your second factor on, in two steps",
      description: `Without \`code\` it gives a secret for an authenticator app; then with a code of that app it counts, and recovery codes are answered, this once. The first step: ${PROOF}`,
      body: totpRequestSchema,
      ok: z.union([totpEnrolmentSchema, recoveryCodesSchema]),
      errors: ["forbidden", "reauthentication_required", "conflict"],
    },
    delete: {
      id: "turnTotpOff",
      summary: "Turn your second factor off",
      description: PROOF,
      errors: ["forbidden", "reauthentication_required"],
    },
  },
  "/api/me/totp/recovery-codes": {
    post: {
      id: "renewRecoveryCodes",
      summary: "Make new recovery codes in place of all you have",
      description: `They are answered this once. ${PROOF}`,
      ok: recoveryCodesSchema,
      errors: ["forbidden", "reauthentication_required", "conflict"],
    },
  },
};
