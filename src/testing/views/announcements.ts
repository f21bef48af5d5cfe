import { z } from "zod";
import { applyChange, applyDismissal } from "@/features/announcements/apply";
import { announcementSchema, type AnnouncementDto } from "@/features/announcements/schema";
import type { SocketClient } from "@/testing/sockets/client";

const changedSchema = z.strictObject({
  announcementId: z.string(),
  announcement: announcementSchema.nullable(),
});
const dismissedSchema = z.strictObject({ announcementId: z.string(), revision: z.number() });

/** Follows the announcements of a person as a page does: what was fetched, and every event since. */
export class AnnouncementFollower {
  private seen = 0;
  private items: AnnouncementDto[] = [];

  private constructor(readonly client: SocketClient) {}

  /** Begins with what a client that is connected fetches. */
  static async of(client: SocketClient): Promise<AnnouncementFollower> {
    const follower = new AnnouncementFollower(client);
    follower.items = await follower.fetch();
    follower.seen = follower.client.receipts.length;
    return follower;
  }

  /** What is fetched now. */
  async fetch(): Promise<AnnouncementDto[]> {
    const answer = await this.client.http.get("/api/announcements?for=me&limit=100");
    return z.object({ items: z.array(announcementSchema) }).parse(answer).items;
  }

  /** What the page holds now. */
  held(): AnnouncementDto[] {
    for (const { name, payload } of this.client.receipts.slice(this.seen)) {
      if (name === "announcement:changed") {
        this.items = applyChange(this.items, changedSchema.parse(payload));
      }
      if (name === "announcement:dismissed") {
        this.items = applyDismissal(this.items, dismissedSchema.parse(payload));
      }
    }
    this.seen = this.client.receipts.length;
    return this.items;
  }

  /** The events about announcements that came. */
  names(): string[] {
    return this.client.receipts.map(({ name }) => name).filter((name) => name.startsWith("announcement:"));
  }
}
