import type { SealedColumn } from "@/server/secrets/turn";
import { purposeOf } from "./rules-purpose";

/** Where erasures keep sealed what they look for. */
export const SEALED_ERASURES: readonly SealedColumn[] = [
  { table: "person_erasures", key: ["id"], column: "sealed", purpose: (id = "") => purposeOf(id) },
];
