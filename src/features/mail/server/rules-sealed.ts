import type { SealedColumn } from "@/server/secrets/turn";
import { linkPurpose } from "./write-queue";

/** Links of mails that were not sent yet, each sealed for its mail. */
export const SEALED_LINKS: readonly SealedColumn[] = [
  { table: "outgoing_mails", key: ["id"], column: "sealed_link", purpose: (id = "") => linkPurpose(id) },
];
