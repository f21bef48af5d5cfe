import { afterEach, beforeEach } from "vitest";
import type { ChoicesPatch } from "@/features/notification-choices/schema";
import { sendDueMails } from "@/features/mail/server/job-send";
import { queueNotificationMails } from "@/features/notification-mails/server/job-queue";
import { notificationComposers } from "@/features/notification-mails/server/present-mail";
import { changeMe } from "@/features/users/server/write-me";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setMailServer, startMailServer, type TestMailServer } from "../mail";
import type { ReceivedMail } from "../mail-message";
import { notifyPeople } from "../notifications";

/** A busy machine answers late. */
const PATIENCE = { connectMilliseconds: 20_000, silenceMilliseconds: 20_000 };

/** A mail about tickets as it arrived. */
export interface ArrivedMail {
  /** Its address up to the @: at a desk of tests, a name. */
  to: string;
  address: string;
  mail: ReceivedMail;
}

/** Mails of notifications, through a real mail server, in a time that the test moves. */
export class MailedDesk {
  private made: TestMailServer | null = null;
  private seen = 0;

  /** Gives the calling test file a mail server for each test. */
  static setUp(): MailedDesk {
    const desk = new MailedDesk();
    beforeEach(async () => {
      await pool().query("DELETE FROM notification_mails");
      await pool().query("DELETE FROM outgoing_mails");
      desk.made = await startMailServer();
      desk.seen = 0;
      setMailServer(desk.made.settings);
    });
    afterEach(async () => {
      setMailServer(null);
      await desk.made?.stop();
    });
    return desk;
  }

  get server(): TestMailServer {
    if (!this.made) {
      throw new Error("the mail server is there within a test");
    }
    return this.made;
  }

  /** Lets the pause pass, and the hour and the night: what waits is due. */
  async letTimePass(times: readonly string[] = ["now", "hourly", "daily"]): Promise<void> {
    await pool().query(
      "UPDATE notification_mails SET due_at = now() - interval '1 second' WHERE mail_id IS NULL AND time = ANY($1)",
      [times],
    );
  }

  /** Notifies people of all that happened, lets time pass, sends what is due, and returns what has arrived since the last call. */
  async mailed(times?: readonly string[]): Promise<ArrivedMail[]> {
    await notifyPeople();
    await this.letTimePass(times);
    await queueNotificationMails();
    return await this.sent();
  }

  /** Sends what is in the outbox, and returns what has arrived since the last call. */
  async sent(): Promise<ArrivedMail[]> {
    await sendDueMails(this.server.settings, { composers: notificationComposers, patience: PATIENCE });
    const fresh = this.server.received.slice(this.seen);
    this.seen = this.server.received.length;
    return fresh.map(({ to, mail }) => ({ to: to.split("@")[0] ?? "", address: to, mail }));
  }
}

/** Lets a person choose how they are notified. */
export async function choose(actor: Actor, notificationChoices: ChoicesPatch): Promise<void> {
  await changeMe(actor, { notificationChoices }, { key: null, address: "" });
}
