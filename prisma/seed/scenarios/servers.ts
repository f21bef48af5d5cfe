import { browser, chart, log, terminal } from "./file-ideas";
import type { Scenario } from "./scenario";

/** Servers, their names and what is let through to them. */
export const SERVERS: readonly Scenario[] = [
  {
    id: "dns-internal",
    nature: "fault",
    category: "network",
    team: "network",
    priorities: ["medium", "high", "urgent"],
    tags: ["dns", "server"],
    paths: ["0 0 0 0 0 0 0", "1 1 0 1 0 0 -", "2 2 - - 1 - -"],
    titles: [
      "{host} cannot be found by name",
      "Intranet opens by address but not by name",
      "Old address of {host} still answered in {city}",
    ],
    bodies: [
      "`{host}` is not resolved from {city}, by address ({ip}) it works. Our nightly builds fail because of it {ago}.\n\n```\n$ dig +short {host}.larkmoor.example\n$ dig +short {host}.larkmoor.example @10.1.1.53\n{ip}\n```",
      "The intranet start page does not open. {colleague} gave me the number instead of the name and that works.",
      "In {city}, `{host}` still leads to the old machine, everywhere else to the new one. Whoever works there writes into a database that nobody reads.",
    ],
    asks: ["Which name server does your machine list first?"],
    answers: ["10.1.1.54.", "There are three: .53, .54 and one that I do not know."],
    notes: ["Second server missed the zone transfer, serial is {few} behind. Firewall rule from last week."],
    fixes: [
      "The second name server had an old copy of the zone. Transfer works again, both give the same answers.",
      "Removed the record of the old server; caches will have forgotten it within the hour.",
    ],
    files: [
      terminal(
        "dig.png",
        "Terminal",
        "$ dig +short {host}.larkmoor.example",
        "$ dig +short {host}.larkmoor.example @10.1.1.53",
        "{ip}",
        "$ date",
        "same on the second laptop",
      ),
    ],
  },
  {
    id: "server-alert",
    nature: "fault",
    category: "network",
    team: "network",
    weight: 1.2,
    priorities: ["high", "urgent", "medium"],
    tags: ["server", "monitoring"],
    paths: ["0 0 - - 0 - 0", "1 1 - - 2 1 -", "2 2 0 * 1 0 1", "3 3 0 * 3 - -"],
    titles: [
      "{host}: disk {percent} % full",
      "Backup of {host} failed",
      "{host} restarts by itself at night",
      "Certificate of {host} ends in {few} days",
    ],
    bodies: [
      "The build server is close to full, our pipeline stopped with *no space left on device*. I can delete the old artefacts of {project} if you tell me where.",
      "Monitoring mail of tonight, since nobody seems to be on that list any more:\n\n```\nhost     {host}\ncheck    backup\nstate    CRITICAL\nmessage  snapshot not found\n```",
      "{host} was down for {few} minutes at about three in the morning, third night in a row. Our long calculations die with it.",
      "Monitoring says that the certificate of {host} runs out in {few} days. Nobody in our team knows where it came from.",
    ],
    asks: ["Is there a window tomorrow in which I may restart it?"],
    answers: ["Before 8:00 or after 18:00.", "Any time, nothing runs this week."],
    notes: [
      "Memory error on module 4, see the board's log. Spare is in the rack room.",
      "Snapshot was renamed by the upgrade. Adjusted the job, full backup tonight.",
    ],
    fixes: [
      "Old build artefacts are now removed after 30 days; {percent} % turned into 41 %.",
      "Memory module replaced; no restart for three nights. Certificate renewed on the same occasion.",
      "Backup adjusted and run by hand: complete and test-restored.",
      "Renewed for a year, and it renews itself from now on.",
    ],
    files: [
      chart("disk-{host}.webp", "Disk use of {host}", "%", 90),
      log(
        "{host}-syslog.txt",
        "@ kernel: mce: corrected error on DIMM 4",
        "@ kernel: mce: corrected error on DIMM 4",
        "@ kernel: mce: uncorrected error on DIMM 4",
        "@ systemd: reboot requested by watchdog",
        "@ kernel: Linux version 6.1",
        "@ backup: snapshot not found",
      ),
    ],
  },
  {
    id: "firewall-request",
    nature: "request",
    category: "network",
    team: "network",
    priorities: ["low", "medium", "medium"],
    tags: ["firewall", "change"],
    paths: ["0 0 0 * 0 0 0", "1 1 - - 1 - -", "2 2 0 * 2 0 -"],
    titles: [
      "Open port {port} from {host} to {customer}",
      "Fixed address for the new {test bench|display|oven controller}",
      "Remote access for the maintenance company",
    ],
    words: { port: ["443", "502", "8883", "5432", "4840"] },
    bodies: [
      "For project {project} we need:\n\n- from: `{host}`\n- to: the gateway at {customer}\n- port: {port}/tcp\n- until: end of the pilot, about three months\n\nRisk form is filled in and lies in {files}.",
      "The controller {spot} should keep its address, the supplier cannot cope with a changing one. Its hardware address is on the label.",
      "The maintenance company wants to look at the controls {spot} from afar, twice a year, and only while one of us watches. Is that possible, and how?",
    ],
    asks: ["Is the traffic encrypted, and who on their side answers if something looks odd?"],
    answers: [
      "Yes, with certificates on both sides. The contact is in the form.",
      "Not encrypted, they say it cannot. What do you suggest?",
    ],
    notes: ["Approved for 90 days, reminder set. Through the proxy, not directly."],
    fixes: [
      "The rule is live and tested from {host}. It ends by itself in 90 days unless you ask for more.",
      "Reserved {ip} for it. Please restart the device once.",
      "They get a door that you open for two hours at a time, and every visit is recorded. The guide is in {files}.",
    ],
    files: [
      browser(
        "blocked.png",
        "https://gateway.{host}.example:8883",
        "This site cannot be reached",
        "The connection was refused. The firewall may not allow it.",
      ),
    ],
  },
];
