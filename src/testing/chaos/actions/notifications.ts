import {
  notificationPageSchema,
  notificationsReadAnswerSchema,
  type NotificationDto,
} from "@/features/notifications/schema";
import { HttpClient } from "@/testing/http/client";
import type { ServerProcess } from "@/testing/processes/server";
import type { Random } from "../random";
import type { Sender } from "./sender";
import type { WorldPerson, World } from "../world";

const PATH = "/api/notifications/read";
const FETCH_MILLISECONDS = 2_000;
const MOST = 5;

/** The people's actions on notifications: they read some, or all, and sometimes mark them unread. */
export class NotificationActions {
  constructor(
    private readonly world: World,
    private readonly servers: readonly ServerProcess[],
    private readonly sender: Sender,
    private readonly random: Random,
  ) {}

  /** A person reads some of theirs, by their ids. */
  async readSome(): Promise<void> {
    const who = this.anybody();
    const unread = await this.fetchUnread(who);
    const ids = this.random
      .shuffle(unread)
      .slice(0, this.random.between(1, MOST))
      .map(({ id }) => id);
    if (ids.length > 0) {
      await this.send(who, "POST", PATH, { ids });
    }
  }

  /** A person reads all of theirs, and may undo that. */
  async readAll(): Promise<void> {
    const who = this.anybody();
    const answer = await this.send(who, "POST", PATH, { all: true });
    if (answer?.status === 200 && this.random.chance(0.3)) {
      const { readAt } = notificationsReadAnswerSchema.parse(answer.body);
      await this.send(who, "DELETE", `${PATH}?readAt=${encodeURIComponent(readAt)}`);
    }
  }

  private anybody(): WorldPerson {
    return this.random.pick(this.world.people.filter((one) => one.guestTicketId === null && !one.isMerged));
  }

  private async send(who: WorldPerson, method: string, path: string, body?: object) {
    return await this.sender.send(who, { kind: "read notifications", marker: null, method, path, body });
  }

  /** Empty without an answer: it is only to choose from. */
  private async fetchUnread(who: WorldPerson): Promise<NotificationDto[]> {
    const { url } = this.random.pick(this.servers);
    const http = new HttpClient(url, who.devices[0].token, { milliseconds: FETCH_MILLISECONDS });
    const answer = await http.send("GET", "/api/notifications?unread=1").catch(() => null);
    return answer?.status === 200 ? notificationPageSchema.parse(answer.body).items : [];
  }
}
