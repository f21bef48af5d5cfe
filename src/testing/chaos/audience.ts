import { NotificationView } from "@/testing/views/notifications";
import { SocketClient } from "@/testing/sockets/client";
import { Device } from "./device";
import type { Eras } from "./history/eras";
import { Judge } from "./judge/judge";
import type { Connected } from "./judge/lateness";
import type { Random } from "./random";
import type { Stage } from "./stage";
import type { WorldPerson, World } from "./world";

/** A person's client, with the judge of what it receives. */
export interface Listener extends Connected {
  client: SocketClient;
  bell: NotificationView;
}

/** How many listen. */
export const LISTENERS = 60;
const OPEN_TICKETS = 4;
const FETCH_MILLISECONDS = 10_000;

/**
 * Connects sixty clients: one for each person, the rest second tabs (of the same session) and second devices. Every fifth
 * by long-polling, every fourth through a proxy that can go wrong.
 */
export async function connectAudience(
  world: World,
  stage: Stage,
  eras: Eras,
  random: Random,
): Promise<Listener[]> {
  const listeners: Listener[] = [];
  const seat = (who: WorldPerson, device: Device): void => {
    const index = listeners.length;
    const { url, keys, keysByRedis } = routeOf(index, stage);
    const client = new SocketClient({
      url,
      token: device.token,
      transports: index % 5 === 4 ? ["polling"] : ["websocket"],
      headers: { "x-forwarded-for": `10.1.${index}.1` },
      renew: (token) => device.renew(token),
      fetchMilliseconds: FETCH_MILLISECONDS,
    });
    const judge = new Judge(who, device, client.connections, eras);
    const { connections } = client;
    const bell = new NotificationView(client);
    listeners.push({ who, device, connections, keys, keysByRedis, client, judge, bell });
    client.watch(world.ticketIds[0] ?? "");
    for (let count = 1; count < OPEN_TICKETS; count++) {
      client.watch(who.guestTicketId ?? random.pick(world.ticketIds));
    }
  };
  for (const who of world.people) {
    seat(who, who.devices[0]);
  }
  for (const [index, who] of random.shuffle(world.people).entries()) {
    if (listeners.length === LISTENERS) {
      break;
    }
    if (index % 2 === 0) {
      seat(who, who.devices[0]);
      continue;
    }
    const device = new Device(who.devices[0].person, who.guestTicketId);
    await device.renew("");
    who.devices.push(device);
    seat(who, device);
  }
  return listeners;
}

interface Route {
  url: string;
  keys: ReadonlySet<string>;
  keysByRedis: ReadonlySet<string>;
}

/** Where a client connects, and the outages that affect it. */
function routeOf(index: number, stage: Stage): Route {
  const all = stage.processes.map((_, place) => place);
  const front = stage.fronts[(index >> 2) % stage.fronts.length];
  const isBehindFront = index % 4 === 3 && front !== undefined;
  const place = index % stage.processes.length;
  const own = isBehindFront ? all : [place];
  const common = isBehindFront ? ["own", `front:${stage.fronts.indexOf(front)}`] : ["own"];
  return {
    url: isBehindFront ? `http://127.0.0.1:${front.port}` : (stage.processes[place]?.url ?? ""),
    keys: new Set([...common, "postgres", ...own.flatMap((one) => [`process:${one}`, `line:${one}`])]),
    // The other processes must be able to read the log and to publish; this one's connection to PostgreSQL does not matter.
    keysByRedis: new Set([
      ...common,
      "postgres",
      "redis",
      ...all.flatMap((one) => [`process:${one}`, `redis:${one}`]),
      ...all.filter((one) => isBehindFront || one !== place).map((one) => `line:${one}`),
    ]),
  };
}
