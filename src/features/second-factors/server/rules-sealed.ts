import type { SealedColumn } from "@/server/secrets/turn";
import { totpPurpose } from "./write-check";

const purpose = (personId = ""): string => totpPurpose(personId);

/** Where secrets of second factors are sealed. */
export const SEALED_FACTORS: readonly SealedColumn[] = [
  { table: "totp_factors", key: ["person_id"], column: "secret", purpose },
  { table: "totp_factors", key: ["person_id"], column: "pending_secret", purpose },
];
