import type { z } from "zod";
import { webhookCreateSchema, type WebhookWithSecretDto } from "@/features/webhooks/schema";
import { DeliverySender } from "@/features/webhooks/server/job-send";
import { createWebhook } from "@/features/webhooks/server/write";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { runConsumer } from "@/realtime/log/consumer";
import { composeDeliveries } from "@/realtime/webhooks/compose";
import { webhooksReaction } from "@/realtime/webhooks/reaction";
import type { WebhookReceiver } from "./receiver";

/** Makes a webhook of this admin's organisation; to a receiver of this machine, it is allowed, and can check what comes. */
export async function makeWebhook(
  admin: Actor,
  to: WebhookReceiver | string,
  more: Partial<z.input<typeof webhookCreateSchema>> = {},
): Promise<WebhookWithSecretDto> {
  await allowHosts(admin, ["127.0.0.0/8"]);
  const url = typeof to === "string" ? to : to.url;
  const made = await createWebhook(admin, webhookCreateSchema.parse({ url, ...more }), {
    key: null,
    address: "",
  });
  if (typeof to !== "string") {
    to.secrets.push(made.secret ?? "");
  }
  return made;
}

/** Lets an organisation's webhooks reach these places. */
export async function allowHosts({ organisationId }: Actor, hosts: readonly string[]): Promise<void> {
  await pool().query(
    "UPDATE organisations SET settings = jsonb_set(settings, '{webhookAllowedHosts}', $2::jsonb) WHERE id = $1",
    [organisationId, JSON.stringify(hosts)],
  );
}

/** Webhooks without their background: what has happened is queued and sent when a test says so, by a clock of its own. */
export class WebhookWork {
  /** What is added to the time. */
  private ahead = 0;
  readonly sender: DeliverySender;

  constructor(more: { timeoutMilliseconds?: number } = {}) {
    this.sender = new DeliverySender({ compose: composeDeliveries, clock: () => this.now(), ...more });
  }

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  pass(milliseconds: number): void {
    this.ahead += milliseconds;
  }

  /** Queues what has happened since the last time; the first time begins at the end of the log. */
  async queue(): Promise<number> {
    return await runConsumer("queue webhooks of a test", [webhooksReaction(() => this.now())]);
  }

  /** Sends what is due, until nothing is. */
  async send(): Promise<void> {
    while ((await this.sender.run()) > 0) {
      await this.sender.settled();
    }
    await this.sender.settled();
  }

  async all(): Promise<void> {
    await this.queue();
    await this.send();
  }
}
