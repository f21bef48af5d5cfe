import { confirmationsJob } from "@/features/addresses/server/job-confirmations";
import { announcementTimesJob } from "@/features/announcements/server/job-times";
import { purgeJob } from "@/features/attachments/server/write-purge";
import { thumbnailsJob } from "@/features/attachments/server/write-thumbnails";
import { sweepFilesJob } from "@/features/attachments/server/write-sweep";
import { sweepDraftsJob } from "@/features/drafts/server/write-sweep";
import { guestRepliesReaction } from "@/features/guests/server/react-replies";
import { guestLinksJob } from "@/features/guests/server/write-link";
import { checkDirectoriesJob } from "@/features/directories/server/job-check";
import { sendMailJob } from "@/features/mail/server/job-send";
import { sweepMailJob } from "@/features/mail/server/write-sweep";
import { urgentReaction } from "@/features/notices/server/tickets/react-urgent";
import { mailNoticesReaction } from "@/features/notices/server/react-mail";
import { outageNoticesJob } from "@/features/notices/server/problems/react-outages";
import { storageNoticesJob } from "@/features/notices/server/problems/react-storage";
import { mailNoticesJob } from "@/features/notices/server/problems/react-mail";
import { waitingTicketsJob } from "@/features/notices/server/tickets/react-waiting";
import { sweepNoticesJob } from "@/features/notices/server/write-sweep";
import { queueNotificationMailsJob } from "@/features/notification-mails/server/job-queue";
import { notificationComposers } from "@/features/notification-mails/server/present-mail";
import { notifyReaction } from "@/features/notifications/server/react";
import { readReaction } from "@/features/notifications/server/react-read";
import { sweepNotificationsJob } from "@/features/notifications/server/write-sweep";
import { sweepAuditJob } from "@/features/organisations/server/write-sweep";
import { mergePeopleJob } from "@/features/people-merges/server/job-merge";
import { importPeopleJob } from "@/features/people-imports/server/job-import";
import { sweepImportsJob } from "@/features/people-imports/server/write-sweep";
import { anonymiseJob } from "@/features/retention/server/job-anonymise";
import { archiveJob } from "@/features/retention/server/job-archive";
import { changeTagsJob } from "@/features/tags/server/job-change";
import { foldTagCountsJob, recountTagsJob } from "@/features/tags/server/write-counts";
import { erasePeopleJob } from "@/features/person-data/server/job-erase";
import { probeProvidersJob } from "@/features/providers/server/job-probe";
import { sweepSessionsJob } from "@/features/sessions/server/write-sweep";
import { accountRequestsJob } from "@/features/users/server/requests/job-account-requests";
import { closeResolvedJob } from "@/features/tickets/server/write-close";
import { foldCountsJob, recountJob } from "@/features/tickets/server/counts/write";
import { reindexJob } from "@/features/tickets/server/search/write-reindex";
import { sendWebhooksJob } from "@/features/webhooks/server/job-send";
import { sweepWebhooksJob } from "@/features/webhooks/server/write-sweep";
import { sealAuditJob } from "@/server/audit/seal";
import { consumerJob } from "@/realtime/log/consumer";
import { markLogJob } from "@/realtime/log/marks";
import { composeDeliveries } from "@/realtime/webhooks/compose";
import { webhooksReaction } from "@/realtime/webhooks/reaction";
import type { Job } from "@/server/jobs/jobs";

/** The reactions to events of the log, each of its noun. */
const reactionsJob = consumerJob("react to the log", [
  urgentReaction,
  guestRepliesReaction,
  mailNoticesReaction,
]);

/** Notifications are many more, so they have a log consumer of their own: neither waits for the other. */
const notificationsJob = consumerJob("notify people", [notifyReaction, readReaction]);

/** Webhooks have a log consumer of their own: what is queued for them neither waits for notifications, nor holds them up. */
const webhooksJob = consumerJob("queue webhooks", [webhooksReaction()]);

/** What server.ts runs in the background, in one process of the cluster at a time. */
export const backgroundJobs: readonly Job[] = [
  closeResolvedJob,
  archiveJob,
  changeTagsJob,
  foldTagCountsJob,
  recountTagsJob,
  anonymiseJob,
  foldCountsJob,
  recountJob,
  reindexJob,
  sweepFilesJob,
  thumbnailsJob,
  purgeJob,
  storageNoticesJob,
  sweepSessionsJob,
  sealAuditJob,
  sweepAuditJob,
  sweepDraftsJob,
  accountRequestsJob,
  confirmationsJob,
  queueNotificationMailsJob,
  sendMailJob(notificationComposers),
  sweepMailJob,
  mailNoticesJob,
  sweepNoticesJob,
  waitingTicketsJob,
  markLogJob,
  reactionsJob,
  notificationsJob,
  sweepNotificationsJob,
  webhooksJob,
  sendWebhooksJob(composeDeliveries),
  sweepWebhooksJob,
  guestLinksJob,
  checkDirectoriesJob,
  probeProvidersJob,
  outageNoticesJob,
  announcementTimesJob,
  importPeopleJob,
  mergePeopleJob,
  erasePeopleJob,
  sweepImportsJob,
];
