import { dialog, browser, log } from "./file-ideas";
import type { Scenario } from "./scenario";

/** Where programs meet each other or customers. */
export const INTERFACES: readonly Scenario[] = [
  {
    id: "web-shop",
    nature: "fault",
    category: "software",
    team: "network",
    priorities: ["high", "urgent", "medium"],
    tags: ["web", "customers"],
    paths: ["0 0 0 * 0 * *", "1 3 0 1 3 - -", "2 2 - - 1 - -", "3 1 - - 2 1 -"],
    titles: [
      "Spare parts shop shows error 502",
      "Customer portal very slow for {customer}",
      "Datasheet download broken on the website",
      "Order confirmation mails go out twice",
    ],
    bodies: [
      "{customer} called: spare parts shop answers with 502 when they go to the basket. I see the same from outside the office.",
      "Customers get their order confirmation twice, a minute apart. {few} of them have asked whether they ordered twice.",
      "On the website every datasheet link of the {project} family ends at *Page not found*.\n\nExample: `/datasheets/{project}-200-en.pdf`, used to work before the new design.",
      "{customer} write that the portal takes half a minute for each page since yesterday. Here in the office it is quick.",
    ],
    asks: ["Roughly how many customers have called about it?"],
    answers: ["{few} so far, all this morning.", "Only one, but a loud one."],
    notes: [
      "{host} ran out of file handles. Restart helps for a day, the leak is in the basket service.",
      "Developer on duty is informed, see chat.",
    ],
    fixes: [
      "The basket service is running again with a corrected version. I placed and cancelled an order to be sure.",
      "Redirects for the old datasheet addresses are in place, all {many} of them.",
      "The confirmation was sent by two services. One of them keeps quiet now; I checked with three orders.",
      "Their country was served from the wrong side of the planet. It is near them now: under a second.",
    ],
    files: [
      browser(
        "截屏 {date}.png",
        "https://parts.larkmoor.example/basket",
        "502 Bad gateway",
        "The server gave no answer that we could use. Please try again later.",
      ),
      log(
        "{host}-error.log",
        "@ error accept4() failed (24: Too many open files)",
        "@ error upstream prematurely closed connection, request: GET /basket",
        "@ error accept4() failed (24: Too many open files)",
        "@ notice worker process 21# exited on signal 9",
        "@ notice start worker process 31#",
      ),
    ],
  },
  {
    id: "interface-stock",
    nature: "fault",
    category: "software",
    team: "network",
    priorities: ["high", "medium", "urgent"],
    tags: ["interface", "warehouse"],
    paths: ["0 0 0 * 0 0 0", "1 2 0 0 0 0 0", "2 1 - - 1 - -"],
    titles: [
      "Stock figures in {crm} and {erp} differ",
      "Delivery notes of tonight not transferred",
      "Interface to the carrier stopped at {time}",
    ],
    bodies: [
      "For about {many} articles {crm} shows stock that {erp} does not have. We promise things to customers that do not exist.",
      "No labels from the carrier since {time}. The trucks come at 16:00, and there are {many} parcels on the ramp.",
      "Last night's transfer of delivery notes did not run. In the job list it says:\n\n```\nSTEP 4  transform   rc=8\nSTEP 5  transfer    not started\n```\n\nCan it be started again by hand?",
    ],
    asks: ["Has anybody changed an article number today, perhaps one with a special character in it?"],
    answers: ["Yes! {colleague} made one with a slash.", "Not that I know, but sales created new ones."],
    notes: [
      "Transform fails at a slash in the article number. Ask the vendor for a fix; until then validation.",
    ],
    fixes: [
      "One article number with a slash stopped the lot. I corrected it and ran the transfer; both systems agree.",
      "The carrier had changed a certificate. Imported the new one, labels are coming out.",
    ],
    files: [
      dialog(
        "transfer.png",
        "Transfer monitor",
        "Step 4 (transform) ended with return code 8. Step 5 was not started.",
        "{code}",
      ),
    ],
  },
];
