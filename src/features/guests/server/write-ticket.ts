import { uploadMaxBytes } from "@/features/organisations/server/read";
import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { prepareFile } from "@/features/attachments/server/write-add";
import { insertFiles, type NewFile } from "@/features/attachments/server/write-insert";
import { refuseOverQuota } from "@/features/attachments/server/write-quota";
import { queueThumbnails } from "@/features/attachments/server/write-thumbnails";
import { guestTicketSchema, type GuestAccepted, type GuestTicketInput } from "@/features/guests/schema";
import { readSettings } from "@/features/organisations/server/read";
import { insertGuestTicket } from "@/features/tickets/server/write-create";
import { isDatabaseAway } from "@/server/database/away";
import { transaction, type Transaction } from "@/server/database/database";
import { parseInput } from "@/server/http/bodies/field-refusals";
import { addressKey } from "@/server/network/ip-address";
import { env } from "@/server/process/env";
import { limitAddress, limitUses } from "@/server/rate-limits/limits";
import { limitUpload } from "@/server/rate-limits/write-limits";
import { refuseRowsWhenFull, refuseWhenFull } from "@/server/storage/space";
import { discardFiles, receiveUpload, type Upload } from "@/server/storage/upload";
import { refusedField } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import type { Actor, OrganisationId } from "@/shared/roles";
import { findUnstorable } from "@/shared/text";
import { guestActor, type GuestOrigin } from "./rules-guest";
import { mailFirstLink } from "./write-link";

const HOUR = 60 * 60;
/** Forms of one IP network in an hour: a hotel or a school shares one. */
const FORMS_OF_NETWORK = 20;
/** Forms with one e-mail address in an hour; each sends a mail there. */
const FORMS_OF_EMAIL = 5;
/** Forms of one organisation in an hour. */
const FORMS_OF_ORGANISATION = 300;
const MAX_FIELDS = 10;

/**
 * POST /api/guest/tickets: multipart with at most one file. Files a ticket for a guest and mails them its link. The answer
 * is the same where the form is closed, and where a program filled it: then nothing is filed. Nothing here looks whether
 * anybody has the address: a guest is a person of their own until they open the link. Throws `rate_limited`.
 */
export async function fileGuestTicket(
  organisationId: OrganisationId,
  request: Request,
  from: GuestOrigin,
): Promise<GuestAccepted> {
  await limitAddress("guest-form", from.address, FORMS_OF_NETWORK, HOUR);
  const bytes = Number(request.headers.get("content-length") ?? env().maxUploadBytes);
  await refuseRowsWhenFull();
  await refuseWhenFull(bytes);
  await refuseOverQuota({ organisationId }, request.headers.has("content-length") ? bytes : 0);
  return await limitUpload({ id: `guest ${addressKey(from.address)}` }, bytes, async (received) => {
    const upload = await receiveUpload(request, {
      area: "attachments",
      fileField: "file",
      maxFiles: 1,
      maxFileBytes: await uploadMaxBytes(organisationId),
      maxFields: MAX_FIELDS,
      maxFieldBytes: LIMITS.smallBodyBytes,
    });
    received(upload.files.reduce((sum, file) => sum + file.size, 0));
    return await take(organisationId, upload, from);
  });
}

async function take(
  organisationId: OrganisationId,
  upload: Upload,
  from: GuestOrigin,
): Promise<GuestAccepted> {
  let isUsed = false;
  try {
    const input = parseFields(upload.fields);
    const { guestForm } = await readSettings(organisationId);
    if (!guestForm || (input.homepage ?? "") !== "") {
      return { accepted: true };
    }
    await limitUses("guest-email", `${organisationId} ${input.email}`, FORMS_OF_EMAIL, HOUR);
    await limitUses("guest-organisation", organisationId, FORMS_OF_ORGANISATION, HOUR);
    const files: NewFile[] = [];
    for (const file of upload.files) {
      files.push(await prepareFile(file));
    }
    const now = new Date();
    const { guest, pictures } = await transaction(async (tx) => {
      const filed = await insertAll(tx, { organisationId, input, files, from, now });
      isUsed = true;
      return filed;
    });
    queueThumbnails(guest.id, pictures);
    return { accepted: true };
  } catch (error) {
    // When the connection broke during the commit, it is unknown whether it was committed: then the sweep decides, by the row.
    isUsed = isUsed && isDatabaseAway(error);
    throw error;
  } finally {
    if (!isUsed) {
      await discardFiles(upload.files.map((file) => file.key));
    }
  }
}

async function insertAll(
  tx: Transaction,
  given: {
    organisationId: OrganisationId;
    input: GuestTicketInput;
    files: readonly NewFile[];
    from: GuestOrigin;
    now: Date;
  },
): Promise<{ guest: Actor; pictures: string[] }> {
  const { organisationId, input, files, from } = given;
  const { name, email } = input;
  const person = { id: v7(), name };
  await tx.query(
    `INSERT INTO people (id, organisation_id, role, name, email, email_confirmed_at, preferences)
     VALUES ($1, $2, 'guest', $3, $4, NULL, jsonb_build_object('language', $5::text))`,
    [person.id, organisationId, name, email, from.language],
  );
  const filing = guestActor(organisationId, person, null);
  const ticketId = await insertGuestTicket(tx, filing, input, given.now);
  await tx.query(
    "INSERT INTO guest_tickets (ticket_id, organisation_id, person_id, email, language) VALUES ($1, $2, $3, $4, $5)",
    [ticketId, organisationId, person.id, email, from.language],
  );
  const guest = guestActor(organisationId, person, ticketId);
  const added = files.length === 0 ? [] : await insertFiles(tx, guest, { ticketId, files });
  await mailFirstLink(tx, { organisationId, ticketId });
  return { guest, pictures: added.filter((file) => file.hasThumbnail).map((file) => file.id) };
}

function parseFields(fields: Record<string, string>): GuestTicketInput {
  const unstorable = findUnstorable(fields);
  if (unstorable !== null) {
    throw refusedField(unstorable, say("refusals.api.unstorable"));
  }
  return parseInput(guestTicketSchema, fields);
}
