import type { AuditEntryDto } from "@/features/audit/schema";
import type { Spoken, Translate } from "@/messages/translation";

const ACTIONS = [
  "audit.action.announcement.changed",
  "audit.action.announcement.created",
  "audit.action.announcement.deleted",
  "audit.action.announcement.ended",
  "audit.action.announcement.restored",
  "audit.action.audit.erased",
  "audit.action.canned_reply.changed",
  "audit.action.canned_reply.created",
  "audit.action.canned_reply.deleted",
  "audit.action.macro.changed",
  "audit.action.macro.created",
  "audit.action.macro.deleted",
  "audit.action.view.changed",
  "audit.action.view.created",
  "audit.action.view.deleted",
  "audit.action.category.changed",
  "audit.action.category.created",
  "audit.action.category.ordered",
  "audit.action.demo.cleared",
  "audit.action.demo.filled",
  "audit.action.guest.address_proven",
  "audit.action.job.run",
  "audit.action.import.cancelled",
  "audit.action.import.finished",
  "audit.action.import.previewed",
  "audit.action.import.started",
  "audit.action.mail.all_retried",
  "audit.action.mail.cancelled",
  "audit.action.mail.link_shown",
  "audit.action.mail.retried",
  "audit.action.mail.tested",
  "audit.action.organisation.created",
  "audit.action.organisation.hosts_changed",
  "audit.action.organisation.renamed",
  "audit.action.person.accounts_merged",
  "audit.action.person.address_added",
  "audit.action.person.address_asked",
  "audit.action.person.address_dropped",
  "audit.action.person.address_primary",
  "audit.action.person.address_removed",
  "audit.action.person.address_retried",
  "audit.action.person.changed",
  "audit.action.person.created",
  "audit.action.person.disabled",
  "audit.action.person.email_confirmed",
  "audit.action.person.enabled",
  "audit.action.person.erased",
  "audit.action.person.erasure_started",
  "audit.action.person.exported",
  "audit.action.person.first_admin",
  "audit.action.person.identity_linked",
  "audit.action.person.invited",
  "audit.action.person.joined",
  "audit.action.person.merge_continued",
  "audit.action.person.merge_finished",
  "audit.action.person.merge_stopped",
  "audit.action.person.merged",
  "audit.action.person.passkey_added",
  "audit.action.person.passkey_copied",
  "audit.action.person.passkey_removed",
  "audit.action.person.passkey_renamed",
  "audit.action.person.password_changed",
  "audit.action.person.password_reset",
  "audit.action.person.password_reset_asked",
  "audit.action.person.recovery_code_used",
  "audit.action.person.recovery_codes_made",
  "audit.action.person.registered",
  "audit.action.person.second_factor_off",
  "audit.action.person.second_factor_on",
  "audit.action.person.signed_in_elsewhere",
  "audit.action.person.token_ended",
  "audit.action.person.token_made",
  "audit.action.person.viewed",
  "audit.action.refused.bad_origin",
  "audit.action.refused.forbidden",
  "audit.action.session.reauthenticated",
  "audit.action.session.revoked",
  "audit.action.settings.changed",
  "audit.action.settings.mail_server_changed",
  "audit.action.settings.sign_in_changed",
  "audit.action.sign_in.failed",
  "audit.action.sign_in.limited",
  "audit.action.sign_in.succeeded",
  "audit.action.tag.change_cancelled",
  "audit.action.tag.change_finished",
  "audit.action.tag.delete",
  "audit.action.tag.merge",
  "audit.action.tag.rename",
  "audit.action.tag.undo",
  "audit.action.team.changed",
  "audit.action.team.created",
  "audit.action.ticket.purged",
  "audit.action.ticket.watcher_added",
  "audit.action.ticket.watcher_removed",
  "audit.action.webhook.changed",
  "audit.action.webhook.created",
  "audit.action.webhook.deleted",
  "audit.action.webhook.disabled",
  "audit.action.webhook.resent",
  "audit.action.webhook.secret_changed",
  "audit.action.webhook.tested",
] as const;

/** What was done, in words; an action that has none yet by its name. */
export function actionWords(t: Translate, action: string): string {
  const known = ACTIONS.find((one) => one === `audit.action.${action}`);
  return known === undefined ? action : t(known);
}

/** A field of an entry, as it stood before (where that was written) and after. */
export interface AuditedField {
  name: string;
  before: string | null;
  after: string;
}

/** What an entry says beyond its action. */
export function fieldsOf(spoken: Spoken, { data }: Pick<AuditEntryDto, "data">): AuditedField[] {
  const { before, ...after } = data;
  const old = isRecord(before) ? before : {};
  const fields = Object.entries(after).map(([name, value]) => ({
    name,
    before: name in old ? valueWords(spoken, old[name]) : null,
    after: valueWords(spoken, value),
  }));
  return before === undefined || isRecord(before)
    ? fields
    : [...fields, { name: "before", before: null, after: valueWords(spoken, before) }];
}

function valueWords(spoken: Spoken, value: unknown): string {
  const { t, locale } = spoken;
  if (value === null || value === undefined || value === "") {
    return t("audit.nothing");
  }
  if (typeof value === "boolean") {
    return t(value ? "audit.yes" : "audit.no");
  }
  if (typeof value === "number") {
    return value.toLocaleString(locale);
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? t("audit.nothing")
      : value.map((one: unknown) => valueWords(spoken, one)).join(", ");
  }
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${valueWords(spoken, one)}`)
      .join(", ");
  }
  return String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
