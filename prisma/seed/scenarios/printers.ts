import { photo, log } from "./file-ideas";
import type { Scenario } from "./scenario";

/** Printers and what comes out of them. */
export const PRINTERS: readonly Scenario[] = [
  {
    id: "printer-jam",
    nature: "fault",
    category: "hardware",
    team: "workplace",
    weight: 1.8,
    priorities: ["low", "medium", "medium"],
    tags: ["printer"],
    paths: ["03 0 0 0 1 0", "2 1 - - 0 1", "01 2 0 1 0 *"],
    titles: [
      "{printer} jams on every second page",
      "Paper jam {spot}, again",
      "Printer {printer} says jam but there is no paper in it",
      "Double-sided printing jams ({floor})",
    ],
    bodies: [
      "The printer {spot} jams whenever I print on both sides. Single-sided is fine. I have opened every flap that has a green handle, and one that does not.",
      "{printer} shows *Paper jam, tray 2*. We looked: no paper, no scraps, nothing. Three people have tried.",
      "Jam in {printer}. There is a queue of {many} jobs now and a queue of people as well.",
    ],
    asks: ["Which paper is in tray 2, the usual or the recycled one?"],
    answers: ["Recycled, from the stack beneath.", "The usual one, but the pack was open for a while."],
    notes: [
      "Rollers have {many},000 pages on them, change them while at it.",
      "If it is the fuser again, call the supplier: contract covers it.",
    ],
    fixes: [
      "A label had come off inside and sat on the sensor. It is out, and {many} pages went through without a stop.",
      "New pick-up rollers fitted. Please keep the recycled paper in tray 3, it is a little too thin for tray 2.",
    ],
    files: [
      photo("printer.jpg", "printer"),
      photo("IMG_77#4.jpg", "printer"),
      log(
        "{printer}-events.log",
        "@ INFO  tray=2 media=A4 job=41#2 started",
        "@ WARN  sensor S7 blocked for 812 ms",
        "@ ERROR jam code=J-2# path=duplex",
        "@ INFO  cover opened by user",
        "@ INFO  cover closed",
        "@ ERROR jam code=J-2# path=duplex",
      ),
    ],
  },
  {
    id: "printer-streaks",
    nature: "fault",
    category: "hardware",
    team: "workplace",
    priorities: ["low", "low", "medium"],
    tags: ["printer", "toner"],
    paths: ["02 0 0 0 0 0", "1 1 0 1 1 -"],
    titles: [
      "Grey stripes on all prints from {printer}",
      "{printer} prints magenta instead of red",
      "Certificates come out with a line down the middle",
    ],
    bodies: [
      "Everything from {printer} has a grey stripe about two centimetres from the left edge. For internal use that is fine, for calibration certificates it is not.",
      "colours are off on {printer}, our logo is now pink. could be the toner",
    ],
    asks: [
      "Could you print the test page (menu, *Service*, *Print quality*) and leave it on the machine for me?",
    ],
    answers: ["It is in the tray, and the stripe is on it too.", "Done. Yellow looks very faint on it."],
    notes: ["Drum at 4 percent. Ordered one; the spare went to the warehouse last month."],
    fixes: [
      "New drum unit, test page clean. Please throw the striped ones into the grey bin.",
      "Toner changed and colours calibrated; the logo is blue again.",
    ],
    files: [photo("stripes.jpg", "printer")],
  },
  {
    id: "printer-missing",
    nature: "fault",
    category: "hardware",
    team: "desk",
    priorities: ["low", "medium"],
    tags: ["printer", "driver"],
    paths: ["01 0 0 * 0 0", "2 1 - - 1 -"],
    titles: [
      "Cannot find {printer} in the list of printers",
      "No printers at all after changing my laptop",
      "Prints from {app} go to the wrong printer",
    ],
    bodies: [
      "Since I got the new laptop the list of printers has only *Save as PDF*. I need {printer}.",
      "Whatever I choose, {app} prints on {printer}, which is in another building. Somebody over there has {many} pages of my delivery notes.",
    ],
    asks: ["Are you on the cable or on the office Wi-Fi when you look for it?"],
    answers: ["On the Wi-Fi, the one for staff.", "Cable, dock at {desk}."],
    notes: ["The printer group was missing from the new-laptop profile. Fixed for future ones."],
    fixes: [
      "{printer} is in your list now, with double-sided as the default.",
      "The default printer of {app} is now per person. Yours is the one nearest to {desk}.",
    ],
  },
];
